/**
 * Goal: a change in what a check prints is seen in review. Method: one checked scenario with a change of each kind and
 * a verdict of each state, beside one that is identical and one that is new, in every format, kept as files.
 */
import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { CHECK_FORMATTERS } from '../../../../cli/formats/check/check-formatters.ts';
import type { CheckedScenario } from '../../../../cli/formats/check/checked-scenario.ts';
import { markdownCheck } from '../../../../cli/formats/check/markdown-check.ts';
import { RUN_FORMATS } from '../../../../cli/formats/format-names.ts';
import { compareFigures } from '../../../../sim/metrics/comparison/compare-figures.ts';
import type { Verdict } from '../../../../sim/metrics/experiment-result.ts';
import { sampleFigures } from '../../../sim/metrics/comparison/figures.ts';
import { sampleResult } from '../../results/sample-result.ts';

const NOISE = [50.1, 50.9, 49.2, 50.4, 49.8];
const STEADY = [0.1, 0.1, 0.1, 0.1, 0.1];
const plus = (step: number): number[] => NOISE.map((value, index) => value + step * (1 + 0.01 * index));

const before = sampleFigures({
  waterfall: { metrics: { spilledShare: STEADY, latencyP50: NOISE, latencyP99: NOISE, latencyMean: NOISE } },
  spray: { metrics: { completedShare: STEADY, latencyP50: NOISE } },
});
const after = sampleFigures(
  {
    waterfall: {
      parted: ['routing', 'outcomes', 'events'],
      metrics: {
        spilledShare: [0.2, 0.2, 0.21, 0.2, 0.2],
        latencyP50: plus(5),
        latencyP99: [53, 48, 52, 47.5, 50],
        latencyMean: plus(0.5),
      },
    },
    spray: { metrics: { completedShare: [0.2, 0.21, 0.2, 0.2, 0.2], latencyP50: NOISE } },
  },
  { setup: { traffic: 'cdcdcdcd', 'design a': 'ffffffff' } },
);

function verdict(id: string, state: Verdict['state'], severity: Verdict['severity']): Verdict {
  const sentence = `${id} was 20 ms [19, 21]`;
  const figures = {
    measured: 20,
    low: 19,
    high: 21,
    threshold: 20,
    tolerance: 0,
    unit: 'ms',
    comparison: '<' as const,
  };
  return {
    id,
    designId: 'waterfall',
    that: 'p50(latency) < 20ms',
    window: 'all',
    severity,
    state,
    ...figures,
    sentence,
  };
}

const VERDICTS: readonly Verdict[] = [
  verdict('fast', 'held', 'error'),
  verdict('faster', 'failed', 'error'),
  verdict('fastest', 'failed', 'warn'),
  verdict('close', 'undecided', 'error'),
];

function checked(name: string, changes: Partial<CheckedScenario>): CheckedScenario {
  return {
    result: { ...sampleResult(name), verdicts: VERDICTS },
    file: `scenarios/${name}.yaml`,
    command: `npx spillway run scenarios/${name}.yaml --seed 42`,
    baselineFile: `results/baselines/${name}.txt`,
    comparison: compareFigures(before, after, { tolerance: 0.02 }),
    update: null,
    directory: null,
    expectationLines: new Map([['faster', 12]]),
    ...changes,
  };
}

const SAME = { comparison: compareFigures(before, before, { tolerance: 0 }), directory: 'checked/same' };
const ALL = [
  checked('changed', {}),
  checked('same', { ...SAME, result: { ...sampleResult('same'), verdicts: VERDICTS.slice(0, 1) } }),
  checked('new', { comparison: null, update: 'written' }),
];

describe('a check', () => {
  test.each(RUN_FORMATS)('as %s', async (format) => {
    const text = CHECK_FORMATTERS[format](ALL, pc.createColors(false));
    await expect(text).toMatchFileSnapshot(`golden/check-${format}.txt`);
  });

  test('as Markdown fits into a comment on a pull request, however much differs', () => {
    const many = Array.from({ length: 60 }, (_, index) => checked(`scenario-${index}`, {}));
    const long = markdownCheck(many);
    expect(long.length).toBeLessThan(65_536);
    expect(long).toMatch(/^\d+ more scenarios are only in the table above\.$/m);
    const designs = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`design-${index}`, { metrics: { latencyP50: plus(index) } }]),
    );
    const base = Object.fromEntries(Object.keys(designs).map((id) => [id, { metrics: { latencyP50: NOISE } }]));
    const wide = compareFigures(sampleFigures(base), sampleFigures(designs), { tolerance: 0 });
    const text = markdownCheck([checked('wide', { comparison: wide }), checked('wide-too', { comparison: wide })]);
    expect(text).toMatch(/^\d+ more are not shown\.$/m);
    expect(text.length).toBeLessThan(65_536);
  });
});
