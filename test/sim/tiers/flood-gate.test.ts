/**
 * Goal: the gate lets through what its rules allow and no more. Method: tables of instants; the token
 * bucket's law over random arrivals.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BLOCKED,
  FloodGate,
  type FloodGateSettings,
  OVER_CLIENT_RATE,
  OVER_COMMON_RATE,
  PASSES,
} from '../../../sim/tiers/flood-gate.ts';
import { TokenBuckets } from '../../../sim/tiers/token-buckets.ts';

const OPEN: FloodGateSettings = { clientCount: 3, clientRate: null, commonRate: null, banUs: 0 };

describe('token bucket', () => {
  it('passes at most depth + rate x span over every span, and exactly that to a flood', () => {
    const gaps = fc.array(fc.nat(50_000), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 20 }), (each, depth) => {
        const buckets = new TokenBuckets(1, 100, depth);
        const passedAt: number[] = [];
        let now = 0;
        for (const gap of each) {
          now += gap;
          if (buckets.take(0, now)) passedAt.push(now);
        }
        passedAt.forEach((from, first) => {
          for (let last = first; last < passedAt.length; last++) {
            expect(last - first + 1).toBeLessThanOrEqual(depth + (passedAt[last]! - from) * 1e-4 + 1e-6);
          }
        });
      }),
    );
    const buckets = new TokenBuckets(1, 1_000, 50);
    let passed = 0;
    for (let now = 0; now < 2_000_000; now += 125) if (buckets.take(0, now)) passed++;
    // Of the last second's tokens the last is earned at its end.
    expect(passed).toBe(50 + 2_000 - 1);
  });

  it('keeps each key its own, and fills no further than its depth', () => {
    const buckets = new TokenBuckets(2, 1, 2);
    expect([buckets.take(0, 0), buckets.take(0, 0), buckets.take(0, 0), buckets.take(1, 0)]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect([0, 0, 0].map(() => buckets.take(0, 3_600e6))).toEqual([true, true, false]);
  });
});

describe('flood gate', () => {
  it('passes everything without rules, and counts it', () => {
    const gate = new FloodGate(OPEN);
    expect([0, 1, 2].map((client) => gate.judge(client, 0))).toEqual([PASSES, PASSES, PASSES]);
    expect([...gate.counts]).toEqual([3, 0, 0, 0]);
  });

  it('turns away who is on the block list, until then', () => {
    const gate = new FloodGate(OPEN);
    gate.block(1, 500);
    gate.block(1, 200);
    expect([gate.judge(1, 499), gate.judge(0, 499), gate.judge(1, 500)]).toEqual([BLOCKED, PASSES, PASSES]);
  });

  it('bans a client above its rate, and nobody for the common rate', () => {
    const gate = new FloodGate({
      clientCount: 3,
      clientRate: { perS: 1, burst: 2 },
      commonRate: { perS: 1, burst: 4 },
      banUs: 10_000_000,
    });
    const at = (client: number, nowUs: number): number => gate.judge(client, nowUs);
    expect([at(0, 0), at(0, 0), at(0, 0), at(0, 1)]).toEqual([PASSES, PASSES, OVER_CLIENT_RATE, BLOCKED]);
    expect([at(1, 1), at(1, 1), at(2, 1)]).toEqual([PASSES, PASSES, OVER_COMMON_RATE]);
    expect([at(2, 1_000_001), at(0, 10_000_001)]).toEqual([PASSES, PASSES]);
    expect([...gate.counts]).toEqual([6, 1, 1, 1]);
  });
});
