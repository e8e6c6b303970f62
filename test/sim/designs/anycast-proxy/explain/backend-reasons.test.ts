/**
 * Goal: why a zonal backend was picked or passed over follows from the view, in the order in
 * which a reader should hear it.
 * Method: views written by hand, the shipped waterfall asked for its pick and its shares, one reason for each backend.
 */
import { describe, expect, it } from 'vitest';
import { type BackendRow, type ViewChanges, viewOf } from '../../../../../cli/policy-contract/sample-view.ts';
import {
  type Pick,
  passedOverReason,
  pickedReason,
  rankOf,
} from '../../../../../sim/designs/anycast-proxy/explain/backend-reasons.ts';
import { policyShares } from '../../../../../sim/designs/anycast-proxy/explain/policy-shares.ts';
import { NO_BACKEND, type ServicePolicy } from '../../../../../sim/policies/service/service-policy.ts';
import { sprayToWorld } from '../../../../../sim/policies/service/spray-to-world.ts';
import { waterfallByRegion } from '../../../../../sim/policies/service/waterfall-by-region.ts';

function pickOf(
  rows: readonly BackendRow[],
  changes: ViewChanges = {},
  choice = 0,
  policy: ServicePolicy = waterfallByRegion,
): Pick {
  const view = viewOf(rows, changes);
  return {
    view,
    picked: policy.pick(view, choice),
    isOwnPolicy: false,
    isByClient: false,
    shares: policyShares(policy, view),
    pickedWithoutZone: policy.pick({ ...view, nearestZoneShare: Float64Array.of(0) }, choice),
    isConfigured: rows.map(() => true),
    configuredCapacity: rows.map(({ capacity }) => capacity),
  };
}

/** One for each backend. */
function reasonsOf(pick: Pick): string[] {
  return pick.isConfigured.map((_, backend) =>
    backend === pick.picked ? `> ${pickedReason(pick)}` : passedOverReason(pick, backend),
  );
}

describe('reasons', () => {
  it('the nearest region with room, whatever the draw', () => {
    const rows = [
      { region: 0, capacity: 10 },
      { region: 1, capacity: 10 },
    ];
    expect(reasonsOf(pickOf(rows))).toEqual(['> onlyChoice', 'fartherThanRoom']);
  });

  it('no room, no health, no capacity, draining, unknown: each by its own name', () => {
    const rows = [
      { region: 0, capacity: 10, load: 10 },
      { region: 0, capacity: 10, healthy: 0 },
      { region: 0, capacity: 0 },
      { region: 0, capacity: 10, isDraining: true },
      { region: 1, capacity: 10 },
      { region: 2, capacity: 10 },
    ];
    expect(reasonsOf(pickOf(rows, { knownRegions: [0, 1] }))).toEqual([
      ...['noRoom', 'noHealthyMember', 'scalerZero', 'draining', '> onlyChoice', 'unknownToGfe'],
    ]);
  });

  it('configuration before health, health before load: the first that holds', () => {
    const rows = [
      { region: 0, capacity: 10, load: 20, healthy: 0, isDraining: true },
      { region: 0, capacity: 10, load: 20, healthy: 0 },
      { region: 1, capacity: 10 },
    ];
    expect(reasonsOf(pickOf(rows))).toEqual(['draining', 'noHealthyMember', '> onlyChoice']);
  });

  it('a draw in proportion to capacity, whoever wins it', () => {
    const rows = [
      { region: 0, capacity: 30 },
      { region: 0, capacity: 10 },
    ];
    expect(reasonsOf(pickOf(rows, {}, 0))).toEqual(['> wonTheDraw', 'lostTheDraw']);
    expect(reasonsOf(pickOf(rows, {}, 0xffffffff))).toEqual(['lostTheDraw', '> wonTheDraw']);
    expect([...pickOf(rows).shares!]).toEqual([0.75, 0.25]);
  });

  it('the zone that the GFE stands in, where only its preference made the pick', () => {
    const rows = [
      { region: 0, capacity: 10, isNearest: true },
      { region: 0, capacity: 10 },
    ];
    expect(reasonsOf(pickOf(rows, { nearestZoneShare: 1 }, 0xffffffff))).toEqual(['> zonePreferred', 'otherZone']);
  });

  it('all full: the nearest no fuller than the mean', () => {
    const rows = [
      { region: 0, capacity: 10, load: 30 },
      { region: 1, capacity: 10, load: 12 },
      { region: 2, capacity: 10, load: 11 },
    ];
    expect(reasonsOf(pickOf(rows))).toEqual(['fullerThanMean', '> leastOverfilled', 'fartherOverfilled']);
  });

  it('nobody eligible', () => {
    const pick = pickOf([{ region: 0, capacity: 10, healthy: 0 }]);
    expect([pick.picked, pickedReason(pick), passedOverReason(pick, 0)]).toEqual([
      NO_BACKEND,
      'noneEligible',
      'noHealthyMember',
    ]);
  });

  it('a policy that goes by all of the world knows all of it', () => {
    const rows = [
      { region: 0, capacity: 10 },
      { region: 1, capacity: 10, healthy: 0 },
      { region: 2, capacity: 10 },
    ];
    const pick = pickOf(rows, { knownRegions: [0] }, 0, sprayToWorld);
    expect(rankOf(pick.view, 2)).toBe(-1);
    expect(reasonsOf(pick)).toEqual(['> wonTheDraw', 'noHealthyMember', 'lostTheDraw']);
  });
});
