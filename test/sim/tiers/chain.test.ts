/**
 * Goal: tiers chain: a gate, a surge queue, threads and an event-driven tier in series answer each request
 * once, and a shortage behind shows in front as it does in such chains. Method: the whole chain under loads
 * below and above each tier's capacity.
 */
import { describe, expect, it } from 'vitest';
import { Kernel, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { NEVER, type SimTime, simTime } from '../../../sim/kernel/time.ts';
import { DelayTier } from '../../../sim/tiers/delay-tier.ts';
import { EventTier } from '../../../sim/tiers/event-tier.ts';
import { FloodGate, PASSES } from '../../../sim/tiers/flood-gate.ts';
import { ANSWERED, CLOSED_UNANSWERED, OVERLOADED, TIMED_OUT_WAITING } from '../../../sim/tiers/hop.ts';
import { PooledFront } from '../../../sim/tiers/pooled-front.ts';
import { TcpFront } from '../../../sim/tiers/tcp-front.ts';
import { ThreadTier } from '../../../sim/tiers/thread-tier.ts';
import { EVENTS, INSTANT_PATH, TEN_MS_EXPONENTIAL, THREADS } from './tier-bench.ts';

/** Balancer (event driven, clients over TCP) -> threads, with a surge queue of 20 -> event-driven tier -> backend. */
function wholeChain(ratePerS: number, threads: number, timeoutUs: number, gateRate: number) {
  const kernel = new Kernel();
  const streams = new RandomStreams('chain', 0);
  const outcomes: number[] = [];
  let answerCount = 0;
  const front = new TcpFront(
    kernel,
    'clients',
    { ...INSTANT_PATH, timeoutUs },
    1,
    (ticket, outcome) => {
      outcomes[ticket] = outcome;
      answerCount++;
    },
    () => {},
  );
  const balancer = new EventTier(kernel, 'balancer', EVENTS, front);
  const surge = new PooledFront(kernel, 'surge', 1, 20, balancer);
  balancer.proxyTo(surge);
  const workers = new ThreadTier(
    kernel,
    'workers',
    { ...THREADS, threadsPerProcess: threads },
    surge,
    streams.stream('processes'),
  );
  const pool = new PooledFront(kernel, 'pool', 1, 0, workers);
  workers.proxyTo(pool);
  const router = new EventTier(kernel, 'router', EVENTS, pool);
  const settings = { ...EVENTS, delay: TEN_MS_EXPONENTIAL, delayOffsetUs: 0 };
  const backend = new DelayTier(kernel, 'backend', settings, streams.stream('delay'), router);
  router.proxyTo(backend);
  const gate = new FloodGate({ clientCount: 1, clientRate: null, commonRate: { perS: gateRate, burst: 10 }, banUs: 0 });
  const gaps = streams.stream('arrivals');
  let sent = 0;
  const source = {
    nextAt: 0 as SimTime,
    arrive(): void {
      if (gate.judge(0, kernel.now) === PASSES) front.request(sent++, 0);
      const next = kernel.now + Math.round((gaps.exponential() * 1e6) / ratePerS);
      source.nextAt = (next < 10e6 ? next : NEVER) as SimTime;
    },
  };
  kernel.run(simTime(30e6), source, UNATTENDED);
  const share = (outcome: number): number => outcomes.filter((each) => each === outcome).length / sent;
  const tiers = [balancer.usage, workers.usage, router.usage, backend.usage];
  return { kernel, sent, answerCount, share, tiers, gate, front };
}

describe('chain', () => {
  it.each([
    ['light load', 200, 8, 0, 1e6],
    ['more than the threads can serve', 1_600, 8, 0, 1e6],
    ['clients that give up', 1_600, 8, 15_000, 1e6],
    ['a flood at the gate', 5_000, 8, 0, 400],
  ])('%s: each request ends once, and nothing stays in any tier', (_, rate, threads, timeoutUs, gateRate) => {
    const chain = wholeChain(rate, threads, timeoutUs, gateRate);
    expect(chain.answerCount).toBe(chain.sent);
    for (const usage of chain.tiers) expect([usage.connectionCount, usage.workerCount]).toEqual([0, 0]);
    expect(chain.front.connections.openCount).toBe(0);
    expect(chain.kernel.pendingCount).toBe(0);
  });

  it('below capacity everybody is answered, and every tier serves every request', () => {
    const chain = wholeChain(200, 8, 0, 1e6);
    expect(chain.share(ANSWERED)).toBe(1);
    expect(chain.tiers.map(({ requestCount }) => requestCount)).toEqual([0, 0, 0, 0].map(() => chain.sent));
  });

  it('the threads are the bottleneck: what they cannot serve is turned away by the surge queue, whose balancer has room', () => {
    const chain = wholeChain(1_600, 8, 0, 1e6);
    // Eight threads of 10 ms serve 800 a second, half of what comes.
    expect(chain.share(OVERLOADED)).toBeGreaterThan(0.47);
    expect(chain.share(OVERLOADED)).toBeLessThan(0.53);
    expect(chain.share(ANSWERED) + chain.share(OVERLOADED)).toBeCloseTo(1, 12);
    expect(chain.tiers[1]!.peakWorkers).toBe(8);
    expect(wholeChain(1_600, 64, 0, 1e6).share(ANSWERED)).toBe(1);
  });

  it('a client that gives up takes its request out of the surge queue, but not off a thread: that work is dead', () => {
    const chain = wholeChain(1_600, 8, 15_000, 1e6);
    expect(chain.share(TIMED_OUT_WAITING)).toBeGreaterThan(0.1);
    expect(chain.tiers[1]!.orphanCount).toBeGreaterThan(0);
    expect(chain.tiers[1]!.orphanCount).toBeLessThan(chain.share(TIMED_OUT_WAITING) * chain.sent);
    expect(chain.share(CLOSED_UNANSWERED)).toBe(0);
  });

  it('the gate keeps a flood from all of it', () => {
    const chain = wholeChain(5_000, 8, 0, 400);
    expect(chain.share(ANSWERED)).toBe(1);
    expect(chain.gate.counts[PASSES]).toBe(chain.sent);
    expect(chain.sent).toBeLessThanOrEqual(10 + 400 * 10);
  });
});
