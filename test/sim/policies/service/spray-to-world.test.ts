/**
 * Goal: spraying goes by capacity alone: over all zones of the world, whatever the distance; full ones are
 * passed over until all are full.
 * Method: small fleets filled connection by connection.
 */
import { describe, expect, it } from 'vitest';
import { pickCounts, viewOf } from '../../../../cli/policy-contract/sample-view.ts';
import { sprayToWorld } from '../../../../sim/policies/service/spray-to-world.ts';
import { fill } from './views.ts';

describe('spray', () => {
  it('spreads in proportion to capacity, and neither distance nor what a GFE knows otherwise matters', () => {
    const rows = [
      { region: 0, capacity: 300 },
      { region: 1, capacity: 100 },
      { region: 2, capacity: 600 },
    ];
    const near = pickCounts(sprayToWorld, viewOf(rows), 2_000);
    expect([...near]).toEqual([...pickCounts(sprayToWorld, viewOf(rows, { knownRegions: [2, 0] }), 2_000)]);
    [600, 200, 1_200].forEach((expected, backend) => {
      expect(Math.abs(near[backend]! - expected)).toBeLessThan(8);
    });
  });

  it('passes over what is full while anything has room', () => {
    const view = viewOf([
      { region: 0, capacity: 100, load: 100 },
      { region: 1, capacity: 100, load: 99 },
    ]);
    expect(pickCounts(sprayToWorld, view, 100)[1]).toBe(100);
  });

  it('overfills all in proportion when all are full', () => {
    const view = viewOf([
      { region: 0, capacity: 100 },
      { region: 1, capacity: 300 },
    ]);
    fill(sprayToWorld, view, [{ connections: 600, order: [0, 1] }]);
    expect(Math.abs(view.load[0]! - 150)).toBeLessThanOrEqual(4);
    expect(Math.abs(view.load[1]! - 450)).toBeLessThanOrEqual(4);
  });
});
