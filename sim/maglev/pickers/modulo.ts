/**
 * Hash modulo the number of backends: what plain ECMP does. Weights are ignored, and nearly every key
 * moves when the number changes.
 */
import { moduloHalves } from '../hash/word64.ts';
import type { Picker } from '../picker.ts';
import { UNCLAIMED } from '../slot-claimer.ts';

export class Modulo implements Picker {
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  pick(hashHi: number, hashLo: number): number {
    return this.#count === 0 ? UNCLAIMED : moduloHalves(hashHi, hashLo, this.#count);
  }
}
