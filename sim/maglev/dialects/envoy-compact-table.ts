/**
 * Envoy's compact table: the same picks as the plain one, each slot a host index of bit_width(hosts)
 * bits instead of a shared pointer.
 *
 * Source: envoyproxy/envoy, maglev_lb.cc, `CompactMaglevTable` and `shouldUseCompactTable`.
 */
import { envoySlot } from './envoy.ts';

/** Size of the `std::shared_ptr` that a slot of the plain table holds, in bytes. */
const SHARED_POINTER_BYTES = 16;

export interface EnvoyTableBytes {
  readonly plain: number;
  readonly compact: number;
  /** Envoy takes the compact form where it is the smaller. */
  readonly isCompact: boolean;
}

/** Memory of both forms as Envoy estimates it, in whole bytes. */
export function envoyTableBytes(hostCount: number, tableSize: number): EnvoyTableBytes {
  const plain = SHARED_POINTER_BYTES * tableSize;
  const compact = SHARED_POINTER_BYTES * hostCount + Math.floor((bitWidth(hostCount) * tableSize) / 8);
  return { plain, compact, isCompact: compact < plain };
}

export class EnvoyCompactTable {
  readonly #tableSize: number;
  readonly #bitsPerSlot: number;
  readonly #mask: number;
  readonly #words: Uint32Array;

  /**
   * @param table slot -> host index, every slot owned
   * @param hostCount fewer than 2^31
   */
  constructor(table: Int32Array, hostCount: number) {
    this.#tableSize = table.length;
    this.#bitsPerSlot = bitWidth(hostCount);
    this.#mask = 2 ** this.#bitsPerSlot - 1;
    // One word more, so that a slot that ends on a word's edge can be read like the others.
    this.#words = new Uint32Array(Math.ceil((table.length * this.#bitsPerSlot) / 32) + 1);
    for (const [slot, host] of table.entries()) this.#set(slot, host);
  }

  /** The host of a request's hash; the same as the plain table's. Hot; allocates nothing. */
  pick(hashHi: number, hashLo: number, attempt: number): number {
    return this.get(envoySlot(hashHi, hashLo, attempt, this.#tableSize));
  }

  get(slot: number): number {
    const bit = slot * this.#bitsPerSlot;
    const word = Math.floor(bit / 32);
    const shift = bit & 31;
    const low = this.#words[word]! >>> shift;
    const high = shift === 0 ? 0 : this.#words[word + 1]! << (32 - shift);
    return ((low | high) & this.#mask) >>> 0;
  }

  #set(slot: number, host: number): void {
    const bit = slot * this.#bitsPerSlot;
    const word = Math.floor(bit / 32);
    const shift = bit & 31;
    this.#words[word]! |= host << shift;
    if (shift + this.#bitsPerSlot > 32) this.#words[word + 1]! |= host >>> (32 - shift);
  }
}

/** C++20 `std::bit_width`: bits needed to write `value`, 0 for 0. */
function bitWidth(value: number): number {
  return 32 - Math.clz32(value);
}
