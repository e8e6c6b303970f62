/**
 * Goal: whatever befalls a tier's servers and its clients, at whichever instant, each request ends once, and no row,
 * timer, thread, slot or core stays behind.
 * Method: random requests of every kind, clients that go, servers that go down and come back; rows that throw when
 * they are given back with anything pending (`row-guard`); and in the end a burst that must be served exactly as by
 * servers that never saw any of it.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Duration } from '../../../sim/kernel/time.ts';
import type { EventTier } from '../../../sim/tiers/event-tier.ts';
import type { PooledFront } from '../../../sim/tiers/pooled-front.ts';
import { HOST_SILENT, PORT_CLOSED } from '../../../sim/tiers/server-states.ts';
import { TcpFront } from '../../../sim/tiers/tcp-front.ts';
import type { TcpPath } from '../../../sim/tiers/tcp-path.ts';
import type { ThreadTier } from '../../../sim/tiers/thread-tier.ts';
import {
  ASKS_AGAIN,
  LEAVES_OPEN,
  NEVER_CLOSES,
  ONE_REQUEST,
  SILENT,
  SLOW_HEADERS,
} from '../../../sim/tiers/tier-connection-states.ts';
import { guardRows } from '../../support/row-guard.ts';
import { TEN_MS, TierBench } from './tier-bench.ts';

guardRows();

const SERVERS = 2;
/** The last SYN is long out. */
const UP_AGAIN_US = 100e6;
/** Half-open connections, silent hosts and slow headers have had their minutes. */
const OVER_US = 400e6;
const BURST_AT_US = 500e6;
const BURST = 60;
const BURST_GAP_US = 5_000;

interface Action {
  readonly at: number;
  readonly what: 'open' | 'abandon' | 'fail' | 'silence' | 'recover';
  readonly server: number;
  readonly kind: number;
  readonly openForUs: number;
  /** Which of the requests so far. */
  readonly which: number;
}

/** Mostly requests, and faults now and then. */
const ACTION_WEIGHTS: readonly Action['what'][] = [
  ...Array.from({ length: 12 }, () => 'open' as const),
  ...(['abandon', 'abandon', 'fail', 'silence', 'recover', 'recover'] as const),
];
const KINDS = [ONE_REQUEST, ONE_REQUEST, ONE_REQUEST, LEAVES_OPEN, LEAVES_OPEN, ASKS_AGAIN, SLOW_HEADERS, SILENT];

interface Plan {
  readonly front: 'tcp' | 'pooled';
  readonly tier: 'threads' | 'async' | 'events';
  readonly path: Partial<TcpPath>;
  readonly actions: readonly Action[];
}

/** The tier of a plan, and what its callers were told. */
class Troubled extends TierBench {
  readonly front: TcpFront | PooledFront;
  readonly tier: ThreadTier | EventTier;
  /** [ticket] */
  readonly rows: number[] = [];
  readonly kinds: number[] = [];
  readonly abandoned = new Set<number>();
  /** Ticket, outcome and instant (us) of each end that callers were told of. */
  readonly ends: [ticket: number, outcome: number, at: number][] = [];
  /** Connections of a server as it begins with each request. */
  readonly openCounts: number[] = [];
  override readonly answered = (ticket: number, outcome: number): void => {
    this.ends.push([ticket, outcome, this.kernel.now]);
  };

  constructor({ front, tier, path }: Plan) {
    super('nothing left');
    this.front = front === 'tcp' ? this.tcpFront(path, SERVERS) : this.pooledFront(path.backlog!, SERVERS);
    const common = {
      serverCount: SERVERS,
      cpuUs: 2_000,
      handshakeCpuUs: 1_000,
      coresPerServer: 1,
      keepAliveTimeoutUs: 300_000,
      headerTimeoutUs: 700_000,
    };
    const threads = { threadsPerProcess: 3, asyncFactor: tier === 'async' ? 2 : 0, overheadBusyUs: 4_000 };
    const slots = { connectionsMax: 12, idleUpstreamMax: 2 };
    this.tier =
      tier === 'events'
        ? this.events(this.front, { ...common, ...slots }, TEN_MS)
        : this.threads(this.front, { ...common, ...threads }, TEN_MS);
    this.tier.usage.meter = { began: (_, __, openCount) => this.openCounts.push(openCount), spared() {}, logged() {} };
  }

  act({ what, server, kind, openForUs, which }: Action): void {
    if (what === 'fail') this.front.faults.fail(server, PORT_CLOSED);
    else if (what === 'silence') this.front.faults.fail(server, HOST_SILENT);
    else if (what === 'recover') this.front.faults.recover(server);
    else if (what === 'open') this.open(server, kind, openForUs);
    else if (this.rows.length > 0) this.#abandon(which % this.rows.length);
  }

  open(server: number, kind: number, openForUs: number): void {
    const { front } = this;
    const ticket = this.rows.length;
    this.kinds[ticket] = front instanceof TcpFront ? kind : ONE_REQUEST;
    this.rows[ticket] =
      front instanceof TcpFront
        ? front.open(ticket, server, kind, undefined, openForUs)
        : front.request(ticket, server);
  }

  /** Only who still waits for an answer does. */
  #abandon(ticket: number): void {
    if (this.kinds[ticket]! > NEVER_CLOSES || this.abandoned.has(ticket)) return;
    if (this.ends.some(([ended]) => ended === ticket)) return;
    this.abandoned.add(ticket);
    this.front.abandon(this.rows[ticket]!);
  }

  /** [ticket] how often its caller was told of an end: of its request, or of the connection that it held. */
  endCounts(): number[] {
    const counts = this.rows.map(() => 0);
    for (const [ticket] of this.ends) counts[ticket]!++;
    for (const ticket of this.closedHeld) counts[ticket]!++;
    return counts;
  }

  /** All servers are gone until nobody tries to connect, and come back: what was held open for ever hears of it. */
  settle(): void {
    for (let server = 0; server < SERVERS; server++) this.front.faults.fail(server, PORT_CLOSED);
    this.run([], () => {}, UP_AGAIN_US);
    for (let server = 0; server < SERVERS; server++) this.front.faults.recover(server);
    this.run([], () => {}, OVER_US);
  }

  /** What a burst meets, some of whose connections stay open: each outcome and instant, and how full servers were. */
  burst(): object {
    const first = this.rows.length;
    const [endsBefore, beginsBefore] = [this.ends.length, this.openCounts.length];
    const instants = Array.from({ length: BURST }, (_, number) => BURST_AT_US + number * BURST_GAP_US);
    const kindOf = (number: number): number => (number % 3 === 0 ? ONE_REQUEST : LEAVES_OPEN);
    this.run(instants, (number) => this.open(number % SERVERS, kindOf(number), 60e6), BURST_AT_US + 70e6);
    return {
      ends: this.ends.slice(endsBefore).map(([ticket, outcome, at]) => [ticket - first, outcome, at]),
      openCounts: this.openCounts.slice(beginsBefore),
    };
  }
}

const PATHS = fc.record({
  backlog: fc.integer({ min: 0, max: 6 }),
  rttUs: fc.constantFrom(0, 200, 30_000),
  tlsTrips: fc.constantFrom(0, 0, 1, 2),
  clientUs: fc.constantFrom(0, 150),
  segmentUs: fc.constantFrom(0, 3, 900),
  // Before the answer, within the round trip, and about the instants at which something is sent again.
  timeoutUs: fc.oneof(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 180_000, max: 2_100_000 })),
  askAgainUs: fc.integer({ min: 1_000, max: 250_000 }) as fc.Arbitrary<Duration>,
  closesBy: fc.constantFrom('FIN' as const, 'RST' as const),
  defersAccept: fc.boolean(),
  abortsOnOverflow: fc.boolean(),
  hasSynCookies: fc.boolean(),
});

const ACTIONS = fc.record({
  at: fc.integer({ min: 0, max: 3_000_000 }),
  what: fc.constantFrom(...ACTION_WEIGHTS),
  server: fc.integer({ min: 0, max: SERVERS - 1 }),
  kind: fc.constantFrom(...KINDS),
  openForUs: fc.integer({ min: 1, max: 600_000 }),
  which: fc.nat(),
});

const PLANS: fc.Arbitrary<Plan> = fc.record({
  front: fc.constantFrom('tcp', 'tcp', 'pooled'),
  tier: fc.constantFrom('threads', 'async', 'events'),
  path: PATHS,
  actions: fc.array(ACTIONS, { minLength: 10, maxLength: 160, size: 'max' }),
});

it('as if nothing had been', () => {
  fc.assert(
    fc.property(PLANS, (plan) => {
      const troubled = new Troubled(plan);
      const actions = plan.actions.toSorted((a, b) => a.at - b.at);
      troubled.run(
        actions.map(({ at }) => at),
        (number) => troubled.act(actions[number]!),
        4e6,
      );
      troubled.settle();
      const { front, tier } = troubled;
      const expected = troubled.rows.map((_, ticket) => (troubled.abandoned.has(ticket) ? 0 : 1));
      expect(troubled.endCounts()).toEqual(expected);
      expect([front.connections.openCount, tier.usage.connectionCount, tier.usage.workerCount]).toEqual([0, 0, 0]);
      for (let server = 0; server < SERVERS; server++) {
        expect(tier.undoneUs(server)).toBe(0);
        if (front instanceof TcpFront)
          expect([front.sockets.waitingCount(server), front.sockets.halfOpenCount(server)]).toEqual([0, 0]);
      }
      expect(troubled.burst()).toEqual(new Troubled(plan).burst());
    }),
    { numRuns: 400 },
  );
});
