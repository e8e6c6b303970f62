/**
 * Goal: geo-IP sends every metro to the nearest PoP that serves, and no farther.
 * Method: hand-made paths with a tie; then every shipped metro against a plain search.
 */
import { expect, test } from 'vitest';
import { popsByDistance, servingPopOf } from '../../../sim/world/geo-ip.ts';
import { metroGeographies } from '../../../sim/world/metro-geography.ts';
import { gcpData } from './gcp-data.ts';

const noPath = { detourKm: new Float64Array(), fromFarHubKm: new Float64Array(), isAtHub: new Uint8Array() };
const geographies = [
  { ...noPath, pathKm: Float64Array.of(500, 100, 100, 900) },
  { ...noPath, pathKm: Float64Array.of(10, 20, 30, 40) },
];

test('orders the chosen PoPs by path, ties by their order', () => {
  expect([...popsByDistance(geographies, [0, 1, 2, 3])]).toEqual([1, 2, 0, 3, 0, 1, 2, 3]);
  expect([...popsByDistance(geographies, [2, 3])]).toEqual([0, 1, 0, 1]);
});

test.each([
  [0, [1, 1, 1, 1], 1],
  [0, [1, 0, 0, 1], 0],
  [1, [0, 0, 0, 1], 3],
  [1, [0, 0, 0, 0], -1],
])('metro %i with serving PoPs %j is served at %i', (metro, serving, pop) => {
  const order = popsByDistance(geographies, [0, 1, 2, 3]);
  expect(servingPopOf(order, metro, Uint8Array.from(serving))).toBe(pop);
});

test('is the least path for every shipped metro, whichever third of the PoPs serves', () => {
  const { metros, pops } = gcpData();
  const shipped = metroGeographies(metros, pops);
  const order = popsByDistance(
    shipped,
    pops.map((_, index) => index),
  );
  for (const remainder of [0, 1, 2]) {
    const isServing = Uint8Array.from(pops, (_, index) => (index % 3 === remainder ? 1 : 0));
    shipped.forEach(({ pathKm }, metro) => {
      const leastKm = Math.min(...pathKm.filter((_, pop) => isServing[pop] === 1));
      expect(pathKm[servingPopOf(order, metro, isServing)]).toBe(leastKm);
    });
  }
});
