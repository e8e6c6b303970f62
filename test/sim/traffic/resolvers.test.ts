/**
 * Goal: each client keeps to one resolver of its network, and the k-th of a network
 * serves a part proportional to 1 / k.
 * Method: the resolvers of many clients of a few networks, counted against the shares; what an assignment depends on.
 */
import { expect, it } from 'vitest';
import { Resolvers } from '../../../sim/traffic/resolvers.ts';
import { marketShares } from '../../../sim/world/client-networks.ts';
import { modelWith } from '../../support/scenario.ts';

const CLIENTS = 120_000;

it.each([1, 2, 4, 9])('of %i resolvers of a network the k-th serves a part proportional to 1 / k', (perNetwork) => {
  const resolvers = new Resolvers(3, perNetwork);
  expect(resolvers.count).toBe(3 * perNetwork);
  const total = Array.from({ length: perNetwork }, (_, number) => 1 / (number + 1)).reduce(
    (sum, part) => sum + part,
    0,
  );
  for (let network = 0; network < 3; network++) {
    const counts = new Float64Array(resolvers.count);
    for (let client = 0; client < CLIENTS; client++) counts[resolvers.resolverOf(network, client)]!++;
    for (let resolver = 0; resolver < resolvers.count; resolver++) {
      const number = resolver - network * perNetwork;
      const part = number >= 0 && number < perNetwork ? 1 / (number + 1) / total : 0;
      expect(Math.abs(counts[resolver]! - CLIENTS * part)).toBeLessThanOrEqual(4 * Math.sqrt(CLIENTS * part));
    }
  }
});

it('a client has one resolver, whichever others are asked for', () => {
  const resolvers = new Resolvers(2, 4);
  const once = Array.from({ length: 1_000 }, (_, client) => resolvers.resolverOf(1, client));
  const backwards = Array.from({ length: 1_000 }, (_, index) => resolvers.resolverOf(1, 999 - index)).reverse();
  expect(backwards).toEqual(once);
});

it('are as many in a model as its networks and the scenario say', () => {
  const { world, resolvers } = modelWith({ world: { clients: { resolversPerNetwork: 7 } } });
  expect(resolvers.count).toBe(world.networks.length * 7);
});

it.each([3, 40, 700])(
  'the busiest of %i resolvers have their part of the clients, however many are taken together',
  (perNetwork) => {
    const resolvers = new Resolvers(1, perNetwork);
    const clientCount = 1_000_000;
    const counts = new Float64Array(perNetwork);
    for (let client = 0; client < clientCount; client++) counts[resolvers.resolverOf(0, client)]!++;
    let [found, expected, apart] = [0, 0, 0];
    marketShares(perNetwork).forEach((share, number) => {
      found += counts[number]! / clientCount;
      expected += share;
      apart = Math.max(apart, Math.abs(found - expected));
    });
    // Kolmogorov and Smirnov: chance exceeds 1.95 / sqrt(n) once in a thousand. A search that begins a place of the
    // guide too far is off by up to 1/256.
    expect(apart).toBeLessThan(1.95 / Math.sqrt(clientCount));
  },
);
