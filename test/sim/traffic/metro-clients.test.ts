/**
 * Goal: the clients behind a metro's connections are those of its networks, each by its number
 * and its hash, and all as likely.
 * Method: a long draw over networks of known sizes: which numbers come, how often each, one hash a number.
 */
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { ArrivalBlock } from '../../../sim/traffic/arrival-block.ts';
import { clientHash, MetroClients } from '../../../sim/traffic/metro-clients.ts';

const ALL_ALIKE = { activity: { kind: 'equal' }, lifetime: null } as const;
const NETWORKS = {
  networkIndexes: [3, 8, 9],
  cumulativeShares: [0.5, 0.8, 1],
  clientCounts: [1_000, 50, 1],
  firstClients: [300, 7_000, 9_000],
};
const COUNT = 400_000;

describe('clients of a metro', () => {
  const block = new ArrivalBlock();
  block.reserve(COUNT);
  // What an earlier block left behind.
  block.isNewcomer.fill(1);
  new MetroClients('seoul', NETWORKS, ALL_ALIKE, new RandomStreams('who', 0)).fill(block, 0, COUNT);

  it.each([0, 1, 2])('of network %i have its numbers, all of them, each as often as chance has it', (slot) => {
    const [network, first, count] = [
      NETWORKS.networkIndexes[slot]!,
      NETWORKS.firstClients[slot]!,
      NETWORKS.clientCounts[slot]!,
    ];
    const counts = new Map<number, number>();
    let total = 0;
    for (let row = 0; row < COUNT; row++) {
      if (block.networkIndex[row] !== network) continue;
      counts.set(block.client[row]!, (counts.get(block.client[row]!) ?? 0) + 1);
      total++;
    }
    expect(Math.min(...counts.keys())).toBe(first);
    expect(Math.max(...counts.keys())).toBe(first + count - 1);
    expect(counts.size).toBe(count);
    const expected = total / count;
    const statistic = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(Math.abs(statistic - (count - 1))).toBeLessThanOrEqual(4 * Math.sqrt(2 * (count - 1)));
  });

  it('go by the hash of their number in their network', () => {
    for (let row = 0; row < COUNT; row++) {
      const slot = NETWORKS.networkIndexes.indexOf(block.networkIndex[row]!);
      const number = block.client[row]! - NETWORKS.firstClients[slot]!;
      if (block.clientHash[row] !== clientHash(block.networkIndex[row]!, number) >>> 0) expect.fail(`row ${row}`);
    }
  });

  it('that stay for ever are no newcomers', () => {
    expect(block.isNewcomer.every((is) => is === 0)).toBe(true);
  });
});

describe('client hash', () => {
  it('gives 200,000 clients of 20 networks addresses without more collisions than chance', () => {
    const seen = new Set<number>();
    for (let network = 0; network < 20; network++) {
      for (let client = 0; client < 10_000; client++) seen.add(clientHash(network, client));
    }
    // 200,000 of 2^32: some 4.7 pairs are expected by chance; more than 20 would be a weak hash.
    expect(200_000 - seen.size).toBeLessThan(20);
  });
});
