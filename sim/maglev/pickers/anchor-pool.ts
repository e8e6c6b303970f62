/**
 * Named backends on AnchorHash's numbered buckets: who leaves gives up a bucket, who joins takes
 * the one that was given up last.
 */
import { MaglevInputError } from '../backend.ts';
import type { Picker } from '../picker.ts';
import { AnchorHash } from './anchor-hash.ts';

/**
 * Buckets for each backend at the start (assumption: room to double; the paper shows that
 * lookups stay short up to about that).
 */
const CAPACITY_FACTOR = 2;

class AnchorPool implements Picker {
  readonly #anchor: AnchorHash;
  /** Bucket -> index of the backend in the pool as it is now. */
  readonly #backends: Int32Array;

  constructor(anchor: AnchorHash, backends: Int32Array) {
    this.#anchor = anchor;
    this.#backends = backends;
  }

  pick(hashHi: number, hashLo: number): number {
    const bucket = this.#anchor.pick(hashHi, hashLo);
    return bucket < 0 ? bucket : this.#backends[bucket]!;
  }
}

/** Bucket i is backend i. */
export function buildAnchorHash(names: readonly string[]): Picker {
  const capacity = Math.max(1, names.length * CAPACITY_FACTOR);
  const backends = new Int32Array(capacity).fill(-1);
  for (const index of names.keys()) backends[index] = index;
  return new AnchorPool(new AnchorHash(capacity, names.length), backends);
}

/**
 * The pool `before`, from which the missing names have left in their order, and which the new
 * names have then joined in theirs.
 *
 * @throws MaglevInputError where more names join than the capacity of `before` has room for
 */
export function rebuildAnchorHash(before: readonly string[], after: readonly string[]): Picker {
  const capacity = Math.max(1, before.length * CAPACITY_FACTOR);
  const anchor = new AnchorHash(capacity, before.length);
  const backends = new Int32Array(capacity).fill(-1);
  const indexAfter = new Map(after.map((name, index) => [name, index]));
  for (const [bucket, name] of before.entries()) {
    const index = indexAfter.get(name);
    if (index === undefined) anchor.remove(bucket);
    else backends[bucket] = index;
  }
  const known = new Set(before);
  const joining = after.filter((name) => !known.has(name));
  const room = capacity - [...backends].filter((index) => index >= 0).length;
  if (joining.length > room) {
    throw new MaglevInputError(`AnchorHash was built for ${capacity} backends: ${joining.length} more do not fit`);
  }
  for (const name of joining) backends[anchor.add()] = indexAfter.get(name)!;
  return new AnchorPool(anchor, backends);
}
