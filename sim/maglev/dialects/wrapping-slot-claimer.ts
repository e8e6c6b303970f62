/**
 * Slots claimed along (offset + j * skip mod 2^32) mod ring size: Katran computes positions in `uint32_t`, which wraps.
 *
 * Up to 65,537 slots the walk is the same as without wrapping; beyond, it is no longer a permutation, and a skip with
 * many factors of two can miss slots for good. There Katran would search for ever; this throws.
 */
import { UNCLAIMED } from '../slot-claimer.ts';

export class WrappingSlotClaimer {
  /** Slot -> index of the backend that claimed it, or `UNCLAIMED`. */
  readonly slots: Int32Array;
  remaining: number;
  readonly #skips: Int32Array;
  /** offset + j * skip modulo 2^32, for the backend's next try. */
  readonly #products: Uint32Array;

  /**
   * @param offsets 0 .. ringSize - 1
   * @param skips 1 .. ringSize - 1
   */
  constructor(offsets: Int32Array, skips: Int32Array, ringSize: number) {
    this.slots = new Int32Array(ringSize).fill(UNCLAIMED);
    this.remaining = ringSize;
    this.#skips = skips;
    this.#products = Uint32Array.from(offsets);
  }

  /**
   * Each of the first `count` backends of `turns` claims the next slot it prefers among the
   * empty ones, until none is left.
   */
  claimRound(turns: Int32Array, count: number): void {
    for (let turn = 0; turn < count && this.remaining > 0; turn++) this.#claim(turns[turn]!);
  }

  #claim(backend: number): void {
    const slots = this.slots;
    const ringSize = slots.length;
    const skip = this.#skips[backend]!;
    let product = this.#products[backend]!;
    let slot = product % ringSize;
    for (let tries = 0; slots[slot]! >= 0; tries++) {
      if (tries === ringSize && tries >= cycleLength(skip)) {
        throw new RangeError(
          `a skip of ${skip} never reaches the free slots of a ring of ${ringSize}: Katran would not end`,
        );
      }
      product += skip;
      if (product > 0xffffffff) {
        product -= 0x100000000;
        slot = product % ringSize;
      } else {
        slot += skip;
        if (slot >= ringSize) slot -= ringSize;
      }
    }
    slots[slot] = backend;
    product += skip;
    this.#products[backend] = product > 0xffffffff ? product - 0x100000000 : product;
    this.remaining--;
  }
}

/** After how many steps of `skip` a 32-bit product repeats: 2^32 over the greatest power of two in the skip. */
function cycleLength(skip: number): number {
  return 0x100000000 / (skip & -skip);
}
