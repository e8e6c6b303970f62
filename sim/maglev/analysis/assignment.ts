/**
 * Where a method sends keys: every slot of its table, or a sample of hashed keys where it has none.
 *
 * Slots make shares and moves exact. Sampled keys add noise of about sqrt(backends / keys) to a share; two assignments
 * of one comparison use the same keys, so that moves are counted key by key.
 */
import { sampleKey } from '../hash/mix64.ts';
import { Word64 } from '../hash/word64.ts';
import type { BuiltMethod } from '../methods.ts';
import { isLoadAware } from '../picker.ts';

/** Sampled keys: 1000 backends then get 1000 keys each, known to 3%. */
export const SAMPLED_KEYS_DEFAULT = 1_000_000;

/**
 * Key -> index of the backend, or `UNCLAIMED`.
 *
 * @param sampledKeyCount keys for a method without a table; a load-aware one is told of each,
 *   as if all were active at once
 */
export function assignKeys({ table, slotCount, picker }: BuiltMethod, sampledKeyCount: number): Int32Array {
  if (table !== null) {
    return table.length === slotCount
      ? table
      : Int32Array.from({ length: slotCount }, (_, slot) => table[slot % table.length]!);
  }
  const owners = new Int32Array(sampledKeyCount);
  const hash = new Word64();
  const loads = isLoadAware(picker) ? picker : null;
  for (let key = 0; key < sampledKeyCount; key++) {
    sampleKey(key, hash);
    const owner = picker.pick(hash.hi, hash.lo);
    owners[key] = owner;
    if (loads !== null && owner >= 0) loads.take(owner);
  }
  return owners;
}
