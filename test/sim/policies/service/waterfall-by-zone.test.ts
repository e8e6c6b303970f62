/**
 * Goal: WATERFALL_BY_ZONE as Google's table has it: a GFE keeps to its own zone until that is full, so zones
 * fill unequally; then the others in proportion, then the next region; when all are full, the own zone
 * overfills no more than the rest.
 * Method: fleets filled connection by connection by GFEs that stand in known zones.
 */
import { describe, expect, it } from 'vitest';
import { pickCounts, viewOf } from '../../../../cli/policy-contract/sample-view.ts';
import { waterfallByZone } from '../../../../sim/policies/service/waterfall-by-zone.ts';
import { fill } from './views.ts';

const ZONES = [
  { region: 0, capacity: 100, isNearest: true },
  { region: 0, capacity: 100 },
];

describe('waterfall by zone', () => {
  it.each([
    [50, [50, 0]],
    [150, [100, 50]],
    [200, [100, 100]],
  ])('DER-7: %i connections of GFEs near zone a fill the zones as %j', (connections, expected) => {
    const view = viewOf(ZONES);
    fill(waterfallByZone, view, [{ connections, order: [0] }]);
    expect([...view.load]).toEqual(expected);
  });

  it('the other zones fill in proportion to capacity', () => {
    const view = viewOf([...ZONES.slice(0, 1), { region: 0, capacity: 300 }, { region: 0, capacity: 100 }]);
    fill(waterfallByZone, view, [{ connections: 300, order: [0] }]);
    expect(view.load[0]).toBe(100);
    expect(Math.abs(view.load[1]! - 150)).toBeLessThanOrEqual(2);
  });

  it('goes to the next region only when all zones are full', () => {
    const view = viewOf([...ZONES, { region: 1, capacity: 100 }]);
    expect(fill(waterfallByZone, view, [{ connections: 230, order: [0, 1] }])).toEqual([[200, 30]]);
  });

  it('overfills all alike, near or far', () => {
    const view = viewOf([...ZONES, { region: 1, capacity: 200 }]);
    fill(waterfallByZone, view, [{ connections: 480, order: [0, 1] }]);
    [120, 120, 240].forEach((expected, backend) => {
      expect(Math.abs(view.load[backend]! - expected)).toBeLessThanOrEqual(2);
    });
  });

  it('a spike at one GFE falls on its zone alone, where spraying would share it', () => {
    const counts = pickCounts(waterfallByZone, viewOf(ZONES, { nearestZoneShare: 0 }), 200);
    expect([...counts]).toEqual([200, 0, 0]);
  });
});
