/**
 * Goal: the warm-up of a series is found where it is, and nothing is claimed from too little.
 * Method: series with a known transient, the formula evaluated naively as oracle, and seeded noise.
 */
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { detectWarmUp, MSER_BATCH_SIZE } from '../../../sim/stats/warm-up.ts';

/** Rises from 0 to 100 as 1 - exp(-t / tau), with a little seeded noise. */
function rising(length: number, tau: number, seed: string): number[] {
  const noise = new RandomStreams(seed, 0).stream('noise');
  return Array.from({ length }, (_, at) => 100 * (1 - Math.exp(-at / tau)) + 2 * noise.normal());
}

/** MSER-5 by its definition, O(n^2): the cut in values. */
function naiveMser(series: readonly number[]): number {
  const batches: number[] = [];
  for (let at = 0; at + MSER_BATCH_SIZE <= series.length; at += MSER_BATCH_SIZE) {
    batches.push(series.slice(at, at + MSER_BATCH_SIZE).reduce((sum, value) => sum + value, 0) / MSER_BATCH_SIZE);
  }
  const errors = batches.slice(0, Math.floor(batches.length / 2) + 1).map((_, cut) => {
    const kept = batches.slice(cut);
    const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
    return kept.reduce((sum, value) => sum + (value - mean) ** 2, 0) / kept.length ** 2;
  });
  return errors.indexOf(Math.min(...errors)) * MSER_BATCH_SIZE;
}

describe('detectWarmUp', () => {
  it('cuts a step exactly where it is', () => {
    const series = [...Array.from({ length: 20 }, () => 0), ...Array.from({ length: 80 }, (_, at) => 50 + (at % 2))];
    expect(detectWarmUp(series)).toEqual({ kind: 'settled', length: 20 });
  });

  it('agrees with the definition evaluated naively', () => {
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      const series = rising(203, 10, seed);
      expect(detectWarmUp(series)).toEqual({ kind: 'settled', length: naiveMser(series) });
    }
  });

  it('finds two to six time constants of an exponential rise', () => {
    for (const seed of ['f', 'g', 'h']) {
      const found = detectWarmUp(rising(400, 15, seed));
      expect(found.kind).toBe('settled');
      if (found.kind !== 'settled') continue;
      expect(found.length).toBeGreaterThanOrEqual(30);
      expect(found.length).toBeLessThanOrEqual(90);
    }
  });

  it('cuts nothing from a constant series', () => {
    expect(detectWarmUp(Array.from({ length: 60 }, () => 3))).toEqual({ kind: 'settled', length: 0 });
  });

  it('says so when the series never settles or is too short', () => {
    expect(detectWarmUp(Array.from({ length: 100 }, (_, at) => at))).toEqual({ kind: 'unsettled' });
    expect(detectWarmUp([1, 2, 3])).toEqual({ kind: 'tooShort' });
  });
});
