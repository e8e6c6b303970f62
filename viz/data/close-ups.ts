/**
 * Which groups of neighbouring places deserve a map of their own: on a map of the world Seoul and Tokyo are a finger's
 * breadth apart, and between them is where the story is.
 */
import type { GeoPlace } from '../charts/parts/map-frame.ts';

/** Places closer than this belong together: Seoul and Tokyo are 1,160 km apart, Boston and Iowa 1,700. */
const NEIGHBOURS_KM = 1400;
/** A group wider than this is seen well enough on the map of the world. */
const WIDEST_KM = 3200;
const EARTH_RADIUS_KM = 6371;
export const MOST_CLOSE_UPS = 2;

/** Indexes of the places of each group of two spots or more, largest group first; at most `MOST_CLOSE_UPS`. */
export function closeUpGroups(places: readonly GeoPlace[]): number[][] {
  const groups: number[][] = [];
  for (const index of places.keys()) {
    const near = groups.filter((group) =>
      group.some((other) => distanceKm(places[other]!, places[index]!) <= NEIGHBOURS_KM),
    );
    const joined = [...near.flat(), index].sort((a, b) => a - b);
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  return groups
    .map((group) => ({ group, spanKm: spanKm(group.map((index) => places[index]!)) }))
    .filter(({ spanKm: span }) => span > 100 && span < WIDEST_KM)
    .sort((a, b) => b.group.length - a.group.length || a.group[0]! - b.group[0]!)
    .slice(0, MOST_CLOSE_UPS)
    .map(({ group }) => group);
}

function spanKm(places: readonly GeoPlace[]): number {
  return Math.max(0, ...places.flatMap((a, i) => places.slice(i + 1).map((b) => distanceKm(a, b))));
}

/** Great-circle distance (haversine). */
function distanceKm(a: GeoPlace, b: GeoPlace): number {
  const radians = Math.PI / 180;
  const half =
    Math.sin(((b.latDeg - a.latDeg) * radians) / 2) ** 2 +
    Math.cos(a.latDeg * radians) * Math.cos(b.latDeg * radians) * Math.sin(((b.lonDeg - a.lonDeg) * radians) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}
