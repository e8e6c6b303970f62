/**
 * Goal: each second-layer GFE stands in a zone, knows the nearest regions and no others, and favours its
 * zone less the more it has open.
 * Method: a fleet in four regions, the views read off; the preference by hand.
 */
import { describe, expect, it } from 'vitest';
import { KnownConfiguration } from '../../../sim/fleet/known-configuration.ts';
import { Revision } from '../../../sim/fleet/revision.ts';
import { SecondLayerGfes } from '../../../sim/fleet/second-layer-gfes.ts';
import { secondLayerSites } from '../../../sim/fleet/second-layer-sites.ts';
import { initialKnowledge } from '../../../sim/fleet/shared-knowledge.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const BACKENDS: PlainMap = {
  seoul: null,
  everywhere: { region: 'asia-northeast3', members: 6, maxConnectionsPerInstance: 10 },
  tokyo: { zone: 'asia-northeast1-a', members: 2, maxConnections: 10 },
  iowa: { zone: 'us-central1-a', members: 2, maxConnections: 10 },
  london: { zone: 'europe-west2-b', members: 2, maxConnections: 10 },
};

function gfesWith(secondLayer: PlainMap) {
  const { scenario, world, plans } = modelWith({
    service: { backends: BACKENDS },
    designs: { proxy: { secondLayer } },
  });
  const plan = plans[0]!;
  const loads = world.regions.map(() => new Float64Array(plan.backends.length));
  const knowledge = initialKnowledge(
    plan,
    new Int32Array(plan.slotCount),
    new Float64Array(plan.backends.length).fill(1),
    new Revision(),
  );
  const gfes = new SecondLayerGfes(
    scenario.designs[0]!.secondLayer,
    scenario.designs[0]!.serviceLbPolicy,
    secondLayerSites(scenario.designs[0]!, world, plan),
    plan,
    knowledge,
    () => new KnownConfiguration(plan, knowledge),
    (region) => loads[region]!,
  );
  const region = (id: string): number => world.regions.findIndex((candidate) => candidate.id === id);
  return { gfes, plan, world, region };
}

describe('second-layer GFEs', () => {
  it('are as many in each region, in its zones by turns', () => {
    const { gfes, plan, region } = gfesWith({ gfesPerRegion: 4 });
    expect(gfes.views).toHaveLength(16);
    const first = region('asia-northeast3') * 4;
    const zones = gfes.views.slice(first, first + 4).map(({ isNearestZone }) => {
      return plan.backends.filter((_, backend) => isNearestZone[backend] === 1).map(({ zone }) => zone);
    });
    expect(zones).toEqual([['asia-northeast3-a'], ['asia-northeast3-b'], ['asia-northeast3-c'], ['asia-northeast3-a']]);
    expect([0, 3, 4, 15].map((gfe) => gfes.siteOf(gfe))).toEqual([0, 0, 1, 3]);
  });

  it('know their own region and the nearest others', () => {
    const { gfes, world, region } = gfesWith({ gfesPerRegion: 1, knownRegions: 2 });
    const known = (id: string): string[] => {
      return [...gfes.views[region(id)]!.knownRegions].map((index) => world.regions[index]!.id);
    };
    expect(known('asia-northeast3')).toEqual(['asia-northeast3', 'asia-northeast1']);
    expect(known('europe-west2')).toEqual(['europe-west2', 'us-central1']);
  });

  it('know all of a world that is smaller than their set', () => {
    const { gfes } = gfesWith({ gfesPerRegion: 1, knownRegions: 9 });
    for (const { knownRegions } of gfes.views) expect([...knownRegions].sort()).toEqual([0, 1, 2, 3]);
  });

  it('favour their own zone less with every connection, each by its own', () => {
    const { gfes } = gfesWith({ zonePreferenceEndsAt: 4 });
    const share = (gfe: number): number => gfes.views[gfe]!.nearestZoneShare[0]!;
    expect([share(0), share(1)]).toEqual([1, 1]);
    gfes.count(0, 1);
    expect([share(0), share(1)]).toEqual([0.75, 1]);
    for (let k = 0; k < 5; k++) gfes.count(0, 1);
    expect(share(0)).toBe(0);
    for (let k = 0; k < 4; k++) gfes.count(0, -1);
    expect(share(0)).toBe(0.5);
  });

  it('favour no zone where the preference ends at 0', () => {
    expect(gfesWith({ zonePreferenceEndsAt: 0 }).gfes.views[0]!.nearestZoneShare[0]).toBe(0);
  });
});
