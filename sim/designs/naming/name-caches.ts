/**
 * Copies of the answer for one name: each resolver's, which its clients share, and each client's own. A copy lives as long as the record allows, or
 * longer with those who do not keep to that (`hold-factors`); a client's copy ends with the resolver's that it comes from.
 *
 * State: the copies, 24 bytes a client. No events: a copy that has ended is replaced when somebody asks.
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

/** Words of a copy, [holderCount][4]: one record, because they are read and written together. */
const RECORD_SHIFT = 2;
/** Which answer it is: the version of the record, and the region whose addresses of it are given, or EVERYWHERE. */
const VERSION = 0;
const REGION = 1;
/** What to begin with: a number to be taken modulo how many addresses there are. */
const TURN = 2;
/** The address that this comes to, of a client's copy: most need no other. NO_ADDRESS in an empty one. */
const FIRST = 3;

/** Copies by holder. */
class Copies {
  /** Instant, us; 0: none yet. */
  readonly endsAt: Float64Array;
  readonly words: Int32Array;

  constructor(holderCount: number) {
    this.endsAt = new Float64Array(holderCount);
    this.words = new Int32Array(holderCount << RECORD_SHIFT);
  }
}

export class NameCaches {
  readonly #naming: ResolvedNaming;
  readonly #record: NameRecord;
  readonly #authority: Authority;
  readonly #resolvers: Resolvers;
  readonly #collector: Collector;
  /** Whether a resolver begins each of its answers with the next address. */
  readonly #isRotated: boolean;
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
    this.#isRotated = naming.resolverOrder === 'rotated';
    this.#held = new Copies(resolvers.count);
    this.#own = new Copies(population.clientCount);
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
      this.#held.words[(resolver << RECORD_SHIFT) | TURN] = warmth.below(TURNS);
    }
  }

  /** The client makes sure that it holds a good copy; returns how long that takes it, us: 0 when it does. Hot. */
  lookUp(network: number, client: number, nowUs: number): number {
    return this.#own.endsAt[client]! > nowUs ? 0 : this.#ask(network, client, nowUs);
  }

  #ask(network: number, client: number, nowUs: number): number {
    const { endsAt, words } = this.#held;
    const resolver = this.#resolvers.resolverOf(network, client);
    const from = resolver << RECORD_SHIFT;
    const isHeld = endsAt[resolver]! > nowUs;
    if (!isHeld) this.#fetch(resolver, nowUs);
    else if (this.#isRotated) words[from | TURN]!++;
    this.#take(client, words[from | VERSION]!, words[from | REGION]!, words[from | TURN]!);
    const factor = this.#clientFactors === null ? 1 : this.#clientFactors[client]!;
    this.#own.endsAt[client] = factor === 1 ? endsAt[resolver]! : nowUs + factor * this.#naming.ttl;
    this.#collector.count(COUNTER.dnsLookups, nowUs);
    return this.#naming.lookup + (isHeld ? 0 : this.#naming.authoritative);
  }

  /** The client's copy is this one from now on. */
  #take(client: number, version: number, region: number, turn: number): void {
    const { words } = this.#own;
    const to = client << RECORD_SHIFT;
    const addresses = this.#record.addressesOf(version, region);
    words[to | VERSION] = version;
    words[to | REGION] = region;
    words[to | TURN] = turn;
    words[to | FIRST] = addresses.length === 0 ? NO_ADDRESS : addresses[turn % addresses.length]!;
  }

  /** The `tryNumber`-th address of a client's copy, from 0; NO_ADDRESS when it has no more. Hot. */
  addressOf(client: number, tryNumber: number): number {
    const { words } = this.#own;
    if (tryNumber === 0) return words[(client << RECORD_SHIFT) | FIRST]!;
    const addresses = this.#addressesOf(client);
    if (tryNumber >= this.#lengthOf(addresses)) return NO_ADDRESS;
    return addresses[(words[(client << RECORD_SHIFT) | TURN]! + tryNumber) % addresses.length]!;
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
    const { words } = this.#own;
    const at = client << RECORD_SHIFT;
    return this.#record.addressesOf(words[at | VERSION]!, words[at | REGION]!);
  }

  #lengthOf(addresses: Int32Array): number {
    const most = this.#naming.answer.addresses;
    return most === null ? addresses.length : Math.min(most, addresses.length);
  }

  #fetch(resolver: number, nowUs: number): void {
    const held = this.#held;
    const factor = this.#resolverFactors === null ? 1 : this.#resolverFactors[resolver]!;
    held.endsAt[resolver] = nowUs + factor * this.#naming.ttl;
    const region = this.#authority.regionFor(resolver);
    const at = resolver << RECORD_SHIFT;
    held.words[at | VERSION] = this.#record.version;
    held.words[at | REGION] = region;
    held.words[at | TURN] = this.#authority.nextTurn(region);
  }
}
