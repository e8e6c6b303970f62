/**
 * Copies of the records of servers, where clients are told a server's name: an address that never changes, so the time
 * of lookups counts, and whether DNS knows the name at all.
 *
 * A client holds a copy of its own server's, a resolver one of each that its clients asked for. A name that is gone
 * lives on in these copies; who has to ask is told that there is none, and so are those who ask the same resolver soon
 * after. State: when each copy ends; of resolvers only the pairs that were asked for; names that are gone.
 */
import { avalanche } from '../../kernel/avalanche.ts';
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import { duration, MINUTE } from '../../kernel/time.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import type { ResolvedNaming } from '../../scenario/resolved-naming.ts';
import type { Resolvers } from '../../traffic/resolvers.ts';
import type { DesignContext } from '../design-run.ts';

/**
 * RFC 2308, 5: a resolver keeps an answer that there is no such name; how long the zone says (SOA minimum). Assumption:
 * five minutes, as many zones have it.
 */
const NEGATIVE_TTL = duration(5 * MINUTE);

const RESOLVER_SALT = 0x3c6ef372;
const CLIENT_SALT = 0x1b873593;

/** Numbers of a client's copy: the server whose address it holds, or held last, -1 for none; and the end of it, us. */
const COPY_LENGTH = 2;
const SERVER = 0;
const ENDS_AT = 1;

export class ServerNames {
  readonly #naming: ResolvedNaming;
  readonly #resolvers: Resolvers;
  readonly #collector: Collector;
  readonly #slotCount: number;
  /** [clientCount][COPY_LENGTH] one record, because both are asked for at once. */
  readonly #copies: Float64Array;
  /** By resolver * slots + server, us. */
  readonly #heldUntil = new Map<number, number>();
  /** The same of answers that there is no such name. */
  readonly #missingUntil = new Map<number, number>();
  /** By server: how many events keep its name out of DNS. */
  readonly #lossCount = new Map<number, number>();
  /** Whether the last lookup found the name. */
  isFound = true;

  constructor({ resolvers, population, collector, plan }: DesignContext, naming: ResolvedNaming) {
    this.#naming = naming;
    this.#resolvers = resolvers;
    this.#collector = collector;
    this.#slotCount = plan.slotCount;
    this.#copies = new Float64Array(COPY_LENGTH * population.clientCount).fill(-1);
  }

  /** A client has looked up its server some time before the run. Assumption: its copy is of any age. */
  heldBefore(client: number, server: number): void {
    this.#hold(client, server, this.#naming.serverTtl * shareOf(client ^ CLIENT_SALT));
  }

  /** Another person has taken a client's place. */
  forget(client: number): void {
    this.#copies[COPY_LENGTH * client + SERVER] = -1;
  }

  /** DNS no longer knows the names of servers. */
  lose(servers: readonly number[]): void {
    for (const server of servers) this.#lossCount.set(server, (this.#lossCount.get(server) ?? 0) + 1);
  }

  /** One loss less: with none left DNS knows a name again. */
  restore(servers: readonly number[]): void {
    for (const server of servers) this.#lossCount.set(server, this.#lossCount.get(server)! - 1);
  }

  /** What it takes a client to have a server's address, us: 0 when it holds it; sets `isFound`. Hot. */
  lookUp(network: number, client: number, server: number, nowUs: number): number {
    this.isFound = true;
    const copies = this.#copies;
    const at = COPY_LENGTH * client;
    if (copies[at + SERVER] === server && copies[at + ENDS_AT]! > nowUs) return 0;
    return this.#ask(network, client, server, nowUs);
  }

  #ask(network: number, client: number, server: number, nowUs: number): number {
    const { serverTtl, lookup, authoritative } = this.#naming;
    const pair = this.#resolvers.resolverOf(network, client) * this.#slotCount + server;
    const heldUntil = this.#heldUntil.get(pair) ?? this.#heldAtStart(pair);
    const isHeld = heldUntil > nowUs;
    this.#collector.count(COUNTER.dnsLookups, nowUs);
    if (!isHeld && this.#lossCount.size > 0) {
      const isKnown = (this.#missingUntil.get(pair) ?? 0) > nowUs;
      this.isFound = !isKnown && (this.#lossCount.get(server) ?? 0) === 0;
      if (!isKnown && !this.isFound) this.#missingUntil.set(pair, nowUs + NEGATIVE_TTL);
      if (!this.isFound) return lookup + (isKnown ? 0 : authoritative);
    }
    const endsAt = isHeld ? heldUntil : nowUs + serverTtl;
    this.#heldUntil.set(pair, endsAt);
    this.#hold(client, server, endsAt);
    return lookup + (isHeld ? 0 : authoritative);
  }

  #hold(client: number, server: number, endsAt: number): void {
    this.#copies[COPY_LENGTH * client + SERVER] = server;
    this.#copies[COPY_LENGTH * client + ENDS_AT] = endsAt;
  }

  /** Somebody asked before the run, or nobody did. */
  #heldAtStart(pair: number): number {
    return this.#naming.atStart === 'cold' ? 0 : this.#naming.serverTtl * shareOf(pair ^ RESOLVER_SALT);
  }
}

/** Evenly spread over 0 .. 1. */
function shareOf(word: number): number {
  return (avalanche(word) >>> 0) / TWO_POW_32;
}
