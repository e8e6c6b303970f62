/**
 * Goal: Katran's rings of both versions and what it writes on an update. Method: the cases of Katran's VipTest.cpp,
 * CHHelpersTest.cpp and MaglevHashTest.cpp by the ids of the reference, ring size 65,537 unless said; wrapped
 * arithmetic against a transcription with BigInt.
 */
import { describe, expect, it } from 'vitest';
import {
  buildKatranRing,
  type KatranEndpoint,
  type KatranVersion,
  katranMurmur,
} from '../../../../sim/maglev/dialects/katran.ts';
import { katranRingPosition } from '../../../../sim/maglev/dialects/katran-packet.ts';
import { KatranVip, type RealUpdate } from '../../../../sim/maglev/dialects/katran-vip.ts';
import { jhash, jhash2Words } from '../../../../sim/maglev/hash/jhash.ts';
import { Word64 } from '../../../../sim/maglev/hash/word64.ts';
import { slotCounts, tableDigest } from './table-facts.ts';

const RING = 65_537;
const VERSIONS: readonly KatranVersion[] = ['V1', 'V2'];

const endpoint = (hash: number, weight: number): KatranEndpoint => ({ hash: new Word64(0, hash), weight });
const endpoints = (weights: readonly number[]): KatranEndpoint[] =>
  weights.map((weight, hash) => endpoint(hash, weight));
const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);

/** Reals 0 .. count - 1, hash = number. */
const reals = (count: number, weight: number): RealUpdate[] =>
  Array.from({ length: count }, (_, real) => ({ real, endpoint: endpoint(real, weight) }));

describe.each(VERSIONS)('KatranVip, %s', (version) => {
  it('katran-del: 100 reals of weight 10, the same again, real 0 removed', () => {
    const vip = new KatranVip(RING, version);
    expect(vip.update(reals(100, 10))).toHaveLength(65_537);
    expect(vip.update(reals(100, 10))).toHaveLength(0);
    const delta = vip.update([{ real: 0, endpoint: null }]);
    expect(delta).toHaveLength(version === 'V1' ? 1009 : 1020);
    expect(delta.every(({ position, real }) => real !== 0 && vip.ring[position] === real)).toBe(true);
  });

  it('katran-weight-10-to-13, then katran-real0-13-to-26', () => {
    const vip = new KatranVip(RING, version);
    vip.update(reals(100, 10));
    expect(vip.update(reals(100, 13))).toHaveLength(version === 'V1' ? 17 : 0);
    expect(vip.update(reals(1, 26))).toHaveLength(version === 'V1' ? 109 : 1013);
  });

  it('an update that leaves no weight changes nothing', () => {
    const vip = new KatranVip(RING, version);
    vip.update(reals(2, 10));
    const ring = vip.ring.slice();
    expect(vip.update([])).toEqual([]);
    expect(
      vip.update([
        { real: 0, endpoint: null },
        { real: 1, endpoint: endpoint(1, 0) },
      ]),
    ).toEqual([]);
    expect(vip.ring).toEqual(ring);
  });
});

it('katran-two-reals: add one, add another, remove it, remove it again', () => {
  const vip = new KatranVip(RING, 'V1');
  const both = reals(2, 1);
  vip.update([both[0]!]);
  expect(vip.update([both[1]!])).toHaveLength(32_768);
  expect(vip.update([{ real: 1, endpoint: null }])).toHaveLength(32_768);
  expect(vip.update([{ real: 1, endpoint: null }])).toHaveLength(0);
});

describe('buildKatranRing', () => {
  it.each(VERSIONS)('katran-400-equal, %s: counts differ by one', (version) => {
    expect(spread(slotCounts(buildKatranRing(endpoints(new Array(400).fill(1)), RING, version), 400))).toBe(1);
  });

  it('katran-2-1-1: V1 all but ignores the weights, V2 follows them', () => {
    const [v1, v2] = VERSIONS.map((version) => slotCounts(buildKatranRing(endpoints([2, 1, 1]), RING, version), 3));
    expect(v1).toEqual([21_847, 21_845, 21_845]);
    expect(v2).toEqual([32_769, 16_384, 16_384]);
    expect([spread(v1!), spread(v2!)]).toEqual([2, 16_385]);
  });

  it('issue 35: V1 gives weights 1 and 10 equal shares, and follows them only when they add up to the ring', () => {
    expect(slotCounts(buildKatranRing(endpoints([1, 10]), RING, 'V1'), 2)).toEqual([32_764, 32_773]);
    expect(slotCounts(buildKatranRing(endpoints([5957, 59_570]), RING, 'V1'), 2)).toEqual([5962, 59_575]);
  });

  it('katran-weights-over-ring: 400 reals of weight 327', () => {
    const counts = slotCounts(buildKatranRing(endpoints(new Array(400).fill(327)), RING, 'V1'), 400);
    const tally = (count: number): number => counts.filter((slots) => slots === count).length;
    // 200 * 327 + 137 = 65,537: the first round does not reach the others.
    expect({ full: tally(327), partial: tally(137), zero: tally(0) }).toEqual({ full: 200, partial: 1, zero: 199 });
  });

  it('katran-weights-under-ring: 400 reals of weight 162', () => {
    expect(spread(slotCounts(buildKatranRing(endpoints(new Array(400).fill(162)), RING, 'V1'), 400))).toBe(1);
  });

  it.each([
    ['V1', [1, 1, 0, 1, 0, 0, 0], [4, 3]],
    ['V2', [1, 0, 0, 1, 0, 0, 0], [5, 2]],
  ] as const)('katran-small, %s', (version, ring, counts) => {
    const small = buildKatranRing([endpoint(1000, 2), endpoint(2000, 1)], 7, version);
    expect([...small]).toEqual(ring);
    expect(slotCounts(small, 2)).toEqual(counts);
  });

  it.each(VERSIONS)('katran-empty and katran-single, %s', (version) => {
    expect(new Set(buildKatranRing([], 7, version))).toEqual(new Set([-1]));
    expect(new Set(buildKatranRing([endpoint(5, 0)], 7, version))).toEqual(new Set([-1]));
    expect(new Set(buildKatranRing([endpoint(3, 0), endpoint(42, 1)], 7, version))).toEqual(new Set([1]));
  });

  it('katran-v2-1-2-4', () => {
    const ring = buildKatranRing(endpoints([1, 2, 4]), RING, 'V2');
    expect(slotCounts(ring, 3)).toEqual([9362, 18_725, 37_450]);
    expect(tableDigest(ring)).toBe('5719ff4b7c11826d5f2cc1254d7c8317f8c6d01f1a8f0ef047d452beb543aa77');
  });

  it('the order of the endpoints does not matter: turns go by hash', () => {
    const listed = endpoints([3, 1, 2, 5]);
    const reversed = buildKatranRing([...listed].reverse(), RING, 'V2').map((at) => 3 - at);
    expect(reversed).toEqual(buildKatranRing(listed, RING, 'V2'));
  });
});

describe('katran-offset-skip', () => {
  it.each([
    [0, [22_292, 48_325], [6, 3]],
    [1, [3304, 19_461], [1, 1]],
    [2, [43_699, 25_045], [4, 3]],
    [42, [41_180, 65_402], [5, 4]],
    [99, [31_409, 56_450], [5, 2]],
    [1000, [14_056, 60_674], [2, 2]],
    [2000, [4842, 8266], [3, 6]],
  ])('hash %i', (hash, at65537, at7) => {
    const permutation = (size: number): number[] => [
      katranMurmur(new Word64(0, hash), 42, 0).modulo(size),
      katranMurmur(new Word64(0, hash), 2_718_281_828, 2307).modulo(size - 1) + 1,
    ];
    expect([permutation(65_537), permutation(7)]).toEqual([at65537, at7]);
  });
});

/** The ring of equally weighted endpoints by Katran's formula, wrapped to 32 bits or exact. */
function ringByFormula(count: number, ringSize: number, isWrapped: boolean): Int32Array {
  const ring = new Int32Array(ringSize).fill(-1);
  const steps = Array.from({ length: count }, (_, hash) => ({
    offset: BigInt(katranMurmur(new Word64(0, hash), 42, 0).modulo(ringSize)),
    skip: BigInt(katranMurmur(new Word64(0, hash), 2_718_281_828, 2307).modulo(ringSize - 1) + 1),
    next: 0n,
  }));
  for (let claimed = 0; claimed < ringSize; claimed++) {
    const step = steps[claimed % count]!;
    let slot = 0;
    do {
      const product = step.offset + step.next++ * step.skip;
      slot = Number((isWrapped ? product & 0xffffffffn : product) % BigInt(ringSize));
    } while (ring[slot]! >= 0);
    ring[slot] = claimed % count;
  }
  return ring;
}

describe('unsigned 32-bit arithmetic', () => {
  it.each([
    [65_537, 0],
    [131_071, 804],
  ])('ring of %i, 10 reals: %i slots differ from exact arithmetic', (ringSize, differing) => {
    const ring = buildKatranRing(endpoints(new Array(10).fill(1)), ringSize, 'V2');
    const exact = ringByFormula(10, ringSize, false);
    expect(ring.filter((real, slot) => real !== exact[slot]).length).toBe(differing);
    expect(ring).toEqual(ringByFormula(10, ringSize, true));
  });
});

describe('katranRingPosition', () => {
  const ports = Uint8Array.of(0xb2, 0x6e, 0x01, 0xbb);

  it('is lookup3 of the source word and the ports as they lie in memory', () => {
    const expected = jhash2Words(0x0200000a, 0xbb016eb2, 512 * 65_537) % 65_537;
    expect(katranRingPosition(Uint8Array.of(10, 0, 0, 2), ports)).toBe(expected);
  });

  it('folds an IPv6 source first', () => {
    const source = Uint8Array.from({ length: 16 }, (_, at) => at);
    expect(katranRingPosition(source, ports)).toBe(jhash2Words(jhash(source, 512), 0xbb016eb2, 512 * 65_537) % 65_537);
  });
});
