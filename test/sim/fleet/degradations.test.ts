/**
 * Goal: degradations compose and end as they came. Method: shares over many flow hashes,
 * within four standard deviations.
 */
import { describe, expect, it } from 'vitest';
import { Degradations } from '../../../sim/fleet/degradations.ts';

const FLOWS = 20_000;

function brokenShare(degradations: Degradations): number {
  let broken = 0;
  for (let flow = 0; flow < FLOWS; flow++) if (degradations.breaks(0, Math.imul(flow, 0x9e3779b1))) broken++;
  return broken / FLOWS;
}

function expectShare(actual: number, share: number): void {
  expect(Math.abs(actual - share)).toBeLessThanOrEqual(4 * Math.sqrt((share * (1 - share)) / FLOWS));
}

describe('degradations', () => {
  const third = { errorShare: 0.3, slowdown: 5, passesProbes: true };
  const half = { errorShare: 0.5, slowdown: 2, passesProbes: false };

  it('break their share, slow down, and multiply', () => {
    const degradations = new Degradations(2);
    expect([brokenShare(degradations), degradations.slowdownOf(0), degradations.failsProbes(0)]).toEqual([0, 1, false]);
    degradations.add(0, third);
    expectShare(brokenShare(degradations), 0.3);
    expect([degradations.slowdownOf(0), degradations.failsProbes(0)]).toEqual([5, false]);
    degradations.add(0, half);
    expectShare(brokenShare(degradations), 0.65);
    expect([degradations.slowdownOf(0), degradations.failsProbes(0)]).toEqual([10, true]);
    degradations.remove(0, third);
    expectShare(brokenShare(degradations), 0.5);
    degradations.remove(0, half);
    expect([brokenShare(degradations), degradations.slowdownOf(0), degradations.failsProbes(0)]).toEqual([0, 1, false]);
    expect([degradations.slowdownOf(1), degradations.breaks(1, 77)]).toEqual([1, false]);
  });

  it('of the whole: every connection breaks', () => {
    const degradations = new Degradations(1);
    degradations.add(0, { errorShare: 1, slowdown: 1, passesProbes: true });
    expect(brokenShare(degradations)).toBe(1);
  });

  it('that are alike end one by one', () => {
    const degradations = new Degradations(1);
    degradations.add(0, third);
    degradations.add(0, { ...third });
    degradations.remove(0, third);
    expect(degradations.slowdownOf(0)).toBe(5);
  });
});
