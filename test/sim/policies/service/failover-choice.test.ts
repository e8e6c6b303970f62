/**
 * Goal: how much traffic failing health moves on: the threshold's two sides, and Envoy's
 * published tables of the cascade.
 * Method: the arithmetic by even draws over the whole range, so that a count is a share.
 */
import { describe, expect, it } from 'vitest';
import { healthScore } from '../../../../sim/fleet/backend-view.ts';
import { NO_PLACE, placeAt } from '../../../../sim/policies/service/failover-choice.ts';

const DRAWS = 10_000;

function sharesOf(scores: readonly number[]): number[] {
  const counts = scores.map(() => 0);
  for (let k = 0; k < DRAWS; k++) counts[placeAt(scores, scores.length, scoreAt, ((k + 0.5) / DRAWS) * 2 ** 32)]!++;
  return counts.map((count) => (100 * count) / DRAWS);
}

function scoreAt(scores: readonly number[], place: number): number {
  return scores[place]!;
}

describe('the health score', () => {
  it.each([
    ['DER-8', 0.7, 0.7, 1],
    ['DER-8', 0.69, 0.7, 0.69 / 0.7],
    ['DER-8', 0.5, 0.5, 1],
    ['DER-8', 0.49, 0.5, 0.98],
    ['all healthy', 1, 0.99, 1],
    ['none healthy', 0, 0.01, 0],
  ])('%s: healthy %f of a threshold of %f keeps %f', (_, healthy, threshold, expected) => {
    expect(healthScore(healthy, threshold)).toBeCloseTo(expected, 12);
  });
});

describe('the cascade', () => {
  it.each([
    [
      [1, 1],
      [100, 0],
    ],
    [
      [0.5, 1],
      [50, 50],
    ],
    [
      [0.5, 0.5],
      [50, 50],
    ],
    [
      [0.25, 0.25, 1],
      [25, 25, 50],
    ],
    // Scores that do not add up to the whole are scaled up to it.
    [
      [0.2, 0.3],
      [40, 60],
    ],
    [
      [0, 0.1, 0],
      [0, 100, 0],
    ],
  ])('scores %j share as %j', (scores, expected) => {
    sharesOf(scores).forEach((share, place) => {
      expect(share).toBeCloseTo(expected[place]!, 6);
    });
  });

  it('finds no place where none can take anything', () => {
    expect(placeAt([0, 0], 2, scoreAt, 2 ** 31)).toBe(NO_PLACE);
  });

  it('the highest draw still falls on a place that takes something', () => {
    expect(placeAt([0.1, 0.2, 0], 3, scoreAt, 2 ** 32 - 1)).toBe(1);
  });
});
