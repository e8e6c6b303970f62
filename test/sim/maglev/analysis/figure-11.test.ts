/**
 * Goal: Figure 11 of the paper, 1000 backends and 1000 views. Method: Maglev's values are forced, so they are
 * exact; rendezvous and Karger are random, so their mean over draws lies in the bands that six draws of an
 * independent implementation gave.
 */
import { describe, expect, it } from 'vitest';
import { type Figure11Method, figure11Table } from '../../../../sim/maglev/analysis/figure-11.ts';
import { slotCounts } from '../dialects/table-facts.ts';

const BACKENDS = 1000;
const VIEWS = 1000;

/** Greatest count over the fair one, less one, in percent; mean over seeds. */
function overprovisionPercent(method: Figure11Method, tableSize: number, seeds: number): number {
  let sum = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const counts = slotCounts(figure11Table(method, BACKENDS, tableSize, VIEWS, seed), BACKENDS);
    expect(counts.reduce((total, count) => total + count, 0)).toBe(tableSize);
    sum += (Math.max(...counts) * BACKENDS) / tableSize - 1;
  }
  return (100 * sum) / seeds;
}

describe('Maglev: exact, whatever the hash', () => {
  it.each([
    [65_537, 66, 65, '0.706', '-0.819'],
    [655_373, 656, 655, '0.096', '-0.057'],
  ])('M = %i: at most %i and at least %i entries', (tableSize, most, fewest, over, under) => {
    for (const seed of [1, 2, 3]) {
      const counts = slotCounts(figure11Table('maglev', BACKENDS, tableSize, VIEWS, seed), BACKENDS);
      const fair = tableSize / BACKENDS;
      expect([Math.max(...counts), Math.min(...counts)]).toEqual([most, fewest]);
      expect([(100 * (most / fair - 1)).toFixed(3), (100 * (fewest / fair - 1)).toFixed(3)]).toEqual([over, under]);
    }
  });
});

describe('bands', () => {
  // The paper prints, of one draw each: Karger 29.7% and 10.3%, rendezvous 49.5% and 12.3%.
  it.each<[Figure11Method, number, number, number, number]>([
    ['rendezvous', 65_537, 6, 35, 52],
    ['rendezvous', 655_373, 1, 11, 16],
    ['karger-first-come', 65_537, 6, 27, 36],
    ['karger-first-come', 655_373, 6, 9, 12.5],
    ['karger-successor', 65_537, 3, 34.3, 46.5],
    ['karger-successor', 655_373, 3, 11.2, 16.4],
  ])('%s, M = %i, mean of %i draws, lies in %d .. %d percent', (method, tableSize, seeds, low, high) => {
    const percent = overprovisionPercent(method, tableSize, seeds);
    expect(percent).toBeGreaterThan(low);
    expect(percent).toBeLessThan(high);
  });

  it('the paper\u2019s Karger fits slots claimed first come, not the successor on a ring', () => {
    expect(overprovisionPercent('karger-first-come', 65_537, 6)).toBeLessThan(
      overprovisionPercent('karger-successor', 65_537, 3),
    );
  });
});
