/**
 * Maglev hashing as the paper has it: backends take turns in the order given, each claiming its next preferred empty slot.
 *
 * Source: Eisenbud et al., "Maglev: A Fast and Reliable Software Network Load Balancer", NSDI 2016, section 3.4. The paper does not name
 * its two hash functions; here the offset comes from xxHash64 and the skip from MurmurHash3 (assumption: two unrelated functions).
 */
import { murmur3x64 } from './hash/murmur3.ts';
import { utf8Bytes } from './hash/utf8.ts';
import { Word64 } from './hash/word64.ts';
import { xxHash64 } from './hash/xxhash64.ts';
import { isPrime } from './prime.ts';
import { SlotClaimer } from './slot-claimer.ts';

/** The paper's "small" table, its default (section 5.3). */
export const DEFAULT_TABLE_SIZE = 65_537;

export { isPrime };

/**
 * The lookup table of equally weighted backends.
 *
 * @param names unique name of each backend; the order is the order of turns
 * @param tableSize prime; the paper wants more than 100 slots for each backend
 * @returns slot -> index in `names`; every slot is -1 where `names` is empty
 */
export function buildPaperTable(names: readonly string[], tableSize: number): Int32Array {
  if (!isPrime(tableSize)) throw new RangeError(`a Maglev table's size is prime, so ${tableSize} cannot be one`);
  const offsets = new Int32Array(names.length);
  const skips = new Int32Array(names.length);
  const seed = new Word64();
  for (let index = 0; index < names.length; index++) {
    const bytes = utf8Bytes(names[index]!);
    offsets[index] = xxHash64(bytes, seed).modulo(tableSize);
    skips[index] = murmur3x64(bytes, 0).h1.modulo(tableSize - 1) + 1;
  }
  const claimer = new SlotClaimer(offsets, skips, tableSize);
  if (names.length === 0) return claimer.slots;
  for (let backend = 0; claimer.remaining > 0; backend = backend + 1 < names.length ? backend + 1 : 0) {
    claimer.claim(backend);
  }
  return claimer.slots;
}
