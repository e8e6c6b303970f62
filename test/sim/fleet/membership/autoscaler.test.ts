/**
 * Goal: out at once, in only as far and as fast as the stabilization period and the scale-in
 * control let it, within the bounds.
 * Method: recommendations and sizes at instants, by hand.
 */
import { describe, expect, it } from 'vitest';
import { Autoscaler, membersFor } from '../../../../sim/fleet/membership/autoscaler.ts';
import type { Duration } from '../../../../sim/kernel/time.ts';
import type { ResolvedAutoscaler } from '../../../../sim/scenario/resolved-membership.ts';

const SECOND = 1_000_000;
const seconds = (count: number) => (count * SECOND) as Duration;

const CONFIG: ResolvedAutoscaler = {
  minMembers: 2,
  maxMembers: 20,
  mode: 'ON',
  cpuUtilization: 0.6,
  loadBalancingUtilization: null,
  openConnections: null,
  initialization: seconds(60),
  stabilization: seconds(600),
  interval: seconds(15),
  scaleInControl: null,
};

/** Sizes after each recommendation of a list, one a minute. */
function sizes(recommendations: readonly number[], changes: Partial<ResolvedAutoscaler> = {}, start = 10): number[] {
  const autoscaler = new Autoscaler({ ...CONFIG, ...changes }, start);
  let size = start;
  return recommendations.map((recommended, minute) => {
    size = autoscaler.decide((minute + 1) * 60 * SECOND, size, [recommended]);
    return size;
  });
}

describe('membersFor', () => {
  it('is the least number at or below the target, whatever the division leaves', () => {
    expect([0, 79, 80, 81, 400].map((total) => membersFor(total, 80))).toEqual([0, 1, 1, 2, 5]);
    expect(membersFor(2.4, 0.6)).toBe(4);
    expect(membersFor(0.1 + 0.2, 0.1)).toBe(3);
  });
});

describe('an autoscaler', () => {
  it('goes out at once, within the bounds', () => {
    expect(sizes([12, 40])).toEqual([12, 20]);
  });

  it('goes in to the largest recommendation of the stabilization period', () => {
    // The start counts for ten minutes; then the 6 of minute 5 does.
    const low = [4, 4, 4, 4, 6, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4];
    expect(sizes(low)).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 6, 6, 6, 6, 6, 4]);
    expect(sizes([1], { stabilization: seconds(0) })).toEqual([2]);
  });

  it('goes in no faster than the scale-in control allows', () => {
    const control = { maxScaledIn: { kind: 'count' as const, value: 2 }, timeWindow: seconds(180) };
    const changes = { stabilization: seconds(0), scaleInControl: control };
    // Two within any three minutes: the window counts from the largest size in it.
    expect(sizes([2, 2, 2, 2, 2, 2, 2, 2, 2], changes)).toEqual([8, 8, 8, 8, 6, 6, 6, 6, 4]);
    const share = { ...control, maxScaledIn: { kind: 'share' as const, value: 0.35 } };
    expect(sizes([2], { ...changes, scaleInControl: share })).toEqual([7]);
  });

  it('takes the largest of several signals, and keeps its size without any', () => {
    const autoscaler = new Autoscaler(CONFIG, 4);
    expect(autoscaler.decide(SECOND, 4, [3, 9, 5])).toBe(9);
    expect(autoscaler.decide(2 * SECOND, 9, [])).toBe(9);
  });

  it('only out, or not at all, where its mode says so', () => {
    expect(sizes([12, 2], { mode: 'ONLY_SCALE_OUT', stabilization: seconds(0) })).toEqual([12, 12]);
    expect(sizes([12, 2], { mode: 'OFF', stabilization: seconds(0) })).toEqual([10, 10]);
  });
});
