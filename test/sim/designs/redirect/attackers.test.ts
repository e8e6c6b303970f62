/**
 * Goal: asks of attackers bring to light all servers as fast as L11 says, take the balancers' workers from clients,
 * and leave round robin even (H15).
 * Method: asks until all are known over many runs against N H_N and N; listed connections under a flood of asks.
 */
import { describe, expect, it } from 'vitest';
import { COUNTER } from '../../../../sim/metrics/counters.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

function forum(
  events: readonly PlainMap[],
  design: PlainMap = {},
  members = 10,
  seed = 1,
): ReturnType<typeof modelWith> {
  return modelWith({
    time: { duration: '60s', interval: '1s' },
    service: { backends: { seoul: { zone: 'asia-northeast3-a', members, maxConnections: 4_000 } } },
    designs: { proxy: { kind: 'redirect', balancers: { count: 1 }, clientsAtStart: 'strangers', ...design } },
    traffic: { connections: { rate: '20/s', hold: '5s' }, clients: { count: 5_000 } },
    events: [...events],
    experiment: { seed },
  });
}

const counted = ({ collector }: ProxyRun, name: 'attackAsks' | 'addressesKnown'): number =>
  collector.countersOf(0)[COUNTER[name]]!;

describe('L11: how many asks make all servers known', () => {
  /** Asks that had been made when the last server became known: 20 asks a second, seen second by second. */
  function asksUntilAllKnown(members: number, assignment: string, seed: number): number {
    const asks = { id: 'asks', at: '0s', for: '60s', attack: { asks: `${members * 2}/s` } };
    const run = runProxy(forum([asks], { assignment }, members, seed), []);
    expect(counted(run, 'addressesKnown')).toBe(members);
    const perInterval = (counter: number): number[] =>
      Array.from(
        { length: 60 },
        (_, at) => run.collector.counters[at * (run.collector.counters.length / 60) + counter]!,
      );
    const last = perInterval(COUNTER.addressesKnown).findLastIndex((found) => found > 0);
    const made = perInterval(COUNTER.attackAsks);
    // The middle of the second in which it was.
    return made.slice(0, last).reduce((sum, count) => sum + count, 0) + made[last]! / 2;
  }

  it.each([
    [10, 29.3],
    [20, 72],
  ])('of %d by random assignment %d on average', (members, expected) => {
    const seeds = Array.from({ length: 60 }, (_, seed) => seed + 1);
    const asks = seeds.map((seed) => asksUntilAllKnown(members, 'random', seed));
    const mean = asks.reduce((sum, count) => sum + count, 0) / asks.length;
    // Standard deviation of the coupon collector's time is below N pi / sqrt 6; four standard errors, and
    // a quarter of a second of asks.
    expect(Math.abs(mean - expected)).toBeLessThan((4 * members * 1.283) / Math.sqrt(60) + members / 4);
  });

  it('of 20 by round robin 20', () => {
    // Within a second of asks.
    expect(Math.abs(asksUntilAllKnown(20, 'roundRobin', 3) - 20)).toBeLessThanOrEqual(40);
    const asks = { id: 'asks', at: '0s', for: '1s', attack: { asks: '20/s' } };
    const run = runProxy(forum([asks], { assignment: 'roundRobin' }, 20), []);
    expect(counted(run, 'addressesKnown')).toBe(Math.min(20, counted(run, 'attackAsks')));
  });
});

describe('H15: asks of attackers', () => {
  const flood = { id: 'asks', at: '1s', for: '50s', attack: { asks: '3k/s' } };
  // One worker answers 1,000 a second.
  const slow = { balancers: { count: 1, workers: 1, serviceTime: '1ms', backlog: 500 }, assignment: 'roundRobin' };
  const strangers = attemptsEvery(100_000, 5 * SECOND, 400, { hold: 1_000 });

  it('beyond what balancers can answer turn clients away, and let the rest wait as long as the queue is', () => {
    const calm = runProxy(forum([], slow), strangers);
    const busy = runProxy(forum([flood], slow), strangers);
    expect(calm.endings.every(({ outcome }) => outcome === 'completed')).toBe(true);
    // Two of three asks are turned away: a client's three tries of one address each fail with 8/27.
    const failed = busy.endings.filter(({ outcome }) => outcome !== 'completed').length / strangers.length;
    expect(failed).toBeGreaterThan(0.2);
    expect(failed).toBeLessThan(0.4);
    const fastest = (run: ProxyRun): number => Math.min(...run.endings.map(({ latencyUs }) => latencyUs ?? Infinity));
    expect(fastest(busy) - fastest(calm)).toBeGreaterThan(0.45 * SECOND);
  });

  it('leave round robin as even as it was for those who get through', () => {
    const model = forum([{ ...flood, attack: { asks: '500/s' } }], { ...slow, assignment: 'roundRobin' });
    const { establishments } = runProxy(model, strangers);
    const counts = new Int32Array(10);
    for (const { member } of establishments) counts[member]!++;
    expect(establishments).toHaveLength(400);
    // Among 500 asks a second those of clients fall on servers as if at random: 40 each, and five standard deviations.
    for (const count of counts) expect(Math.abs(count - 40)).toBeLessThan(5 * Math.sqrt(36));
  });

  it('tell an attacker whom to flood', () => {
    const asks = { id: 'asks', at: '1s', for: '5s', attack: { asks: '100/s' } };
    const at = { id: 'flood', at: '10s', for: '45s', attack: { flood: '1000M/s', collected: true } };
    const early = { ...at, id: 'blind', at: '500ms', for: '100ms' };
    const run = runProxy(forum([asks, at, early]), attemptsEvery(100_000, 11 * SECOND, 200, { hold: 1_000 }));
    expect(run.log.map(({ what }) => what)).toEqual([
      'flood of nobody: no address is known',
      'end of the flood',
      '100 asks/s of attackers begin',
      'end of the asks: 10 servers are known',
      'flood of 1000000000 SYNs/s begins: at 10 servers and 0 balancers, 10 of which lose packets',
      'end of the flood',
    ]);
    expect(run.endings.filter(({ outcome }) => outcome === 'timedOut').length).toBeGreaterThan(150);
  });
});
