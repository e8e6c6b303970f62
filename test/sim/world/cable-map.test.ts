/**
 * Goal: paths follow cables between landmasses and the great circle on one.
 * Method: known routes with their lengths by hand (sum of great circles between the landings on the way);
 * properties over the shipped PoPs.
 */
import { describe, expect, test } from 'vitest';
import { cablePathKm, mapPlace } from '../../../sim/world/cable-map.ts';
import { greatCircleKm } from '../../../sim/world/distance.ts';
import { gcpData } from './gcp-data.ts';

const { pops, regions, metros } = gcpData();
const popAt = (id: string) => pops.find((pop) => pop.id === id)!;

test.each([
  ['fra', 'lis', 'over land'],
  ['bom', 'ccu', 'over land'],
  ['sin', 'nrt', 'in one sea'],
  ['jfk', 'lax', 'over land'],
])('%s to %s, %s: the great circle', (from, to) => {
  expect(cablePathKm(mapPlace(popAt(from)), mapPlace(popAt(to)))).toBe(greatCircleKm(popAt(from), popAt(to)));
});

test.each([
  // Los Angeles and New York: 8,815 + 3,936 + 5,570 less what Seattle saves; Suez and Singapore is no shorter.
  ['ltn', 'nrt', 16_500, 17_800, 'round by America, not across Siberia'],
  // Red Sea and Bay of Bengal.
  ['mrs', 'sin', 10_500, 11_500, 'by Suez and India'],
  // New York or Miami: Brazil's traffic with Europe goes by North America.
  ['gru', 'lis', 14_000, 15_500, 'by North America'],
  ['syd', 'scl', 20_000, 22_000, 'across the Pacific twice'],
  ['los', 'jnb', 5_500, 6_500, 'down the coast'],
])('%s to %s: %i to %i km, %s', (from, to, leastKm, mostKm) => {
  const km = cablePathKm(mapPlace(popAt(from)), mapPlace(popAt(to)));
  expect(km).toBeGreaterThan(leastKm);
  expect(km).toBeLessThan(mostKm);
});

describe('over all shipped places', () => {
  const sites = [...pops, ...regions, ...metros].map(mapPlace);

  test('no path is missing, shorter than the great circle, longer than once round the Earth, or different on the way back', () => {
    for (const a of sites.slice(0, pops.length + regions.length)) {
      for (const b of sites) {
        const km = cablePathKm(a, b);
        expect(km).toBeGreaterThanOrEqual(greatCircleKm(a, b) - 1e-6);
        expect(km).toBeLessThan(30_000);
        expect(Math.abs(cablePathKm(b, a) - km)).toBeLessThan(1e-6);
      }
    }
  });

  test.each([
    ['istanbul', 'europe'],
    ['tashkent', 'europe'],
    ['casablanca', 'europe'],
    ['cairo', 'levantAndGulf'],
    ['tehran', 'levantAndGulf'],
    ['kathmandu', 'southAsia'],
    ['lahore', 'southAsia'],
    ['urumqi', 'eastAsia'],
    ['yangon', 'eastAsia'],
    ['ulaanbaatar', 'eastAsia'],
    ['bogota', 'northAmerica'],
    ['lima', 'southAmerica'],
    ['dakar', 'westAfrica'],
    ['khartoum', 'eastAfrica'],
    ['perth', 'oceania'],
  ])('%s is on %s', (id, landmass) => {
    expect(mapPlace(metros.find((metro) => metro.id === id)!).landmass).toBe(landmass);
  });
});
