/**
 * Goal: no input makes the loader throw; whatever is wrong is told with a place that exists in the file.
 * Method: random mutations of sound files, of their text (characters cut, doubled, exchanged) and of their data
 * (values exchanged for others of any kind, keys renamed or removed); the loader must accept, or give problems whose
 * line and column lie within the text.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { formatProblem } from '../../../sim/scenario/problem.ts';
import { edited, GOOD_FILES, goodText, load } from './fixtures.ts';

function check(text: string): boolean {
  const result = load(text);
  if (result.ok) return true;
  const lines = text.split('\n');
  expect(result.problems.length).toBeGreaterThan(0);
  let before = { line: 0, column: 0 };
  for (const problem of result.problems) {
    const { file, line, column, message } = problem;
    expect(file).toBe('s.yaml');
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
    expect(message).not.toMatch(/undefined|\[object|Invalid|Too |Unrecognized/);
    expect(line > before.line || (line === before.line && column >= before.column)).toBe(true);
    before = { line, column };
  }
  return false;
}

const goodFile = fc.constantFrom(...GOOD_FILES).map(goodText);

it('text: characters cut, doubled or exchanged', () => {
  const mutation = fc.record({
    at: fc.nat(5_000),
    length: fc.integer({ min: 0, max: 12 }),
    insert: fc.oneof(
      fc.constantFrom(
        '',
        '\n',
        '\t',
        ': ',
        '- ',
        '{',
        '}',
        '[',
        ']',
        '"',
        '*a',
        '&a ',
        '!!x ',
        '<<: ',
        '#',
        '---\n',
        'null',
        '~',
      ),
      fc.string({ maxLength: 4, unit: 'grapheme' }),
    ),
  });
  fc.assert(
    fc.property(goodFile, fc.array(mutation, { minLength: 1, maxLength: 4 }), (good, mutations) => {
      let text = good;
      for (const { at, length, insert } of mutations) {
        const start = at % text.length;
        text = text.slice(0, start) + insert + text.slice(start + length);
      }
      check(text);
    }),
    { numRuns: 300 },
  );
});

type Data = { [key: string]: unknown } | unknown[];

/** Every place in the data: its container and key. */
function places(value: unknown): { container: Data; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [{ container: value as Data, key }, ...places(item)]);
}

it('data: values exchanged, keys renamed or removed', () => {
  const values = fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    1e300,
    '',
    ' ',
    '0s',
    '-5s',
    '1h',
    '5%',
    '4x',
    '2k/s',
    'seoul',
    '*',
    '*-*',
    'web-seoul',
    'lost',
    'all',
    [],
    {},
    [null],
    { a: 1 },
    [{}],
    [{ id: 'x' }],
    { constant: '1s' },
    { from: '1m', to: '2m' },
    'constructor',
    '__proto__',
    'x'.repeat(70),
    'p99(latency) < 1s',
    'dropped{metro: *} == 0',
    'baseline',
    '((((',
    'p99(latency) < 1 * baseline',
    'spray',
    'waterfall',
    'first',
  );
  const mutation = fc.record({
    at: fc.nat(10_000),
    act: fc.constantFrom('exchange', 'exchange', 'rename', 'remove'),
    value: values,
    key: fc.constantFrom('x', 'constructor', '7', 'metros', 'zone', 'a.b', 'extends', 'null'),
  });
  let accepted = 0;
  fc.assert(
    fc.property(goodFile, fc.array(mutation, { minLength: 1, maxLength: 3 }), (good, mutations) => {
      const data = parse(good) as Data;
      for (const { at, act, value, key } of mutations) {
        const all = places(data);
        const place = all[at % all.length]!;
        const container = place.container as { [key: string]: unknown };
        if (act === 'exchange') container[place.key] = value;
        else {
          if (act === 'rename' && !Array.isArray(container)) container[key] = container[place.key];
          if (Array.isArray(container)) container.splice(Number(place.key), 1);
          else delete container[place.key];
        }
      }
      if (check(stringify(data))) accepted++;
    }),
    { numRuns: 600 },
  );
  // Some mutations are harmless; if none or most were, they would not be testing much.
  expect(accepted).toBeGreaterThan(10);
  expect(accepted).toBeLessThan(400);
});

describe('hostile files', () => {
  function complaint(text: string): string {
    const result = load(text);
    return result.ok ? '' : result.problems.map(formatProblem).join('\n');
  }

  it('aliases that multiply are stopped', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level <= 8; level++)
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    expect(complaint(lines.join('\n'))).toBe('s.yaml:1:1 error the aliases of the file repeat more than 200000 values');
  });

  it('too many values are stopped, and called what they are', () => {
    expect(complaint(`a: [${'x,'.repeat(200_000)}x]\n`)).toBe(
      's.yaml:1:1 error the file holds more than 200000 values',
    );
  });

  it('a text that is far too long is refused without being parsed', () => {
    const event = '  - { id: lost, at: 20m, for: 5m, fail: { zone: asia-northeast3-a } }\n';
    const text = `events:\n${event.repeat(100_000)}`;
    expect(complaint(text)).toBe(
      `s.yaml:1:1 error the file has ${text.length} characters; a scenario has at most 500000`,
    );
  });

  it('an alias inside its own anchor is refused', () => {
    const result = load('a: &a { b: *a }\n');
    expect(result.ok ? '' : result.problems[0]!.message).toMatch(/no anchor before it, or lies inside it/);
  });

  it.each([
    ['brackets', 100, (depth: number) => `version: ${'['.repeat(depth)}${']'.repeat(depth)}\n`],
    ['brackets beyond what the parser stands', 100_000, (depth: number) => `version: ${'['.repeat(depth)}`],
    ['lists in one line', 100, (depth: number) => `version:\n  ${'- '.repeat(depth)}x\n`],
    ['lists beyond what the parser stands', 100_000, (depth: number) => `version:\n  ${'- '.repeat(depth)}x\n`],
    ['lines', 600, (depth: number) => Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
  ])('deep nesting is refused: %s', (_name, depth, text) => {
    expect(complaint(text(depth))).toMatch(/^s\.yaml:\d+:\d+ error the file is nested deeper than 64 levels$/);
  });

  it('an alias is data like any other', () => {
    const text = edited(
      goodText('region-at-capacity.yaml'),
      [
        '    web-seoul:\n      zone: asia-northeast3-a\n      members: 10',
        '    web-seoul:\n      zone: asia-northeast3-a\n      members: &ten 10',
      ],
      ['asia-northeast1-b\n      members: 10', 'asia-northeast1-b\n      members: *ten'],
    );
    const result = load(text);
    expect(result.ok && result.scenario.designs[0]!.service.backends[1]!.zones[0]!.members).toBe(10);
  });

  it('a name that every object has is no reference', () => {
    const result = load(
      edited(
        goodText('region-at-capacity.yaml'),
        ['during: evening', 'during: constructor'],
        ['extends: gcp', 'extends: toString'],
      ),
    );
    expect(result.ok ? [] : result.problems.map(({ path }) => path)).toEqual(['world.extends', 'expect.stay.during']);
  });
});
