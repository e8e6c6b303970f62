/**
 * Goal: docs/EXPECT.md names every word of the language and no other, and all its examples can be written and measured.
 * Method: the words of its grammar against the vocabulary; its lists of expectations loaded into the shipped scenario;
 * its statements asked of that scenario, run with a fraction of its traffic: each gets a verdict from figures.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { BREAK_CAUSES } from '../../../sim/metrics/break-cause.ts';
import { COUNTERS } from '../../../sim/metrics/counters.ts';
import { mergeRuns } from '../../../sim/metrics/merge-runs.ts';
import { OUTCOMES } from '../../../sim/metrics/outcome.ts';
import { compileModel } from '../../../sim/model.ts';
import {
  COUNTABLES,
  FUNCTIONS,
  GAUGES,
  SELECTOR_KEYS,
  SPREAD_OVER,
} from '../../../sim/scenario/expression/vocabulary.ts';
import { loadScenario } from '../../../sim/scenario/load-scenario.ts';
import { formatProblem } from '../../../sim/scenario/problem.ts';
import type { ResolvedScenario } from '../../../sim/scenario/resolved-scenario.ts';
import { simulate } from '../../../sim/simulate.ts';
import { WORLD_DATA } from '../../support/scenario.ts';
import { sampleContext } from './sample-record.ts';

const PAGE = readFileSync(new URL('../../../docs/EXPECT.md', import.meta.url), 'utf8');
const SCENARIO = readFileSync(new URL('../../../scenarios/seoul-boston.yaml', import.meta.url), 'utf8');

function blocks(language: string): string[] {
  return [...PAGE.matchAll(/^```(\w*)\n(.*?)^```/gms)].flatMap(([, of, text]) => (of === language ? [text!] : []));
}

const STATEMENTS = blocks('expect').flatMap((block) => block.trim().split('\n'));

function withExpectations(expectations: unknown): ResolvedScenario {
  const text = stringify({ ...parse(SCENARIO), expect: expectations });
  const settings = ['traffic.connections.rate=8/s', 'experiment.replications=2'];
  const result = loadScenario([{ file: 's.yaml', text }], { gcp: WORLD_DATA }, settings);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.scenario;
}

describe('the grammar', () => {
  const [grammar] = blocks('');
  const quoted = new Set([...grammar!.matchAll(/"([^"]+)"/g)].map(([, word]) => word!.replace('(', ' ')));
  const notInList = ['p50', 'p90', 'p99', 'p99.9'];
  const registries: readonly string[] = [...OUTCOMES, ...BREAK_CAUSES, ...COUNTERS.map(({ name }) => name)];

  it.each(
    [...COUNTABLES, ...GAUGES, ...FUNCTIONS, ...SELECTOR_KEYS, ...SPREAD_OVER].filter(
      (word) => !notInList.includes(word),
    ),
  )('has %s', (word) => {
    if (registries.includes(word)) expect(PAGE).toContain(`\`${word}\``);
    else expect([...quoted].flatMap((text) => text.match(/\w+/g) ?? [])).toContain(word);
  });

  it('has no word that the parser does not know', () => {
    const words = [...quoted].flatMap((text) => text.match(/\w+/g) ?? []);
    const known = [
      ...COUNTABLES,
      ...GAUGES,
      ...FUNCTIONS,
      ...SELECTOR_KEYS,
      ...SPREAD_OVER,
      'latency',
      'baseline',
      'settled',
      'p',
    ];
    expect(words.filter((word) => !known.includes(word))).toEqual([]);
  });
});

it('has the table of counters, with what a share is of and where each is counted', () => {
  const rows = COUNTERS.map(({ name, base, holders }) => {
    return [`\`${name}\``, `${base.isPart ? '' : 'for each '}\`${base.of}\``, holders.where];
  });
  const [, table] = /^\| Counter \|.*\n\|[-|]*\|\n((?:\|.*\n)*)/m.exec(PAGE)!;
  const cells = table!
    .trimEnd()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(cells.map(([, name, , base, where]) => [name, base, where])).toEqual(rows);
});

describe('the examples', () => {
  it('load as lists of expectations', () => {
    const lists = blocks('yaml').map((block) => parse(block).expect as unknown[]);
    expect(lists.length).toBeGreaterThan(1);
    for (const list of lists) expect(withExpectations(list).expectations).toHaveLength(list.length);
  });

  it('are measured', () => {
    expect(STATEMENTS.length).toBeGreaterThan(30);
    const during = (that: string): string => (that.includes('time_to') ? 'seoul-lost' : 'all');
    const scenario = withExpectations(STATEMENTS.map((that, at) => ({ id: `e${at}`, that, during: during(that) })));
    const model = compileModel(scenario, WORLD_DATA);
    const records = scenario.designs.flatMap((_, design) =>
      [0, 1].map((run) => simulate(model, design, run, UNATTENDED)),
    );
    const { verdicts } = mergeRuns({ ...sampleContext(), scenario, places: model.places }, records);
    const without = verdicts.filter(({ measured, sentence }) => measured === null && !sentence.includes('never came'));
    expect(without.map(({ that, sentence }) => [that, sentence])).toEqual([]);
    expect(new Set(verdicts.map(({ that }) => that))).toEqual(new Set(STATEMENTS));
  });
});
