/**
 * Goal: SPRAY_TO_REGION as Google's table has it: regions as in the waterfall; within one no zone is preferred, so
 * every GFE's connections split evenly, also when it has few, and a spike at one GFE touches all zones.
 * Method: picks on views of a GFE that would favour its own zone under another algorithm.
 */
import { describe, expect, it } from 'vitest';
import { pickCounts, viewOf } from '../../../../cli/policy-contract/sample-view.ts';
import { sprayToRegion } from '../../../../sim/policies/service/spray-to-region.ts';
import { fill } from './views.ts';

describe('spray to region', () => {
  it('has no zone preference: a GFE with few connections uses all zones alike', () => {
    const zones = [true, false, false].map((isNearest) => ({ region: 0, capacity: 100, isNearest }));
    const counts = pickCounts(sprayToRegion, viewOf(zones, { nearestZoneShare: 1 }), 3_000);
    for (let zone = 0; zone < 3; zone++) expect(Math.abs(counts[zone]! - 1_000)).toBeLessThan(10);
  });

  it('goes by capacity where zones are unequal', () => {
    const view = viewOf([
      { region: 0, capacity: 300 },
      { region: 0, capacity: 100, isNearest: true },
    ]);
    fill(sprayToRegion, view, [{ connections: 200, order: [0] }]);
    expect(Math.abs(view.load[0]! - 150)).toBeLessThanOrEqual(2);
  });

  it('spills to the next region when all zones are full, and not before', () => {
    const view = viewOf([
      { region: 0, capacity: 30 },
      { region: 0, capacity: 10 },
      { region: 1, capacity: 100 },
    ]);
    expect(fill(sprayToRegion, view, [{ connections: 45, order: [0, 1] }])).toEqual([[40, 5]]);
  });
});
