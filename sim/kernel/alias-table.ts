/**
 * One of many by weight, in constant time: Walker's alias method with Vose's construction (IEEE Trans.
 * Software Engineering 17(9), 1991).
 *
 * Every column of the table has the same width; it belongs to its own item up to a threshold, beyond it
 * to one other. 8 bytes an item.
 */
import { assert } from './assert.ts';
import { TWO_POW_32 } from './powers-of-two.ts';
import type { RandomStream } from './random-stream.ts';

export class AliasTable {
  /**
   * [itemCount] the part of a column that is its own item's, in 2^-32; a column that is
   * all its own has itself as alias.
   */
  readonly #threshold: Uint32Array;
  readonly #alias: Int32Array;

  /**
   * O(weights); 12 bytes a weight are needed besides, until it is done.
   *
   * @param weights at least one, none negative, with a positive sum
   */
  constructor(weights: ArrayLike<number>) {
    const count = weights.length;
    let sum = 0;
    for (let item = 0; item < count; item++) {
      assert(weights[item]! >= 0, 'a weight is negative or no number');
      sum += weights[item]!;
    }
    assert(sum > 0, 'the weights have no positive sum');
    this.#threshold = new Uint32Array(count);
    this.#alias = Int32Array.from({ length: count }, (_, item) => item);
    // Columns filled less than full from the front, the others from the back.
    const left = new Float64Array(count);
    const waiting = new Int32Array(count);
    let smallCount = 0;
    let largeFrom = count;
    for (let item = 0; item < count; item++) {
      left[item] = (weights[item]! / sum) * count;
      if (left[item]! < 1) waiting[smallCount++] = item;
      else waiting[--largeFrom] = item;
    }
    while (smallCount > 0 && largeFrom < count) {
      const small = waiting[--smallCount]!;
      const large = waiting[largeFrom]!;
      this.#threshold[small] = Math.min(TWO_POW_32 - 1, Math.round(left[small]! * TWO_POW_32));
      this.#alias[small] = large;
      left[large] = left[large]! - (1 - left[small]!);
      if (left[large]! < 1) {
        largeFrom++;
        waiting[smallCount++] = large;
      }
    }
    // Those that still wait are full but for rounding: each is its own alias.
  }

  /** Items. */
  get count(): number {
    return this.#alias.length;
  }

  /** An item, from 0; two words of the stream. Hot. */
  pick(stream: RandomStream): number {
    const column = stream.below(this.#alias.length);
    return stream.uint32() < this.#threshold[column]! ? column : this.#alias[column]!;
  }
}
