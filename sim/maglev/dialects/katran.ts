/**
 * Katran's hash rings: murmur3 of the endpoint's 64-bit hash, turns in order of that hash, positions
 * in unsigned 32-bit arithmetic.
 *
 * Source: facebookincubator/katran, lib/MaglevBase.cpp, MaglevHash.cpp (V1), MaglevHashV2.cpp (V2). V1 takes
 * `weight` turns in the first round and one in every later round, so that weights count only when they add up to
 * about the ring's size (issue 35).
 */
import { murmur3x64 } from '../hash/murmur3.ts';
import type { Word64 } from '../hash/word64.ts';
import { claimRounds, fillByGatheredWeight } from '../lookup-table.ts';
import { UNCLAIMED } from '../slot-claimer.ts';
import { WrappingSlotClaimer } from './wrapping-slot-claimer.ts';

export const KATRAN_DEFAULT_RING_SIZE = 65_537;

/** Second word and seed of the two hashes (MaglevBase.cpp: kHashSeed2 and 0, kHashSeed3 and 1). */
const OFFSET_WORD = 42;
const OFFSET_SEED = 0;
const SKIP_WORD = 2_718_281_828;
const SKIP_SEED = 2307;

export type KatranVersion = 'V1' | 'V2';

export interface KatranEndpoint {
  /** The endpoint's hash: in Katran, folly's hash of the real's address. */
  readonly hash: Word64;
  /** A whole number, 0 .. 2^31 - 1. */
  readonly weight: number;
}

/** First 64 bits of murmur3 over the little-endian words (`first`, `second`). */
export function katranMurmur(first: Word64, second: number, seed: number): Word64 {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, first.lo, true);
  view.setInt32(4, first.hi, true);
  view.setUint32(8, second, true);
  return murmur3x64(bytes, seed).h1;
}

/**
 * Slot -> index in `endpoints`; all `UNCLAIMED` where none has weight.
 *
 * @param ringSize at least 2; above 65,537 the 32-bit arithmetic wraps, and the ring is no longer the paper's
 * @throws RangeError where Katran itself would search for ever
 */
export function buildKatranRing(
  endpoints: readonly KatranEndpoint[],
  ringSize: number,
  version: KatranVersion,
): Int32Array {
  const order = [...endpoints.keys()]
    .filter((at) => endpoints[at]!.weight > 0)
    .sort((a, b) => compareUnsigned(endpoints[a]!.hash, endpoints[b]!.hash) || a - b);
  if (order.length === 0) return new Int32Array(ringSize).fill(UNCLAIMED);
  if (order.length === 1) return new Int32Array(ringSize).fill(order[0]!);

  const offsets = new Int32Array(order.length);
  const skips = new Int32Array(order.length);
  for (const [turn, at] of order.entries()) {
    const { hash } = endpoints[at]!;
    offsets[turn] = katranMurmur(hash, OFFSET_WORD, OFFSET_SEED).modulo(ringSize);
    skips[turn] = katranMurmur(hash, SKIP_WORD, SKIP_SEED).modulo(ringSize - 1) + 1;
  }
  const weights = order.map((at) => endpoints[at]!.weight);
  const claimer = new WrappingSlotClaimer(offsets, skips, ringSize);
  if (version === 'V1') fillFirstRoundByWeight(claimer, weights);
  else fillByGatheredWeight(claimer, weights);
  return claimer.slots.map((turn) => order[turn]!);
}

/** V1: `weight` turns in a row in the first round, one turn a round from then on. */
function fillFirstRoundByWeight(claimer: WrappingSlotClaimer, weights: readonly number[]): void {
  for (const [turn, weight] of weights.entries()) {
    const claims = Math.min(weight, claimer.remaining);
    claimer.claimRound(new Int32Array(claims).fill(turn), claims);
  }
  claimRounds(claimer, Int32Array.from(weights.keys()));
}

function compareUnsigned(a: Word64, b: Word64): number {
  return (a.hi >>> 0) - (b.hi >>> 0) || (a.lo >>> 0) - (b.lo >>> 0);
}
