/**
 * Goal: who gets in, who believes to be in, and what each then does, as Linux has it. Method: single connections at
 * known instants in front of a server with one thread, and a conservation law over random loads and settings.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../../sim/kernel/distribution.ts';
import { ANSWERED, RESET, TIMED_OUT_CONNECTING, TIMED_OUT_WAITING } from '../../../sim/tiers/hop.ts';
import type { ServerEnd } from '../../../sim/tiers/server-end.ts';
import type { TcpPath } from '../../../sim/tiers/tcp-path.ts';
import { LEAVES_OPEN, SILENT } from '../../../sim/tiers/tier-connection-states.ts';
import { TEN_MS, TEN_MS_EXPONENTIAL, TierBench } from './tier-bench.ts';

/** Long enough to hold the one thread for the whole test. */
const FOREVER = { kind: 'constant', valueUs: 1e9 } as const;

/** A server that takes every connection and does nothing with it. */
const ACCEPTS_ALL: ServerEnd = {
  canAccept: () => true,
  accept() {},
  securing() {},
  received() {},
  clientGone() {},
  lost() {},
  emptied() {},
};

/** Requests at the instants (us) to a server with one thread, up to the end; the bench afterwards. */
function oneThread(
  path: Partial<TcpPath>,
  instants: readonly number[],
  endUs: number,
  delay: Distribution = TEN_MS,
): TierBench & { halfOpen: number; waiting: number } {
  const bench = new TierBench();
  const front = bench.tcpFront(path);
  bench.threads(front, { threadsPerProcess: 1 }, delay);
  bench.run(instants, (ticket) => front.request(ticket, 0), endUs);
  return Object.assign(bench, { halfOpen: front.sockets.halfOpenCount(0), waiting: front.sockets.waitingCount(0) });
}

describe('accept queue', () => {
  it.each([
    [0, 1],
    [4, 5],
    [64, 65],
    [511, 512],
  ])('a backlog of %i holds %i connections besides those in service', (backlog, held) => {
    const instants = Array.from({ length: 600 }, (_, at) => at * 100);
    expect(oneThread({ backlog }, instants, 70_000, FOREVER).waiting).toBe(held);
  });

  it('a SYN that finds it full is repeated, on the schedule of the path', () => {
    const full = { backlog: 0, timeoutUs: 0 };
    const linear = oneThread({ ...full, synGapsUs: [1e6, 1e6, 2e6] }, [0, 1, 2], 9e6);
    // 0 is served at once and 1 waits; 2 comes again after 1 s, to an idle server.
    expect(linear.answeredAt.map((at) => Math.round(at / 1e4) / 100)).toEqual([0.01, 0.02, 1.01]);
    const held = oneThread({ ...full, synGapsUs: [1e6, 2e6], timeoutUs: 5e6 }, [0, 1, 2], 9e6, FOREVER);
    expect(held.outcomes).toEqual([TIMED_OUT_WAITING, TIMED_OUT_WAITING, TIMED_OUT_CONNECTING]);
  });
});

describe('a client without a time of its own', () => {
  it('is told by its kernel that nobody answers, after twice the last time between two SYNs', () => {
    const bench = oneThread({ backlog: 0, timeoutUs: 0, synGapsUs: [1e6, 2e6] }, [0, 1, 2], 8e6, FOREVER);
    expect(bench.answerCount).toBe(1);
    expect(bench.outcomes[2]).toBe(TIMED_OUT_CONNECTING);
    expect(Math.round(bench.answeredAt[2]! / 1e3)).toBe(7_000);
  });
});

describe('half-open connections', () => {
  // One request in service, four in the queue, and a last place for which two SYNs race within the round trip.
  const race = { backlog: 4, rttUs: 1_000, defersAccept: false };
  const filling = [0, 2_000, 4_000, 6_000, 8_000];

  it('two SYNs are let in by one place; the loser sends its request again at 0.2 s', () => {
    const delay = { kind: 'constant', valueUs: 50_000 } as const;
    const bench = oneThread(race, [...filling, 20_000, 20_100], 1e6, delay);
    expect(bench.outcomes).toEqual(Array.from({ length: 7 }, () => ANSWERED));
    // A thread is held for 50 ms and, while the client closes, a round trip: the fifth of the queue has it from 256.5
    // ms, the loser next. Its request first left a round trip after its SYN.
    expect(bench.answeredAt.slice(5)).toEqual([256_500 + 50_000 + 500, 307_500 + 50_000 + 500]);
  });

  it('is told at once with tcp_abort_on_overflow', () => {
    const bench = oneThread({ ...race, abortsOnOverflow: true }, [...filling, 20_000, 20_100], 1e6, FOREVER);
    expect(bench.outcomes[6]).toBe(RESET);
    expect([bench.answerCount, bench.halfOpen]).toEqual([1, 0]);
  });

  it('a client far away makes more of them: the window is the round trip', () => {
    const instants = Array.from({ length: 200 }, (_, at) => at * 500);
    const path = { ...race, backlog: 100 };
    const near = oneThread({ ...path, rttUs: 100 }, instants, 150_000, FOREVER);
    const far = oneThread({ ...path, rttUs: 40_000 }, instants, 150_000, FOREVER);
    // A hundred and one wait; in one round trip of 40 ms eighty SYNs come.
    expect([near.waiting, near.halfOpen]).toEqual([101, 0]);
    expect(far.waiting).toBe(101);
    expect(far.halfOpen).toBeGreaterThan(70);
  });

  it('SYN cookies take over when the backlog is half open; without them SYNs are dropped', () => {
    const instants = Array.from({ length: 40 }, (_, at) => 10_000 + at);
    const crowd = { backlog: 8, rttUs: 20_000, defersAccept: false, timeoutUs: 3e6 };
    const cookies = oneThread(crowd, instants, 4e6, FOREVER);
    const none = oneThread({ ...crowd, hasSynCookies: false }, instants, 4e6, FOREVER);
    const connecting = (bench: TierBench): number =>
      bench.outcomes.filter((outcome) => outcome === TIMED_OUT_CONNECTING).length;
    expect(connecting(cookies)).toBe(0);
    // Eight get in at once and eight a second later; two of these find the last places, and the rest fill the backlog.
    expect(connecting(none)).toBe(40 - 16);
  });

  it('a repeated SYN-ACK establishes a connection without its request, which keeps the thread waiting', () => {
    const bench = new TierBench();
    const front = bench.tcpFront({ ...race, closesBy: 'RST' });
    const delay = { kind: 'constant', valueUs: 900_000 } as const;
    const tier = bench.threads(front, { threadsPerProcess: 1 }, delay);
    const handles: number[] = [];
    // The loser's requests at 0.2, 0.4 and 0.8 s find the queue full. Then those who wait give up; at 0.9 s the thread
    // is free, and at 1.0 s the SYN-ACK comes again. The next request is due at 1.6 s.
    bench.run(
      [...filling, 20_000, 20_100, 850_000],
      (ticket) => {
        if (ticket === 7) for (const handle of handles.slice(1, 6)) front.abandon(handle);
        else handles.push(front.request(ticket, 0));
      },
      1_300_000,
    );
    expect([tier.usage.requestCount, tier.usage.workerCount]).toEqual([1, 1]);
    bench.run([], () => {}, 3e6);
    expect(bench.answeredAt[6]).toBe(21_100 + 204_000 + 204_000 + 408_000 + 816_000 + 1_000 + 900_000);
  });
});

describe('deferred accept', () => {
  it('keeps connections without a byte from the threads; without it they take them all', () => {
    for (const defersAccept of [true, false]) {
      const bench = new TierBench();
      const front = bench.tcpFront({ defersAccept });
      const tier = bench.threads(front, { threadsPerProcess: 4 }, TEN_MS);
      for (let client = 0; client < 8; client++) front.open(client, 0, SILENT);
      bench.run([100_000], (ticket) => front.request(ticket, 0), 900_000);
      expect(tier.usage.workerCount).toBe(defersAccept ? 0 : 4);
      expect(bench.outcomes).toEqual(defersAccept ? [ANSWERED] : []);
    }
  });

  it('lets them through in the end: five SYN-ACKs, 31 s', () => {
    const bench = new TierBench();
    const front = bench.tcpFront({ defersAccept: true });
    const tier = bench.threads(front, {}, TEN_MS);
    front.open(0, 0, SILENT);
    bench.run([], () => {}, 30e6);
    expect(tier.usage.workerCount).toBe(0);
    bench.run([], () => {}, 32e6);
    expect(tier.usage.workerCount).toBe(1);
  });
});

describe('giving up', () => {
  it('leaves dead work in the queue after a FIN, and none after a RST', () => {
    for (const closesBy of ['FIN', 'RST'] as const) {
      const bench = new TierBench();
      const front = bench.tcpFront({ closesBy, timeoutUs: 15_000 });
      const tier = bench.threads(front, { threadsPerProcess: 1 }, TEN_MS);
      bench.run([0, 1, 2, 3], (ticket) => front.request(ticket, 0), 1e6);
      expect(bench.outcomes).toEqual([ANSWERED, TIMED_OUT_WAITING, TIMED_OUT_WAITING, TIMED_OUT_WAITING]);
      expect(tier.usage.orphanCount).toBe(closesBy === 'FIN' ? 3 : 1);
      expect(front.connections.openCount).toBe(0);
    }
  });
});

describe('a connection that is over', () => {
  /** Requests to a server whose one thread is taken for good and whose queue has one place; the last is abandoned. */
  function abandoned(path: Partial<TcpPath>, instants: readonly number[], atUs: number) {
    const bench = new TierBench();
    const front = bench.tcpFront({ backlog: 0, ...path });
    bench.threads(front, { threadsPerProcess: 1 }, FOREVER);
    let last = 0;
    const send = (ticket: number): void => {
      if (ticket < instants.length) last = front.request(ticket, 0);
      else front.abandon(last);
    };
    bench.run([...instants, atUs], send, atUs + 100_000);
    return { bench, front };
  }

  it('sends nothing more: no SYN of a client that has gone while it tried', () => {
    const { bench, front } = abandoned({}, [0, 1, 2], 500_000);
    expect(front.connections.openCount).toBe(2);
    const { eventCount } = bench.kernel;
    bench.run([], () => {}, 5e6);
    expect([bench.kernel.eventCount, bench.answerCount]).toEqual([eventCount, 0]);
  });

  it('nor the request of one that was reset', () => {
    // The third believes to be connected and sends its request again and again.
    const path = { rttUs: 30_000, defersAccept: false, hasSynCookies: true, closesBy: 'RST' as const };
    const { bench, front } = abandoned(path, [0, 100_000, 100_001], 300_000);
    expect(front.connections.openCount).toBe(2);
    const { eventCount } = bench.kernel;
    bench.run([], () => {}, 5e6);
    expect(bench.kernel.eventCount).toBe(eventCount);
  });

  it('is given back when its last segment is in, be that a SYN-ACK behind the client’s RST', () => {
    const path = { rttUs: 30_000, defersAccept: false, closesBy: 'RST' as const };
    // Admitted at 165 ms, its SYN-ACK goes again at 1,184,001 us; the RST is there 6 ms later, the SYN-ACK 15 ms.
    const { front } = abandoned({ ...path, backlog: 2 }, [0, 50_000, 100_000, 150_000, 150_001], 1_175_000);
    expect([front.sockets.halfOpenCount(0), front.connections.openCount]).toEqual([0, 4]);
  });

  it('is given back when its server gives up a client that has left before the SYN-ACK, 63 s later', () => {
    const path = { rttUs: 30_000, defersAccept: false, backlog: 2 };
    const { bench, front } = abandoned(path, [0, 50_000, 100_000, 150_000, 150_001], 170_000);
    // Its ACK finds the queue full, and so do those to five more SYN-ACKs, after 1, 2, 4, 8 and 16 s. Another 32 s
    // later the server forgets it.
    bench.run([], () => {}, 60e6);
    expect([front.sockets.halfOpenCount(0), front.connections.openCount]).toEqual([1, 5]);
    bench.run([], () => {}, 70e6);
    expect([front.sockets.halfOpenCount(0), front.connections.openCount]).toEqual([0, 4]);
  });

  it('is no more when its server has closed it, however long its client would have left it open', () => {
    const bench = new TierBench();
    const front = bench.tcpFront();
    bench.threads(front, { keepAliveTimeoutUs: 1_000_000 }, TEN_MS);
    bench.run([0], (ticket) => front.open(ticket, 0, LEAVES_OPEN, 0, 9_000_000), 1_100_000);
    expect(front.connections.openCount).toBe(0);
    const { eventCount } = bench.kernel;
    bench.run([], () => {}, 20e6);
    expect(bench.kernel.eventCount).toBe(eventCount);
  });

  it('is given back when its server throws it away, whenever that is', () => {
    const bench = new TierBench();
    const front = bench.tcpFront();
    const taken: number[] = [];
    front.serve({ ...ACCEPTS_ALL, accept: (row) => void taken.push(row) });
    bench.run([0, 10_000], (ticket) => (ticket === 0 ? front.request(ticket, 0) : front.reset(taken[0]!)), 20_000);
    expect(bench.outcomes).toEqual([RESET]);
    expect([bench.answeredAt, front.connections.openCount]).toEqual([[10_000], 0]);
  });
});

describe('conservation', () => {
  it('whatever the load and settings, each request ends once, and no connection, thread or slot stays behind', () => {
    const path = fc.record({
      backlog: fc.integer({ min: 0, max: 6 }),
      rttUs: fc.constantFrom(0, 200, 30_000),
      clientUs: fc.constantFrom(0, 150),
      segmentUs: fc.constantFrom(0, 3),
      clientTickUs: fc.constantFrom(0, 4_000),
      closesBy: fc.constantFrom('FIN' as const, 'RST' as const),
      defersAccept: fc.boolean(),
      abortsOnOverflow: fc.boolean(),
      hasSynCookies: fc.boolean(),
    });
    fc.assert(
      fc.property(path, fc.constantFrom(0, 2), fc.integer({ min: 0, max: 1e6 }), (settings, asyncFactor, seed) => {
        const bench = new TierBench(`conservation ${seed}`);
        const front = bench.tcpFront({ ...settings, timeoutUs: 2e6 });
        const tier = bench.threads(front, { threadsPerProcess: 4, asyncFactor }, TEN_MS_EXPONENTIAL);
        const instants = bench.poisson(700, 1);
        // Long after the last request was given up: half-open sockets take a minute to go.
        bench.run(instants, (ticket) => front.request(ticket, 0), 120e6);
        expect(bench.answerCount).toBe(instants.length);
        expect(bench.outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(instants.length);
        expect(front.connections.openCount).toBe(0);
        expect([tier.usage.connectionCount, tier.usage.workerCount]).toEqual([0, 0]);
        expect([front.sockets.waitingCount(0), front.sockets.halfOpenCount(0)]).toEqual([0, 0]);
      }),
      { numRuns: 60 },
    );
  });

  it('the same for an event-driven server with few slots', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 0, max: 1e6 }), (connectionsMax, seed) => {
        const bench = new TierBench(`slots ${seed}`);
        const front = bench.tcpFront({ timeoutUs: 8_000 });
        const settings = { connectionsMax, idleUpstreamMax: 0, cpuUs: 500, coresPerServer: 1 };
        const tier = bench.events(front, settings, TEN_MS_EXPONENTIAL);
        const instants = bench.poisson(700, 1);
        bench.run(instants, (ticket) => front.request(ticket, 0), 5e6);
        expect(bench.answerCount).toBe(instants.length);
        expect([front.connections.openCount, tier.usage.connectionCount]).toEqual([0, 0]);
      }),
      { numRuns: 40 },
    );
  });
});
