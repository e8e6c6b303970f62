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

type Parts = Pick<ExplainedParts, 'world' | 'gfes' | 'plan' | 'routes' | 'configuration'>;

const NO_GFE_STEP: TrailStep = {
  stage: 'secondLayer',
  chosen: null,
  reason: 'noSecondLayer',
  facts: {},
  passedOver: [],
  leftOutCount: 0,
};

export function secondLayerStep(
  { world, gfes, plan, routes, configuration }: Parts,
  servingPop: number,
  gfe: number,
): TrailStep {
  if (gfe === NO_GFE) return NO_GFE_STEP;
  const view = gfes.views[gfe]!;
  const known = configuration.knownByFirstLayer(servingPop);
  const regionCount = world.regions.length;
  const order = [...world.regionsByPop.subarray(servingPop * regionCount, (servingPop + 1) * regionCount)];
  const rank = order.indexOf(view.region);
  const rttMs = (region: number): number => toMs(world.popRegionRttUs[servingPop * regionCount + region]!);
  const shown = order.slice(0, rank + 1 + NEXT_SHOWN).filter((region) => region !== view.region);
  const isChosenConfigured = hasConfigured(plan, known, view.region);
  return {
    stage: 'secondLayer',
    chosen: gfeName({ world, gfes }, gfe),
    reason: routes.isRegional ? 'regionOfRule' : isChosenConfigured ? 'nearestConfigured' : 'noneConfigured',
    facts: {
      rttMs: rttMs(view.region),
      zone: zoneOf({ world, gfes }, gfe),
      gfesPerRegion: gfes.perRegion,
      knownRegionCount: view.knownRegions.length,
    },
    passedOver: shown.map((region): PassedOver => {
      const name = world.regions[region]!.id;
      if (routes.isRegional) return { name, reason: 'otherTierRegion', facts: {} };
      if (order.indexOf(region) > rank) return { name, reason: 'fartherRegion', facts: { rttMs: rttMs(region) } };
      if (hasConfigured(plan, known, region)) return { name, reason: 'noGfeInRegion', facts: {} };
      return { name, reason: 'regionNotConfigured', facts: { why: whyNotConfigured(known, plan, region) } };
    }),
    leftOutCount: regionCount - 1 - shown.length,
  };
}

/** `asia-northeast3/gfe-2`. */
export function gfeName({ world, gfes }: Pick<ExplainedParts, 'world' | 'gfes'>, gfe: number): string {
  return `${world.regions[gfes.regionOf(gfe)]!.id}/gfe-${gfe % gfes.perRegion}`;
}

export function zoneOf({ world, gfes }: Pick<ExplainedParts, 'world' | 'gfes'>, gfe: number): string {
  const { zones } = world.regions[gfes.regionOf(gfe)]!;
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
