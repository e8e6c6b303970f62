/**
 * An event-driven tier: nginx as a proxy. A connection costs a slot and a little memory, never a thread.
 *
 * Slots (`worker_connections`) count clients and connections to the tier behind, idle ones of its pool too. When few
 * are free the longest idle clients are closed (`ngx_drain_connections`: kept alive, or without a byte yet); with none
 * free the new connection is reset at once. Processor time of a request is shared over the cores. A client that goes
 * takes its request along. Left out: buffering of bodies.
 * Events: `<name>.work`, `<name>.timeout`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import { pinned } from '../kernel/pinned.ts';
import type { Duration } from '../kernel/time.ts';
import { type Caller, CLOSED_UNANSWERED, type Hop } from './hop.ts';
import { IdleConnections } from './idle-connections.ts';
import type { Front, ServerEnd } from './server-end.ts';
import { type BusyCores, SharedCores } from './shared-cores.ts';
import { ABORTED, ONE_REQUEST, SECURED, SLOW_HEADERS } from './tier-connection-states.ts';
import { type TierCosts, TierUsage } from './tier-usage.ts';
import { NO_ROW } from './wait-queues.ts';

export interface EventTierSettings extends TierCosts {
  readonly serverCount: number;
  /** worker_connections times the worker processes of a server. */
  readonly connectionsMax: number;
  /** Slots that a server keeps for itself: listening sockets and the like. */
  readonly ownConnections: number;
  /** Idle connections to the tier behind that a server keeps (upstream `keepalive`). */
  readonly idleUpstreamMax: number;
  /** Such connections open at the start: a server that has been under load. */
  readonly idleUpstreamAtStart: number;
  readonly coresPerServer: number;
  readonly keepAliveTimeoutUs: number;
  readonly headerTimeoutUs: number;
}

/** No byte of a request yet, or kept alive: the connection may be closed for want of slots. */
const IDLE = 0;
const READING = 1;
const WORKING = 2;
const ONWARD = 3;
/** TLS goes on: no request yet, and not idle either (nginx, `ngx_http_ssl_handshake`). */
const SECURING = 4;

/**
 * `ngx_drain_connections`: when no more than a sixteenth of the slots is free, an eighth of the idle
 * connections at a time, at most 32.
 */
const SCARCE_SHARE = 16;
const DRAINED_SHARE = 8;
const DRAINED_MAX = 32;

export class EventTier implements ServerEnd, Caller {
  readonly usage: TierUsage;
  readonly #settings: EventTierSettings;
  readonly #kernel: Kernel;
  readonly #front: Front;
  readonly #cores: SharedCores;
  /** Slots used from which on few are free. */
  readonly #scarceFrom: number;
  readonly #timeout: HandlerId;
  readonly #idle: IdleConnections;
  /** [serverCount] */
  readonly #slotsUsed: Int32Array;
  readonly #idleUpstream: Int32Array;
  readonly #slowdown: Float64Array;
  /** The tier behind; set once, before the run. */
  #next!: Hop;

  /** @param meter told of busy cores, where anyone asks */
  constructor(kernel: Kernel, name: string, settings: EventTierSettings, front: Front, meter: BusyCores | null = null) {
    const { serverCount, connectionsMax, ownConnections, idleUpstreamAtStart, coresPerServer } = settings;
    this.usage = new TierUsage(settings, serverCount);
    this.#settings = settings;
    this.#kernel = kernel;
    this.#front = front;
    this.#scarceFrom = connectionsMax - Math.floor(connectionsMax / SCARCE_SHARE);
    this.#idle = new IdleConnections(front.connections, serverCount);
    this.#slotsUsed = pinned(new Int32Array(serverCount).fill(ownConnections + idleUpstreamAtStart));
    this.#idleUpstream = pinned(new Int32Array(serverCount).fill(idleUpstreamAtStart));
    this.#slowdown = pinned(new Float64Array(serverCount).fill(1));
    const cores = new Int32Array(serverCount).fill(coresPerServer);
    this.#cores = new SharedCores(kernel, `${name}.work`, cores, meter, this);
    this.#timeout = kernel.register(`${name}.timeout`, this.#onTimeout);
    front.serve(this);
  }

  /** Connections of a server: to clients, and to the tier behind, idle ones too. */
  connectionCountOf(server: number): number {
    return this.#slotsUsed[server]! - this.#settings.ownConnections;
  }

  /** Names the tier behind; once, before the run. It gives its answers to this one. */
  proxyTo(next: Hop): void {
    this.#next = next;
  }

  /** Connections are taken at once, if only to be reset. */
  canAccept(): boolean {
    return true;
  }

  accept(row: number, server: number): void {
    const { connections } = this.#front;
    if (!this.#takeSlot(server)) {
      this.usage.refusedCount++;
      this.#front.reset(row);
      return;
    }
    this.usage.addConnections(1);
    // With its request it neither is idle nor has a timer, not for an instant.
    if (connections.hasData(row) && connections.kind(row) !== SLOW_HEADERS) {
      this.#start(row, server);
      return;
    }
    if (connections.tls(row) === SECURED) this.#await(row, SECURING, this.#settings.headerTimeoutUs);
    else this.#rest(row, this.#settings.headerTimeoutUs);
    if (connections.hasData(row)) this.received(row);
  }

  securing(row: number): void {
    const { connections } = this.#front;
    if (connections.phase(row) !== IDLE) return;
    this.#idle.remove(row, connections.server(row));
    connections.setPhase(row, SECURING);
  }

  received(row: number): void {
    const { connections } = this.#front;
    const phase = connections.phase(row);
    if (phase !== IDLE && phase !== SECURING) return;
    if (phase === IDLE) this.#idle.remove(row, connections.server(row));
    if (connections.kind(row) === SLOW_HEADERS) {
      connections.setPhase(row, READING);
      return;
    }
    this.#cancelTimer(row);
    this.#start(row, connections.server(row));
  }

  clientGone(row: number): void {
    const { connections } = this.#front;
    const server = connections.server(row);
    const phase = connections.phase(row);
    if (phase === IDLE) this.#idle.remove(row, server);
    else if (phase === WORKING) this.usage.spare(server, this.#cores.remove(row, server));
    else if (phase === ONWARD) this.#next.abandon(connections.onward(row));
    // A connection to the tier behind with an answer outstanding cannot be kept.
    if (phase === WORKING || phase === ONWARD) {
      this.#slotsUsed[server]!--;
      this.usage.addConnections(-1);
      this.usage.log(server);
    }
    this.#cancelTimer(row);
    this.#end(row, server);
  }

  lost(row: number, isSilent: boolean): void {
    const { connections } = this.#front;
    const server = connections.server(row);
    const phase = connections.phase(row);
    if (phase === IDLE) this.#idle.remove(row, server);
    else if (phase === WORKING) this.usage.spare(server, this.#cores.remove(row, server));
    else if (phase === ONWARD) this.#next.abandon(connections.onward(row), isSilent);
    const slots = phase === WORKING || phase === ONWARD ? 2 : 1;
    this.#slotsUsed[server]! -= slots;
    this.usage.addConnections(-slots);
    this.#cancelTimer(row);
  }

  /** Its idle connections to the tier behind go with it. */
  emptied(server: number): void {
    this.#slotsUsed[server]! -= this.#idleUpstream[server]!;
    this.#idleUpstream[server] = 0;
  }

  /** Processor time of requests on a server that begin from now on, as a multiple of the ordinary one. */
  slowDown(server: number, factor: number): void {
    this.#slowdown[server] = factor;
  }

  /** The tier behind has answered. Hot. */
  answered(row: number, outcome: number): void {
    const { connections } = this.#front;
    // A caller whose host is gone has not told.
    if (connections.clientEnd(row) === ABORTED) this.usage.orphanCount++;
    const server = connections.server(row);
    this.#keepUpstream(server);
    this.usage.log(server);
    if (connections.watch !== null) connections.watch.answered(row);
    this.#front.answer(row, outcome);
    if (connections.kind(row) === ONE_REQUEST) {
      connections.setPhase(row, READING);
      this.#end(row, server);
      return;
    }
    this.#rest(row, this.#settings.keepAliveTimeoutUs);
  }

  /** Processor time that requests in progress at a server need yet, us of one core. Scans. */
  undoneUs(server: number): number {
    return this.#cores.undoneUs(server);
  }

  #start(row: number, server: number): void {
    const { connections } = this.#front;
    connections.takeData(row);
    if (!this.#takeUpstream(server)) {
      this.usage.refusedCount++;
      connections.setPhase(row, READING);
      this.#front.answer(row, CLOSED_UNANSWERED);
      this.#end(row, server);
      return;
    }
    connections.setPhase(row, WORKING);
    if (connections.watch !== null) connections.watch.begun(row);
    this.#cores.start(
      row,
      server,
      this.usage.begin(connections, row, this.#slowdown[server]!, this.connectionCountOf(server)),
    );
  }

  /** The processor time of a request is over. Hot. */
  worked(row: number, server: number): void {
    const { connections } = this.#front;
    connections.setPhase(row, ONWARD);
    connections.setOnward(row, this.#next.request(row, server));
  }

  /** Idle from now on, for so long at most. */
  #rest(row: number, timeoutUs: number): void {
    this.#idle.add(row, this.#front.connections.server(row));
    this.#await(row, IDLE, timeoutUs);
  }

  /** Waits for a request, for so long at most. */
  #await(row: number, phase: number, timeoutUs: number): void {
    const { connections } = this.#front;
    connections.setPhase(row, phase);
    connections.setTierTimer(row, this.#kernel.scheduleAfter(timeoutUs as Duration, this.#timeout, row));
  }

  /** Idle, or slow over its header, for too long. */
  readonly #onTimeout: Handler = (row) => {
    const { connections } = this.#front;
    const server = connections.server(row);
    connections.setTierTimer(row, NO_ROW);
    if (connections.phase(row) === IDLE) this.#idle.remove(row, server);
    this.#end(row, server);
  };

  #end(row: number, server: number): void {
    this.#slotsUsed[server]!--;
    this.usage.addConnections(-1);
    this.#front.close(row);
  }

  /** Takes a slot; idle clients are closed when few are left. Returns whether there was one. */
  #takeSlot(server: number): boolean {
    if (this.#slotsUsed[server]! >= this.#scarceFrom) {
      this.#drain(server);
      if (this.#slotsUsed[server]! >= this.#settings.connectionsMax) return false;
    }
    this.#slotsUsed[server]!++;
    return true;
  }

  #drain(server: number): void {
    const idle = this.#idle.countOf(server);
    if (idle === 0) return;
    const count = Math.max(1, Math.min(DRAINED_MAX, Math.floor(idle / DRAINED_SHARE)));
    for (let closed = 0; closed < count; closed++) {
      const row = this.#idle.oldest(server);
      this.#idle.remove(row, server);
      this.#cancelTimer(row);
      this.#end(row, server);
    }
  }

  /** Takes a connection to the tier behind: an idle one, else a slot for a new one. */
  #takeUpstream(server: number): boolean {
    if (this.#idleUpstream[server]! > 0) this.#idleUpstream[server]!--;
    else if (!this.#takeSlot(server)) return false;
    this.usage.addConnections(1);
    return true;
  }

  #keepUpstream(server: number): void {
    this.usage.addConnections(-1);
    if (this.#idleUpstream[server]! < this.#settings.idleUpstreamMax) this.#idleUpstream[server]!++;
    else this.#slotsUsed[server]!--;
  }

  #cancelTimer(row: number): void {
    this.#front.connections.cancelTierTimer(this.#kernel, row);
  }
}
