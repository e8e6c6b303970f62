/**
 * Whoever answers for the name: which of the record's addresses an answer has, and with which it begins.
 *
 * `roundRobin`: all, each answer beginning with the next. Others answer with those of one region that has any, in turn
 * as well: `nearest` to where the resolver seems to be, `failover` the first in the order of the scenario, `weighted`
 * by chance. State: whose turn it is.
 */
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { ResolvedNaming } from '../../scenario/resolved-naming.ts';
import type { World } from '../../world/world.ts';
import type { DesignContext } from '../design-run.ts';
import { EVERYWHERE, type NameRecord } from './name-record.ts';
import { resolverPlaces } from './resolver-places.ts';

/** Far more than there are addresses, so that starting over favours none. */
export const TURNS = 2 ** 30;

export class Authority {
  readonly #record: NameRecord;
  readonly #kind: ResolvedNaming['answer']['kind'];
  /** [regionCount] with `failover`, most preferred first. */
  readonly #regionOrder: readonly number[];
  /** [regionCount] with `weighted`. */
  readonly #weights: Float64Array;
  /** [resolverCount] with `nearest`: the network in whose place it seems to be. */
  readonly #places: Int32Array | null;
  readonly #rttsUs: Float64Array;
  readonly #regionCount: number;
  readonly #chance: RandomStream;
  /** [regionCount + 1] how many answers there were of each region, and last of all of them. */
  readonly #turns: Int32Array;

  /**
   * @param regionOrder regions of addresses, most preferred first
   * @param rttsUs from client networks to regions [networkCount][regionCount]
   */
  constructor(
    { world, streams, resolvers }: DesignContext,
    naming: ResolvedNaming,
    record: NameRecord,
    regionOrder: readonly number[],
    rttsUs: Float64Array,
  ) {
    const { answer, clientSubnet, mislocated } = naming;
    this.#record = record;
    this.#kind = answer.kind;
    this.#regionOrder = regionOrder;
    this.#rttsUs = rttsUs;
    this.#regionCount = world.regions.length;
    this.#turns = new Int32Array(world.regions.length + 1);
    this.#weights = weightsOf(answer.weights, world);
    const perNetwork = resolvers.count / world.networks.length;
    const share = clientSubnet ? 0 : mislocated;
    this.#places =
      answer.kind === 'nearest'
        ? resolverPlaces(world, perNetwork, share, streams.stream('dns-resolver-places'))
        : null;
    this.#chance = streams.stream('dns-answers');
  }

  /**
   * Which of a region's addresses, or of all, is first in the next answer that has these: a number to be
   * taken modulo how many they are.
   */
  nextTurn(region: number): number {
    const at = region === EVERYWHERE ? this.#regionCount : region;
    this.#turns[at] = (this.#turns[at]! + 1) % TURNS;
    return this.#turns[at]!;
  }

  /** The region whose addresses a resolver gets now, or EVERYWHERE. */
  regionFor(resolver: number): number {
    switch (this.#kind) {
      case 'roundRobin':
        return EVERYWHERE;
      case 'nearest':
        return this.#nearestTo(this.#places![resolver]!);
      case 'failover':
        return this.#regionOrder.find((region) => this.#record.hasIn(region)) ?? EVERYWHERE;
      case 'weighted':
        return this.#byChance();
    }
  }

  #nearestTo(network: number): number {
    let nearest = EVERYWHERE;
    let leastUs = Number.POSITIVE_INFINITY;
    for (let region = 0; region < this.#regionCount; region++) {
      const rttUs = this.#rttsUs[network * this.#regionCount + region]!;
      if (rttUs >= leastUs || !this.#record.hasIn(region)) continue;
      nearest = region;
      leastUs = rttUs;
    }
    return nearest;
  }

  #byChance(): number {
    const weightOf = (region: number): number => (this.#record.hasIn(region) ? this.#weights[region]! : 0);
    let total = 0;
    for (let region = 0; region < this.#regionCount; region++) total += weightOf(region);
    let left = this.#chance.uniform() * total;
    for (let region = 0; region < this.#regionCount; region++) {
      left -= weightOf(region);
      if (left < 0) return region;
    }
    // Only regions of no weight have addresses.
    return EVERYWHERE;
  }
}

function weightsOf(weights: ResolvedNaming['answer']['weights'], { regions }: World): Float64Array {
  return Float64Array.from(regions, ({ id }) => weights.find(({ region }) => region === id)?.weight ?? 0);
}
