/**
 * Goal: metros divide into networks as stated, with last miles of the stated law.
 * Method: exact shares; medians and spread of many draws against the lognormal, within four standard errors.
 */
import { describe, expect, test } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { clientNetworks, marketShares } from '../../../sim/world/client-networks.ts';
import { gcpData } from './gcp-data.ts';

const { metros } = gcpData();
const equal = metros.map(() => 1 / metros.length);
const networksOf = (seed: string, networksPerMetro: number) =>
  clientNetworks(metros, equal, networksPerMetro, new RandomStreams(seed, 0));

test.each([
  [1, [1]],
  [2, [2 / 3, 1 / 3]],
  [3, [6 / 11, 3 / 11, 2 / 11]],
])('%i networks divide a market by Zipf', (count, shares) => {
  marketShares(count).forEach((share, number) => {
    expect(share).toBeCloseTo(shares[number]!, 12);
  });
});

test('networks come metro by metro, the largest first, every second one mobile, and share all traffic', () => {
  const networks = networksOf('a', 3);
  const { id, kind, metroIndex } = networks[4]!;
  expect({ id, kind, metroIndex }).toEqual({ id: `${metros[1]!.id}/1`, kind: 'mobile', metroIndex: 1 });
  expect(networks.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
});

describe('the last mile', () => {
  const networks = ['a', 'b', 'c', 'd', 'e'].flatMap((seed) => networksOf(seed, 4));

  test.each([
    ['fixed', 8],
    ['mobile', 25],
  ])('of %s networks is lognormal with median %i ms and sigma 0.5', (kind, medianMs) => {
    const logs = networks
      .filter((network) => network.kind === kind)
      .map(({ lastMileUs }) => Math.log(lastMileUs / 1_000));
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    const sigma = Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1));
    expect(Math.abs(mean - Math.log(medianMs))).toBeLessThan((4 * 0.5) / Math.sqrt(logs.length));
    expect(Math.abs(sigma - 0.5)).toBeLessThan((4 * 0.5) / Math.sqrt(2 * logs.length));
  });

  test('does not depend on the other metros or on how many networks there are', () => {
    const some = clientNetworks(metros.slice(10, 12), [0.5, 0.5], 2, new RandomStreams('a', 0));
    const all = new Map(networksOf('a', 4).map(({ id, lastMileUs }) => [id, lastMileUs]));
    for (const { id, lastMileUs } of some) expect(all.get(id)).toBe(lastMileUs);
  });
});
