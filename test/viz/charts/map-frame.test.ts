/**
 * Goal: flows between Asia and America cross the Pacific in one piece, and every place is on the map. Method: the
 * middle longitude by hand, and projection of all places of the samples.
 */
import { describe, expect, it } from 'vitest';
import { CLOSE_UP, fitMap, middleLongitude, projectionFor, WORLD } from '../../../viz/charts/parts/map-frame.ts';
import { SEOUL_BOSTON, STRESS } from '../sample-world.ts';

describe('middle longitude', () => {
  it.each([
    [[127, -71], -152],
    [[0, 10], 5],
    [[], 0],
    [[179, -179], -180],
  ])('of %j is %d', (lonDeg, middle) => {
    const found = middleLongitude(lonDeg);
    expect(Math.cos(((found - middle) * Math.PI) / 180)).toBeCloseTo(1, 6);
  });
});

describe.each([SEOUL_BOSTON, STRESS])('map of $name', (plan) => {
  const places = [...plan.metros, ...plan.pops, ...plan.regions];
  const frame = fitMap(places, plan.regions, WORLD);

  it.each([frame.width, 400, 1080])('shows every place at %d px', (width) => {
    const projection = projectionFor(frame, width);
    for (const place of places) {
      const [x, y] = projection([place.lonDeg, place.latDeg])!;
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan((frame.height * width) / frame.width);
    }
  });
});

it.each([WORLD, CLOSE_UP])('does not zoom in without end on a single place', (shape) => {
  const frame = fitMap([SEOUL_BOSTON.regions[0]!], [], shape);
  const projection = projectionFor(frame, frame.width);
  const [x, y] = projection([SEOUL_BOSTON.regions[0]!.lonDeg, SEOUL_BOSTON.regions[0]!.latDeg])!;
  expect(Math.abs(x - frame.width / 2)).toBeLessThan(1);
  expect(Math.abs(y - frame.height / 2)).toBeLessThan(1);
  expect(frame.scale).toBe(shape.largestScale);
});
