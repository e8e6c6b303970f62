/**
 * Goal: utilisation is that of the busiest region at its highest, and of everything selected on average.
 * Method: small series whose figures can be worked out by hand.
 */
import { describe, expect, it } from 'vitest';
import { EVERYTHING, resolveSelector } from '../../../sim/metrics/selection.ts';
import { highestUtilisation, lowestUtilisation, meanUtilisation } from '../../../sim/metrics/utilisation.ts';
import { EVERYWHERE } from '../../../sim/scenario/expression/parse-selector.ts';
import { PLACES, sampleRecord } from './sample-record.ts';

const ALL_INTERVALS = { first: 0, end: 6 };

/** Asia: 8 + 2 of 20; us: 3 of 10, and 9 of 10 in interval 4. */
const { serving } = sampleRecord([], {
  active: (interval, backend) => [8, 2, interval === 4 ? 9 : 3][backend]!,
});

describe('highestUtilisation', () => {
  it('is that of the busiest region, its backends taken together', () => {
    expect(highestUtilisation(serving, ALL_INTERVALS, EVERYTHING, PLACES)).toBe(0.9);
    expect(highestUtilisation(serving, { first: 0, end: 4 }, EVERYTHING, PLACES)).toBe(0.5);
  });

  it('keeps to the selected region or backend', () => {
    const asia = resolveSelector({ ...EVERYWHERE, region: ['asia'] }, PLACES);
    const us = resolveSelector({ ...EVERYWHERE, backend: ['web-us'] }, PLACES);
    expect(highestUtilisation(serving, ALL_INTERVALS, asia, PLACES)).toBe(0.5);
    expect(highestUtilisation(serving, ALL_INTERVALS, us, PLACES)).toBe(0.9);
  });
});

describe('lowestUtilisation', () => {
  it('is that of the idlest region', () => {
    expect(lowestUtilisation(serving, ALL_INTERVALS, EVERYTHING, PLACES)).toBe(0.3);
    expect(lowestUtilisation(serving, { first: 4, end: 5 }, EVERYTHING, PLACES)).toBe(0.5);
    expect(lowestUtilisation(serving, { first: 4, end: 4 }, EVERYTHING, PLACES)).toBeNull();
  });
});

describe('meanUtilisation', () => {
  it('is the mean over time of everything selected together', () => {
    // 13 of 30 in five intervals, 19 of 30 in one.
    expect(meanUtilisation(serving, ALL_INTERVALS, EVERYTHING, PLACES)).toBeCloseTo((5 * 13 + 19) / 30 / 6, 12);
  });

  it('leaves out intervals without capacity, and is unknown when there are no others', () => {
    const failing = sampleRecord([], { capacity: (interval) => (interval < 3 ? 10 : 0) }).serving;
    expect(meanUtilisation(failing, ALL_INTERVALS, EVERYTHING, PLACES)).toBeCloseTo(0.4, 12);
    expect(meanUtilisation(failing, { first: 3, end: 6 }, EVERYTHING, PLACES)).toBeNull();
    expect(highestUtilisation(failing, { first: 3, end: 6 }, EVERYTHING, PLACES)).toBeNull();
  });
});
