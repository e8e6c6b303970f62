/**
 * Goal: a fingerprint tells any two different histories apart and is the same wherever it is computed.
 * Method: avalanche over every input bit and several positions, order and boundary cases, a collision count over
 * structured inputs, and frozen values that pin the function itself.
 */
import { describe, expect, it } from 'vitest';
import { combineHex, Fingerprint } from '../../../sim/kernel/fingerprint.ts';

function fingerprintOf(steps: readonly (readonly [number, number])[]): string {
  const fingerprint = new Fingerprint();
  for (const [a, b] of steps) fingerprint.mix(a, b);
  return fingerprint.hex();
}

function timeFingerprint(us: number): string {
  const fingerprint = new Fingerprint();
  fingerprint.mixTime(us);
  return fingerprint.hex();
}

function differingBits(left: string, right: string): number {
  let difference = BigInt(`0x${left}`) ^ BigInt(`0x${right}`);
  let bits = 0;
  for (; difference > 0n; difference >>= 1n) bits += Number(difference & 1n);
  return bits;
}

/** Event-like steps: times that grow by a little, small handler and subject numbers. */
function history(length: number, salt: number): [number, number][] {
  return Array.from({ length }, (_, step) => [step * 1_000 + salt, (step * 7 + salt) & 255]);
}

describe('Fingerprint', () => {
  it('moves about half of its 64 bits for every single bit of input, wherever the step stands', () => {
    // Each output bit flips with probability 1/2: 64 x 1/2 = 32 with a standard deviation of 4 for one pair. The mean
    // over 40 histories has one of 4 / sqrt(40) = 0.63; 6 of those allow for 512 means at once.
    for (const position of [0, 3, 6, 7]) {
      for (let bit = 0; bit < 64; bit++) {
        let sum = 0;
        for (let salt = 0; salt < 40; salt++) {
          const steps = history(8, salt);
          const before = fingerprintOf(steps);
          const [a, b] = steps[position]!;
          steps[position] = bit < 32 ? [a ^ (1 << bit), b] : [a, b ^ (1 << (bit - 32))];
          sum += differingBits(before, fingerprintOf(steps));
        }
        expect(Math.abs(sum / 40 - 32), `step ${position}, bit ${bit}`).toBeLessThan(3.8);
      }
    }
  });

  it('depends on the order of steps, on the order within a step and on their number', () => {
    const base = fingerprintOf([
      [1, 2],
      [3, 4],
    ]);
    const others = [
      [
        [3, 4],
        [1, 2],
      ],
      [
        [2, 1],
        [4, 3],
      ],
      [
        [1, 4],
        [3, 2],
      ],
      [[1, 2]],
      [
        [1, 2],
        [3, 4],
        [0, 0],
      ],
    ] as const;
    for (const other of others) expect(fingerprintOf(other)).not.toBe(base);
    const zeros = Array.from({ length: 100 }, (_, length) => fingerprintOf(Array.from({ length }, () => [0, 0])));
    expect(new Set(zeros).size).toBe(100);
  });

  it('has no collision among 262,144 structured inputs, and few in either half', () => {
    // 2^18 values: 2e-9 collisions expected in 64 bits, and 2^36 / 2^33 = 8 with a standard
    // deviation of 2.8 in each 32-bit half.
    const whole = new Set<string>();
    const left = new Set<string>();
    const right = new Set<string>();
    for (let a = 0; a < 512; a++) {
      for (let b = 0; b < 512; b++) {
        const hex = fingerprintOf([[a, b]]);
        whole.add(hex);
        left.add(hex.slice(0, 8));
        right.add(hex.slice(8));
      }
    }
    const inputs = 512 * 512;
    expect(whole.size).toBe(inputs);
    expect(inputs - left.size).toBeLessThan(8 + 17);
    expect(inputs - right.size).toBeLessThan(8 + 17);
  });

  it('tells neighbouring times apart over the whole range of time', () => {
    const times = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 33, 2 ** 52, 2 ** 53 - 1];
    expect(new Set(times.map(timeFingerprint)).size).toBe(times.length);
  });

  it('can be read in the middle of a stream without disturbing it', () => {
    const read = new Fingerprint();
    const unread = new Fingerprint();
    for (let step = 0; step < 10; step++) {
      read.mix(step, 1);
      unread.mix(step, 1);
      read.hex();
    }
    expect(read.hex()).toBe(unread.hex());
  });

  it('is frozen: a change of these values invalidates every committed baseline', () => {
    expect(fingerprintOf([])).toBe('b126c0a2ef017611');
    expect(fingerprintOf(history(1000, 5))).toBe('f9cbd5bc2dfe5bf7');
    expect(timeFingerprint(1_800_000_000)).toBe('5dc17e1b4e107025');
  });
});

describe('combineHex', () => {
  it('depends on every part and on their order', () => {
    const parts = ['0000000000000001', '0000000000000002', 'ffffffffffffffff'];
    const combined = combineHex(parts);
    expect(combineHex([parts[1]!, parts[0]!, parts[2]!])).not.toBe(combined);
    expect(combineHex(parts.slice(0, 2))).not.toBe(combined);
    expect(combined).toMatch(/^[0-9a-f]{16}$/);
  });

  it('refuses what is not a fingerprint', () => {
    expect(() => combineHex(['12'])).toThrow('16 hex digits');
  });
});
