/**
 * Goal: what `show` says of clients is what their laws imply.
 * Method: statistics of small and large populations against sums over every client and against samples of lognormal
 * parts; the lines of one of each kind.
 */
import { describe, expect, it } from 'vitest';
import { clientLines } from '../../../cli/text/client-lines.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import type { ResolvedActivity, ResolvedClients } from '../../../sim/scenario/resolved-clients.ts';
import { type ClientStatistics, clientStatistics } from '../../../sim/traffic/client-statistics.ts';
import { Population } from '../../../sim/traffic/population.ts';
import { modelWith } from '../../support/scenario.ts';
import { mean, variance } from '../../support/statistics.ts';

const { world } = modelWith({ world: { clients: { networksPerMetro: 1 } } });
const HOUR_US = 3_600_000_000;

function statisticsOf(
  activity: ResolvedActivity,
  count: number,
  lifetime: ResolvedClients['lifetime'] = null,
): ClientStatistics {
  return clientStatistics({ count, activity, lifetime }, 50, world, new Population(world, count));
}

/** The same from the parts of every client. */
function spreadOf(parts: Float64Array): { heaviestShare: number; activityCv: number } {
  const sorted = parts.slice().sort().reverse();
  const heaviest = sorted.subarray(0, Math.max(1, Math.round(parts.length / 100)));
  return {
    heaviestShare: (mean(heaviest) * heaviest.length) / (mean(parts) * parts.length),
    activityCv: Math.sqrt(variance(parts)) / mean(parts),
  };
}

describe('statistics', () => {
  it.each<readonly [exponent: number, count: number]>([
    [1, 50],
    [1, 30_000],
    [0.4, 30_000],
    [1.7, 30_000],
  ])("of Zipf's law with exponent %f over %i clients are those of its terms", (exponent, count) => {
    const { heaviestShare, activityCv } = statisticsOf({ kind: 'zipf', exponent }, count);
    const exact = spreadOf(Float64Array.from({ length: count }, (_, client) => (client + 1) ** -exponent));
    expect(heaviestShare / exact.heaviestShare).toBeCloseTo(1, 5);
    expect(activityCv / exact.activityCv).toBeCloseTo(1, 5);
  });

  it.each([0.5, 1, 1.5])('of a lognormal with sigma %f are those of a large sample', (sigma) => {
    const { heaviestShare, activityCv } = statisticsOf({ kind: 'lognormal', sigma }, 1_000);
    const stream = new RandomStreams('parts', 0).stream('lognormal');
    const drawn = spreadOf(Float64Array.from({ length: 1_000_000 }, () => Math.exp(sigma * stream.normal())));
    expect(Math.abs(drawn.heaviestShare / heaviestShare - 1)).toBeLessThan(0.03);
    // The sample's second moment is the shakier the heavier the tail: exp(4 sigma^2) over a million.
    expect(Math.abs(drawn.activityCv / activityCv - 1)).toBeLessThan(
      Math.max(0.01, 2 * Math.sqrt(Math.exp(4 * sigma ** 2) / 1e6)),
    );
  });

  it('of clients who are all alike and stay', () => {
    expect(statisticsOf({ kind: 'equal' }, 200)).toEqual({
      clientCount: 200,
      connectionsPerSecondEach: 0.25,
      heaviestShare: 0.01,
      activityCv: 0,
      leavingPerSecond: 0,
      bytesPerClient: 0,
    });
  });

  it('of clients who leave: one a mean life and place', () => {
    const lifetime = { kind: 'uniform', lowUs: 0, highUs: HOUR_US } as const;
    const { leavingPerSecond, bytesPerClient } = statisticsOf({ kind: 'lognormal', sigma: 1 }, 3_600, lifetime);
    expect(leavingPerSecond).toBeCloseTo(2, 12);
    expect(bytesPerClient).toBe(20);
  });
});

describe('lines', () => {
  const linesOf = (clients: ResolvedClients): string[] =>
    clientLines(clients, statisticsOf(clients.activity, clients.count, clients.lifetime), 1, 4).split('\n');

  it('of clients alike for ever', () => {
    expect(linesOf({ count: 10_000, activity: { kind: 'equal' }, lifetime: null })).toEqual([
      '10,000 in 1 network, each with 4 DNS resolvers; one connects every 3 min 20 s on average (0.005 a second)',
      'all connect alike',
      'nobody leaves',
    ]);
  });

  it('of clients unlike who come and go', () => {
    const lifetime = { kind: 'exponential', meanUs: HOUR_US } as const;
    expect(linesOf({ count: 1_000_000, activity: { kind: 'lognormal', sigma: 1.5 }, lifetime })).toEqual([
      '1,000,000 in 1 network, each with 4 DNS resolvers; one connects every 5 h 33 min 20 s on average (0.00005 a second)',
      'unlike by a lognormal with sigma 1.5: the busiest 1% of a network make 20.4% of its connections; coefficient of variation 2.91',
      'one stays 1 h on average: 278 leave in a second, and as many newcomers take their places',
      'a run keeps 20 MB of them',
    ]);
  });

  it("of clients unlike by Zipf's law", () => {
    expect(linesOf({ count: 10_000, activity: { kind: 'zipf', exponent: 1 }, lifetime: null })[1]).toBe(
      "unlike by Zipf's law with exponent 1: the busiest 1% of a network make 53% of its connections; coefficient of variation 13.1",
    );
  });
});
