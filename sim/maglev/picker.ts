/**
 * What every method comes down to: from the 64-bit hash of a key to a backend. Pickers are
 * built once and then only read.
 */
import { moduloHalves } from './hash/word64.ts';
import { UNCLAIMED } from './slot-claimer.ts';

export interface Picker {
  /**
   * The index of the backend for the key whose hash is (hi, lo), each 32 bits, signed or unsigned;
   * `UNCLAIMED` where there is none.
   * Hot: allocates nothing.
   */
  pick(hashHi: number, hashLo: number): number;
}

/** A picker that heeds how busy the backends are, and must be told. */
export interface LoadAwarePicker extends Picker {
  /** A request went to `backend`. */
  take(backend: number): void;
  /** A request of `backend` has ended. */
  release(backend: number): void;
}

export function isLoadAware(picker: Picker): picker is LoadAwarePicker {
  return 'take' in picker;
}

/** Picks by table: slot = hash mod table length. */
export class TablePicker implements Picker {
  readonly #table: Int32Array;

  constructor(table: Int32Array) {
    this.#table = table;
  }

  pick(hashHi: number, hashLo: number): number {
    const table = this.#table;
    return table.length === 0 ? UNCLAIMED : table[moduloHalves(hashHi, hashLo, table.length)]!;
  }
}
