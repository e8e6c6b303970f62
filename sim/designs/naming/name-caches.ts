/**
 * Copies of the answer for one name: each resolver's, which its clients share, and each client's own. A copy lives as long as the record allows, or
 * longer with those who do not keep to that (`hold-factors`); a client's copy ends with the resolver's that it comes from.
 *
 * State: the copies, 16 bytes each (`name-copies`). No events: a copy that has ended is replaced when somebody asks.
 */
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import type { ResolvedNaming } from '../../scenario/resolved-naming.ts';
import type { Resolvers } from '../../traffic/resolvers.ts';
import type { DesignContext } from '../design-run.ts';
import { type Authority, TURNS } from './authority.ts';
import { holdFactors } from './hold-factors.ts';
import { NameCopies } from './name-copies.ts';
import type { NameRecord } from './name-record.ts';

/** The copy has no more addresses to try. */
export const NO_ADDRESS = -1;

export class NameCaches {
  readonly #naming: ResolvedNaming;
  readonly #record: NameRecord;
  readonly #authority: Authority;
  readonly #resolvers: Resolvers;
  readonly #collector: Collector;
  /** Whether a resolver begins each of its answers with the next address. */
  readonly #isRotated: boolean;
  /** The most addresses that a client takes from an answer. */
  readonly #addressesMax: number;
  /** By resolver, and by client. */
  readonly #held: NameCopies;
  readonly #own: NameCopies;
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
    this.#isRotated = naming.resolverOrder === 'rotated';
    this.#addressesMax = naming.answer.addresses ?? record.addressCount;
    this.#held = new NameCopies(resolvers.count);
    this.#own = new NameCopies(population.clientCount);
    const { violations } = naming;
    const chance = streams.stream('dns-violations');
    this.#resolverFactors = violations?.at === 'resolvers' ? holdFactors(violations, resolvers.count, chance) : null;
    this.#clientFactors = violations?.at === 'clients' ? holdFactors(violations, population.clientCount, chance) : null;
    if (naming.atStart === 'cold') return;
    // Somebody asked before the run, each at a time of its own.
    const warmth = streams.stream('dns-warm-resolvers');
    for (let resolver = 0; resolver < resolvers.count; resolver++) {
      this.#fetch(resolver, 0);
      this.#held.setEndsAt(resolver, this.#held.endsAt(resolver) * warmth.uniform());
      this.#begin(resolver, this.#held.answer(resolver), warmth.below(TURNS));
    }
  }

  /** The client makes sure that it holds a good copy; returns how long that takes it, us: 0 when it does. Hot. */
  lookUp(network: number, client: number, nowUs: number): number {
    return this.#own.endsAt(client) > nowUs ? 0 : this.#ask(network, client, nowUs);
  }

  /** The client's copy is its resolver's from now on. Hot. */
  #ask(network: number, client: number, nowUs: number): number {
    const held = this.#held;
    const resolver = this.#resolvers.resolverOf(network, client);
    const isHeld = held.endsAt(resolver) > nowUs;
    if (!isHeld) this.#fetch(resolver, nowUs);
    else if (this.#isRotated) this.#begin(resolver, held.answer(resolver), held.place(resolver) + 1);
    const own = this.#own;
    own.put(client, held.answer(resolver), held.place(resolver));
    const factor = this.#clientFactors === null ? 1 : this.#clientFactors[client]!;
    own.setEndsAt(client, factor === 1 ? held.endsAt(resolver) : nowUs + factor * this.#naming.ttl);
    this.#collector.count(COUNTER.dnsLookups, nowUs);
    return this.#naming.lookup + (isHeld ? 0 : this.#naming.authoritative);
  }

  /** The `tryNumber`-th address of a client's copy, from 0; NO_ADDRESS when it has no more. Hot. */
  addressOf(client: number, tryNumber: number): number {
    const own = this.#own;
    const addresses = this.#record.addressesOf(own.answer(client));
    const { length } = addresses;
    if (tryNumber >= Math.min(length, this.#addressesMax)) return NO_ADDRESS;
    const place = own.place(client) + tryNumber;
    return addresses[place < length ? place : place - length]!;
  }

  /** Addresses that a client can try. */
  countOf(client: number): number {
    return Math.min(this.#record.addressesOf(this.#own.answer(client)).length, this.#addressesMax);
  }

  /** The client is sent to an address: counts it where the record no longer has it. Hot. */
  sentTo(address: number, nowUs: number): void {
    if (!this.#record.isListed(address)) this.#collector.count(COUNTER.staleAnswers, nowUs);
  }

  /** Somebody else has taken the client's place. */
  forget(client: number): void {
    this.#own.setEndsAt(client, 0);
  }

  /** A resolver's copy ended: it asks whoever answers for the name. */
  #fetch(resolver: number, nowUs: number): void {
    const factor = this.#resolverFactors === null ? 1 : this.#resolverFactors[resolver]!;
    this.#held.setEndsAt(resolver, nowUs + factor * this.#naming.ttl);
    const region = this.#authority.regionFor(resolver);
    this.#begin(resolver, this.#record.answerNow(region), this.#authority.nextTurn(region));
  }

  /** A resolver's copy is this answer, beginning with the address whose turn it is. */
  #begin(resolver: number, answer: number, turn: number): void {
    const { length } = this.#record.addressesOf(answer);
    this.#held.put(resolver, answer, length === 0 ? 0 : turn % length);
  }
}
