/**
 * Goal: breaks are counted by window and cause, as means over the replications, and their share is of the
 * connections that were there to break.
 * Method: sample records with known breaks, open and established connections; windows that
 * do not begin with an interval.
 */
import { describe, expect, it } from 'vitest';
import type { SimTime } from '../../../sim/kernel/time.ts';
import { mergeRuns } from '../../../sim/metrics/merge-runs.ts';
import type { RunRecord } from '../../../sim/metrics/run-record.ts';
import { countBreaks, isBreak, openConnections } from '../../../sim/metrics/window-breaks.ts';
import { sampleContext, sampleRecord, steadyTraffic } from './sample-record.ts';

const SECOND_US = 1_000_000;
const INTERVAL_US = 10 * SECOND_US;

/** Two open connections at each of three backends; breaks in the third interval. */
function record(replication: number, breaks: readonly number[]): RunRecord {
  return sampleRecord(steadyTraffic(5, 20), { replication, breaks, counters: { unremembered: 2 }, active: () => 2 });
}

describe('rows of breaks', () => {
  const context = sampleContext({ replications: 2, designs: sampleContext().scenario.designs.slice(0, 1) });
  const result = mergeRuns(context, [record(0, [1, 0, 2, 0, 3]), record(1, [0, 4, 0, 6, 0])]);

  it('are means, one for each window, with every cause', () => {
    expect(result.breaks.map(({ designId, window }) => [designId, window])).toEqual([
      ['waterfall', 'all'],
      ['waterfall', 'lost'],
    ]);
    const none = { serverError: 0, secondLayerLost: 0 };
    const causes = { memberLost: 0.5, drained: 2, popLost: 1, frontEndLost: 3, rehashed: 1.5, ...none };
    for (const row of result.breaks) expect(row).toMatchObject({ broken: 8, causes });
    // Two in each interval: five intervals are measured, two of them in the window.
    expect(result.breaks.map(({ unremembered }) => unremembered)).toEqual([10, 4]);
  });

  it('add up in the summary', () => {
    const mean = (metric: string) => result.summary.find((row) => row.metric === metric)!.mean;
    expect([mean('memberLost'), mean('drained'), mean('rehashed'), mean('movedEstablished')]).toEqual([0.5, 2, 1.5, 8]);
    const { open } = result.breaks[0]!;
    expect(mean('rehashedShare')).toBeCloseTo(1.5 / open, 12);
    expect(mean('brokenShare')).toBeCloseTo(8 / open, 12);
    expect(mean('unrememberedShare')).toBeCloseTo(10 / mean('offered')!, 12);
  });
});

describe('open connections', () => {
  const run = record(0, []);
  const established = (interval: number): number =>
    run.serving.established.slice(3 * interval, 3 * interval + 3).reduce((sum, count) => sum + count, 0);
  const open = (startS: number, endS: number): number =>
    openConnections(run, { start: (startS * SECOND_US) as SimTime, end: (endS * SECOND_US) as SimTime }, INTERVAL_US);

  it('are those open as the window began, and those established since', () => {
    expect(open(20, 40)).toBe(6 + established(2) + established(3));
    expect(open(10, 60)).toBe(6 + established(1) + established(2) + established(3) + established(4) + established(5));
  });

  it('take every interval that the window touches', () => {
    expect(open(25, 31)).toBe(open(20, 40));
  });

  it('begin with none at the start of the run', () => {
    expect(open(0, 10)).toBe(established(0));
  });
});

describe('a break', () => {
  it('is a cause, or all of them', () => {
    const window = record(0, [1, 0, 2, 0, 3]).windows[0]!;
    expect([countBreaks(window, 'broken'), countBreaks(window, 'popLost')]).toEqual([6, 2]);
    expect([isBreak('broken'), isBreak('rehashed'), isBreak('reset'), isBreak('offered')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(() => countBreaks(window, 'reset')).toThrow('"reset" is no cause of a break');
  });
});
