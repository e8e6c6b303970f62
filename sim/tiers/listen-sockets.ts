/**
 * The listening socket of each server of a tier: who is admitted, who is half open, and the accept queue. The
 * server's kernel, not its program.
 *
 * Linux, net/ipv4/tcp_input.c `tcp_conn_request`, inet_connection_sock.c `reqsk_timer_handler` and include/net/sock.h
 * `sk_acceptq_is_full`; measured: the accept queue holds backlog + 1. A SYN is dropped when the accept queue is full;
 * when as many are half open as the backlog allows, SYN cookies take their place, or it is dropped without them. A SYN
 * that is admitted has no claim to the slot that let it in.
 */
import type { RandomStream } from '../kernel/random-stream.ts';
import { SERVES } from './server-states.ts';
import { floodedQueue } from './syn-flood.ts';
import type { TierConnections } from './tier-connections.ts';
import { WaitQueues } from './wait-queues.ts';

export const DROPS_SYN = 0;
export const KEEPS_SYN = 1;
export const SENDS_COOKIE = 2;

/** `tcp_synack_retries`: 5 (Linux, ip-sysctl). */
const SYN_ACK_RETRIES = 5;
/** Old embryonic sockets are given up after as few when the queue is crowded (`reqsk_timer_handler`). */
const SYN_ACK_RETRIES_MIN = 2;

export class ListenSockets {
  readonly #backlog: number;
  readonly #hasCookies: boolean;
  readonly #accept: WaitQueues;
  /** [serverCount] embryonic sockets, and those of them whose SYN-ACK was not repeated yet. */
  readonly #halfOpen: Int32Array;
  readonly #young: Int32Array;
  /** [serverCount] SERVES, PORT_CLOSED or HOST_SILENT; 1 where no SYN gets there. */
  readonly #state: Uint8Array;
  readonly #isCutOff: Uint8Array;
  /**
   * [serverCount] of a flood: half-open connections, probability that a SYN finds a place,
   * share of all packets that are lost.
   */
  readonly #floodHeld: Float64Array;
  readonly #placeShare: Float64Array;
  readonly #lostShare: Float64Array;
  #chance: RandomStream | null = null;

  /** @param backlog as given to `listen`, from 0 */
  constructor(connections: TierConnections, serverCount: number, backlog: number, hasCookies: boolean) {
    this.#backlog = backlog;
    this.#hasCookies = hasCookies;
    this.#accept = new WaitQueues(connections, serverCount);
    this.#halfOpen = new Int32Array(serverCount);
    this.#young = new Int32Array(serverCount);
    this.#state = new Uint8Array(serverCount);
    this.#isCutOff = new Uint8Array(serverCount);
    this.#floodHeld = new Float64Array(serverCount);
    this.#placeShare = new Float64Array(serverCount).fill(1);
    this.#lostShare = new Float64Array(serverCount);
  }

  /**
   * SYNs of nobody come at such a rate from now on, and such a share of all packets is lost.
   *
   * @param chance drawn from while that matters
   */
  flood(server: number, synPerS: number, lostShare: number, chance: RandomStream): void {
    const { held, placeShare } = floodedQueue(synPerS, this.#backlog, SYN_ACK_RETRIES, SYN_ACK_RETRIES_MIN);
    this.#floodHeld[server] = held;
    this.#placeShare[server] = placeShare;
    this.#lostShare[server] = lostShare;
    this.#chance = chance;
  }

  /** Whether a packet is lost in a flood. Hot. */
  losesPacket(server: number): boolean {
    const share = this.#lostShare[server]!;
    return share > 0 && this.#chance!.uniform() < share;
  }

  /** SERVES, PORT_CLOSED or HOST_SILENT. Hot. */
  stateOf(server: number): number {
    return this.#state[server]!;
  }

  setState(server: number, state: number): void {
    this.#state[server] = state;
  }

  /** No route leads to the server from now on, for new connections; or one does. */
  cutOff(server: number, isCutOff: boolean): void {
    this.#isCutOff[server] = isCutOff ? 1 : 0;
  }

  /** What a server's kernel makes of a SYN: DROPS_SYN, KEEPS_SYN or SENDS_COOKIE. Hot. */
  judgeSyn(server: number): number {
    if (this.#state[server] !== SERVES || this.#isCutOff[server] === 1) return DROPS_SYN;
    if (this.losesPacket(server)) return DROPS_SYN;
    const isCrowded = this.#isCrowded(server);
    if ((isCrowded && !this.#hasCookies) || this.isFull(server)) return DROPS_SYN;
    return isCrowded ? SENDS_COOKIE : KEEPS_SYN;
  }

  /** Whether there is no place for another half-open connection. */
  #isCrowded(server: number): boolean {
    const placeShare = this.#placeShare[server]!;
    if (placeShare < 1) return this.#chance!.uniform() >= placeShare;
    return this.#halfOpen[server]! + this.#floodHeld[server]! >= this.#backlog;
  }

  /** Whether the accept queue has no room. Hot. */
  isFull(server: number): boolean {
    return this.#accept.lengthOf(server) > this.#backlog;
  }

  waitingCount(server: number): number {
    return this.#accept.lengthOf(server);
  }

  halfOpenCount(server: number): number {
    return this.#halfOpen[server]!;
  }

  keepHalfOpen(server: number): void {
    this.#halfOpen[server]!++;
    this.#young[server]!++;
  }

  /** An embryonic socket whose SYN-ACK was repeated so often is one no more. */
  dropHalfOpen(server: number, synAckCount: number): void {
    this.#halfOpen[server]!--;
    if (synAckCount === 0) this.#young[server]!--;
  }

  /** The SYN-ACK of an embryonic socket is repeated for the first time. */
  age(server: number): void {
    this.#young[server]!--;
  }

  /** How often a server repeats a SYN-ACK: less often when old embryonic sockets crowd out young ones. */
  synAckRetries(server: number): number {
    const halfOpen = this.#halfOpen[server]!;
    let retries = SYN_ACK_RETRIES;
    if (halfOpen * 2 <= Math.max(8, this.#backlog)) return retries;
    for (let young = this.#young[server]! * 2; retries > SYN_ACK_RETRIES_MIN && halfOpen >= young; young *= 2) {
      retries--;
      if (young === 0) return SYN_ACK_RETRIES_MIN;
    }
    return retries;
  }

  /** Puts an established connection into the accept queue, which has room. Hot. */
  enqueue(row: number, server: number): void {
    this.#accept.push(row, server);
  }

  /** The next connection of the accept queue, or NO_ROW. Hot. */
  dequeue(server: number): number {
    return this.#accept.shift(server);
  }
}
