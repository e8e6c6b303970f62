/**
 * Goal: coarse bins hold the same distribution. Method: mass and order on hand-made buckets, and
 * quantiles of the sample's distribution.
 */
import { describe, expect, it } from 'vitest';
import type { LatencyDistribution } from '../../../sim/metrics/experiment-result.ts';
import { latencyBins } from '../../../viz/data/latency-bins.ts';
import { sampleResult } from '../sample-result.ts';
import { SEOUL_BOSTON } from '../sample-world.ts';

function distribution(buckets: LatencyDistribution['buckets']): LatencyDistribution {
  const count = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  return {
    designId: 'a',
    metroIndex: -1,
    count,
    meanMs: null,
    p50Ms: null,
    p90Ms: null,
    p99Ms: null,
    p999Ms: null,
    buckets,
  };
}

describe('latency bins', () => {
  it('hold all of the mass', () => {
    const { shares } = latencyBins([
      distribution([
        { lowMs: 0, highMs: 0.001, count: 5 },
        { lowMs: 10, highMs: 10.2, count: 70 },
        { lowMs: 4000, highMs: 4064, count: 25 },
      ]),
    ]);
    expect(shares[0]!.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    expect(Math.max(...shares[0]!)).toBeCloseTo(0.7, 6);
  });

  it('put the median of the simulator within one bin of its own', () => {
    for (const one of sampleResult(SEOUL_BOSTON).latency.filter((d) => d.metroIndex === -1)) {
      const { edgesMs, shares } = latencyBins([one]);
      let below = 0;
      const bin = shares[0]!.findIndex((share) => {
        below += share;
        return below >= 0.5;
      });
      expect(one.p50Ms!).toBeGreaterThan(edgesMs[bin]! / 1.11);
      expect(one.p50Ms!).toBeLessThan(edgesMs[bin + 1]! * 1.11);
    }
  });

  it('are empty without an answer', () => {
    expect(latencyBins([distribution([])])).toEqual({ edgesMs: [], shares: [[]] });
  });
});
