/**
 * Copies of the answer for one name: each resolver's, which its clients share, and each client's own. A copy lives as long as the record allows, or
 * longer with those who do not keep to that (`hold-factors`); a client's copy ends with the resolver's that it comes from.
 *
 * State: the copies, 22 bytes a client. No events: a copy that has ended is replaced when somebody asks.
 */
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import type { ResolvedNaming } from '../../scenario/resolved-naming.ts';
import type { Resolvers } from '../../traffic/resolvers.ts';
import type { DesignContext } from '../design-run.ts';
import { type Authority, TURNS } from './authority.ts';
import { holdFactors } from './hold-factors.ts';
import type { NameRecord } from './name-record.ts';

/** The copy has no more addresses to try. */
export const NO_ADDRESS = -1;

/** Copies by holder. */
class Copies {
  /** Instant, us; 0: none yet. */
  readonly endsAt: Float64Array;
  readonly version: Int32Array;
  readonly region: Int16Array;
  /** What to begin with: a number to be taken modulo how many addresses there are. */
  readonly turn: Int32Array;

  constructor(holderCount: number) {
    this.endsAt = new Float64Array(holderCount);
    this.version = new Int32Array(holderCount);
    this.region = new Int16Array(holderCount);
    this.turn = new Int32Array(holderCount);
  }
}

export class NameCaches {
  readonly #naming: ResolvedNaming;
  readonly #record: NameRecord;
  readonly #authority: Authority;
  readonly #resolvers: Resolvers;
  readonly #collector: Collector;
  readonly #held: Copies;
  readonly #own: Copies;
  /** [clientCount] the address that a client's copy begins with, for the many who need no other; NO_ADDRESS in an empty one. */
  readonly #first: Int32Array;
  /** By resolver, or by client; `null`: nobody of these holds copies for longer. */
  readonly #resolverFactors: Float64Array | null;
  readonly #clientFactors: Float64Array | null;

  /** @param record with its first version */
  constructor(
    { resolvers, population, streams, collector }: DesignContext,
    naming: ResolvedNaming,
    record: NameRecord,
    authority: Authority,
  ) {
    this.#naming = naming;
    this.#record = record;
    this.#authority = authority;
    this.#resolvers = resolvers;
    this.#collector = collector;
    this.#held = new Copies(resolvers.count);
    this.#own = new Copies(population.clientCount);
    this.#first = new Int32Array(population.clientCount).fill(NO_ADDRESS);
    const { violations } = naming;
    const chance = streams.stream('dns-violations');
    this.#resolverFactors = violations?.at === 'resolvers' ? holdFactors(violations, resolvers.count, chance) : null;
    this.#clientFactors = violations?.at === 'clients' ? holdFactors(violations, population.clientCount, chance) : null;
    if (naming.atStart === 'cold') return;
    // Somebody asked before the run, each at a time of its own.
    const warmth = streams.stream('dns-warm-resolvers');
    for (let resolver = 0; resolver < resolvers.count; resolver++) {
      this.#fetch(resolver, 0);
      this.#held.endsAt[resolver]! *= warmth.uniform();
      this.#held.turn[resolver] = warmth.below(TURNS);
    }
  }

  /** The client makes sure that it holds a good copy; returns how long that takes it, us: 0 when it does. Hot. */
  lookUp(network: number, client: number, nowUs: number): number {
    return this.#own.endsAt[client]! > nowUs ? 0 : this.#ask(network, client, nowUs);
  }

  #ask(network: number, client: number, nowUs: number): number {
    const own = this.#own;
    const held = this.#held;
    const resolver = this.#resolvers.resolverOf(network, client);
    const isHeld = held.endsAt[resolver]! > nowUs;
    if (!isHeld) this.#fetch(resolver, nowUs);
    else if (this.#naming.resolverOrder === 'rotated') held.turn[resolver]!++;
    own.version[client] = held.version[resolver]!;
    own.region[client] = held.region[resolver]!;
    own.turn[client] = held.turn[resolver]!;
    const factor = this.#clientFactors === null ? 1 : this.#clientFactors[client]!;
    own.endsAt[client] = factor === 1 ? held.endsAt[resolver]! : nowUs + factor * this.#naming.ttl;
    this.#first[client] = this.#addressAt(client, 0);
    this.#collector.count(COUNTER.dnsLookups, nowUs);
    return this.#naming.lookup + (isHeld ? 0 : this.#naming.authoritative);
  }

  /** The `tryNumber`-th address of a client's copy, from 0; NO_ADDRESS when it has no more. Hot. */
  addressOf(client: number, tryNumber: number): number {
    return tryNumber === 0 ? this.#first[client]! : this.#addressAt(client, tryNumber);
  }

  #addressAt(client: number, tryNumber: number): number {
    const addresses = this.#addressesOf(client);
    if (tryNumber >= this.#lengthOf(addresses)) return NO_ADDRESS;
    return addresses[(this.#own.turn[client]! + tryNumber) % addresses.length]!;
  }

  /** Addresses that a client can try. */
  countOf(client: number): number {
    return this.#lengthOf(this.#addressesOf(client));
  }

  /** The client is sent to an address: counts it where the record no longer has it. Hot. */
  sentTo(address: number, nowUs: number): void {
    if (!this.#record.isListed(address)) this.#collector.count(COUNTER.staleAnswers, nowUs);
  }

  /** Somebody else has taken the client's place. */
  forget(client: number): void {
    this.#own.endsAt[client] = 0;
  }

  #addressesOf(client: number): Int32Array {
    return this.#record.addressesOf(this.#own.version[client]!, this.#own.region[client]!);
  }

  #lengthOf(addresses: Int32Array): number {
    const most = this.#naming.answer.addresses;
    return most === null ? addresses.length : Math.min(most, addresses.length);
  }

  #fetch(resolver: number, nowUs: number): void {
    const held = this.#held;
    const factor = this.#resolverFactors === null ? 1 : this.#resolverFactors[resolver]!;
    held.endsAt[resolver] = nowUs + factor * this.#naming.ttl;
    held.version[resolver] = this.#record.version;
    held.region[resolver] = this.#authority.regionFor(resolver);
    held.turn[resolver] = this.#authority.nextTurn(held.region[resolver]!);
  }
}
