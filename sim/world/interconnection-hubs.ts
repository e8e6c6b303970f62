/**
 * Cities where networks of a whole continent meet: large exchange points and cable landings.
 *
 * They are part of the Internet, not of the service under test, so they do not change with its PoPs. A provider without its own hand-off
 * reaches the service where its transit provider does, at such a hub; and a path that goes astray goes by one.
 */
import { greatCircleKm, type Place } from './distance.ts';

export interface InterconnectionHub extends Place {
  readonly name: string;
}

/** Assumption: the metros with the largest exchanges (Internet Exchange Directory, PCH) and landings, one for each part of a continent. */
export const INTERCONNECTION_HUBS: readonly InterconnectionHub[] = [
  { name: 'New York', latDeg: 40.71, lonDeg: -74.01 },
  { name: 'Ashburn', latDeg: 39.04, lonDeg: -77.49 },
  { name: 'Miami', latDeg: 25.77, lonDeg: -80.19 },
  { name: 'Chicago', latDeg: 41.88, lonDeg: -87.63 },
  { name: 'Dallas', latDeg: 32.78, lonDeg: -96.8 },
  { name: 'Los Angeles', latDeg: 34.05, lonDeg: -118.24 },
  { name: 'San Jose', latDeg: 37.34, lonDeg: -121.89 },
  { name: 'Seattle', latDeg: 47.61, lonDeg: -122.33 },
  { name: 'São Paulo', latDeg: -23.55, lonDeg: -46.64 },
  { name: 'London', latDeg: 51.51, lonDeg: -0.13 },
  { name: 'Amsterdam', latDeg: 52.37, lonDeg: 4.89 },
  { name: 'Paris', latDeg: 48.85, lonDeg: 2.35 },
  { name: 'Frankfurt', latDeg: 50.12, lonDeg: 8.68 },
  { name: 'Marseille', latDeg: 43.3, lonDeg: 5.38 },
  { name: 'Stockholm', latDeg: 59.33, lonDeg: 18.07 },
  { name: 'Moscow', latDeg: 55.75, lonDeg: 37.62 },
  { name: 'Johannesburg', latDeg: -26.2, lonDeg: 28.04 },
  { name: 'Mumbai', latDeg: 19.07, lonDeg: 72.88 },
  { name: 'Singapore', latDeg: 1.29, lonDeg: 103.85 },
  { name: 'Hong Kong', latDeg: 22.28, lonDeg: 114.17 },
  { name: 'Tokyo', latDeg: 35.69, lonDeg: 139.69 },
  { name: 'Sydney', latDeg: -33.87, lonDeg: 151.21 },
];

/** Assumption: a hub farther away than this is another continent's, or the far coast of one's own. */
const FAR_HUB_KM = 3_000;

/** Hubs as a place sees them: arrays of indexes into `INTERCONNECTION_HUBS`. */
export interface HubsSeenFrom {
  /** Nearest first. */
  readonly byDistance: readonly number[];
  /** The nearest one beyond `FAR_HUB_KM`. */
  readonly far: number;
}

export function hubsSeenFrom(place: Place): HubsSeenFrom {
  const km = INTERCONNECTION_HUBS.map((hub) => greatCircleKm(place, hub));
  const byDistance = km.map((_, hub) => hub).sort((a, b) => km[a]! - km[b]! || a - b);
  const far = byDistance.find((hub) => km[hub]! > FAR_HUB_KM)!;
  return { byDistance, far };
}

/** Assumption: airports and data centres this near to a hub belong to its city. */
const AT_HUB_KM = 60;

/**
 * Which places stand at a hub [placeCount].
 *
 * @param hubDistanceKm distance of each place from each hub [hubCount][placeCount]
 */
export function placesAtHubs(hubDistanceKm: readonly Float64Array[], placeCount: number): Uint8Array {
  return Uint8Array.from({ length: placeCount }, (_, place) =>
    hubDistanceKm.some((km) => km[place]! <= AT_HUB_KM) ? 1 : 0,
  );
}
