/**
 * Goal: the generator is sfc32 to the bit, and what is drawn from it is uniform.
 * Method: the published vector of PractRand's sfc32 for the seed 12345 (state 0, 12345, 0, 1), a second implementation
 * in BigInt, and chi-square over bits and bounded draws.
 */
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../sim/kernel/random-stream.ts';
import { chiSquareUniform, chiSquareZ } from '../../support/statistics.ts';

const WORD = 0xffffffffn;

/** sfc32 as its author states it, in arithmetic that cannot overflow unnoticed. */
function* sfc32Reference(seed: readonly [number, number, number, number]): Generator<number> {
  let [a, b, c, counter] = seed.map((word) => BigInt(word) & WORD) as [bigint, bigint, bigint, bigint];
  for (let round = 0; ; round++) {
    const out = (a + b + counter) & WORD;
    counter = (counter + 1n) & WORD;
    a = b ^ (b >> 9n);
    b = (c + ((c << 3n) & WORD)) & WORD;
    c = ((((c << 21n) | (c >> 11n)) & WORD) + out) & WORD;
    if (round >= 12) yield Number(out);
  }
}

describe('sfc32', () => {
  it('gives the published numbers of the seed 12345', () => {
    const stream = new RandomStream(0, 12345, 0, 1);
    const drawn = Array.from({ length: 10 }, () => stream.uint32());
    expect(drawn).toEqual([
      235160590, 2967261163, 116171463, 2882324903, 362604721, 4227106926, 1933307004, 1608300071, 2256615412,
      2701957640,
    ]);
  });

  const STATES: readonly (readonly [number, number, number, number])[] = [
    [1, 2, 3, 4],
    [-1, -1, -1, -1],
    [0, 0, 0, 0],
    [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xfffffff0],
  ];

  it.each(STATES)(
    'agrees with arithmetic in BigInt for the state %i %i %i %i, over the wrap of its counter',
    (...seed) => {
      const stream = new RandomStream(...seed);
      const reference = sfc32Reference(seed);
      for (let draw = 0; draw < 2_000; draw++) expect(stream.uint32()).toBe(reference.next().value);
    },
  );
});

describe('uniform draws', () => {
  it('set every bit in half of the draws', () => {
    const stream = new RandomStream(5, 6, 7, 8);
    const setCount = new Int32Array(32);
    const draws = 200_000;
    for (let draw = 0; draw < draws; draw++) {
      const bits = stream.uint32();
      for (let bit = 0; bit < 32; bit++) setCount[bit]! += (bits >>> bit) & 1;
    }
    // Standard error of a bit's share is 0.5 / sqrt(draws); 4.5 of them for 32 bits.
    for (const count of setCount) expect(Math.abs(count / draws - 0.5)).toBeLessThan((4.5 * 0.5) / Math.sqrt(draws));
  });

  it('lie strictly between 0 and 1, even at the ends of the generator', () => {
    const least = Object.assign(new RandomStream(1, 2, 3, 4), { uint32: () => 0 });
    const greatest = Object.assign(new RandomStream(1, 2, 3, 4), { uint32: () => 0xffffffff });
    expect(least.uniform()).toBeGreaterThan(0);
    expect(greatest.uniform()).toBeLessThan(1);
  });

  it.each([1, 2, 7, 100, 1_000])('below %i hit every number equally often', (bound) => {
    const stream = new RandomStream(bound, 1, 2, 3);
    const counts = new Int32Array(bound);
    for (let draw = 0; draw < 200_000; draw++) counts[stream.below(bound)]!++;
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(200_000);
    if (bound >= 100) expect(Math.abs(chiSquareZ(chiSquareUniform(counts), bound - 1))).toBeLessThan(4);
    else for (const count of counts) expect(Math.abs(count * bound - 200_000)).toBeLessThan(200_000 * 0.03);
  });
});

describe('draws in blocks', () => {
  /**
   * Lengths that end inside, at and beyond the words drawn ahead; 5,000 exponentials
   * leave their layer some fifty times.
   */
  const LENGTHS = [1, 7, 31, 32, 33, 64, 100, 5_000];

  it('of whole numbers are those of single draws, and leave the stream where they would', () => {
    for (const bound of [1, 200, 2 ** 31]) {
      const single = new RandomStream(4, 3, 2, 1);
      const block = new RandomStream(4, 3, 2, 1);
      for (const length of LENGTHS) {
        const out = new Int32Array(length + 1).fill(-7);
        block.fillBelow(bound, out, length);
        expect([...out]).toEqual([...Array.from({ length }, () => single.below(bound)), -7]);
        expect(block.uint32()).toBe(single.uint32());
      }
    }
  });

  it('of words are those of single draws, and leave the stream where they would', () => {
    const single = new RandomStream(4, 3, 2, 1);
    const block = new RandomStream(4, 3, 2, 1);
    for (const length of LENGTHS) {
      const out = new Uint32Array(length + 2).fill(7);
      block.fillWords(out, 1, length);
      expect([...out]).toEqual([7, ...Array.from({ length }, () => single.uint32()), 7]);
      expect(block.uint32()).toBe(single.uint32());
    }
  });

  it.each(['an even', 'an odd'])('of normals are those of single draws, after %s number of words', (parity) => {
    const single = new RandomStream(4, 3, 2, 1);
    const block = new RandomStream(4, 3, 2, 1);
    for (const length of LENGTHS) {
      const out = new Float64Array(length + 2).fill(-7);
      block.fillNormals(out, 1, length);
      expect([...out]).toEqual([-7, ...Array.from({ length }, () => single.normal()), -7]);
      if (parity === 'an odd') expect(block.uint32()).toBe(single.uint32());
    }
    expect(block.uint32()).toBe(single.uint32());
  });

  it('of exponentials are those of single draws, and leave the stream where they would', () => {
    const single = new RandomStream(4, 3, 2, 1);
    const block = new RandomStream(4, 3, 2, 1);
    for (const length of LENGTHS) {
      const out = new Float64Array(length + 2).fill(-7);
      block.fillExponentials(out, 1, length);
      expect([...out]).toEqual([-7, ...Array.from({ length }, () => single.exponential()), -7]);
      expect(block.uint32()).toBe(single.uint32());
    }
  });
});
