/**
 * Google Cloud's service policies said plainly, from the raw facts of a view and with nothing kept: what the quick
 * ones are held to, pick by pick.
 *
 * Sums go in the same order, so that both round alike and the very same backend is due.
 */
import type { FleetView } from '../../../../sim/fleet/fleet-view.ts';
import { FAILOVER_DRAW, mixChoice, ZONE_PREFERENCE_DRAW } from '../../../../sim/policies/mix-choice.ts';
import type { ServicePolicyName } from '../../../../sim/policies/service/service-policy-registry.ts';

const NONE = -1;
const TOLERANCE = 1e-9;

interface Place {
  readonly region: number;
  readonly isPreferred: boolean;
  readonly backends: readonly number[];
}

type Within = (view: FleetView, place: Place, fill: number, choice: number) => number;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const share = (bits: number): number => (bits >>> 0) / 2 ** 32;
const every = (view: FleetView): number[] => [...view.capacity.keys()];

function isEligible(view: FleetView, one: number): boolean {
  return view.healthyCount[one]! > 0 && view.capacity[one]! > 0 && view.isDraining[one] === 0;
}

function below(view: FleetView, backends: readonly number[], fill: number): number[] {
  return backends.filter((one) => isEligible(view, one) && view.load[one]! < view.capacity[one]! * fill);
}

function fractionOf(view: FleetView, one: number): number {
  return view.memberCount[one] === 0 ? 0 : view.healthyCount[one]! / view.memberCount[one]!;
}

function kept(view: FleetView, fraction: number): number {
  return fraction >= view.failoverThreshold ? 1 : fraction / view.failoverThreshold;
}

function byWeight(view: FleetView, candidates: readonly number[], choice: number): number {
  const weights = candidates.map(
    (one) => view.capacity[one]! * view.shareFactor[one]! * kept(view, fractionOf(view, one)),
  );
  let left = share(choice) * sum(weights);
  const at = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return candidates.at(at) ?? NONE;
}

const anyZone: Within = (view, { backends }, fill, choice) => byWeight(view, below(view, backends, fill), choice);

const ownZone: Within = (view, { region, backends }, fill, choice) => {
  const near = region === view.region ? backends.filter((one) => view.isNearestZone[one] === 1) : [];
  return byWeight(view, below(view, near, fill), choice);
};

const ownZoneFirst: Within = (view, place, fill, choice) => {
  const near = ownZone(view, place, fill, choice);
  return near !== NONE ? near : anyZone(view, place, fill, choice);
};

const ownZoneSometimes: Within = (view, place, fill, choice) =>
  share(mixChoice(choice, ZONE_PREFERENCE_DRAW)) < view.nearestZoneShare[0]!
    ? ownZoneFirst(view, place, fill, choice)
    : anyZone(view, place, fill, choice);

function placesIn(view: FleetView, regions: readonly number[]): Place[] {
  return (view.hasPreferred ? [true, false] : [false]).flatMap((isPreferred) =>
    regions.map((region) => ({
      region,
      isPreferred,
      backends: [...view.backendsOfRegion[region]!].filter((one) => (view.isPreferred[one] === 1) === isPreferred),
    })),
  );
}

/** What a place with room keeps of its traffic; 0 without room. */
function scoreOf(view: FleetView, backends: readonly number[]): number {
  if (below(view, backends, 1).length === 0) return 0;
  const meant = backends.filter(
    (one) => view.isInService[one] === 1 && view.capacityScaler[one]! > 0 && view.isDraining[one] === 0,
  );
  return kept(view, sum(meant.map((one) => fractionOf(view, one))) / meant.length);
}

/** Index of the score that a draw falls on, where the first that make up the whole take all; -1 where all are 0. */
function cascade(scores: readonly number[], choice: number): number {
  let left = share(mixChoice(choice, FAILOVER_DRAW)) * Math.min(1, sum(scores));
  const at = scores.findIndex((score) => {
    left -= score;
    return score > 0 && left < 0;
  });
  return at >= 0 ? at : scores.findLastIndex((score) => score > 0);
}

function pickIn(view: FleetView, place: Place, fill: number, choice: number, within: Within): number {
  return place.isPreferred ? ownZoneFirst(view, place, fill, choice) : within(view, place, fill, choice);
}

function firstBelow(view: FleetView, regions: readonly number[], fill: number, choice: number, within: Within): number {
  const picks = placesIn(view, regions).map((place) => pickIn(view, place, fill, choice, within));
  return picks.find((picked) => picked !== NONE) ?? NONE;
}

/** All of some regions rise together: the first place with one at or below their mean. */
function overfill(view: FleetView, regions: readonly number[], choice: number, within: Within): number {
  const eligible = regions.flatMap((region) =>
    below(view, [...view.backendsOfRegion[region]!], Number.POSITIVE_INFINITY),
  );
  const capacity = sum(eligible.map((one) => view.capacity[one]!));
  const mean = capacity === 0 ? 0 : sum(eligible.map((one) => view.load[one]!)) / capacity;
  return firstBelow(view, regions, mean * (1 + TOLERANCE) + TOLERANCE, choice, within);
}

function byRegion(view: FleetView, choice: number, within: Within): number {
  const regions = [...view.knownRegions];
  if (view.isolationMode !== 'NONE') {
    const hasEligible = (region: number): boolean =>
      view.backendsOfRegion[region]!.some((one) => isEligible(view, one));
    const one = view.isolationMode === 'STRICT' ? regions[0] : regions.find(hasEligible);
    if (one === undefined) return NONE;
    const withRoom = firstBelow(view, [one], 1, choice, within);
    return withRoom !== NONE ? withRoom : overfill(view, [one], choice, within);
  }
  const places = placesIn(view, regions);
  const at = cascade(
    places.map(({ backends }) => scoreOf(view, backends)),
    choice,
  );
  return at >= 0 ? pickIn(view, places[at]!, 1, choice, within) : overfill(view, regions, choice, within);
}

function overWorld(view: FleetView, choice: number): number {
  if (view.isolationMode !== 'NONE') return byRegion(view, choice, anyZone);
  const preferred = placesIn(view, [...view.knownRegions]).filter(({ isPreferred }) => isPreferred);
  const others = below(
    view,
    every(view).filter((one) => view.isPreferred[one] === 0),
    1,
  );
  const scores = preferred.map(({ backends }) => scoreOf(view, backends));
  const at = cascade([...scores, others.length > 0 ? 1 : 0], choice);
  if (at < 0) return byWeight(view, below(view, every(view), Number.POSITIVE_INFINITY), choice);
  return at < preferred.length ? pickIn(view, preferred[at]!, 1, choice, anyZone) : byWeight(view, others, choice);
}

export const PLAIN_POLICIES: Readonly<Record<ServicePolicyName, (view: FleetView, choice: number) => number>> = {
  WATERFALL_BY_REGION: (view, choice) => byRegion(view, choice, ownZoneSometimes),
  SPRAY_TO_REGION: (view, choice) => byRegion(view, choice, anyZone),
  WATERFALL_BY_ZONE: (view, choice) => byRegion(view, choice, ownZoneFirst),
  SPRAY_TO_WORLD: overWorld,
};
