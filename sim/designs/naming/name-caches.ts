/**
 * Copies of the answer for one name: each resolver's, which its clients share, and each client's own. A copy lives as
 * long as the record allows, or longer with those who do not keep to that (`hold-factors`); a client's copy ends with
 * the resolver's that it comes from.
 *
 * State: the copies, 16 bytes each. No events: a copy that has ended is replaced when somebody asks.
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

/**
 * A copy is one record of 16 bytes, because all of it is read and written together. Its
 * words of 8 bytes, [holderCount][2]:
 */
const INSTANT_SHIFT = 1;
/** Until when it may be used, us; 0: there is none yet. */
const ENDS_AT = 0;
/** Its words of 4 bytes, [holderCount][4], of which the first two are the instant. */
const WORD_SHIFT = 2;
/** Number of the answer. */
const ANSWER = 2;
/** Place of the address with which it begins, among those of the answer; 0 where there is none. */
const PLACE = 3;

/**
 * Copies by holder. Whoever looks a name up goes to their words itself: a method for each would be as
 * many calls as there are words.
 */
class Copies {
  readonly instants: Float64Array;
  readonly words: Int32Array;

  constructor(holderCount: number) {
    this.instants = new Float64Array(holderCount << INSTANT_SHIFT);
    this.words = new Int32Array(this.instants.buffer);
  }
}

export class NameCaches {
  readonly #naming: ResolvedNaming;
  readonly #record: NameRecord;
  readonly #authority: Authority;
  readonly #resolvers: Resolvers;
  readonly #collector: Collector;
  /** How long a lookup takes that the resolver has the answer to, and one for which it has to ask, us. */
  readonly #resolverUs: number;
  readonly #authorityUs: number;
  /** Whether a resolver begins each of its answers with the next address. */
  readonly #isRotated: boolean;
  /** The most addresses that a client takes from an answer. */
  readonly #addressesMax: number;
  /** By resolver, and by client. */
  readonly #held: Copies;
  readonly #own: Copies;
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
    this.#resolverUs = naming.lookup;
    this.#authorityUs = naming.lookup + naming.authoritative;
    this.#isRotated = naming.resolverOrder === 'rotated';
    this.#addressesMax = naming.answer.addresses ?? record.addressCount;
    this.#held = new Copies(resolvers.count);
    this.#own = new Copies(population.clientCount);
    const { violations } = naming;
    const chance = streams.stream('dns-violations');
    this.#resolverFactors = violations?.at === 'resolvers' ? holdFactors(violations, resolvers.count, chance) : null;
    this.#clientFactors = violations?.at === 'clients' ? holdFactors(violations, population.clientCount, chance) : null;
    if (naming.atStart === 'cold') return;
    // Somebody asked before the run, each at a time of its own.
    const warmth = streams.stream('dns-warm-resolvers');
    const { instants, words } = this.#held;
    for (let resolver = 0; resolver < resolvers.count; resolver++) {
      this.#fetch(resolver, 0);
      instants[(resolver << INSTANT_SHIFT) | ENDS_AT]! *= warmth.uniform();
      this.#begin(resolver, words[(resolver << WORD_SHIFT) | ANSWER]!, warmth.below(TURNS));
    }
  }

  /** The client makes sure that it holds a good copy; returns how long that takes it, us: 0 when it does. Hot. */
  lookUp(network: number, client: number, nowUs: number): number {
    return this.#own.instants[(client << INSTANT_SHIFT) | ENDS_AT]! > nowUs ? 0 : this.#ask(network, client, nowUs);
  }

  /** The client's copy is its resolver's from now on. Hot. */
  #ask(network: number, client: number, nowUs: number): number {
    const { instants, words } = this.#held;
    const resolver = this.#resolvers.resolverOf(network, client);
    const from = resolver << WORD_SHIFT;
    const isHeld = instants[(resolver << INSTANT_SHIFT) | ENDS_AT]! > nowUs;
    if (!isHeld) this.#fetch(resolver, nowUs);
    else if (this.#isRotated) this.#begin(resolver, words[from | ANSWER]!, words[from | PLACE]! + 1);
    const own = this.#own.words;
    const to = client << WORD_SHIFT;
    own[to | ANSWER] = words[from | ANSWER]!;
    own[to | PLACE] = words[from | PLACE]!;
    const heldUntil = instants[(resolver << INSTANT_SHIFT) | ENDS_AT]!;
    const factor = this.#clientFactors === null ? 1 : this.#clientFactors[client]!;
    this.#own.instants[(client << INSTANT_SHIFT) | ENDS_AT] =
      factor === 1 ? heldUntil : nowUs + factor * this.#naming.ttl;
    this.#collector.count(COUNTER.dnsLookups, nowUs);
    return isHeld ? this.#resolverUs : this.#authorityUs;
  }

  /** The `tryNumber`-th address of a client's copy, from 0; NO_ADDRESS when it has no more. Hot. */
  addressOf(client: number, tryNumber: number): number {
    const { words } = this.#own;
    const addresses = this.#record.addressesOf(words[(client << WORD_SHIFT) | ANSWER]!);
    const { length } = addresses;
    if (tryNumber >= length || tryNumber >= this.#addressesMax) return NO_ADDRESS;
    const place = words[(client << WORD_SHIFT) | PLACE]! + tryNumber;
    return addresses[place < length ? place : place - length]!;
  }

  /** Addresses that a client can try. */
  countOf(client: number): number {
    const answer = this.#own.words[(client << WORD_SHIFT) | ANSWER]!;
    return Math.min(this.#record.addressesOf(answer).length, this.#addressesMax);
  }

  /** The client is sent to an address: counts it where the record no longer has it. Hot. */
  sentTo(address: number, nowUs: number): void {
    if (!this.#record.isListed(address)) this.#collector.count(COUNTER.staleAnswers, nowUs);
  }

  /** Somebody else has taken the client's place. */
  forget(client: number): void {
    this.#own.instants[(client << INSTANT_SHIFT) | ENDS_AT] = 0;
  }

  /** A resolver's copy ended: it asks whoever answers for the name. */
  #fetch(resolver: number, nowUs: number): void {
    const factor = this.#resolverFactors === null ? 1 : this.#resolverFactors[resolver]!;
    this.#held.instants[(resolver << INSTANT_SHIFT) | ENDS_AT] = nowUs + factor * this.#naming.ttl;
    const region = this.#authority.regionFor(resolver);
    this.#begin(resolver, this.#record.answerNow(region), this.#authority.nextTurn(region));
  }

  /** A resolver's copy is this answer, beginning with the address whose turn it is. */
  #begin(resolver: number, answer: number, turn: number): void {
    const { length } = this.#record.addressesOf(answer);
    const { words } = this.#held;
    words[(resolver << WORD_SHIFT) | ANSWER] = answer;
    words[(resolver << WORD_SHIFT) | PLACE] = length === 0 ? 0 : turn % length;
  }
}
