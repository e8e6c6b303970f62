/**
 * Goal: the shipped world file is what its script makes, and the script makes a sound world.
 * Method: build it again and compare byte for byte; check each promise of scenarios/worlds/README.md on the file; count
 * users against the source table, which the script does not compare itself.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildWorld, formatWorld, internetUsersByCountry, WORLD_FILE } from '../../../scenarios/worlds/build-gcp.ts';
import { greatCircleKm } from '../../../sim/world/distance.ts';
import { gcpData } from './gcp-data.ts';

const world = gcpData();

describe('the script', () => {
  let built: ReturnType<typeof buildWorld>;
  beforeAll(() => {
    built = buildWorld();
  });

  test('makes exactly the committed file', () => {
    expect(formatWorld(built.world)).toBe(readFileSync(WORLD_FILE, 'utf8'));
  });

  test("adds a country's metros up to its internet users, and those of countries without a metro to the metro that took them in", () => {
    const expected = new Map<string, number>();
    const add = (country: string, users: number) => expected.set(country, (expected.get(country) ?? 0) + users);
    const withMetro = new Set(world.metros.map((metro) => metro.country));
    for (const [country, users] of internetUsersByCountry()) if (withMetro.has(country)) add(country, users);
    for (const { metro, internetUsers } of built.adoptions) add(metro.core.country, internetUsers);
    const actual = new Map<string, number>();
    for (const { country, internetUsers } of world.metros)
      actual.set(country, (actual.get(country) ?? 0) + internetUsers);
    expect(Object.fromEntries([...actual].sort())).toEqual(Object.fromEntries([...expected].sort()));
  });

  test('gives only countries below a million users to a metro abroad, 62 with 19.2 million', () => {
    expect(built.adoptions.every(({ internetUsers }) => internetUsers < 1_000_000)).toBe(true);
    const users = built.adoptions.reduce((sum, { internetUsers }) => sum + internetUsers, 0);
    expect({ count: built.adoptions.length, millions: Math.round(users / 1e5) / 10 }).toEqual({
      count: 62,
      millions: 19.2,
    });
  });
});

describe('the file', () => {
  test('has 360 metros, 101 PoPs and 43 regions', () => {
    const { metros, pops, regions } = world;
    expect([metros.length, pops.length, regions.length]).toEqual([360, 101, 43]);
  });

  test.each(['metros', 'pops', 'regions'] as const)(
    '%s: unique ids in order, coordinates on the Earth, country codes',
    (list) => {
      const ids = world[list].map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)].sort());
      for (const { id, latDeg, lonDeg, country } of world[list]) {
        expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(Math.abs(latDeg), id).toBeLessThan(75);
        expect(Math.abs(lonDeg), id).toBeLessThanOrEqual(180);
        expect(country, id).toMatch(/^[A-Z]{2}$/);
      }
    },
  );

  test('has the metros that scenarios name', () => {
    const ids = world.metros.map(({ id }) => id);
    const named = [
      'boston',
      'busan',
      'frankfurt',
      'lagos',
      'london',
      'mumbai',
      'new-york',
      'osaka',
      'sao-paulo',
      'seoul',
      'sydney',
      'tokyo',
    ];
    expect(ids).toEqual(expect.arrayContaining(named));
  });

  test('has a metro in every country of a million internet users and more', () => {
    const withMetro = new Set(world.metros.map(({ country }) => country));
    const without = [...internetUsersByCountry()].filter(
      ([country, users]) => users >= 1_000_000 && !withMetro.has(country),
    );
    expect(without).toEqual([]);
  });

  test('has no two metros of a country within 50 km', () => {
    const near = world.metros.flatMap((a, i) =>
      world.metros
        .slice(i + 1)
        .filter((b) => b.country === a.country && greatCircleKm(a, b) < 50)
        .map((b) => `${a.id} ${b.id}`),
    );
    expect(near).toEqual([]);
  });

  test('has three or four zones a region, named for it', () => {
    for (const { id, zones } of world.regions) {
      expect(zones.length, id).toBeGreaterThanOrEqual(3);
      for (const zone of zones) expect(zone).toMatch(new RegExp(`^${id}-[a-f]$`));
    }
  });

  test.each([
    ['seoul', 540],
    ['new-york', -300],
    ['sydney', 600],
    ['santiago', -240],
    ['mumbai', 330],
    ['kathmandu', 345],
    ['london', 0],
    ['dublin', 0],
    ['casablanca', 60],
  ])('has standard time, not daylight saving time: %s %i minutes', (id, minutes) => {
    expect(world.metros.find((metro) => metro.id === id)!.utcOffsetMinutes).toBe(minutes);
  });
});
