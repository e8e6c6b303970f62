/**
 * Cities where networks of a whole continent meet: large exchange points and cable landings.
 *
 * They are part of the Internet, not of the service under test, so they do not change with its PoPs. Transit providers
 * hand off mostly at such a hub, and a path that goes astray goes by one.
 */
import { greatCircleKm, type Place } from './distance.ts';

export interface InterconnectionHub extends Place {
  readonly name: string;
}

/**
 * Assumption: the metros with the largest exchanges (Internet Exchange Directory, PCH) and landings,
 * one for each part of a continent.
 */
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

/** The nearest hub beyond `FAR_HUB_KM`, as an index into `INTERCONNECTION_HUBS`. */
export function farHubOf(place: Place): number {
  const km = INTERCONNECTION_HUBS.map((hub) => greatCircleKm(place, hub));
  return km.reduce((best, value, hub) => (value > FAR_HUB_KM && (best < 0 || value < km[best]!) ? hub : best), -1);
}

/** Assumption: airports and data centres this near to a hub belong to its city. */
const AT_HUB_KM = 60;

export function isNearHub(place: Place): boolean {
  return INTERCONNECTION_HUBS.some((hub) => greatCircleKm(place, hub) <= AT_HUB_KM);
}
