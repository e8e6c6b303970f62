/**
 * Goal: each client keeps to one resolver of its network, and the k-th of a network serves a part proportional to 1 / k.
 * Method: the resolvers of many clients of a few networks, counted against the shares; what an assignment depends on.
 */
import { expect, it } from 'vitest';
import { Resolvers } from '../../../sim/traffic/resolvers.ts';
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
