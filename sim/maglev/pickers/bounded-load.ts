/**
 * Consistent hashing with bounded loads: a ring on which a full backend passes its next key on
 * to the owner of the next point.
 *
 * Mirrokni, Thorup and Zadimoghaddam, arXiv:1608.01350: no backend holds more than ceil((1 + epsilon) * its fair
 * share). State: how many keys each backend holds.
 */
import type { LoadAwarePicker } from '../picker.ts';
import { UNCLAIMED } from '../slot-claimer.ts';
import type { HashRing } from './hash-ring.ts';

/** A backend may hold a quarter more than its share (assumption: the methods' papers name no default). */
export const BOUNDED_LOAD_DEFAULT_FACTOR_PERCENT = 125;

export class BoundedLoad implements LoadAwarePicker {
  readonly #ring: HashRing;
  readonly #weights: Float64Array;
  readonly #weightSum: number;
  readonly #factorPercent: number;
  readonly #held: Int32Array;
  #heldTotal = 0;

  /**
   * @param weights weight of each backend, >= 0
   * @param factorPercent 100 * (1 + epsilon), a whole number above 100
   */
  constructor(ring: HashRing, weights: readonly number[], factorPercent: number) {
    this.#ring = ring;
    this.#weights = Float64Array.from(weights);
    this.#weightSum = weights.reduce((sum, weight) => sum + weight, 0);
    this.#factorPercent = factorPercent;
    this.#held = new Int32Array(weights.length);
  }

  pick(hashHi: number, hashLo: number): number {
    const ring = this.#ring;
    if (ring.size === 0) return UNCLAIMED;
    const start = ring.firstPoint(hashHi, hashLo);
    for (let point = start; point < start + ring.size; point++) {
      const owner = ring.owner(point);
      if (this.#held[owner]! < this.#capacity(owner)) return owner;
    }
    // The capacities of all owners add up to more than the keys held, so one of them has room.
    throw new Error('bounded load: every backend is full');
  }

  take(backend: number): void {
    this.#held[backend]!++;
    this.#heldTotal++;
  }

  release(backend: number): void {
    this.#held[backend]!--;
    this.#heldTotal--;
  }

  /**
   * Keys that the backend may hold once one more has come; one division of whole numbers, so
   * that a whole quotient is exact.
   */
  #capacity(backend: number): number {
    return Math.ceil(((this.#heldTotal + 1) * this.#weights[backend]! * this.#factorPercent) / (this.#weightSum * 100));
  }
}
