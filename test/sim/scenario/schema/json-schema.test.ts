/**
 * Goal: what an editor says of a scenario is what the tool says of it.
 * Method: the committed schema is the one the code makes; ajv with it and zod with the source schema take and refuse
 * the same corpus of sound and faulty files. Faults that are known only to the tool (references, bounds of a number
 * with a unit, rules between sections) are taken by both.
 */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { scenarioJsonSchema } from '../../../../sim/scenario/schema/json-schema.ts';
import { scenarioLayerSchema, scenarioSchema } from '../../../../sim/scenario/schema/scenario.ts';
import { BAD_SCENARIOS } from '../bad-scenarios.ts';
import { edited, GOOD_FILES, goodText, load } from '../fixtures.ts';

const EXAMPLE = goodText('region-at-capacity.yaml');

const validate = new Ajv({ strict: false, allErrors: true }).compile(scenarioJsonSchema());

/** Single values that no pattern can bound: their text is of the right form, their size is not. */
const BEYOND_JSON_SCHEMA = new Set([
  'units in the wrong order',
  'a duration beyond exactness',
  'a rate of zero',
  'a heartbeat in every microsecond',
  'asks faster than anything comes',
  'a size beyond all answers',
  'a draining timeout out of bounds',
  'more than a group can hold',
  'an autoscaler with a target of nothing',
]);

/** `null` for what is no YAML, or has an alias without an anchor. */
function dataOf(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 || text.includes('*w') ? null : document.toJS();
}

it('the committed file is what the code makes; if not, run: npx tsx scenarios/build-schema.ts', () => {
  const committed = readFileSync(new URL('../../../../scenarios/scenario.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
});

describe('sound files', () => {
  it.each(GOOD_FILES)('%s is taken', (file) => {
    expect(validate(dataOf(goodText(file))), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(GOOD_FILES)('the normalised form of %s is taken', (file) => {
    const result = load(goodText(file));
    expect(result.ok && validate(result.normalised), JSON.stringify(validate.errors)).toBe(true);
  });

  it('a file of request forms and chains alone is taken, a slip in it is not', () => {
    const path = '../../../../scenarios/requests/apache-to-nginx.yaml';
    const data = parseDocument(readFileSync(new URL(path, import.meta.url), 'utf8')).toJS() as { chains: object };
    expect(validate(data), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...data, chains: { c: ['ngnix', 'backend'] } })).toBe(false);
    expect(validate({ ...data, chain: {} })).toBe(false);
  });
});

describe('faulty files', () => {
  const corpus = BAD_SCENARIOS.map((bad) => ({
    ...bad,
    data: dataOf(bad.text ?? edited(EXAMPLE, ...bad.edits!)),
  })).filter(({ data }) => data !== null);

  it.each(corpus)('$name', ({ name, data }) => {
    const isTaken = scenarioSchema.safeParse(data).success;
    expect(validate(data)).toBe(BEYOND_JSON_SCHEMA.has(name) ? true : isTaken);
    if (BEYOND_JSON_SCHEMA.has(name)) expect(isTaken).toBe(false);
  });

  it('the corpus has faults of both sides', () => {
    const taken = corpus.filter(({ data }) => validate(data)).length;
    expect(taken).toBeGreaterThan(30);
    expect(corpus.length - taken).toBeGreaterThan(30);
  });
});

describe('layers', () => {
  const layers: readonly (readonly [text: string, isTaken: boolean])[] = [
    ['extends: a.yaml', true],
    ['extends: a.yaml\ntime: { warmup: 1m }\nevents: null', true],
    ['extends: a.yaml\nservice: { backends: { web: null, other: { members: 3 } } }', true],
    ['extends: a.yaml\ndesigns: { x: { service: { port: null } } }', true],
    ['extends: a.yaml\ntime: { warmpu: 1m }', false],
    ['extends: a.yaml\ntime: { warmup: 1 }', false],
    ['extends: [a.yaml]', false],
    ['time: { warmup: 1m }', false],
  ];

  it.each(layers)('%j: %s', (text, isTaken) => {
    const data = dataOf(text) as object;
    const schema = Object.hasOwn(data, 'extends') ? scenarioLayerSchema : scenarioSchema;
    expect(schema.safeParse(data).success).toBe(isTaken);
    expect(validate(data)).toBe(isTaken);
  });
});

it('every key tells its meaning, or has a name that others of its kind explain', () => {
  const undescribed: string[] = [];
  const walk = (schema: { properties?: Record<string, unknown> }, path: string): void => {
    for (const [key, value] of Object.entries(schema.properties ?? {})) {
      const field = value as { description?: string; properties?: Record<string, unknown> };
      if (field.description === undefined && field.properties === undefined) undescribed.push(`${path}${key}`);
      walk(field, `${path}${key}.`);
    }
  };
  const { time, world, traffic, experiment } = scenarioSchema.shape;
  for (const section of [time, world, traffic, experiment.unwrap()])
    walk(section.toJSONSchema({ io: 'input' }) as never, '');
  expect(undescribed).toEqual([]);
});
