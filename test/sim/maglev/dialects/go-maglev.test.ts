/**
 * Goal: go-maglev's tables and its dead list. Method: the expectations of its own test, by the ids of the reference.
 */
import { describe, expect, it } from 'vitest';
import { fillGoMaglevTable, goMaglevPermutations } from '../../../../sim/maglev/dialects/go-maglev.ts';

describe('gomaglev-3', () => {
  const permutations = goMaglevPermutations(['backend-0', 'backend-1', 'backend-2'], 7);

  it('offset and skip', () => {
    expect([...permutations.offsets]).toEqual([2, 0, 1]);
    expect([...permutations.skips]).toEqual([4, 5, 2]);
  });

  it('table, and table without backend 1', () => {
    expect([...fillGoMaglevTable(permutations, 7, new Set())]).toEqual([1, 2, 0, 2, 0, 1, 0]);
    expect([...fillGoMaglevTable(permutations, 7, new Set([1]))]).toEqual([0, 2, 0, 2, 0, 2, 0]);
  });

  it('nobody alive, nobody owns a slot', () => {
    expect(new Set(fillGoMaglevTable(permutations, 7, new Set([0, 1, 2])))).toEqual(new Set([-1]));
  });
});

describe('gomaglev-paper', () => {
  const permutations = { offsets: Int32Array.of(3, 0, 3), skips: Int32Array.of(4, 2, 1) };

  it('table, and table without backend 1', () => {
    expect([...fillGoMaglevTable(permutations, 7, new Set())]).toEqual([1, 0, 1, 0, 2, 2, 0]);
    expect([...fillGoMaglevTable(permutations, 7, new Set([1]))]).toEqual([0, 0, 0, 0, 2, 2, 2]);
  });
});
