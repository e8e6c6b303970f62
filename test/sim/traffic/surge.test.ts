/**
 * Goal: a surge climbs exponentially, holds, falls, and is over; the corners are where its curve bends.
 * Method: a table of instants and the multiplier that peak^(elapsed / rise) gives there.
 */
import { describe, expect, it } from 'vitest';
import { surgeCorners, surgeMultiplier } from '../../../sim/traffic/surge.ts';

const SURGE = { at: 100, rise: 20, hold: 50, decay: 40, peak: 16 };

describe('multiplier', () => {
  it.each([
    [0, 1],
    [99, 1],
    [100, 1],
    [105, 2],
    [110, 4],
    [115, 8],
    [120, 16],
    [169, 16],
    [170, 16],
    [180, 8],
    [190, 4],
    [200, 2],
    [209.999, 16 ** (0.001 / 40)],
    [210, 1],
    [1e9, 1],
  ])('at %d is %d', (at, multiplier) => {
    expect(surgeMultiplier(SURGE, at)).toBeCloseTo(multiplier, 9);
  });

  it('jumps where rise and decay are 0', () => {
    const step = { ...SURGE, rise: 0, decay: 0 };
    expect([99, 100, 149, 150].map((at) => surgeMultiplier(step, at))).toEqual([1, 16, 16, 1]);
  });

  it('may be a lull: a peak below 1', () => {
    expect(surgeMultiplier({ ...SURGE, peak: 0.25 }, 110)).toBeCloseTo(0.5, 12);
  });
});

describe('corners', () => {
  it('are where the four phases meet', () => {
    expect(surgeCorners(SURGE)).toEqual([100, 120, 170, 210]);
  });
});
