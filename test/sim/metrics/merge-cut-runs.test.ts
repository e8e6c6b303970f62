/**
 * Goal: an experiment with one replication, or one that was interrupted, says what it can and claims no more.
 * Method: the hand-made runs of two designs, cut or left out one by one.
 */
import { describe, expect, it } from 'vitest';
import { SECOND_US } from './sample-record.ts';
import { merge, spray, summaryOf, waterfall } from './sample-runs.ts';

describe('one replication', () => {
  it('has points, no intervals, nothing established, and says so', () => {
    const result = merge([waterfall(0), spray(0)], 1);
    expect(summaryOf(result, 'spray', 'dropped')).toMatchObject({
      mean: 1,
      low: null,
      difference: 1,
      differenceLow: null,
      isEstablished: null,
    });
    expect(result.notices).toEqual([
      'one replication: figures are points without intervals, and no difference between designs can be established',
    ]);
  });
});

describe('an interrupted experiment', () => {
  const cut = { isComplete: false, simulatedUs: 40 * SECOND_US };

  it('leaves out what was cut when something is whole, and says so', () => {
    const result = merge([waterfall(0), waterfall(1, cut), spray(0), spray(1)]);
    expect(result.isComplete).toBe(false);
    expect(result.notices).toEqual([
      'interrupted: 1 of 2 replications of design waterfall finished; the others are left out',
    ]);
    expect(summaryOf(result, 'waterfall', 'spilled')).toMatchObject({ mean: 1, low: null });
    // Only replication 0 ran in both.
    expect(summaryOf(result, 'spray', 'spilled')).toMatchObject({ difference: -1, differenceLow: null });
  });

  it('uses the run that got furthest when none is whole, up to its cut, and compares it with nothing', () => {
    const result = merge([
      waterfall(0, { ...cut, simulatedUs: 20 * SECOND_US }),
      waterfall(1, cut),
      spray(0),
      spray(1),
    ]);
    expect(result.notices).toContain(
      'interrupted: no replication of design waterfall finished; its figures are those of replication 1, cut at 40 s',
    );
    expect(result.series[0]!.timesMs).toEqual(result.series[1]!.timesMs);
    const [asia] = result.series[0]!.regions;
    for (const samples of [
      asia!.offered,
      asia!.active,
      asia!.loadLow,
      asia!.capacity,
      asia!.utilisation,
      asia!.outcomes.completed,
    ]) {
      expect(samples.map((sample) => sample !== null)).toEqual([true, true, true, true, false, false]);
    }
    expect(result.series[1]!.regions[0]!.active).not.toContain(null);
    expect(summaryOf(result, 'spray', 'latencyP50')).toMatchObject({ mean: 30, difference: null });
  });

  it('has no sample of the interval in which a cut fell, whose state was never taken down', () => {
    const at = { isComplete: false, simulatedUs: 33 * SECOND_US };
    const capacity = (interval: number) => (interval < 3 ? 10 : 0);
    const active = (interval: number) => (interval < 3 ? 4 : 0);
    const result = merge([waterfall(0, { ...at, capacity, active })], 1);
    const [asia] = result.series[0]!.regions;
    expect(asia!.capacity).toEqual([20, 20, 20, null, null, null]);
    expect(asia!.utilisation).toEqual([0.4, 0.4, 0.4, null, null, null]);
    expect(result.series[0]!.backends[2]!.active).toEqual([4, 4, 4, null, null, null]);
    expect(result.backends[2]).toMatchObject({ meanActive: 4, meanCapacity: 10 });
    // The last microsecond of an interval is enough.
    const early = merge([waterfall(0, { isComplete: false, simulatedUs: 30 * SECOND_US - 1 })], 1);
    expect(early.series[0]!.regions[0]!.active).toEqual([8, 8, 8, null, null, null]);
  });

  it('has no sample at all of a run cut in its first interval', () => {
    const result = merge([waterfall(0, { isComplete: false, simulatedUs: 5 * SECOND_US })], 1);
    expect(result.series[0]!.regions[0]!.active).toEqual(new Array(6).fill(null));
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('leaves out a design that did not run', () => {
    const result = merge([waterfall(0), waterfall(1)]);
    expect(result.designs.map(({ id }) => id)).toEqual(['waterfall']);
    expect(result.series).toHaveLength(1);
    expect(result.notices).toEqual(['interrupted: no replication of design spray ran, and it is left out']);
    expect(result.isComplete).toBe(false);
  });
});
