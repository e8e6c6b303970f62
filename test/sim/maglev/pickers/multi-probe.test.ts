/**
 * Goal: multi-probe hashing as dgryski/go-mpchash computes it, and the paper's balance. Method: the head of its
 * compatibility list (6000 shards, SipHash with k0 = 1 and 2 as the two hashes, 21 probes), and the peak over the
 * average for 1 + 1/epsilon probes.
 */
import { describe, expect, it } from 'vitest';
import { sampleKey } from '../../../../sim/maglev/hash/mix64.ts';
import { sipHash24 } from '../../../../sim/maglev/hash/siphash.ts';
import { utf8Bytes } from '../../../../sim/maglev/hash/utf8.ts';
import { Word64 } from '../../../../sim/maglev/hash/word64.ts';
import { MultiProbe } from '../../../../sim/maglev/pickers/multi-probe.ts';
import { slotCounts } from '../dialects/table-facts.ts';

const shards = Array.from({ length: 6000 }, (_, index) => `shard-${index + 1}`);
const seeded = (text: string, seed: number): Word64 =>
  sipHash24({ k0: new Word64(0, seed), k1: new Word64() }, utf8Bytes(text));

it('agrees with go-mpchash\u2019s testdata/compat.out', () => {
  const expected = [
    1389, 4257, 4744, 4613, 3027, 1872, 3565, 5494, 5517, 3009, 163, 2061, 5627, 787, 2917, 2329, 3737, 4750, 1660, 21,
  ];
  const multiProbe = new MultiProbe(shards, 21);
  const picked = expected.map((_, at) => {
    const { hi, lo } = seeded(shards[at]!, 1);
    return multiProbe.pickByStep(hi, lo, seeded(shards[at]!, 2)) + 1;
  });
  expect(picked).toEqual(expected);
});

describe('peak over average', () => {
  it.each([
    [1, 3, 9],
    [21, 1, 1.15],
  ])('with %i probes lies between %d and %d', (probes, low, high) => {
    const multiProbe = new MultiProbe(shards.slice(0, 200), probes);
    const hash = new Word64();
    const picks = Int32Array.from({ length: 200_000 }, (_, key) => {
      sampleKey(key, hash);
      return multiProbe.pick(hash.hi, hash.lo);
    });
    // The paper's 1.05 is for the arc lengths; 1000 keys a backend add noise whose greatest of 200 is about 9%.
    const peak = Math.max(...slotCounts(picks, 200)) / 1000;
    expect(peak).toBeGreaterThan(low);
    expect(peak).toBeLessThan(high);
  });
});

it('no backends, nobody', () => {
  expect(new MultiProbe([], 21).pick(1, 2)).toBe(-1);
});
