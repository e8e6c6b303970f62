/**
 * Maglev hashing as the paper has it: backends take turns in the order given, each claiming
 * its next preferred empty slot.
 *
 * Source: Eisenbud et al., "Maglev: A Fast and Reliable Software Network Load Balancer", NSDI 2016, section 3.4. The
 * paper does not name its two hash functions; here they are the two halves of one MurmurHash3 x64-128, seed 0, as in
 * Cilium (assumption: any two good hashes). It does not describe its weights either; here turns are gathered as
 * Eisenbud proposed for Katran (assumption: the same author's rule).
 */
import { MaglevInputError } from './backend.ts';
import { Murmur3Hasher } from './hash/murmur3.ts';
import { Utf8Encoder } from './hash/utf8.ts';
import { fillByEqualTurns, fillByGatheredWeight, type Permutations } from './lookup-table.ts';
import { isPrime, primeHint } from './prime.ts';
import { SlotClaimer } from './slot-claimer.ts';

/** The paper's "small" table, its default (section 5.3). */
export const DEFAULT_TABLE_SIZE = 65_537;

/**
 * The lookup table of equally weighted backends.
 *
 * @param names unique name of each backend; the order is the order of turns
 * @param tableSize prime; the paper wants more than 100 slots for each backend
 * @returns slot -> index in `names`; every slot is -1 where `names` is empty
 * @throws MaglevInputError where the size is not prime
 */
export function buildPaperTable(names: readonly string[], tableSize: number): Int32Array {
  return fillByEqualTurns(paperPermutations(names, tableSize), tableSize);
}

/**
 * The lookup table of backends whose turns are as frequent as their weights.
 *
 * @param weights whole numbers >= 0, one for each name; a backend of weight 0 gets no slot
 */
export function buildWeightedPaperTable(
  names: readonly string[],
  weights: readonly number[],
  tableSize: number,
): Int32Array {
  const { offsets, skips } = paperPermutations(names, tableSize);
  const claimer = new SlotClaimer(offsets, skips, tableSize);
  fillByGatheredWeight(claimer, weights);
  return claimer.slots;
}

/** Offset and skip of each name. */
export function paperPermutations(names: readonly string[], tableSize: number): Permutations {
  if (!isPrime(tableSize)) {
    throw new MaglevInputError(
      `a Maglev table's size is a prime number, so ${tableSize} cannot be one (${primeHint(tableSize)})`,
    );
  }
  const offsets = new Int32Array(names.length);
  const skips = new Int32Array(names.length);
  const encoder = new Utf8Encoder();
  const hasher = new Murmur3Hasher();
  for (let index = 0; index < names.length; index++) {
    const length = encoder.encode(names[index]!);
    hasher.hash(encoder.bytes, length, 0);
    offsets[index] = hasher.h1.modulo(tableSize);
    skips[index] = hasher.h2.modulo(tableSize - 1) + 1;
  }
  return { offsets, skips };
}
