/**
 * Envoy's ring hash (its ketama): points in proportion to normalised weight, enough of them that the
 * lightest host has a whole number.
 *
 * Source: envoyproxy/envoy, ring_hash_lb.cc. Because the number of points for each host follows from the number of
 * hosts, removing one host can also move keys of others, which a ring with fixed points would not.
 */
import { MaglevInputError } from '../backend.ts';
import type { EnvoyHost } from '../dialects/envoy.ts';
import { utf8Bytes } from '../hash/utf8.ts';
import { Word64 } from '../hash/word64.ts';
import { xxHash64 } from '../hash/xxhash64.ts';
import type { Picker } from '../picker.ts';
import { UNCLAIMED } from '../slot-claimer.ts';
import { HashRing } from './hash-ring.ts';

/** Defaults of `minimum_ring_size` and `maximum_ring_size`. */
export const ENVOY_RING_SIZE_MIN = 1024;
export const ENVOY_RING_SIZE_MAX = 8 * 1024 * 1024;

export class EnvoyRing implements Picker {
  readonly #ring: HashRing;

  /** @throws MaglevInputError where the bounds of the ring's size cross, with Envoy's words */
  constructor(hosts: readonly EnvoyHost[], ringSizeMin: number, ringSizeMax: number) {
    if (ringSizeMin > ringSizeMax) {
      throw new MaglevInputError(`ring hash: minimum_ring_size (${ringSizeMin}) > maximum_ring_size (${ringSizeMax})`);
    }
    let lightest = 1;
    for (const { weight } of hosts) lightest = Math.min(lightest, weight);
    const scale = Math.min(Math.ceil(lightest * ringSizeMin) / lightest, ringSizeMax);
    this.#ring = ringOfHosts(hosts, scale);
  }

  get size(): number {
    return this.#ring.size;
  }

  pick(hashHi: number, hashLo: number): number {
    return this.#ring.pick(hashHi, hashLo);
  }

  /** The host of a retry: the owner `attempt` points further on. */
  pickAttempt(hashHi: number, hashLo: number, attempt: number): number {
    return this.#ring.size === 0 ? UNCLAIMED : this.#ring.owner(this.#ring.firstPoint(hashHi, hashLo) + attempt);
  }
}

/** Running sums spread fractions of a point over the hosts in the order listed. */
function ringOfHosts(hosts: readonly EnvoyHost[], scale: number): HashRing {
  const hi: number[] = [];
  const lo: number[] = [];
  const owners: number[] = [];
  const seed = new Word64();
  let target = 0;
  for (const [owner, { hashKey, weight }] of hosts.entries()) {
    target += scale * weight;
    for (let index = 0; owners.length < target; index++) {
      const hash = xxHash64(utf8Bytes(`${hashKey}_${index}`), seed);
      hi.push(hash.hi);
      lo.push(hash.lo);
      owners.push(owner);
    }
  }
  return new HashRing({ hi: Uint32Array.from(hi), lo: Uint32Array.from(lo), owners: Int32Array.from(owners) });
}
