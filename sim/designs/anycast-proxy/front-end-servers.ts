/**
 * First-layer GFEs as event-driven servers (`sim/tiers/event-tier`): a connection costs processor time, shared over the
 * cores of its GFE, and connections, of which a GFE has so many. With none left it resets what comes.
 *
 * A GFE takes a connection at the end of its TCP handshake, works once its request is in (TLS and all), and holds it,
 * and one to the second layer, until it is over. Left out: the answer's cost, which is part of the request's. State:
 * the tier's. Events: `frontEnds.connected`, `.requested`, subject = connection, and the tier's own.
 */
import { type ConnectionStore, NO_MEMBER } from '../../fleet/connection-store.ts';
import { cancelPending, NO_EVENT } from '../../fleet/pending-event.ts';
import { makeEventTier } from '../../fleet/tiers/make-tier.ts';
import { grownInt32 } from '../../kernel/grow-array.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { Duration } from '../../kernel/time.ts';
import type { MachineTally } from '../../metrics/machine-tally.ts';
import type { ResolvedFrontEndServer } from '../../scenario/resolved-machines.ts';
import { EstablishedFront } from '../../tiers/established-front.ts';
import type { EventTier } from '../../tiers/event-tier.ts';
import { ANSWERED, type Hop } from '../../tiers/hop.ts';
import type { TierUsage } from '../../tiers/tier-usage.ts';
import { NO_ROW } from '../../tiers/wait-queues.ts';
import type { DesignContext } from '../design-run.ts';
import { tlsRoundTrips, untilRequestUs } from './round-trips.ts';

/** In the column of rows of the tier: at no GFE, or not yet. */
const OUTSIDE = -1;
const INITIAL_ROWS = 1_024;
/** A GFE takes whatever comes, if only to reset it: nothing waits. */
const NONE_WAITS = 0;

/** What the design is told. */
export interface FrontEndListener {
  /** A GFE sends a request on to the second layer. Hot. */
  sendsOn(row: number): void;
  /** A GFE throws a connection away: it has none left for it, or for its way on. */
  throwsAway(row: number): void;
}

export class FrontEndServers implements Hop {
  readonly settings: ResolvedFrontEndServer;
  readonly #kernel: Kernel;
  readonly #connections: ConnectionStore;
  readonly #listener: FrontEndListener;
  readonly #tlsTrips: number;
  readonly #front: EstablishedFront;
  readonly #tier: EventTier;
  readonly #tally: MachineTally;
  readonly #workUs: number;
  readonly #connected: HandlerId;
  readonly #requested: HandlerId;
  /** [row] row of the connection at its GFE, or OUTSIDE. */
  #tierRow = new Int32Array(INITIAL_ROWS).fill(OUTSIDE);
  /** [row] index of its GFE. */
  #gfe = new Int32Array(INITIAL_ROWS);

  constructor(
    { design, world, kernel, collector }: DesignContext,
    server: ResolvedFrontEndServer,
    connections: ConnectionStore,
    listener: FrontEndListener,
  ) {
    this.settings = server;
    this.#kernel = kernel;
    this.#connections = connections;
    this.#listener = listener;
    this.#tlsTrips = tlsRoundTrips(design.service.tls);
    const { gfes } = design.edge;
    const count = world.pops.length * gfes;
    this.#front = new EstablishedFront(kernel, server.id, count, NONE_WAITS, this);
    this.#tier = makeEventTier(kernel, server.id, server, this.#front, count);
    this.#tier.proxyTo(this);
    this.#workUs = server.cpuPerRequest + (this.#tlsTrips > 0 ? (server.cpuPerHandshake ?? 0) : 0);
    this.#tally = collector.declareMachines(
      Array.from({ length: count }, (_, gfe) => ({
        role: 'frontEnd' as const,
        name: `${world.pops[Math.floor(gfe / gfes)]!.id}/${gfe % gfes}`,
        regionIndex: null,
        isHosted: false,
        cores: server.cores,
      })),
    );
    this.#connected = kernel.register(`${server.id}.connected`, this.#onConnected);
    this.#requested = kernel.register(`${server.id}.requested`, this.#onRequested);
  }

  /** For the accounts. */
  get usage(): TierUsage {
    return this.#tier.usage;
  }

  /** A SYN is at a GFE that answers it, so many microseconds of round trip from its client. Hot. */
  take(row: number, gfe: number, edgeRttUs: number): void {
    if (row >= this.#tierRow.length) this.#grow(row);
    this.#gfe[row] = gfe;
    this.#after(untilRequestUs(edgeRttUs, 0), this.#connected, row);
  }

  /** The connection is over, in whatever way and wherever it was. Hot. */
  over(row: number): void {
    if (row >= this.#tierRow.length || this.#tierRow[row] === OUTSIDE) return;
    // What has got past the second layer leaves a connection there that the next one can have.
    if (this.#connections.member(row) === NO_MEMBER) this.left(row);
    else this.#tier.answered(this.#release(row), ANSWERED);
  }

  /** The client of a connection has gone; what goes on behind is no affair of its GFE's. */
  left(row: number): void {
    if (row < this.#tierRow.length && this.#tierRow[row] !== OUTSIDE) this.#front.leave(this.#release(row));
  }

  /** The tier hands a request on. */
  request(tierRow: number, gfe: number): number {
    const bytes = this.#tier.connectionCountOf(gfe) * this.settings.memoryPerConnectionBytes;
    this.#tally.worked(gfe, this.#kernel.now, this.#workUs, bytes);
    this.#listener.sendsOn(this.#front.connections.ticket(tierRow));
    return tierRow;
  }

  /** A connection that ends takes its way through the design by itself. */
  abandon(): void {}

  answered(): void {}

  /** The GFE is done with a connection. */
  ended(row: number): void {
    if (this.#tierRow[row] === OUTSIDE) return;
    this.#tierRow[row] = OUTSIDE;
    this.#throwAway(row);
  }

  readonly #onConnected: Handler = (row) => {
    const connections = this.#connections;
    connections.setEvent(row, NO_EVENT);
    const gfe = this.#gfe[row]!;
    const hasTls = this.#tlsTrips > 0;
    const tierRow = this.#front.open(row, gfe, !hasTls, hasTls, 0);
    if (tierRow === NO_ROW) {
      this.#throwAway(row);
      return;
    }
    this.#tally.took(gfe, this.#kernel.now, 0, 0, this.#front.openCountOf(gfe));
    this.#tierRow[row] = tierRow;
    if (!hasTls) return;
    const edgeRttUs = connections.rttSoFar(row);
    this.#after(untilRequestUs(edgeRttUs, this.#tlsTrips) - untilRequestUs(edgeRttUs, 0), this.#requested, row);
  };

  readonly #onRequested: Handler = (row) => {
    this.#connections.setEvent(row, NO_EVENT);
    this.#front.receive(this.#tierRow[row]!);
  };

  /** Row of the tier of a connection that its GFE is to know no more. */
  #release(row: number): number {
    const tierRow = this.#tierRow[row]!;
    this.#tierRow[row] = OUTSIDE;
    return tierRow;
  }

  #throwAway(row: number): void {
    cancelPending(this.#kernel, this.#connections, row);
    this.#listener.throwsAway(row);
  }

  #after(us: number, handler: HandlerId, row: number): void {
    this.#connections.setEvent(row, this.#kernel.scheduleAfter(us as Duration, handler, row));
  }

  #grow(row: number): void {
    const before = this.#tierRow.length;
    const rows = 2 ** Math.ceil(Math.log2(row + 1));
    this.#tierRow = grownInt32(this.#tierRow, rows).fill(OUTSIDE, before);
    this.#gfe = grownInt32(this.#gfe, rows);
  }
}
