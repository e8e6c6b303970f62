/**
 * Goal: the result of an experiment is the mean of its runs, adds up, and does not depend on
 * the order in which they finished.
 * Method: hand-made runs of two designs, their figures worked out by hand; orders by property.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRuns } from '../../../sim/metrics/merge-runs.ts';
import { OUTCOMES } from '../../../sim/metrics/outcome.ts';
import { DESIGNS, SECOND_US, sampleContext, sampleRecord } from './sample-record.ts';
import { BOTH, merge, spray, summaryOf, waterfall } from './sample-runs.ts';

describe('mergeRuns', () => {
  it('gives the same bytes for every order in which runs finish', () => {
    const expected = JSON.stringify(merge(BOTH));
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 }), (order) => {
        expect(JSON.stringify(merge(order.map((index) => BOTH[index]!)))).toBe(expected);
      }),
    );
  });

  it('is plain JSON: what is read back is what was written', () => {
    const result = merge(BOTH);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('says what was run', () => {
    const result = merge(BOTH);
    expect(result.scenario).toEqual({
      name: 'sample',
      question: 'Who is sent where?',
      answer: null,
      file: 'scenarios/sample.yaml',
      hash: 'ab'.repeat(32),
      setup: { traffic: 'cd'.repeat(32) },
      seed: '42',
      replications: 2,
      durationMs: 60_000,
      warmupMs: 10_000,
      intervalMs: 10_000,
      baseline: 'waterfall',
      command: 'spillway run scenarios/sample.yaml --seed 42',
    });
    expect(result.designs.map(({ id, isBaseline }) => ({ id, isBaseline }))).toEqual([
      { id: 'waterfall', isBaseline: true },
      { id: 'spray', isBaseline: false },
    ]);
    expect(result.isComplete).toBe(true);
    expect(result.notices).toEqual([]);
  });

  it('refuses a run that breaks conservation, the same run twice, a stranger, and nothing at all', () => {
    const broken = waterfall(1);
    broken.home.offered[0]!++;
    expect(() => merge([waterfall(0), broken])).toThrow('design "waterfall", replication 1, interval 0');
    expect(() => merge([waterfall(0), waterfall(0)])).toThrow('design "waterfall" has replication 0 twice');
    expect(() => merge([waterfall(0, { designId: 'other' })])).toThrow('unknown design "other"');
    expect(() => merge([])).toThrow('has no result');
  });
});

describe('series', () => {
  const result = merge(BOTH);
  const [asia, us] = result.series[0]!.regions;

  it('are means over replications, with the extremes of open connections', () => {
    expect(result.series.map(({ designId }) => designId)).toEqual(['waterfall', 'spray']);
    expect(result.series[0]!.timesMs).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000]);
    expect(asia!.offered).toEqual([4, 4, 4, 5.5, 4, 4]);
    expect(asia!.spilledOut).toEqual([0, 0, 0, 1.5, 0, 0]);
    expect(us!.spilledIn).toEqual([0, 0, 0, 1.5, 0, 0]);
    expect(us!.established).toEqual([4, 4, 4, 5.5, 4, 4]);
    // Two backends of asia, 4 and 5 connections each; capacity 10 each.
    expect(asia!.active).toEqual([9, 9, 9, 9, 9, 9]);
    expect(asia!.loadLow[0]).toBe(8);
    expect(asia!.loadHigh[0]).toBe(10);
    expect(asia!.utilisation[0]).toBe(0.45);
    expect(us!.utilisation[0]).toBe(0.45);
    expect(asia!.serviceable[0]).toBe(3);
    expect(result.series[0]!.backends[2]!.active[0]).toBe(4.5);
  });

  it('add up: outcomes of every row are the offered ones', () => {
    for (const { regions, timesMs } of result.series) {
      for (const region of regions) {
        timesMs.forEach((_, interval) => {
          const sum = OUTCOMES.reduce((total, outcome) => total + region.outcomes[outcome][interval]!, 0);
          expect(sum).toBeCloseTo(region.offered[interval]!, 12);
        });
      }
    }
  });

  it('have no utilisation where there is no capacity', () => {
    const dark = merge([waterfall(0, { capacity: (interval) => (interval === 2 ? 0 : 10) })], 1);
    expect(dark.series[0]!.regions[0]!.utilisation[2]).toBeNull();
    expect(dark.series[0]!.regions[0]!.utilisation[1]).toBe(0.4);
  });
});

describe('flows', () => {
  const { flows, flowSlices } = merge(BOTH);

  it('are one row for each way in each window, sorted, with means of counts and the latency of all runs together', () => {
    const own = flows.filter(({ designId }) => designId === 'waterfall');
    expect(
      own.map(({ window, metroIndex, regionIndex, offered }) => [window, metroIndex, regionIndex, offered]),
    ).toEqual([
      ['all', 0, 0, 20],
      ['all', 0, 1, 1.5],
      ['all', 1, 1, 20],
      ['lost', 0, 0, 8],
      ['lost', 0, 1, 1.5],
      ['lost', 1, 1, 8],
    ]);
    expect(own[1]).toMatchObject({ homeRegionIndex: 0, ingressPopIndex: 0, p50Ms: 150, p99Ms: 150, meanMs: 150 });
    expect(own[1]!.outcomes.completed).toBe(1.5);
  });

  it('have no latency where nobody got an answer', () => {
    const dropped = flows.find(({ designId, regionIndex }) => designId === 'spray' && regionIndex === -1)!;
    expect(dropped).toMatchObject({ offered: 1, p50Ms: null, p90Ms: null, p99Ms: null, meanMs: null });
  });

  it('are sliced in time for the map', () => {
    const { sliceMs, sliceCount, flows: slices } = flowSlices[0]!;
    expect({ sliceMs, sliceCount }).toEqual({ sliceMs: 20_000, sliceCount: 3 });
    expect(slices.map(({ metroIndex, regionIndex, offered }) => ({ metroIndex, regionIndex, offered }))).toEqual([
      { metroIndex: 0, regionIndex: 0, offered: [8, 8, 8] },
      { metroIndex: 0, regionIndex: 1, offered: [0, 1.5, 0] },
      { metroIndex: 1, regionIndex: 1, offered: [8, 8, 8] },
    ]);
  });
});

describe('latency', () => {
  it('is merged over all runs, counts and all, for everybody and for each metro', () => {
    const own = merge(BOTH).latency.filter(({ designId }) => designId === 'waterfall');
    expect(own.map(({ metroIndex, count }) => ({ metroIndex, count }))).toEqual([
      { metroIndex: -1, count: 83 },
      { metroIndex: 0, count: 43 },
      { metroIndex: 1, count: 40 },
    ]);
    const [all] = own;
    expect(all!.meanMs).toBeCloseTo((80 * 20 + 3 * 150) / 83, 9);
    expect(all!.buckets.map(({ count }) => count)).toEqual([80, 3]);
    expect(all!.buckets[0]!.lowMs).toBeLessThanOrEqual(20);
    expect(all!.buckets[0]!.highMs).toBeGreaterThan(20);
  });
});

describe('backends', () => {
  it('have counts of the measured time, means and extremes over its intervals', () => {
    const result = merge([
      waterfall(0, {
        memberLoads: [3, 1, 4, 2, 2],
        active: (interval, backend) => (backend === 2 && interval === 5 ? 9 : 4),
      }),
      waterfall(1, { memberLoads: [2, 2, 4, 3, 3] }),
    ]);
    const [asiaA, asiaB, us] = result.backends;
    expect(us).toMatchObject({
      backendIndex: 2,
      established: 21.5,
      spilledIn: 1.5,
      broken: 0,
      refused: 0,
      // 9 at most in one replication, 5 in the other.
      peakActive: 7,
      peakUtilisation: 0.7,
    });
    // Replication 0: four intervals of 4 and one of 9; replication 1: five of 5.
    expect(us!.meanActive).toBe(5);
    expect(us!.meanUtilisation).toBeCloseTo(0.5, 12);
    expect(us!.memberImbalance).toBe(0);
    // 3 and 1: deviation 1 over mean 2; then even.
    expect(asiaA!.memberImbalance).toBe(0.25);
    expect(asiaB!.memberImbalance).toBeNull();
  });
});

describe('peaks', () => {
  /** Asia peaks in interval 2 of replication 0 and interval 4 of replication 1; interval 0 is warm-up. */
  const peaking = (replication: number) =>
    waterfall(replication, {
      active: (interval, backend) => {
        if (interval === 0) return 9;
        return backend < 2 && interval === 2 + 2 * replication ? 6 + 2 * replication : 1;
      },
    });
  const result = merge([peaking(0), peaking(1), spray(0), spray(1)]);

  it('are the same figure wherever they are called so: mean over replications of the highest interval', () => {
    const [asia, us] = result.regions;
    expect(asia).toEqual({ designId: 'waterfall', regionIndex: 0, peakActive: 14, peakUtilisation: 0.7 });
    expect(us).toEqual({ designId: 'waterfall', regionIndex: 1, peakActive: 1, peakUtilisation: 0.1 });
    expect(result.backends[0]).toMatchObject({ peakActive: 7, peakUtilisation: 0.7 });
    expect(summaryOf(result, 'waterfall', 'peakUtilisation').mean).toBe(0.7);
    // Not that of the mean curve, which is lower: (2 + 16) / 2 of 20.
    expect(Math.max(...result.series[0]!.regions[0]!.utilisation.slice(1).map(Number))).toBe(0.45);
  });

  it('are missing without capacity', () => {
    const dark = merge([waterfall(0, { capacity: () => 0 })], 1);
    expect(dark.regions[0]!.peakUtilisation).toBeNull();
    expect(dark.backends[0]!.peakUtilisation).toBeNull();
  });
});

describe('summary', () => {
  const result = merge(BOTH);

  it('has a Student interval over replications', () => {
    // Spilled 1 and 2: mean 1.5, deviation 0.707, t(1) = 12.706.
    const row = summaryOf(result, 'waterfall', 'spilled');
    expect(row.mean).toBe(1.5);
    expect(row.high! - 1.5).toBeCloseTo(12.706 * 0.5, 3);
    // 1.5 - 6.35 is impossible for a count.
    expect(row.low).toBe(0);
    expect(row).toMatchObject({ unit: 'connections', difference: null, isEstablished: null });
  });

  it('pairs differences by replication', () => {
    // 30 ms exactly, because all answers are alike, less a median of 20 ms that its bucket knows to 0.8 %.
    const latency = summaryOf(result, 'spray', 'latencyP50');
    expect(latency).toMatchObject({ mean: 30, isEstablished: true });
    expect(Math.abs(latency.difference! - 10)).toBeLessThanOrEqual(0.16);
    expect([latency.differenceLow, latency.differenceHigh]).toEqual([latency.difference, latency.difference]);
    const spilled = summaryOf(result, 'spray', 'spilled');
    expect(spilled).toMatchObject({ mean: 0, difference: -1.5, isEstablished: false });
  });

  it('covers every metric of every design, in one order', () => {
    const metrics = (designId: string) =>
      result.summary.filter((row) => row.designId === designId).map(({ metric }) => metric);
    expect(metrics('spray')).toEqual(metrics('waterfall'));
    expect(new Set(metrics('spray')).size).toBe(metrics('spray').length);
    for (const expected of [
      'offered',
      'completedShare',
      'spilledShare',
      'latencyP999',
      'movedEstablished',
      'peakUtilisation',
      'memberImbalance',
    ]) {
      expect(metrics('spray')).toContain(expected);
    }
  });

  it('measures what it says', () => {
    const run = waterfall(0, {
      breaks: [1, 0, 2, 0, 3],
      active: (interval, backend) => (backend < 2 && interval === 2 ? 7 : 1),
    });
    const single = merge([run], 1);
    const mean = (metric: string) => summaryOf(single, 'waterfall', metric).mean;
    expect(mean('offered')).toBe(41);
    expect(mean('completedShare')).toBe(1);
    expect(mean('spilledShare')).toBeCloseTo(1 / 41, 12);
    expect(mean('latencyMean')).toBeCloseTo((40 * 20 + 150) / 41, 9);
    expect(mean('latencyP999')).toBe(150);
    expect(mean('movedEstablished')).toBe(6);
    expect(mean('broken')).toBe(6);
    expect(mean('peakUtilisation')).toBe(0.7);
    expect(mean('meanUtilisation')).toBeCloseTo((15 / 30 + 4 * (3 / 30)) / 5, 12);
    expect(mean('memberImbalance')).toBe(0);
  });

  it('is empty where there is nothing to measure', () => {
    const silent = merge([sampleRecord([])], 1);
    expect(summaryOf(silent, 'waterfall', 'offered').mean).toBe(0);
    expect(summaryOf(silent, 'waterfall', 'latencyP99')).toMatchObject({ mean: null, low: null, high: null });
    expect(summaryOf(silent, 'waterfall', 'completedShare').mean).toBeNull();
  });
});

describe('fingerprint', () => {
  it('covers every merged run and every ingredient', () => {
    const base = merge(BOTH).fingerprint;
    for (const ingredient of ['traffic', 'routing', 'outcomes', 'events'] as const) {
      const changed = waterfall(1);
      Object.assign(changed.fingerprint, { [ingredient]: 'abcdabcdabcdabcd' });
      const other = merge([waterfall(0), changed, spray(0), spray(1)]).fingerprint;
      expect(other[ingredient]).not.toBe(base[ingredient]);
      expect(other.all).not.toBe(base.all);
    }
  });
});

describe('the log', () => {
  it('keeps each replication apart', () => {
    const log = [{ atUs: 20 * SECOND_US, eventId: 'lost', what: 'fail zone asia-a', brokenCount: 4 }];
    const context = sampleContext({ replications: 2, designs: [DESIGNS[0]!] });
    expect(mergeRuns(context, [waterfall(1, { log }), waterfall(0, { log })]).log).toEqual([
      {
        designId: 'waterfall',
        replication: 0,
        atMs: 20_000,
        eventId: 'lost',
        what: 'fail zone asia-a',
        brokenCount: 4,
      },
      {
        designId: 'waterfall',
        replication: 1,
        atMs: 20_000,
        eventId: 'lost',
        what: 'fail zone asia-a',
        brokenCount: 4,
      },
    ]);
  });
});
