/**
 * Length of the way that fibre takes between two places: the great circle on one landmass, the main
 * cable routes between landmasses.
 *
 * London to Tokyo is 9,560 km by great circle, but packets go round by America or Suez, 17,000 km and more. A couple of
 * dozen landings and the cables between them say as much about RTTs between continents as a full cable map does: see
 * the test against IBM's published table. Left out, since few networks use them: cables across Siberia and the Arctic,
 * and the one from Brazil straight to Portugal.
 */
import { greatCircleKm, type Place } from './distance.ts';

type Landmass =
  | 'northAmerica'
  | 'southAmerica'
  | 'europe'
  | 'levantAndGulf'
  | 'southAsia'
  | 'eastAsia'
  | 'oceania'
  | 'westAfrica'
  | 'eastAfrica';

interface Landing extends Place {
  readonly name: string;
  readonly landmass: Landmass;
}

/**
 * Landings and inland cities; a place belongs to the landmass of the nearest one. North Africa west of Egypt is near
 * Marseille and Bilbao, and its cables do go to Europe; Central Asia hangs on Moscow by land.
 */
const LANDINGS = [
  { name: 'New York', latDeg: 40.71, lonDeg: -74.01, landmass: 'northAmerica' },
  { name: 'Virginia Beach', latDeg: 36.85, lonDeg: -75.98, landmass: 'northAmerica' },
  { name: 'Miami', latDeg: 25.77, lonDeg: -80.19, landmass: 'northAmerica' },
  { name: 'Los Angeles', latDeg: 34.05, lonDeg: -118.24, landmass: 'northAmerica' },
  { name: 'Seattle', latDeg: 47.61, lonDeg: -122.33, landmass: 'northAmerica' },
  { name: 'Fortaleza', latDeg: -3.73, lonDeg: -38.53, landmass: 'southAmerica' },
  { name: 'São Paulo', latDeg: -23.55, lonDeg: -46.64, landmass: 'southAmerica' },
  { name: 'Santiago', latDeg: -33.45, lonDeg: -70.67, landmass: 'southAmerica' },
  { name: 'London', latDeg: 51.51, lonDeg: -0.13, landmass: 'europe' },
  { name: 'Lisbon', latDeg: 38.72, lonDeg: -9.14, landmass: 'europe' },
  { name: 'Bilbao', latDeg: 43.26, lonDeg: -2.93, landmass: 'europe' },
  { name: 'Marseille', latDeg: 43.3, lonDeg: 5.38, landmass: 'europe' },
  { name: 'Frankfurt', latDeg: 50.12, lonDeg: 8.68, landmass: 'europe' },
  { name: 'Istanbul', latDeg: 41.01, lonDeg: 28.95, landmass: 'europe' },
  { name: 'Moscow', latDeg: 55.75, lonDeg: 37.62, landmass: 'europe' },
  { name: 'Almaty', latDeg: 43.25, lonDeg: 76.95, landmass: 'europe' },
  { name: 'Alexandria', latDeg: 31.2, lonDeg: 29.92, landmass: 'levantAndGulf' },
  { name: 'Fujairah', latDeg: 25.12, lonDeg: 56.33, landmass: 'levantAndGulf' },
  { name: 'Mumbai', latDeg: 19.07, lonDeg: 72.88, landmass: 'southAsia' },
  { name: 'Chennai', latDeg: 13.09, lonDeg: 80.28, landmass: 'southAsia' },
  { name: 'Delhi', latDeg: 28.65, lonDeg: 77.23, landmass: 'southAsia' },
  { name: 'Singapore', latDeg: 1.29, lonDeg: 103.85, landmass: 'eastAsia' },
  { name: 'Bangkok', latDeg: 13.75, lonDeg: 100.5, landmass: 'eastAsia' },
  { name: 'Hong Kong', latDeg: 22.28, lonDeg: 114.17, landmass: 'eastAsia' },
  { name: 'Ürümqi', latDeg: 43.8, lonDeg: 87.6, landmass: 'eastAsia' },
  { name: 'Tokyo', latDeg: 35.69, lonDeg: 139.69, landmass: 'eastAsia' },
  { name: 'Perth', latDeg: -31.95, lonDeg: 115.86, landmass: 'oceania' },
  { name: 'Sydney', latDeg: -33.87, lonDeg: 151.21, landmass: 'oceania' },
  { name: 'Dakar', latDeg: 14.69, lonDeg: -17.44, landmass: 'westAfrica' },
  { name: 'Lagos', latDeg: 6.45, lonDeg: 3.39, landmass: 'westAfrica' },
  { name: 'Djibouti', latDeg: 11.59, lonDeg: 43.15, landmass: 'eastAfrica' },
  { name: 'Mombasa', latDeg: -4.05, lonDeg: 39.67, landmass: 'eastAfrica' },
  { name: 'Cape Town', latDeg: -33.93, lonDeg: 18.42, landmass: 'eastAfrica' },
] as const satisfies readonly Landing[];

type LandingName = (typeof LANDINGS)[number]['name'];

/** Pairs of landings that cables join, by the names of some (TeleGeography's public submarine cable map). */
const CABLES: readonly (readonly [LandingName, LandingName])[] = [
  ['New York', 'London'], // AEC-1, Grace Hopper
  ['Virginia Beach', 'Bilbao'], // MAREA
  ['New York', 'São Paulo'], // Seabras-1
  ['Miami', 'Fortaleza'], // Monet
  ['Los Angeles', 'Santiago'], // Curie
  ['Seattle', 'Tokyo'], // Pacific Crossing-1
  ['Los Angeles', 'Tokyo'], // Unity
  ['Los Angeles', 'Hong Kong'], // AAG
  ['Los Angeles', 'Sydney'], // Southern Cross
  ['Sydney', 'Tokyo'], // AJC, JGA
  ['Perth', 'Singapore'], // ASC
  ['Singapore', 'Chennai'], // i2i
  ['Singapore', 'Mumbai'], // SeaMeWe-4
  ['Mumbai', 'Fujairah'], // FALCON
  ['Mumbai', 'Djibouti'], // AAE-1
  ['Fujairah', 'Djibouti'], // AAE-1
  ['Djibouti', 'Alexandria'], // SeaMeWe-5, by the Red Sea
  ['Alexandria', 'Marseille'], // SeaMeWe-4
  ['Djibouti', 'Mombasa'], // EASSy
  ['Lisbon', 'Dakar'], // ACE
  ['Lisbon', 'Lagos'], // MainOne, Equiano
  ['Lagos', 'Cape Town'], // WACS, Equiano
];

/** A place on the map. */
export interface MappedPlace extends Place {
  readonly landmass: Landmass;
  /** The landmass's landings, and how far each is over land. */
  readonly landings: readonly { readonly index: number; readonly km: number }[];
  /** Way to every landing of the map, over land and cables [landingCount], km. */
  readonly toLandingKm: Float64Array;
}

export function mapPlace(place: Place): MappedPlace {
  const km = LANDINGS.map((landing) => greatCircleKm(place, landing));
  const nearest = km.reduce((best, value, index) => (value < km[best]! ? index : best), 0);
  const { landmass } = LANDINGS[nearest]!;
  const landings = LANDINGS.flatMap((landing, index) =>
    landing.landmass === landmass ? [{ index, km: km[index]! }] : [],
  );
  const toLandingKm = Float64Array.from(LANDINGS, (_, to) =>
    landings.reduce(
      (least, from) => Math.min(least, from.km + LANDING_PATH_KM[from.index * LANDINGS.length + to]!),
      Number.POSITIVE_INFINITY,
    ),
  );
  return { latDeg: place.latDeg, lonDeg: place.lonDeg, landmass, landings, toLandingKm };
}

/** Kilometres of the way between two places; the same in both directions to within rounding. */
export function cablePathKm(a: MappedPlace, b: MappedPlace): number {
  if (a.landmass === b.landmass) return greatCircleKm(a, b);
  let shortestKm = Number.POSITIVE_INFINITY;
  for (const { index, km } of b.landings) shortestKm = Math.min(shortestKm, a.toLandingKm[index]! + km);
  return shortestKm;
}

/** Shortest ways between landings over land and cables [landingCount][landingCount], km. */
const LANDING_PATH_KM = shortestPathsKm();

/** Floyd and Warshall's algorithm; the graph is connected. */
function shortestPathsKm(): Float64Array {
  const count = LANDINGS.length;
  const pathKm = new Float64Array(count * count).fill(Number.POSITIVE_INFINITY);
  const isJoined = (a: Landing, b: Landing) =>
    CABLES.some(([x, y]) => (x === a.name && y === b.name) || (x === b.name && y === a.name));
  LANDINGS.forEach((a, i) => {
    LANDINGS.forEach((b, j) => {
      if (a.landmass === b.landmass || isJoined(a, b)) pathKm[i * count + j] = greatCircleKm(a, b);
    });
  });
  for (let via = 0; via < count; via++) {
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        const km = pathKm[i * count + via]! + pathKm[via * count + j]!;
        if (km < pathKm[i * count + j]!) pathKm[i * count + j] = km;
      }
    }
  }
  return pathKm;
}
