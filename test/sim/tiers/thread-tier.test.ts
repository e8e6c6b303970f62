/**
 * Goal: a tier with a thread per connection is M/M/c with a bounded queue, and its threads are held as Apache's are.
 * Method: Erlang's formulas over long runs with a stated interval; single connections of every kind at known instants.
 */
import { describe, expect, it } from 'vitest';
import { ANSWERED, OVERLOADED } from '../../../sim/tiers/hop.ts';
import type { ThreadTierSettings } from '../../../sim/tiers/thread-tier.ts';
import { ASKS_AGAIN, LEAVES_OPEN, NEVER_CLOSES, SLOW_HEADERS } from '../../../sim/tiers/tier-connection-states.ts';
import { erlangB, erlangCWaitMean } from '../../oracle/closed-forms.ts';
import { mean } from '../../support/statistics.ts';
import { TEN_MS, TEN_MS_EXPONENTIAL, TierBench } from './tier-bench.ts';

const EVENT_MPM: Partial<ThreadTierSettings> = { processesPerServer: 4, threadsPerProcess: 16, asyncFactor: 2 };

describe('oracle', () => {
  it.each([
    [8, 0.6],
    [8, 0.9],
    [32, 0.9],
  ])('%i threads at load %d wait as Erlang C says', (threads, load) => {
    const means = Array.from({ length: 8 }, (_, run) => {
      const bench = new TierBench(`erlang C ${run}`);
      const front = bench.pooledFront(1e6);
      bench.threads(front, { threadsPerProcess: threads }, TEN_MS_EXPONENTIAL);
      const instants = bench.poisson(threads * load * 100, 60);
      bench.run(instants, (ticket) => front.request(ticket, 0), 70e6);
      return mean(instants.map((at, ticket) => bench.answeredAt[ticket]! - at)) / 1e4;
    });
    const exact = 1 + erlangCWaitMean(threads, threads * load);
    const spread = Math.sqrt(mean(means.map((each) => (each - mean(means)) ** 2)) / 7);
    // Student's t of 7 degrees of freedom at 99.9%.
    expect(Math.abs(mean(means) - exact)).toBeLessThan(5.41 * spread + 0.002);
  });

  it.each([
    [8, 6, TEN_MS],
    [8, 6, TEN_MS_EXPONENTIAL],
    [20, 24, TEN_MS_EXPONENTIAL],
  ])('%i threads without a queue, %i erlang: Erlang B turned away', (threads, erlang, delay) => {
    const bench = new TierBench('erlang B');
    const front = bench.pooledFront(0);
    bench.threads(front, { threadsPerProcess: threads }, delay);
    const instants = bench.poisson(erlang * 100, 200);
    bench.run(instants, (ticket) => front.request(ticket, 0), 210e6);
    const lost = bench.outcomes.filter((outcome) => outcome === OVERLOADED).length / instants.length;
    const exact = erlangB(threads, erlang);
    // Losses come in clumps: four times the error of independent ones is above the 99.9% of it.
    expect(Math.abs(lost - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact) * 3) / instants.length));
  });
});

/** Opens connections of a kind at instant 0, then asks at the instants; returns bench, front and tier after the run. */
function heldBefore(
  settings: Partial<ThreadTierSettings>,
  kind: number,
  count: number,
  instants: readonly number[],
  endUs: number,
) {
  const bench = new TierBench();
  const front = bench.tcpFront({ askAgainUs: 1e6 as never });
  const tier = bench.threads(front, settings, TEN_MS);
  for (let client = 0; client < count; client++) front.open(client, 0, kind);
  bench.run(instants, (ticket) => front.request(1_000 + ticket, 0), endUs);
  return { bench, front, tier };
}

describe('what holds a thread', () => {
  it('a client slow over its header does, until the server times it out', () => {
    const { bench, tier } = heldBefore({ threadsPerProcess: 4 }, SLOW_HEADERS, 4, [1e6], 19e6);
    expect([tier.usage.workerCount, bench.outcomes[1_000]]).toEqual([4, undefined]);
    const after = heldBefore({ threadsPerProcess: 4 }, SLOW_HEADERS, 4, [1e6], 21e6);
    expect([after.tier.usage.workerCount, after.bench.outcomes[1_000]]).toEqual([0, ANSWERED]);
    expect(after.bench.closedHeld).toEqual([0, 1, 2, 3]);
  });

  it('under the event MPM a slow header does too', () => {
    const { tier } = heldBefore(EVENT_MPM, SLOW_HEADERS, 64, [], 19e6);
    expect(tier.usage.workerCount).toBe(64);
  });

  it.each([
    ['prefork and worker hold a thread for a connection kept alive', { threadsPerProcess: 4 }, 4],
    ['the event MPM does not', { threadsPerProcess: 4, asyncFactor: 2 }, 0],
  ])('%s', (_, settings, held) => {
    const { tier } = heldBefore(settings, ASKS_AGAIN, 4, [], 500_000);
    expect(tier.usage.workerCount).toBe(held);
    expect(tier.usage.connectionCount).toBe(4);
  });

  it('a connection left open holds it for the keep-alive timeout', () => {
    const { tier, bench } = heldBefore({ threadsPerProcess: 1 }, LEAVES_OPEN, 1, [1e6], 6e6);
    expect(bench.answeredAt[1_000]).toBe(5_000_000 + 10_000 + 10_000);
    expect(tier.usage.workerCount).toBe(0);
  });

  it('a client that asks again in time keeps its connection, however often', () => {
    const settings = { threadsPerProcess: 1, keepAliveTimeoutUs: 1_500_000 };
    const { bench, tier } = heldBefore(settings, ASKS_AGAIN, 1, [], 5_500_000);
    // Ten milliseconds of service and a second of silence each time.
    expect([tier.usage.requestCount, tier.usage.workerCount, bench.closedHeld]).toEqual([6, 1, []]);
  });

  it('a client that never closes holds it 2 s longer', () => {
    const { bench } = heldBefore({ threadsPerProcess: 1 }, NEVER_CLOSES, 1, [1e6], 9e6);
    expect(bench.answeredAt[1_000]).toBe(7_000_000 + 10_000 + 10_000);
  });
});

describe('event MPM', () => {
  it.each([
    // 4 processes of 16 threads, factor 2: a process with all threads idle has room below 48,
    // and below 46 once it has stopped.
    [176, true],
    [192, false],
  ])('with %i connections kept alive a request is served: %s', (count, isServed) => {
    const bench = new TierBench();
    const front = bench.tcpFront({ askAgainUs: 4e6 as never });
    bench.threads(front, EVENT_MPM, TEN_MS);
    for (let client = 0; client < count; client++) front.open(client, 0, ASKS_AGAIN);
    bench.run([3e6], (ticket) => front.request(1_000 + ticket, 0), 3.9e6);
    expect(bench.outcomes[1_000] === ANSWERED).toBe(isServed);
  });
});

describe('accounting', () => {
  it('counts requests, log, processor time and peaks', () => {
    const bench = new TierBench();
    const front = bench.tcpFront();
    const settings = { cpuUs: 200, logLineBytes: 90, idleBytes: 1_000, connectionBytes: 50, threadsPerProcess: 2 };
    const tier = bench.threads(front, settings, TEN_MS);
    bench.run([0, 1, 2, 30_000], (ticket) => front.request(ticket, 0), 1e6);
    const { usage } = tier;
    expect([usage.requestCount, usage.logLines, usage.logBytes, usage.orphanCount]).toEqual([4, 4, 360, 0]);
    expect(usage.cpuSeconds).toBeCloseTo(800e-6, 12);
    expect([usage.peakWorkers, usage.peakConnections, usage.peakMemoryBytes]).toEqual([2, 2, 1_100]);
  });
});
