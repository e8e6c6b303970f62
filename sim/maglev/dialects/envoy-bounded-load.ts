/**
 * Envoy's consistent hashing with bounded loads (`hash_balance_factor`): a host busier than its slots is passed over.
 *
 * Source: envoyproxy/envoy, thread_aware_lb_impl.cc, `BoundedLoadHashingLoadBalancer`, which cites arXiv:1608.01350 for
 * the bound and arXiv:1908.08762 for the random jump. State: the number of active requests of each host. A pick costs
 * O(hosts) once the first is full.
 */
import { MersenneTwister } from '../hash/mersenne-twister.ts';
import type { LoadAwarePicker, Picker } from '../picker.ts';

export class EnvoyBoundedLoad implements LoadAwarePicker {
  readonly #hashing: Picker;
  readonly #weights: Float64Array;
  readonly #balanceFactorPercent: number;
  readonly #active: Int32Array;
  #activeTotal = 0;
  readonly #shuffle = new MersenneTwister();
  readonly #hostIndices: Int32Array;

  /**
   * @param hashing the table or ring that picks first
   * @param weights normalised weight of each host, in the order in which the cluster lists them
   * @param balanceFactorPercent a host may have this many percent of the average; Envoy asks for 100
   *   or more, 0 would switch it off
   */
  constructor(hashing: Picker, weights: readonly number[], balanceFactorPercent: number) {
    this.#hashing = hashing;
    this.#weights = Float64Array.from(weights);
    this.#balanceFactorPercent = balanceFactorPercent;
    this.#active = new Int32Array(weights.length);
    this.#hostIndices = new Int32Array(weights.length);
  }

  /** The host for a request's hash, given the requests active now. */
  pick(hashHi: number, hashLo: number): number {
    const first = this.#hashing.pick(hashHi, hashLo);
    if (first < 0) return first;
    const overload = this.#overloadFactor(first);
    return overload <= 1 ? first : this.#jump(first, overload, hashLo);
  }

  take(host: number): void {
    this.#active[host]!++;
    this.#activeTotal++;
  }

  release(host: number): void {
    this.#active[host]!--;
    this.#activeTotal--;
  }

  /** Active requests over the slots that the factor grants the host; above 1 it is overloaded. */
  #overloadFactor(host: number): number {
    const totalSlots = Math.floor(((this.#activeTotal + 1) * this.#balanceFactorPercent + 99) / 100);
    const slots = Math.max(Math.ceil(totalSlots * this.#weights[host]!), 1);
    return this.#active[host]! / slots;
  }

  /**
   * The other hosts in an order shuffled by the hash: the first that is not overloaded,
   * else the least overloaded of all.
   */
  #jump(first: number, firstOverload: number, hashLo: number): number {
    const indices = this.#hostIndices;
    const count = indices.length;
    for (let at = 0; at < count; at++) indices[at] = at;
    this.#shuffle.seed(hashLo);
    let least = first;
    let leastOverload = firstOverload;
    for (let at = 0; at < count; at++) {
      const from = at + this.#below(count - at);
      const host = indices[from]!;
      indices[from] = indices[at]!;
      indices[at] = host;
      if (host === first) continue;
      const overload = this.#overloadFactor(host);
      if (overload <= 1) return host;
      if (leastOverload > overload) {
        least = host;
        leastOverload = overload;
      }
    }
    return least;
  }

  /**
   * Uniform over 0 .. bound - 1, by Envoy's rejection: its shuffles must not depend on a C++ library's distribution.
   */
  #below(bound: number): number {
    const bucket = Math.floor(0x100000000 / bound);
    for (;;) {
      const drawn = Math.floor(this.#shuffle.next() / bucket);
      if (drawn < bound) return drawn;
    }
  }
}
