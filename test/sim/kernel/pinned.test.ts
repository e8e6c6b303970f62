/**
 * Goal: pinning an array changes nothing but its place. Method: arrays on both sides of the 64 bytes up to
 * which V8 keeps them on its heap.
 */
import { describe, expect, it } from 'vitest';
import { pinned } from '../../../sim/kernel/pinned.ts';

describe('a pinned array', () => {
  it.each([0, 1, 16, 17, 1_000])('of %i numbers is the array itself, with what is in it', (length) => {
    const array = Int32Array.from({ length }, (_, at) => at * at - 7);
    const values = [...array];
    const place = pinned(array);
    expect(place).toBe(array);
    expect([...place]).toEqual(values);
    if (length > 0) place[length - 1] = 1;
    expect(array.at(-1)).toBe(length > 0 ? 1 : undefined);
  });
});
