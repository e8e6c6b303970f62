/**
 * Goal: an event-driven tier never makes a request wait for another but for processor time,
 * and its slots end as nginx's do.
 * Method: M/G/infinity, Erlang B with two slots a request, and single connections at known instants.
 */
import { describe, expect, it } from 'vitest';
import { ANSWERED, CLOSED_UNANSWERED, RESET } from '../../../sim/tiers/hop.ts';
import { ASKS_AGAIN, SLOW_HEADERS } from '../../../sim/tiers/tier-connection-states.ts';
import { erlangB } from '../../oracle/closed-forms.ts';
import { kolmogorovSmirnov, mean } from '../../support/statistics.ts';
import { TEN_MS, TEN_MS_EXPONENTIAL, TierBench } from './tier-bench.ts';

describe('oracle', () => {
  it('is M/G/infinity: latency is the backend’s, at any load', () => {
    for (const rate of [500, 20_000]) {
      const bench = new TierBench(`infinity ${rate}`);
      const front = bench.pooledFront(0);
      bench.events(front, {}, TEN_MS_EXPONENTIAL);
      const instants = bench.poisson(rate, 20_000 / rate);
      bench.run(instants, (ticket) => front.request(ticket, 0), 1e9);
      const latencies = instants.map((at, ticket) => bench.answeredAt[ticket]! - at);
      // Above 1.95 once in a thousand samples.
      expect(kolmogorovSmirnov(latencies, (x) => 1 - Math.exp(-x / 10_000))).toBeLessThan(1.95);
    }
  });

  it('shares its cores: M/G/1-PS of the processor time', () => {
    const bench = new TierBench('sharing');
    const front = bench.pooledFront(0);
    const none = { kind: 'constant', valueUs: 0 } as const;
    bench.events(front, { cpuUs: 1_000, coresPerServer: 1 }, none);
    const instants = bench.poisson(700, 300);
    bench.run(instants, (ticket) => front.request(ticket, 0), 310e6);
    const sojourn = mean(instants.map((at, ticket) => bench.answeredAt[ticket]! - at));
    expect(Math.abs(sojourn / (1_000 / 0.3) - 1)).toBeLessThan(0.03);
  });

  it('two slots a request: half the slots are the servers of Erlang B', () => {
    const bench = new TierBench('slots');
    const front = bench.tcpFront();
    bench.events(front, { connectionsMax: 16, idleUpstreamMax: 0 }, TEN_MS_EXPONENTIAL);
    const instants = bench.poisson(600, 200);
    bench.run(instants, (ticket) => front.request(ticket, 0), 210e6);
    const lost = bench.outcomes.filter((outcome) => outcome !== ANSWERED).length / instants.length;
    const exact = erlangB(8, 6);
    expect(Math.abs(lost - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact) * 3) / instants.length));
  });
});

describe('slots', () => {
  it('a new connection without one is reset at once, its neighbours unharmed', () => {
    const bench = new TierBench();
    const front = bench.tcpFront();
    bench.events(front, { connectionsMax: 4 }, TEN_MS);
    bench.run([0, 1, 2], (ticket) => front.request(ticket, 0), 1e6);
    expect(bench.outcomes).toEqual([ANSWERED, ANSWERED, RESET]);
    expect(bench.answeredAt).toEqual([10_000, 10_001, 2]);
  });

  it('a client with one, but none left for the tier behind, is closed', () => {
    const bench = new TierBench();
    const front = bench.tcpFront();
    bench.events(front, { connectionsMax: 3 }, TEN_MS);
    bench.run([0, 1], (ticket) => front.request(ticket, 0), 1e6);
    expect(bench.outcomes).toEqual([ANSWERED, CLOSED_UNANSWERED]);
  });

  it('idle connections of the pool use them up', () => {
    const bench = new TierBench();
    const front = bench.tcpFront();
    bench.events(front, { connectionsMax: 8, idleUpstreamAtStart: 8 }, TEN_MS);
    bench.run([0], (ticket) => front.request(ticket, 0), 1e6);
    expect(bench.outcomes).toEqual([RESET]);
  });

  it.each([
    ['idle clients give theirs up', ASKS_AGAIN, ANSWERED],
    ['slow ones do not', SLOW_HEADERS, RESET],
  ])('%s', (_, kind, outcome) => {
    const bench = new TierBench();
    const front = bench.tcpFront({ askAgainUs: 10e6 as never });
    bench.events(front, { connectionsMax: 8, idleUpstreamMax: 0 }, TEN_MS);
    for (let client = 0; client < 8; client++) front.open(client, 0, kind);
    bench.run([1e6], (ticket) => front.request(1_000 + ticket, 0), 2e6);
    expect(bench.outcomes[1_000]).toBe(outcome);
  });

  it.each([
    [28, 0],
    [29, 3],
  ])('of 32 slots %i idle clients hold one each: %i are closed for a new one', (count, closed) => {
    // An eighth of the idle, when a slot is asked for (here for the tier behind) and no more than a sixteenth is free.
    const bench = new TierBench();
    const front = bench.tcpFront({ askAgainUs: 10e6 as never });
    bench.events(front, { connectionsMax: 32, idleUpstreamMax: 0 }, { kind: 'constant', valueUs: 0 });
    const instants = Array.from({ length: count }, (_, at) => at * 1_000);
    bench.run(instants, (ticket) => front.open(ticket, 0, ASKS_AGAIN), 900_000);
    expect(bench.closedHeld).toEqual([]);
    bench.run([1e6], () => front.request(1_000, 0), 1_000_001);
    expect(bench.closedHeld).toHaveLength(closed);
  });

  it('a client in the middle of a TLS handshake is not idle: it keeps its own', () => {
    const bench = new TierBench();
    const front = bench.tcpFront({ rttUs: 20_000 as never, tlsTrips: 1, timeoutUs: 5e6 as never });
    bench.events(front, { connectionsMax: 2, idleUpstreamAtStart: 1 }, TEN_MS);
    bench.run([0, 5_000], (ticket) => front.request(ticket, 0), 6e6);
    expect(bench.outcomes).toEqual([ANSWERED, RESET]);
  });

  it('a client that is closed in the middle of a TLS handshake hears of it, and does not wait in vain', () => {
    const bench = new TierBench();
    const front = bench.tcpFront({ rttUs: 20_000 as never, tlsTrips: 1, timeoutUs: 5e6 as never });
    bench.events(front, { headerTimeoutUs: 1_000 }, TEN_MS);
    bench.run([0], (ticket) => front.request(ticket, 0), 6e6);
    expect(bench.outcomes).toEqual([CLOSED_UNANSWERED]);
    expect(bench.answeredAt[0]).toBeLessThanOrEqual(60_000);
  });

  it('a thousand slow clients hurt nobody where there are slots', () => {
    const bench = new TierBench();
    const front = bench.tcpFront();
    const tier = bench.events(front, {}, TEN_MS);
    for (let client = 0; client < 1_000; client++) front.open(client, 0, SLOW_HEADERS);
    bench.run([1e6], (ticket) => front.request(1_000 + ticket, 0), 2e6);
    expect(bench.answeredAt[1_000]).toBe(1_010_000);
    expect(tier.usage.connectionCount).toBe(1_000);
  });

  it('a client that goes takes along what was still to do for it: a core is never busier than the time allows', () => {
    const bench = new TierBench();
    const front = bench.tcpFront({ timeoutUs: 5_000 as never });
    const tier = bench.events(front, { cpuUs: 4_000, coresPerServer: 1 }, TEN_MS);
    // Two at once share the core: 2.5 ms of 4 ms each when both leave.
    bench.run([0, 0], (ticket) => front.request(ticket, 0), 1e6);
    expect(tier.usage.cpuSeconds).toBeCloseTo(5_000e-6, 12);
  });

  it('a client that goes gives up both its slots at once', () => {
    const bench = new TierBench();
    const front = bench.tcpFront({ timeoutUs: 5_000 });
    const tier = bench.events(front, {}, TEN_MS);
    bench.run([0], (ticket) => front.request(ticket, 0), 6_000);
    expect(tier.usage.connectionCount).toBe(0);
    expect(tier.usage.peakConnections).toBe(2);
  });
});
