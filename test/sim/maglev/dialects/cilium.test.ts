/**
 * Goal: Cilium's tables, slot by slot, and its weight rule with the case where weights do nothing. Method: the
 * expectations of Cilium's maglev_test.go by the ids of the reference, and counts derived from its source.
 */
import { describe, expect, it } from 'vitest';
import { runLengthText } from '../../../../sim/maglev/analysis/run-length.ts';
import { backend, MaglevInputError } from '../../../../sim/maglev/backend.ts';
import {
  buildCiliumTable,
  CILIUM_DEFAULT_SEED,
  CILIUM_TABLE_SIZES,
  ciliumHashString,
  ciliumSeeds,
} from '../../../../sim/maglev/dialects/cilium.ts';
import { isPrime } from '../../../../sim/maglev/prime.ts';
import { slotCounts } from './table-facts.ts';

const SEED = ciliumSeeds(CILIUM_DEFAULT_SEED).murmur;

describe('cilium-reproducible', () => {
  it('the table of four weighted backends', () => {
    const backends = [
      { hash: '[0.0.0.1:1/TCP,State:active]', weight: 2 },
      { hash: '[0.0.0.3:3/TCP,State:active]', weight: 13 },
      { hash: '[0.0.0.4:4/TCP,State:active]', weight: 111 },
      { hash: '[0.0.0.5:5/TCP,State:active]', weight: 10 },
    ];
    expect(runLengthText(buildCiliumTable(backends, 251, SEED))).toBe(
      '2(5),3(1),2(3),1(1),2(2),0(1),2(1),3(1),2(1),3(1),2(1),1(1),2(7),1(1),2(14),3(1),2(1),1(2),2(12),3(1),2(3),1(1),2(4),3(1),2(8),3(1),2(2),1(1),2(16),1(2),2(3),3(1),2(11),1(2),2(4),3(1),2(3),1(1),2(4),3(1),2(1),0(1),1(1),2(8),1(1),2(7),1(1),2(4),3(1),2(1),3(1),2(9),1(2),2(5),1(1),2(7),3(1),2(1),3(1),1(1),2(8),1(1),2(4),0(1),2(1),1(1),2(5),3(1),2(3),1(1),2(4),3(1),2(3),1(1),2(12),0(1),3(1),2(3),3(1),2(4),3(1),2(2),1(1),2(7)',
    );
  });
});

describe('cilium-weighted-counts-old', () => {
  const keys = { one: 2, three: 13, two: 111, tzwe: 10 };
  const backends = Object.entries(keys).map(([hash, weight]) => ({ hash, weight }));
  const before = buildCiliumTable(backends, 1021, SEED);

  it('counts', () => {
    expect(slotCounts(before, 4)).toEqual([16, 98, 832, 75]);
  });

  it('removing "one" moves four slots of the others', () => {
    const after = buildCiliumTable(backends.slice(1), 1021, SEED);
    const moved = before.filter((owner, slot) => owner !== 0 && owner !== after[slot]! + 1).length;
    expect(moved).toBe(4);
  });
});

describe('cilium-removal', () => {
  it('three equal backends, the third removed', () => {
    const backends = [1, 2, 3].map((id) => ({
      hash: ciliumHashString(backend(`b${id}`, { address: `0.0.0.${id}`, port: id })),
      weight: 1,
    }));
    const before = buildCiliumTable(backends, 1021, SEED);
    const after = buildCiliumTable(backends.slice(0, 2), 1021, SEED);
    expect(slotCounts(before, 3)).toEqual([341, 340, 340]);
    expect(slotCounts(after, 2)).toEqual([511, 510]);
    // The published bound is 1% of the slots; the derived value is one slot.
    expect(before.filter((owner, slot) => owner !== 2 && owner !== after[slot]).length).toBe(1);
  });
});

describe('weights', () => {
  const counts = (first: number, second: number): number[] =>
    slotCounts(
      buildCiliumTable(
        [
          { hash: ciliumHashString(backend('a', { address: '10.0.0.1', port: 80 })), weight: first },
          { hash: ciliumHashString(backend('b', { address: '10.0.0.2', port: 80 })), weight: second },
        ],
        16_381,
        SEED,
      ),
      2,
    );

  it('do nothing where their mean, rounded down, is 1: weights 1 and 2 give 8191 and 8190', () => {
    expect(counts(1, 2)).toEqual([8191, 8190]);
  });

  it.each([
    [10, 20, 5461, 10_920],
    [1, 3, 4096, 12_285],
  ])('count otherwise: %i and %i give %i and %i', (first, second, firstCount, secondCount) => {
    expect(counts(first, second)).toEqual([firstCount, secondCount]);
  });
});

describe('the key and the seed', () => {
  it('hashes address, port, protocol and state; IPv6 in brackets', () => {
    expect(ciliumHashString(backend('a', { address: '10.0.0.1', port: 80, protocol: 'UDP' }))).toBe(
      '[10.0.0.1:80/UDP,State:active]',
    );
    expect(ciliumHashString(backend('a', { address: 'fd00::1', port: 80 }))).toBe('[[fd00::1]:80/TCP,State:active]');
  });

  it('the default seed is three big-endian words', () => {
    expect(ciliumSeeds(CILIUM_DEFAULT_SEED)).toEqual({ murmur: 0x24b7ef82, jhash0: 0x71dcda46, jhash1: 0x92505688 });
  });

  it.each(['', 'JLfv', 'not base64!!', 'FYJf2hrSynYxcZrkMWTGYA=='])('refuses the seed %j', (seed) => {
    expect(() => ciliumSeeds(seed)).toThrow(MaglevInputError);
  });

  it('takes its ten table sizes, all prime, and no other', () => {
    expect(CILIUM_TABLE_SIZES.every(isPrime)).toBe(true);
    expect(() => buildCiliumTable([], 65_537, SEED)).toThrow('65537 is none of them');
  });
});
