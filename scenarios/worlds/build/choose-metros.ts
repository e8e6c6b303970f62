/**
 * Which clusters of towns become client metros, and how many internet users each stands for.
 *
 * A plain threshold on users would spend a quarter of the metros on China, which has none of the PoPs, and none on
 * Siberia. So metros are chosen one by one for users, for distance from those already chosen, and against countries
 * that have many (rule below); then every town counts for the nearest chosen metro of its country, so that a metro
 * stands for its hinterland too.
 */
import { greatCircleKm } from '../../../sim/world/distance.ts';
import { type Cluster, splitWhole, type Town } from './cluster-towns.ts';

/** Assumption: enough for every catchment of about 100 PoPs to hold several metros, few enough to read. */
const METRO_COUNT = 360;

/**
 * Assumption: a country with fewer internet users than this gets no metro of its own; its users
 * join the nearest metro abroad.
 */
const COUNTRY_USERS_MIN = 1_000_000;

/** Assumption: Penrose's square root, softened, between one country one vote (1) and one user one vote (0). */
const COUNTRY_EXPONENT = 0.4;

/** Assumption: the value of distance falls off, so that cities come before hamlets in the wilderness. */
const DISTANCE_EXPONENT = 0.5;

/** A country's clusters, with the internet users of each in proportion to population. */
interface Country {
  readonly code: string;
  readonly internetUsers: number;
  readonly clusters: readonly Cluster[];
  readonly usersOf: readonly number[];
  /** Distance of each cluster from the nearest chosen one of the country, km; infinite while none is chosen. */
  readonly gapKm: number[];
  readonly chosen: number[];
}

/** A chosen metro before it gets an id: its core town and the users of its hinterland. */
export interface ChosenMetro {
  readonly core: Town;
  internetUsers: number;
}

/** Users of a country without a metro of its own, and the metro that they were given to. */
export interface Adoption {
  readonly country: string;
  readonly internetUsers: number;
  readonly metro: ChosenMetro;
}

/**
 * Chooses metros for the countries of `internetUsersOf`; the sum of users over the metros is the sum over
 * the countries that have a town.
 */
export function chooseMetros(
  clustersOf: ReadonlyMap<string, readonly Cluster[]>,
  internetUsersOf: ReadonlyMap<string, number>,
): { metros: ChosenMetro[]; adoptions: Adoption[] } {
  const countries = [...clustersOf].map(([code, clusters]) => country(code, clusters, internetUsersOf.get(code) ?? 0));
  const large = countries.filter((c) => c.internetUsers >= COUNTRY_USERS_MIN);
  for (const c of large) choose(c, indexOfMax(c.usersOf));
  for (let count = large.length; count < METRO_COUNT; count++) chooseNext(large);
  const metros = large.flatMap(withHinterland);
  const adoptions = countries.filter((c) => !large.includes(c)).map((c) => adopt(c, metros));
  return { metros, adoptions };
}

function country(code: string, clusters: readonly Cluster[], internetUsers: number): Country {
  const usersOf = splitWhole(
    internetUsers,
    clusters.map((cluster) => cluster.population),
  );
  return { code, internetUsers, clusters, usersOf, gapKm: clusters.map(() => Number.POSITIVE_INFINITY), chosen: [] };
}

function choose(c: Country, index: number): void {
  c.chosen.push(index);
  c.clusters.forEach((cluster, other) => {
    c.gapKm[other] = Math.min(c.gapKm[other]!, greatCircleKm(cluster.core, c.clusters[index]!.core));
  });
}

/** Chooses the cluster with the most users x (distance from the chosen)^0.5 / (users of its country)^0.4. */
function chooseNext(countries: readonly Country[]): void {
  let best = { country: countries[0]!, index: 0, value: -1 };
  for (const c of countries) {
    const perUser = c.internetUsers ** -COUNTRY_EXPONENT;
    c.usersOf.forEach((users, index) => {
      const value = users * c.gapKm[index]! ** DISTANCE_EXPONENT * perUser;
      if (value > best.value) best = { country: c, index, value };
    });
  }
  choose(best.country, best.index);
}

function withHinterland(c: Country): ChosenMetro[] {
  const metros = c.chosen.map((index) => ({ core: c.clusters[index]!.core, internetUsers: 0 }));
  c.clusters.forEach((cluster, index) => {
    nearestMetro(cluster.core, metros).internetUsers += c.usersOf[index]!;
  });
  return metros;
}

function adopt(c: Country, metros: readonly ChosenMetro[]): Adoption {
  const metro = nearestMetro(c.clusters[indexOfMax(c.usersOf)]!.core, metros);
  metro.internetUsers += c.internetUsers;
  return { country: c.code, internetUsers: c.internetUsers, metro };
}

function nearestMetro(town: Town, metros: readonly ChosenMetro[]): ChosenMetro {
  return metros[indexOfMax(metros.map((metro) => -greatCircleKm(metro.core, town)))]!;
}

/** The first index of the largest value. */
function indexOfMax(values: readonly number[]): number {
  return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
}
