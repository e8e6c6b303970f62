/**
 * Cilium's Maglev table: one murmur3 x64-128 of the backend's hash string gives offset and skip,
 * turns in byte order of the strings.
 *
 * Source: cilium/cilium, pkg/maglev. Its weight rule does nothing where the mean weight, rounded down, is 1 or less:
 * weights 1 and 2 give equal shares, 10 and 20 do not.
 */
import { type Backend, MaglevInputError, socketAddress } from '../backend.ts';
import { murmur3x64 } from '../hash/murmur3.ts';
import { compareBytes, utf8Bytes } from '../hash/utf8.ts';
import { claimRounds } from '../lookup-table.ts';
import { SlotClaimer } from '../slot-claimer.ts';
import { base64Bytes } from './base64.ts';

export const CILIUM_DEFAULT_TABLE_SIZE = 16_381;

/** What `--bpf-lb-maglev-table-size` takes. */
export const CILIUM_TABLE_SIZES: readonly number[] = [
  251, 509, 1021, 2039, 4093, 8191, 16_381, 32_749, 65_521, 131_071,
];

export const CILIUM_DEFAULT_SEED = 'JLfvgnHc2kaSUFaI';

export interface CiliumSeeds {
  readonly murmur: number;
  /** Seeds of the data path's hash of a packet's tuple. */
  readonly jhash0: number;
  readonly jhash1: number;
}

/**
 * The three big-endian words of a seed as `--bpf-lb-maglev-hash-seed` takes it.
 *
 * @throws MaglevInputError where it is not the base64 of 12 bytes
 */
export function ciliumSeeds(seed: string): CiliumSeeds {
  const bytes = base64Bytes(seed);
  if (bytes === null || bytes.length !== 12) {
    throw new MaglevInputError(`a Cilium hash seed is the base64 of 12 bytes, not "${seed}"`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return { murmur: view.getUint32(0), jhash0: view.getUint32(4), jhash1: view.getUint32(8) };
}

/** The string that Cilium hashes for an active backend of an external service. */
export function ciliumHashString(backend: Backend): string {
  return `[${socketAddress(backend)}/${backend.protocol},State:active]`;
}

export interface CiliumBackend {
  readonly hash: string;
  /** A whole number, 0 .. 65535. */
  readonly weight: number;
}

/**
 * Slot -> index in `backends`; all `UNCLAIMED` for none.
 *
 * @param murmurSeed unsigned 32-bit
 * @throws MaglevInputError where Cilium refuses the table size
 */
export function buildCiliumTable(
  backends: readonly CiliumBackend[],
  tableSize: number,
  murmurSeed: number,
): Int32Array {
  if (!CILIUM_TABLE_SIZES.includes(tableSize)) {
    throw new MaglevInputError(
      `Cilium's table sizes are ${CILIUM_TABLE_SIZES.join(', ')}; ${tableSize} is none of them`,
    );
  }
  const keys = backends.map((backend) => utf8Bytes(backend.hash));
  const order = [...backends.keys()].sort((a, b) => compareBytes(keys[a]!, keys[b]!) || a - b);
  const offsets = new Int32Array(backends.length);
  const skips = new Int32Array(backends.length);
  for (const [at, key] of keys.entries()) {
    const { h1, h2 } = murmur3x64(key, murmurSeed);
    offsets[at] = h1.modulo(tableSize);
    skips[at] = h2.modulo(tableSize - 1) + 1;
  }
  const claimer = new SlotClaimer(offsets, skips, tableSize);
  takeCiliumTurns(claimer, order, backends);
  return claimer.slots;
}

/** The n-th slot falls to backend n modulo count, or to the next one whose (n + 1) * weight has reached its counter. */
function takeCiliumTurns(claimer: SlotClaimer, order: readonly number[], backends: readonly CiliumBackend[]): void {
  const count = order.length;
  if (count === 0) return;
  const weights = Float64Array.from(order, (at) => backends[at]!.weight);
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  if (Math.floor(weightSum / count) <= 1) {
    claimRounds(claimer, Int32Array.from(order));
    return;
  }
  const counters = weights.map((weight) => weight / count);
  const turns = new Int32Array(count);
  for (let slotNumber = 1; claimer.remaining > 0; ) {
    for (let first = 0; first < count; first++, slotNumber++) {
      let turn = first;
      // Go converts the counter to an unsigned integer before it compares.
      while (slotNumber * weights[turn]! < Math.floor(counters[turn]!)) turn = turn + 1 < count ? turn + 1 : 0;
      counters[turn]! += weightSum;
      turns[first] = order[turn]!;
    }
    claimer.claimRound(turns, count);
  }
}
