/**
 * Goal: the printed report says what its figures are worth: what a mean is held against, what was not judged,
 * what is missing and how to get it.
 * Method: one small result as a run leaves it.
 */
import { describe, expect, test } from 'vitest';
import type { Spread } from '../../../bench/measure/spread.ts';
import type { BenchResult } from '../../../bench/report/result.ts';
import { ratioText, spreadText } from '../../../bench/report/spread-text.ts';
import { textReport } from '../../../bench/report/text-report.ts';

const spread = (median: number, halfWidth = 0): Spread => ({
  median,
  lowerQuartile: median - halfWidth,
  upperQuartile: median + halfWidth,
});

const RESULT: BenchResult = {
  machine: {
    processor: 'Some processor',
    cores: 4,
    memoryGib: 16,
    system: 'Linux 6',
    node: 'v20',
    v8: '11',
    gxx: null,
  },
  queueing: [
    {
      title: 'M/M/50',
      erlangCMean: 1.0728,
      engines: [
        {
          name: 'SimPy',
          customersPerSlice: 8_000,
          slices: 4,
          nsPerCustomer: spread(8_000, 100),
          timesSpillway: spread(120, 5),
          meanInSystem: 1.0779,
          expectedMean: 1.0702,
        },
      ],
    },
  ],
  missing: [{ name: 'SimPy', install: ['apt-get install python3-simpy3', 'pip install simpy'] }],
  versions: [{ name: 'ns-3', version: '3.37' }],
  connections: [],
  replications: [],
  profiles: [{ scenario: 'scenario', design: 'chain', parts: [{ part: 'sim/kernel/kernel.ts', share: 1 }] }],
  isQuick: true,
  targets: [{ what: 'against SimPy', target: '100 times faster', found: '120.0', isMet: null }],
  problems: [],
};

describe('the report of the benchmark', () => {
  const report = textReport(RESULT);

  test('a mean stands beside the one expected of as many customers', () => {
    expect(report).toMatch(/\| mean in system \| expected \| customers a slice \|/);
    expect(report).toMatch(/\| +1\.0779 \| +1\.0702 \| +8,000 \|/);
  });

  test('versions of peers that are libraries stand with the machine', () => {
    expect(report.split('\n')[0]).toMatch(/; ns-3 3\.37\.$/);
  });

  test('each way to install what is missing can be copied alone', () => {
    expect(report).toContain('* SimPy: `apt-get install python3-simpy3`, or `pip install simpy`');
  });

  test('a quick look judges no target, a whole run does', () => {
    expect(report).toMatch(/100 times faster \| 120\.0 \| not judged \|/);
    expect(report).toContain('A quick look has too few slices to judge by.');
    const whole = textReport({ ...RESULT, isQuick: false, targets: [{ ...RESULT.targets[0]!, isMet: true }] });
    expect(whole).toMatch(/100 times faster \| 120\.0 \| met \|/);
    expect(whole).not.toContain('A quick look');
  });

  test('profiles say where V8 counts what it compiles into its caller', () => {
    const at = report.indexOf('what V8 compiles into its caller counts at the caller');
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(report.indexOf('### scenario, chain'));
  });

  test('a check that failed is named instead of the sentence that all held', () => {
    const failed = textReport({ ...RESULT, problems: ['M/M/50, SimPy: waits 0.0000 in the mean'] });
    expect(failed).toContain('## Checks that failed\n\n* M/M/50, SimPy: waits 0.0000 in the mean');
    expect(failed).not.toContain('All checks held');
  });

  test('one value, or several that are the same, stand alone', () => {
    expect(spreadText(spread(0.86), 2)).toBe('0.86');
    expect(spreadText(spread(0.86, 0.1), 2)).toBe('0.86 (0.76 - 0.96)');
    expect(ratioText(spread(120, 5))).toBe('120 (115 - 125)');
  });
});
