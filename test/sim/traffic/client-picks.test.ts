/**
 * Goal: clients of a network have the parts of its connections that the scenario says, and change nobody else's draws.
 * Method: frequencies of ranks against Zipf's law (chi-square); spread of the counts of lognormal clients
 * against exp(sigma^2) - 1, less what chance adds; loads of servers to which clients are assigned at random
 * against law L4, over many populations.
 */
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { clientPicks } from '../../../sim/traffic/client-picks.ts';
import { chiSquareZ, mean, variance } from '../../support/statistics.ts';

/** Connections of each client of a network, of `draws` that its metro offers. */
function countsOf(
  activity: Parameters<typeof clientPicks>[0],
  clientCount: number,
  draws: number,
  seed = 'picks',
): Float64Array {
  const picks = clientPicks(activity, 'seoul', [7, clientCount], new RandomStreams(seed, 0))!;
  const counts = new Float64Array(clientCount);
  for (let draw = 0; draw < draws; draw++) counts[picks.pick(1)]!++;
  return counts;
}

it('there is nothing to pick where all are alike', () => {
  expect(clientPicks({ kind: 'equal' }, 'seoul', [10], new RandomStreams('picks', 0))).toBeNull();
});

describe('zipf', () => {
  it.each([0.6, 1, 1.4])('of exponent %f: the k-th client has a part proportional to k^-exponent', (exponent) => {
    const counts = countsOf({ kind: 'zipf', exponent }, 100, 500_000);
    const weights = Array.from(counts, (_, client) => (client + 1) ** -exponent);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const statistic = weights.reduce((sum, weight, client) => {
      const expected = (500_000 * weight) / total;
      return sum + (counts[client]! - expected) ** 2 / expected;
    }, 0);
    expect(Math.abs(chiSquareZ(statistic, 99))).toBeLessThan(4);
  });
});

describe('lognormal', () => {
  it.each([0.3, 0.7, 1])('of sigma %f: parts vary by exp(sigma^2) - 1', (sigma) => {
    const clientCount = 40_000;
    const counts = countsOf({ kind: 'lognormal', sigma }, clientCount, 100 * clientCount);
    // A count is Poisson about its part: its own variance of one mean comes on top.
    const cvSquared = variance(counts) / mean(counts) ** 2 - 1 / mean(counts);
    const exact = Math.exp(sigma ** 2) - 1;
    // The second moment's relative standard error: sqrt(E[w^4] / E[w^2]^2 / n), E[w^4] / E[w^2]^2 = exp(4 sigma^2).
    const standardError = Math.exp(sigma ** 2) * Math.sqrt(Math.exp(4 * sigma ** 2) / clientCount);
    expect(Math.abs(cvSquared - exact)).toBeLessThan(4 * standardError);
    expect(4 * standardError).toBeLessThan(exact);
  });

  it('gives each client its part once a run, other parts in another replication', () => {
    const activity = { kind: 'lognormal', sigma: 1 } as const;
    const [once, again, other] = [0, 0, 1].map((replication) => {
      const picks = clientPicks(activity, 'seoul', [50], new RandomStreams('picks', replication))!;
      return Array.from({ length: 200 }, () => picks.pick(0));
    });
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
  });
});

describe('L4 unequal clients, assigned at random', () => {
  const serverCount = 50;
  const clientsEach = 100;
  const draws = 200_000;

  /** Coefficient of variation and greatest of the servers' loads, in means: averages over populations. */
  function spread(activity: Parameters<typeof clientPicks>[0], populations: number): { cv: number; max: number } {
    const cvs: number[] = [];
    const maxima: number[] = [];
    for (let population = 0; population < populations; population++) {
      const loads = new Float64Array(serverCount);
      const stream = new RandomStreams(`assignment ${population}`, 0).stream('servers');
      const counts = countsOf(activity, serverCount * clientsEach, draws, `population ${population}`);
      for (const count of counts) loads[stream.below(serverCount)]! += count;
      const perServer = mean(loads);
      // Less what chance adds to a count of connections.
      cvs.push(variance(loads) / perServer ** 2 - 1 / perServer);
      maxima.push(Math.max(...loads) / perServer);
    }
    return { cv: Math.sqrt(mean(cvs)), max: mean(maxima) };
  }

  it('have loads of CV sqrt((1 + cv^2) / m) where parts are mild', () => {
    const sigma = 0.6;
    const exact = Math.sqrt((Math.exp(sigma ** 2) / clientsEach) * (1 - 1 / serverCount));
    expect(Math.abs(spread({ kind: 'lognormal', sigma }, 30).cv / exact - 1)).toBeLessThan(0.06);
  });

  it('with sigma 1.5 the busiest of 50 servers has twice the mean, though each has 100 clients', () => {
    const { cv, max } = spread({ kind: 'lognormal', sigma: 1.5 }, 60);
    // The formula's 0.308 is for populations without end; 5,000 clients hold few of the heaviest.
    expect(cv).toBeGreaterThan(0.27);
    expect(cv).toBeLessThan(0.33);
    expect(max).toBeGreaterThan(1.85);
    expect(max).toBeLessThan(2.15);
  });
});
