/**
 * Goal: great circles are right where formulas go wrong: near places, antipodes, poles, the date line.
 * Method: closed forms on the sphere, and two airport distances worked out on the ellipsoid
 * (GeographicLib), within the sphere's 0.6 %.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EARTH_RADIUS_KM, greatCircleKm } from '../../../sim/world/distance.ts';

const place = (latDeg: number, lonDeg: number) => ({ latDeg, lonDeg });
const QUARTER_KM = (Math.PI / 2) * EARTH_RADIUS_KM;

test.each([
  ['a place and itself', place(37.5, 127), place(37.5, 127), 0],
  ['a degree along the equator', place(0, 10), place(0, 11), QUARTER_KM / 90],
  ['a degree across the date line', place(0, 179.5), place(0, -179.5), QUARTER_KM / 90],
  ['pole and equator', place(90, 0), place(0, 77), QUARTER_KM],
  ['antipodes', place(20, 30), place(-20, -150), 2 * QUARTER_KM],
])('%s', (_, a, b, km) => {
  expect(greatCircleKm(a, b)).toBeCloseTo(km, 6);
});

test.each([
  ['New York JFK to Paris CDG', place(40.64, -73.78), place(49.01, 2.55), 5_849],
  ['Sydney to Santiago', place(-33.95, 151.18), place(-33.39, -70.79), 11_365],
])('%s', (_, a, b, km) => {
  expect(Math.abs(greatCircleKm(a, b) / km - 1)).toBeLessThan(0.006);
});

describe('is a distance', () => {
  const anywhere = fc.record({
    latDeg: fc.double({ min: -90, max: 90, noNaN: true }),
    lonDeg: fc.double({ min: -180, max: 180, noNaN: true }),
  });

  test('symmetric, at most half way round, and no longer than by a third place', () => {
    fc.assert(
      fc.property(anywhere, anywhere, anywhere, (a, b, c) => {
        const km = greatCircleKm(a, b);
        expect(greatCircleKm(b, a)).toBe(km);
        expect(km).toBeLessThanOrEqual(2 * QUARTER_KM + 1e-6);
        expect(km).toBeLessThanOrEqual(greatCircleKm(a, c) + greatCircleKm(c, b) + 1e-6);
      }),
    );
  });
});
