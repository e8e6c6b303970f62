/** Goal: ticks are round and leave room for their labels. Method: tables over widths and spans. */
import { describe, expect, it } from 'vitest';
import { shadeOf } from '../../../viz/charts/backend-heat.ts';
import { latencyTicks } from '../../../viz/charts/latency-curves.ts';
import { timeTicks } from '../../../viz/charts/parts/axes.ts';
import { magnitudeStep } from '../../../viz/charts/parts/magnitude.ts';

describe('time ticks', () => {
  it.each([
    [2_400_000, 1000, 300_000],
    [2_400_000, 330, 600_000],
    [60_000, 600, 10_000],
    [86_400_000, 1000, 7_200_000],
  ])('across %d ms on %d px are %d ms apart', (durationMs, width, stepMs) => {
    const ticks = timeTicks(durationMs, width);
    expect(ticks[1]! - ticks[0]!).toBe(stepMs);
    expect(ticks.at(-1)).toBe(durationMs);
  });

  it('never crowd, even past the longest round step', () => {
    expect(timeTicks(86_400_000 * 90, 300).length).toBeLessThanOrEqual(6);
  });
});

it('latency ticks are 1-2-5 or sparser, inside the domain', () => {
  expect(latencyTicks([8, 320], 6)).toEqual([10, 20, 50, 100, 200]);
  expect(latencyTicks([1, 10_000], 5)).toEqual([1, 10, 100, 1000, 10_000]);
});

it('shades run over the full scale, and above it', () => {
  expect([-1, 0, 0.5, 0.999, 1, 7].map(magnitudeStep)).toEqual([0, 0, 6, 11, 11, 11]);
  expect([null, 0, 1, 1.004, 1.02].map(shadeOf)).toEqual(['no-value', 'm0', 'm11', 'm11', 'over']);
});
