/**
 * Goal: AnchorHash's guarantee: whatever the order of removals and additions, a key moves only when its bucket leaves
 * or a bucket that comes back takes it, and shares stay equal. Method: random histories (fast-check) over fixed keys.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleKey } from '../../../../sim/maglev/hash/mix64.ts';
import { Word64 } from '../../../../sim/maglev/hash/word64.ts';
import { AnchorHash } from '../../../../sim/maglev/pickers/anchor-hash.ts';

const KEYS = Array.from({ length: 2000 }, (_, key) => {
  const { hi, lo } = sampleKey(key, new Word64());
  return { hi, lo };
});
const picks = (anchor: AnchorHash): number[] => KEYS.map(({ hi, lo }) => anchor.pick(hi, lo));

describe('AnchorHash', () => {
  it('moves nothing but what it must, over any history', () => {
    const step = fc.record({ isRemoval: fc.boolean(), choice: fc.nat() });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(step, { maxLength: 25 }), (startCount, steps) => {
        const anchor = new AnchorHash(16, startCount);
        const working = new Set([...Array(startCount).keys()]);
        let before = picks(anchor);
        for (const { isRemoval, choice } of steps) {
          if (isRemoval ? working.size === 1 : working.size === 16) continue;
          const changed = isRemoval ? [...working][choice % working.size]! : anchor.add();
          if (isRemoval) anchor.remove(changed);
          const after = picks(anchor);
          const isAsPromised = after.every((bucket, key) => {
            const moved = bucket !== before[key];
            return isRemoval ? moved === (before[key] === changed) : !moved || bucket === changed;
          });
          expect(isAsPromised).toBe(true);
          if (isRemoval) working.delete(changed);
          else working.add(changed);
          expect(after.every((bucket) => working.has(bucket))).toBe(true);
          before = after;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a removal undone by an addition restores every key', () => {
    const anchor = new AnchorHash(16, 10);
    const before = picks(anchor);
    anchor.remove(3);
    anchor.remove(7);
    expect([anchor.add(), anchor.add()]).toEqual([7, 3]);
    expect(picks(anchor)).toEqual(before);
  });

  it('spreads keys evenly after removals', () => {
    const anchor = new AnchorHash(16, 10);
    for (const bucket of [2, 9, 0, 5, 6]) anchor.remove(bucket);
    const counts = new Map<number, number>();
    for (const bucket of picks(anchor)) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    // 2000 keys on 5 buckets: 400 each, standard deviation 18; five of them are 90.
    for (const count of counts.values()) expect(Math.abs(count - 400)).toBeLessThan(90);
    expect(counts.size).toBe(5);
  });

  it('refuses to grow beyond its capacity and to remove what does not work', () => {
    const anchor = new AnchorHash(4, 4);
    expect(() => anchor.add()).toThrow('the capacity is used up');
    anchor.remove(1);
    expect(() => anchor.remove(1)).toThrow('bucket 1 does not work');
  });

  it('picks nobody once the last bucket has left', () => {
    const anchor = new AnchorHash(2, 1);
    anchor.remove(0);
    expect(anchor.pick(1, 2)).toBe(-1);
  });
});
