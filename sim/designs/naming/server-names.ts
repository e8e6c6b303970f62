/**
 * Copies of the records of servers, where clients are told a server's name: an address that never changes, so only the time of lookups counts.
 *
 * A client holds a copy of its own server's, a resolver one of each that its clients asked for. State: when each ends; of resolvers only the pairs
 * that were asked for.
 */
import { avalanche } from '../../kernel/avalanche.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import type { ResolvedNaming } from '../../scenario/resolved-naming.ts';
import type { Resolvers } from '../../traffic/resolvers.ts';
import type { DesignContext } from '../design-run.ts';

const RESOLVER_SALT = 0x3c6ef372;
const CLIENT_SALT = 0x1b873593;
const WORDS = 2 ** 32;

export class ServerNames {
  readonly #naming: ResolvedNaming;
  readonly #resolvers: Resolvers;
  readonly #collector: Collector;
  readonly #slotCount: number;
  /** [clientCount] the server whose address it holds, or held last; -1: none. */
  readonly #server: Int32Array;
  /** [clientCount] end of its copy, us. */
  readonly #endsAt: Float64Array;
  /** By resolver * slots + server, us. */
  readonly #heldUntil = new Map<number, number>();

  constructor({ resolvers, population, collector, plan }: DesignContext, naming: ResolvedNaming) {
    this.#naming = naming;
    this.#resolvers = resolvers;
    this.#collector = collector;
    this.#slotCount = plan.slotCount;
    this.#server = new Int32Array(population.clientCount).fill(-1);
    this.#endsAt = new Float64Array(population.clientCount);
  }

  /** A client has looked up its server some time before the run. Assumption: its copy is of any age. */
  heldBefore(client: number, server: number): void {
    this.#server[client] = server;
    this.#endsAt[client] = this.#naming.serverTtl * shareOf(client ^ CLIENT_SALT);
  }

  /** Another person has taken a client's place. */
  forget(client: number): void {
    this.#server[client] = -1;
  }

  /** What it takes a client to have a server's address, us: 0 when it holds it. Hot. */
  lookUp(network: number, client: number, server: number, nowUs: number): number {
    if (this.#server[client] === server && this.#endsAt[client]! > nowUs) return 0;
    this.#server[client] = server;
    const { serverTtl, lookup, authoritative } = this.#naming;
    const pair = this.#resolvers.resolverOf(network, client) * this.#slotCount + server;
    const heldUntil = this.#heldUntil.get(pair) ?? this.#heldAtStart(pair);
    const isHeld = heldUntil > nowUs;
    const endsAt = isHeld ? heldUntil : nowUs + serverTtl;
    this.#heldUntil.set(pair, endsAt);
    this.#endsAt[client] = endsAt;
    this.#collector.count(COUNTER.dnsLookups, nowUs);
    return lookup + (isHeld ? 0 : authoritative);
  }

  /** Somebody asked before the run, or nobody did. */
  #heldAtStart(pair: number): number {
    return this.#naming.atStart === 'cold' ? 0 : this.#naming.serverTtl * shareOf(pair ^ RESOLVER_SALT);
  }
}

/** Evenly spread over 0 .. 1. */
function shareOf(word: number): number {
  return (avalanche(word) >>> 0) / WORDS;
}
