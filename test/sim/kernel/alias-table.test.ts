/**
 * Goal: items come in proportion to their weights, whatever the weights.
 * Method: the table's exact probabilities, recovered from draws of every column by a stream that says which word comes;
 * chi-square of draws from random weights over six orders of magnitude; what a table refuses.
 */
import { describe, expect, it } from 'vitest';
import { AliasTable } from '../../../sim/kernel/alias-table.ts';
import { InternalError } from '../../../sim/kernel/assert.ts';
import type { RandomStream } from '../../../sim/kernel/random-stream.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { chiSquareZ } from '../../support/statistics.ts';

/**
 * The probability that a table gives each item: every column, its threshold found by bisection over the second word.
 */
function probabilities(table: AliasTable): Float64Array {
  const { count } = table;
  const chances = new Float64Array(count);
  for (let column = 0; column < count; column++) {
    const at = (word: number): number =>
      table.pick({ below: () => column, uint32: () => word } as unknown as RandomStream);
    const beyond = at(2 ** 32 - 1);
    let low = 0;
    let high = 2 ** 32;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (at(middle) === beyond) high = middle;
      else low = middle + 1;
    }
    chances[column]! += low / 2 ** 32 / count;
    chances[beyond]! += (1 - low / 2 ** 32) / count;
  }
  return chances;
}

describe('probabilities', () => {
  it.each([
    ['one item', [5]],
    ['equal weights', [1, 1, 1, 1]],
    ['two to one', [2, 1]],
    ['a weight of zero', [3, 0, 1]],
    ['one that has nearly all', [1e9, 1, 1, 1, 1]],
    ['weights that do not sum to a power of two', [0.1, 0.2, 0.3, 0.4]],
    ['seven of seven', [1, 2, 3, 4, 5, 6, 7]],
  ])('are the weights: %s', (_, weights) => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const found = probabilities(new AliasTable(weights));
    weights.forEach((weight, item) => {
      expect(Math.abs(found[item]! - weight / sum)).toBeLessThan(1e-9);
    });
  });

  it('are the weights of 20,000 lognormal items', () => {
    const stream = new RandomStreams('alias', 0).stream('weights');
    const weights = Float64Array.from({ length: 20_000 }, () => Math.exp(2.5 * stream.normal()));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const found = probabilities(new AliasTable(weights));
    let off = 0;
    weights.forEach((weight, item) => {
      off = Math.max(off, Math.abs(found[item]! - weight / sum));
    });
    expect(off).toBeLessThan(1e-9);
  });
});

it('draws as often as the weights say', () => {
  const streams = new RandomStreams('alias', 1);
  const weights = Array.from({ length: 200 }, (_, item) => 1 + (item % 17) ** 2);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const table = new AliasTable(weights);
  const stream = streams.stream('draws');
  const seen = new Float64Array(weights.length);
  const draws = 1_000_000;
  for (let draw = 0; draw < draws; draw++) seen[table.pick(stream)]!++;
  const statistic = weights.reduce((total, weight, item) => {
    const expected = (draws * weight) / sum;
    return total + (seen[item]! - expected) ** 2 / expected;
  }, 0);
  expect(Math.abs(chiSquareZ(statistic, weights.length - 1))).toBeLessThan(4);
});

it.each([[[]], [[0, 0]], [[1, -1]], [[1, Number.NaN]]])('refuses the weights %j', (weights) => {
  expect(() => new AliasTable(weights)).toThrow(InternalError);
});
