/** Goal: neighbours get a map of their own, and nobody else. Method: groups of known cities. */
import { expect, it } from 'vitest';
import { closeUpGroups } from '../../../viz/data/close-ups.ts';

const SEOUL = { latDeg: 37.57, lonDeg: 126.98 };
const TOKYO = { latDeg: 35.68, lonDeg: 139.65 };
const BOSTON = { latDeg: 42.36, lonDeg: -71.06 };
const ASHBURN = { latDeg: 39.04, lonDeg: -77.49 };
const SYDNEY = { latDeg: -33.87, lonDeg: 151.21 };
const FIJI = { latDeg: -18, lonDeg: 179.5 };
const SAMOA = { latDeg: -13.8, lonDeg: -172 };

it('joins neighbours, the largest group first, and leaves single places alone', () => {
  expect(closeUpGroups([SEOUL, BOSTON, SYDNEY, TOKYO, ASHBURN, SEOUL])).toEqual([
    [0, 3, 5],
    [1, 4],
  ]);
});

it('joins two groups that a later place connects', () => {
  const chain = [
    { latDeg: 0, lonDeg: 0 },
    { latDeg: 0, lonDeg: 20 },
    { latDeg: 0, lonDeg: 10 },
  ];
  expect(closeUpGroups(chain)).toEqual([[0, 1, 2]]);
});

it('sees neighbours across the date line, and no close-up in one spot or in a wide chain', () => {
  expect(closeUpGroups([FIJI, SAMOA])).toEqual([[0, 1]]);
  expect(closeUpGroups([SEOUL, SEOUL])).toEqual([]);
  expect(closeUpGroups([0, 12, 24, 36].map((lonDeg) => ({ latDeg: 0, lonDeg })))).toEqual([]);
});
