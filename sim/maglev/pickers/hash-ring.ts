/**
 * A ring of points, each owned by a backend; a key belongs to the first point at or after its
 * hash (Karger et al., STOC 1997).
 *
 * Shared by the ring methods; who owns how many points, and where they lie, is theirs.
 */
import { UNCLAIMED } from '../slot-claimer.ts';

/** Points before they are sorted. */
export interface RingPoints {
  readonly hi: Uint32Array;
  readonly lo: Uint32Array;
  /** Index of the backend that owns the point. */
  readonly owners: Int32Array;
}

export class HashRing {
  readonly #hi: Uint32Array;
  readonly #lo: Uint32Array;
  readonly #owners: Int32Array;

  constructor({ hi, lo, owners }: RingPoints) {
    // Equal hashes go by owner, so that the order of points does not depend on the sort.
    const order = new Uint32Array(owners.keys()).sort(
      (a, b) => hi[a]! - hi[b]! || lo[a]! - lo[b]! || owners[a]! - owners[b]!,
    );
    this.#hi = Uint32Array.from(order, (point) => hi[point]!);
    this.#lo = Uint32Array.from(order, (point) => lo[point]!);
    this.#owners = Int32Array.from(order, (point) => owners[point]!);
  }

  get size(): number {
    return this.#owners.length;
  }

  /**
   * Index of the first point at or after the hash, wrapping to 0; the ring must not be empty. Hot; allocates nothing.
   */
  firstPoint(hashHi: number, hashLo: number): number {
    const hi = hashHi >>> 0;
    const lo = hashLo >>> 0;
    let low = 0;
    let high = this.#hi.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const pointHi = this.#hi[middle]!;
      if (pointHi < hi || (pointHi === hi && this.#lo[middle]! < lo)) low = middle + 1;
      else high = middle;
    }
    return low === this.#hi.length ? 0 : low;
  }

  /** The owner of a point; `point` may run past the end of the ring. */
  owner(point: number): number {
    return this.#owners.length === 0 ? UNCLAIMED : this.#owners[point % this.#owners.length]!;
  }

  hashHi(point: number): number {
    return this.#hi[point]!;
  }

  hashLo(point: number): number {
    return this.#lo[point]!;
  }

  /** The owner of the first point at or after the hash, `UNCLAIMED` on an empty ring. */
  pick(hashHi: number, hashLo: number): number {
    return this.#owners.length === 0 ? UNCLAIMED : this.#owners[this.firstPoint(hashHi, hashLo)]!;
  }
}
