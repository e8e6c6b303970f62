/**
 * Goal: connections that a tier is given established are taken, answered and ended as its servers
 * have room, each end told once.
 * Method: tiers of a few threads or slots, connections at known instants; Erlang C and Erlang B for
 * those that wait or are not taken.
 */
import { describe, expect, it } from 'vitest';
import { EstablishedFront } from '../../../sim/tiers/established-front.ts';
import { ANSWERED, CLOSED_UNANSWERED } from '../../../sim/tiers/hop.ts';
import { erlangB, erlangC } from '../../oracle/closed-forms.ts';
import { mean } from '../../support/statistics.ts';
import { EVENTS, TEN_MS, TEN_MS_EXPONENTIAL, TierBench } from './tier-bench.ts';

class EstablishedBench extends TierBench {
  /** [ticket] instants, us. */
  readonly repliedAt: number[] = [];
  readonly endedAt: number[] = [];
  readonly endedWith: number[] = [];
  /** [ticket] row, or below 0 where it was not taken. */
  readonly rows: number[] = [];
  readonly front: EstablishedFront;

  constructor(waitingMax: number, seed?: string) {
    super(seed);
    this.front = new EstablishedFront(this.kernel, 'front', 1, waitingMax, {
      answered: (ticket) => {
        this.repliedAt[ticket] = this.kernel.now;
      },
      ended: (ticket, outcome) => {
        if (this.endedAt[ticket] !== undefined) throw new Error(`connection ${ticket} ended twice`);
        this.endedAt[ticket] = this.kernel.now;
        this.endedWith[ticket] = outcome;
      },
    });
  }

  /** Gives a connection whose request is in. */
  give(ticket: number, openForUs = 0): void {
    this.rows[ticket] = this.front.open(ticket, 0, true, false, openForUs);
  }

  get refusedCount(): number {
    return this.rows.filter((row) => row < 0).length;
  }
}

describe('oracle', () => {
  it('12 threads at load 0.8 wait as Erlang C says', () => {
    const bench = new EstablishedBench(1_000_000, 'erlang C');
    bench.threads(bench.front, { threadsPerProcess: 12 }, TEN_MS_EXPONENTIAL);
    const instants = bench.poisson(960, 400);
    bench.run(instants, (ticket) => bench.give(ticket), 410e6);
    const sojourn = mean(instants.map((at, ticket) => bench.repliedAt[ticket]! - at));
    const expected = 10_000 + (erlangC(12, 9.6) * 10_000) / (12 - 9.6);
    expect(Math.abs(sojourn / expected - 1)).toBeLessThan(0.02);
  });

  it('8 threads without a queue turn away as Erlang B says', () => {
    const bench = new EstablishedBench(0, 'erlang B');
    bench.threads(bench.front, { threadsPerProcess: 8 }, TEN_MS_EXPONENTIAL);
    const instants = bench.poisson(600, 200);
    bench.run(instants, (ticket) => bench.give(ticket), 210e6);
    const exact = erlangB(8, 6);
    const lost = bench.refusedCount / instants.length;
    expect(Math.abs(lost - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact) * 3) / instants.length));
    expect(bench.front.openCountOf(0)).toBe(0);
  });
});

describe('a tier with threads', () => {
  it('takes as many as it has threads and room; the next is not taken, and whoever is told so once', () => {
    const bench = new EstablishedBench(2);
    bench.threads(bench.front, { threadsPerProcess: 1 }, TEN_MS);
    bench.run([0, 1, 2, 3], (ticket) => bench.give(ticket), 1e6);
    expect(bench.rows.map((row) => row >= 0)).toEqual([true, true, true, false]);
    expect(bench.repliedAt).toEqual([10_000, 20_000, 30_000]);
    expect(bench.endedWith).toEqual([ANSWERED, ANSWERED, ANSWERED]);
  });

  it('holds its thread while the caller leaves the connection open, keepAliveTimeout at most', () => {
    const bench = new EstablishedBench(9);
    bench.threads(bench.front, { threadsPerProcess: 1, keepAliveTimeoutUs: 50_000 }, TEN_MS);
    bench.run([0, 1, 2], (ticket) => bench.give(ticket, [30_000, 1e6, 0][ticket]!), 1e6);
    expect(bench.repliedAt).toEqual([10_000, 50_000, 110_000]);
    expect(bench.endedAt).toEqual([40_000, 100_000, 110_000]);
  });

  it('works to the end for a caller that has gone, in its queue too', () => {
    const bench = new EstablishedBench(9);
    const tier = bench.threads(bench.front, { threadsPerProcess: 1 }, TEN_MS);
    bench.run(
      [0, 1, 5_000, 6_000],
      (ticket) => (ticket < 2 ? bench.give(ticket) : bench.front.leave(bench.rows[ticket - 2]!)),
      1e6,
    );
    expect(bench.repliedAt).toEqual([]);
    expect(bench.endedAt).toEqual([10_000, 20_000]);
    expect(tier.usage.orphanCount).toBe(2);
  });
});

describe('an event-driven tier', () => {
  it('drops what its caller gives up at once', () => {
    const bench = new EstablishedBench(0);
    const tier = bench.events(bench.front, {}, TEN_MS);
    bench.run([0, 4_000], (ticket) => (ticket === 0 ? bench.give(0) : bench.front.leave(bench.rows[0]!)), 1e6);
    expect(bench.endedAt).toEqual([4_000]);
    expect(tier.usage.connectionCount).toBe(0);
  });

  it.each([
    ['a client has none', 2],
    ['its way on has none', 3],
  ])('does not take a connection for which there is no slot: %s', (_, connectionsMax) => {
    const bench = new EstablishedBench(0);
    const tier = bench.events(bench.front, { connectionsMax }, TEN_MS);
    bench.run([0, 1], (ticket) => bench.give(ticket), 1e6);
    expect(bench.rows.map((row) => row >= 0)).toEqual([true, false]);
    expect(bench.endedAt).toEqual([10_000]);
    expect(tier.usage.refusedCount).toBe(1);
  });

  it('waits for a request that comes later, headerTimeout at most', () => {
    const bench = new EstablishedBench(0);
    bench.events(bench.front, { headerTimeoutUs: 30_000 }, TEN_MS);
    const step = (ticket: number): void => {
      if (ticket < 2) bench.rows[ticket] = bench.front.open(ticket, 0, false, false, 0);
      else bench.front.receive(bench.rows[0]!);
    };
    bench.run([0, 1, 20_000], step, 1e6);
    expect(bench.repliedAt).toEqual([30_000]);
    expect(bench.endedAt).toEqual([30_000, 30_001]);
    expect(bench.endedWith).toEqual([ANSWERED, CLOSED_UNANSWERED]);
  });
});

describe('a TLS handshake', () => {
  it('costs its processor time with the first request, once', () => {
    const bench = new EstablishedBench(0);
    const costs = { ...EVENTS, coresPerServer: 1, cpuUs: 100, handshakeCpuUs: 900 };
    const tier = bench.events(bench.front, costs, { kind: 'constant', valueUs: 0 });
    bench.run([0, 10_000], (ticket) => void bench.front.open(ticket, 0, true, ticket === 0, 0), 1e6);
    expect(bench.repliedAt).toEqual([1_000, 10_100]);
    expect([tier.usage.requestCount, tier.usage.handshakeCount]).toEqual([2, 1]);
    expect(tier.usage.cpuSeconds).toBeCloseTo(1_100e-6, 12);
  });
});
