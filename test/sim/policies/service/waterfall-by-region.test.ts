/**
 * Goal: the waterfall of Google's documentation: near first, next when full, all at the same
 * relative overflow when all are full.
 * Method: the worked examples of the behavioural specification (DER-*, DOC-*), filled connection by
 * connection from an empty fleet.
 */
import { describe, expect, it } from 'vitest';
import { pickCounts, viewOf } from '../../../../cli/policy-contract/sample-view.ts';
import { waterfallByRegion } from '../../../../sim/policies/service/waterfall-by-region.ts';
import { fill } from './views.ts';

function filled(capacities: readonly number[], connections: number): number[] {
  const view = viewOf(capacities.map((capacity, region) => ({ region, capacity })));
  const order = capacities.map((_, region) => region);
  return fill(waterfallByRegion, view, [{ connections, order }])[0]!;
}

describe('regions', () => {
  it.each([
    ['DER-4', [100, 100, 100], 250, [100, 100, 50]],
    ['DER-5', [100, 200, 300], 720, [120, 240, 360]],
    ['DER-11, no isolation', [100, 100], 150, [100, 50]],
    ['DOC-GKE-1 below capacity', [20, 20], 10, [10, 0]],
    ['DOC-GKE-1 over one', [20, 20], 30, [20, 10]],
    ['DOC-GKE-1 over both', [20, 20], 60, [30, 30]],
    ['DOC-CAP-1', [1_000, 500], 1_800, [1_200, 600]],
    ['exactly full', [100, 100], 200, [100, 100]],
  ])('%s: capacities %j and a demand of %i fill as %j', (_, capacities, demand, expected) => {
    const went = filled(capacities, demand);
    // When all are full they rise in turn, a connection at a time.
    went.forEach((count, region) => {
      expect(Math.abs(count - expected[region]!)).toBeLessThanOrEqual(demand > 100 * capacities.length ? 2 : 1);
    });
    expect(went.reduce((sum, count) => sum + count, 0)).toBe(demand);
  });

  it('DOC-CAP-1: with global demand at 1.2 every region is at 1.2, and as local as possible', () => {
    const view = viewOf([
      { region: 0, capacity: 1_000 },
      { region: 1, capacity: 1_000 },
    ]);
    const [nearA, nearB] = fill(waterfallByRegion, view, [
      { connections: 1_600, order: [0, 1] },
      { connections: 800, order: [1, 0] },
    ]);
    expect(Math.abs(view.load[0]! - 1_200)).toBeLessThanOrEqual(2);
    expect(Math.abs(view.load[1]! - 1_200)).toBeLessThanOrEqual(2);
    // 400 of the clients near A have to go to B; hardly anyone near B should be sent to A meanwhile.
    expect(nearA![1]).toBeLessThan(1.15 * 400);
    expect(nearB![0]).toBeLessThan(0.06 * 800);
  });

  it('a region that comes back with room gets the new connections, the old ones stay where they are', () => {
    const view = viewOf([
      { region: 0, capacity: 100, load: 100 },
      { region: 1, capacity: 100, load: 40 },
    ]);
    expect(pickCounts(waterfallByRegion, view, 100)[1]).toBe(100);
    view.load[0] = 99;
    expect(pickCounts(waterfallByRegion, view, 100)[0]).toBe(100);
    expect(view.load[1]).toBe(40);
  });

  it('passes over a near region that is unhealthy, drained or scaled to 0', () => {
    for (const near of [{ healthy: 0 }, { isDraining: true }, { capacity: 0 }]) {
      const view = viewOf([
        { region: 0, capacity: 100, ...near },
        { region: 1, capacity: 100 },
      ]);
      expect(pickCounts(waterfallByRegion, view, 50)[1]).toBe(50);
    }
  });
});

describe('zones of a region', () => {
  it('DER-6: capacities 300 and 100 take 150 and 50 of 200', () => {
    const view = viewOf([
      { region: 0, capacity: 300 },
      { region: 0, capacity: 100 },
    ]);
    fill(waterfallByRegion, view, [{ connections: 200, order: [0] }]);
    expect(Math.abs(view.load[0]! - 150)).toBeLessThanOrEqual(2);
  });

  it('fill to the last connection before the next region gets any', () => {
    const view = viewOf([
      { region: 0, capacity: 30 },
      { region: 0, capacity: 10 },
      { region: 1, capacity: 100 },
    ]);
    expect(fill(waterfallByRegion, view, [{ connections: 45, order: [0, 1] }])).toEqual([[40, 5]]);
    expect([...view.load]).toEqual([30, 10, 5]);
  });

  it('one of them unhealthy: the rest of the region takes all, until it is full', () => {
    const view = viewOf([
      { region: 0, capacity: 30, healthy: 0 },
      { region: 0, capacity: 10 },
      { region: 1, capacity: 100 },
    ]);
    fill(waterfallByRegion, view, [{ connections: 15, order: [0, 1] }]);
    expect([...view.load]).toEqual([0, 10, 5]);
  });
});
