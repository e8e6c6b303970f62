/**
 * dgryski/go-maglev: one SipHash-2-4 of the name, its upper half the offset and its lower half the
 * skip; turns in the order given.
 *
 * Source: dgryski/go-maglev, maglev.go. A backend leaves by a rebuild with its index in the dead list,
 * not by a shorter list of names.
 */
import { type SipKey, sipHash24 } from '../hash/siphash.ts';
import { utf8Bytes } from '../hash/utf8.ts';
import { Word64 } from '../hash/word64.ts';
import { claimRounds, type Permutations } from '../lookup-table.ts';
import { SlotClaimer } from '../slot-claimer.ts';

/** `SmallM`. */
export const GO_MAGLEV_DEFAULT_TABLE_SIZE = 65_537;

const KEY: SipKey = { k0: new Word64(0xdeadbeef, 0xcafebabe), k1: new Word64() };

export function goMaglevPermutations(names: readonly string[], tableSize: number): Permutations {
  const offsets = new Int32Array(names.length);
  const skips = new Int32Array(names.length);
  for (const [index, name] of names.entries()) {
    const { hi, lo } = sipHash24(KEY, utf8Bytes(name));
    offsets[index] = (hi >>> 0) % tableSize;
    skips[index] = ((lo >>> 0) % (tableSize - 1)) + 1;
  }
  return { offsets, skips };
}

/**
 * Slot -> index of a name that is not dead; all `UNCLAIMED` where every name is dead.
 *
 * @param dead indices of names that get no turn
 */
export function fillGoMaglevTable(
  { offsets, skips }: Permutations,
  tableSize: number,
  dead: ReadonlySet<number>,
): Int32Array {
  const claimer = new SlotClaimer(offsets, skips, tableSize);
  claimRounds(claimer, Int32Array.from([...offsets.keys()].filter((index) => !dead.has(index))));
  return claimer.slots;
}
