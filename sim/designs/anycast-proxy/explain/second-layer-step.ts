/**
 * The step of a trail to the second layer: which region the first layer went to by configuration, and which GFE there.
 */
import { isConfigured } from '../../../fleet/fleet-view.ts';
import type { KnownConfiguration } from '../../../fleet/known-configuration.ts';
import { toMs } from '../../../kernel/time.ts';
import type { PassedOver, TrailStep } from '../../../metrics/trail/trail.ts';
import { NO_GFE } from '../second-layer-machines.ts';
import type { ExplainedParts } from './explained-parts.ts';

/** Farther regions that are told of. */
const NEXT_SHOWN = 2;

type Parts = Pick<ExplainedParts, 'sites' | 'gfes' | 'plan' | 'routes' | 'configuration'>;

const NO_GFE_STEP: TrailStep = {
  stage: 'secondLayer',
  chosen: null,
  reason: 'noSecondLayer',
  facts: {},
  passedOver: [],
  leftOutCount: 0,
};

export function secondLayerStep(
  { sites, gfes, plan, routes, configuration }: Parts,
  servingPop: number,
  gfe: number,
): TrailStep {
  if (gfe === NO_GFE) return NO_GFE_STEP;
  const view = gfes.views[gfe]!;
  const known = configuration.knownByFirstLayer(servingPop);
  const site = gfes.siteOf(gfe);
  const siteCount = sites.regions.length;
  const order = [...sites.byPop.subarray(servingPop * siteCount, (servingPop + 1) * siteCount)];
  const rank = order.indexOf(site);
  const rttMs = (other: number): number => toMs(sites.popRttUs[servingPop * siteCount + other]!);
  const shown = order.slice(0, rank + 1 + NEXT_SHOWN).filter((other) => other !== site);
  return {
    stage: 'secondLayer',
    chosen: gfeName({ sites, gfes }, gfe),
    reason: reason(),
    facts: {
      rttMs: rttMs(site),
      zone: zoneOf({ sites, gfes }, gfe),
      gfesPerRegion: gfes.perRegion,
      knownRegionCount: view.knownRegions.length,
    },
    passedOver: shown.map((other): PassedOver => {
      const name = sites.regions[other]!.id;
      const region = sites.regionIndex[other]!;
      if (routes.isRegional) return { name, reason: 'otherTierRegion', facts: {} };
      if (order.indexOf(other) > rank) return { name, reason: 'fartherRegion', facts: { rttMs: rttMs(other) } };
      if (sites.isNearClient || hasConfigured(plan, known, region)) return { name, reason: 'noGfeInRegion', facts: {} };
      return { name, reason: 'regionNotConfigured', facts: { why: whyNotConfigured(known, plan, region) } };
    }),
    leftOutCount: siteCount - 1 - shown.length,
  };

  function reason(): TrailStep['reason'] {
    if (routes.isRegional) return 'regionOfRule';
    if (sites.isNearClient) return 'nearestToClient';
    return hasConfigured(plan, known, view.region) ? 'nearestConfigured' : 'noneConfigured';
  }
}

/** `asia-northeast3/gfe-2`. */
export function gfeName({ sites, gfes }: Pick<ExplainedParts, 'sites' | 'gfes'>, gfe: number): string {
  return `${sites.regions[gfes.siteOf(gfe)]!.id}/gfe-${gfe % gfes.perRegion}`;
}

export function zoneOf({ sites, gfes }: Pick<ExplainedParts, 'sites' | 'gfes'>, gfe: number): string {
  const { zones } = sites.regions[gfes.siteOf(gfe)]!;
  return zones[(gfe % gfes.perRegion) % zones.length]!;
}

function hasConfigured(plan: ExplainedParts['plan'], known: KnownConfiguration, region: number): boolean {
  return plan.backendsOfRegion[region]!.some((backend) => isConfigured(known, backend));
}

/** "web-seoul-a is draining, web-seoul-b has capacity 0". */
function whyNotConfigured(known: KnownConfiguration, plan: ExplainedParts['plan'], region: number): string {
  const backends = [...plan.backendsOfRegion[region]!].filter((backend) => plan.backends[backend]!.isConfigured);
  if (backends.length === 0) return 'it has none in this design';
  return backends
    .map(
      (backend) =>
        `${plan.backends[backend]!.id} ${known.isDraining[backend] === 1 ? 'is draining' : 'has capacity 0'}`,
    )
    .join(', ');
}
