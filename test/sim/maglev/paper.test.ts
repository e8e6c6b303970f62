/**
 * Goal: the paper's algorithm, slot by slot. Method: its worked example (Table 1), the forced counts, and a naive
 * transcription of its Pseudocode 1 with whole permutations on random offsets and skips.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MaglevInputError } from '../../../sim/maglev/backend.ts';
import { fillByEqualTurns } from '../../../sim/maglev/lookup-table.ts';
import {
  buildPaperTable,
  buildWeightedPaperTable,
  DEFAULT_TABLE_SIZE,
  paperPermutations,
} from '../../../sim/maglev/paper.ts';
import { slotCounts } from './dialects/table-facts.ts';

/** Table 1 of the paper: (offset, skip) of B1, B2, B3. */
const TABLE_1 = { offsets: Int32Array.of(3, 0, 3), skips: Int32Array.of(4, 2, 1) };

/** Pseudocode 1, word for word. */
function pseudocode1(offsets: readonly number[], skips: readonly number[], tableSize: number): number[] {
  const permutation = offsets.map((offset, i) =>
    Array.from({ length: tableSize }, (_, j) => (offset + j * skips[i]!) % tableSize),
  );
  const next = offsets.map(() => 0);
  const entry = new Array<number>(tableSize).fill(-1);
  let n = 0;
  for (;;) {
    for (let i = 0; i < offsets.length; i++) {
      let c = permutation[i]![next[i]!]!;
      while (entry[c]! >= 0) {
        next[i]!++;
        c = permutation[i]![next[i]!]!;
      }
      entry[c] = i;
      next[i]!++;
      n++;
      if (n === tableSize) return entry;
    }
  }
}

describe('paper-table1', () => {
  it('before: B2 B1 B2 B1 B3 B3 B1', () => {
    expect([...fillByEqualTurns(TABLE_1, 7)]).toEqual([1, 0, 1, 0, 2, 2, 0]);
  });

  it('after B2 is removed: B1 B1 B1 B1 B3 B3 B3; besides its own slots only row 6 changes', () => {
    const after = fillByEqualTurns({ offsets: Int32Array.of(3, 3), skips: Int32Array.of(4, 1) }, 7);
    expect([...after]).toEqual([0, 0, 0, 0, 1, 1, 1]);
  });
});

it('agrees with Pseudocode 1 on random offsets and skips', () => {
  const pool = fc.constantFrom(7, 11, 251).chain((tableSize) =>
    fc.record({
      tableSize: fc.constant(tableSize),
      pairs: fc.array(
        fc.tuple(fc.integer({ min: 0, max: tableSize - 1 }), fc.integer({ min: 1, max: tableSize - 1 })),
        {
          minLength: 1,
          maxLength: 12,
        },
      ),
    }),
  );
  fc.assert(
    fc.property(pool, ({ tableSize, pairs }) => {
      const offsets = pairs.map(([offset]) => offset);
      const skips = pairs.map(([, skip]) => skip);
      const table = fillByEqualTurns({ offsets: Int32Array.from(offsets), skips: Int32Array.from(skips) }, tableSize);
      expect([...table]).toEqual(pseudocode1(offsets, skips, tableSize));
    }),
  );
});

describe('buildPaperTable', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `backend-${index}`);

  it('gives every backend floor(M / N) or one slot more', () => {
    // 65537 = 65 * 1000 + 537: 537 backends have 66 slots, 463 have 65.
    const counts = slotCounts(buildPaperTable(names, DEFAULT_TABLE_SIZE), 1000);
    expect(counts.filter((count) => count === 66)).toHaveLength(537);
    expect(counts.filter((count) => count === 65)).toHaveLength(463);
  });

  it('has no owner in any slot where there are no backends', () => {
    expect(new Set(buildPaperTable([], 7))).toEqual(new Set([-1]));
  });

  it.each([0, 1, 4, 65_536, 7.5])('refuses the size %s, which is not prime', (size) => {
    expect(() => buildPaperTable(names, size)).toThrow(MaglevInputError);
  });

  it('draws offsets and skips within their ranges', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `backend-${index}`);
    const { offsets, skips } = paperPermutations(many, 251);
    expect([Math.min(...offsets), Math.max(...offsets)]).toEqual([0, 250]);
    expect([Math.min(...skips), Math.max(...skips)]).toEqual([1, 250]);
  });
});

describe('buildWeightedPaperTable', () => {
  it('is the paper\u2019s table where weights are equal', () => {
    const names = ['a', 'b', 'c', 'd'];
    expect(buildWeightedPaperTable(names, [5, 5, 5, 5], 251)).toEqual(buildPaperTable(names, 251));
  });

  it('gives slots in proportion to weight, none to weight 0', () => {
    const counts = slotCounts(buildWeightedPaperTable(['a', 'b', 'c', 'd'], [1, 2, 0, 4], 65_537), 4);
    // 65537 / 7 = 9362.4: each backend is within a turn of weight * 9362.4.
    expect(counts[2]).toBe(0);
    for (const [index, weight] of [1, 2, 0, 4].entries()) {
      expect(Math.abs(counts[index]! - (weight * 65_537) / 7)).toBeLessThanOrEqual(1);
    }
  });

  it('leaves every slot empty where all weights are 0', () => {
    expect(new Set(buildWeightedPaperTable(['a', 'b'], [0, 0], 7))).toEqual(new Set([-1]));
  });
});
