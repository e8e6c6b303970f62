/**
 * Goal: Envoy's ring hash, point by point. Method: the rings printed in Envoy's ring_hash_lb_test.cc, and
 * its published benchmark of hits.
 */
import { describe, expect, it } from 'vitest';
import { MaglevInputError } from '../../../../sim/maglev/backend.ts';
import { normaliseHostWeights } from '../../../../sim/maglev/dialects/envoy-weights.ts';
import { Word64 } from '../../../../sim/maglev/hash/word64.ts';
import { xxHash64 } from '../../../../sim/maglev/hash/xxhash64.ts';
import { ENVOY_RING_SIZE_MAX, EnvoyRing } from '../../../../sim/maglev/pickers/envoy-ring.ts';
import { slotCounts } from '../dialects/table-facts.ts';

function ringOf(
  keys: readonly string[],
  weights: readonly number[],
  min: number,
  max = ENVOY_RING_SIZE_MAX,
): EnvoyRing {
  const shares = normaliseHostWeights(weights, 1);
  return new EnvoyRing(
    keys.map((hashKey, host) => ({ hashKey, weight: shares[host]! })),
    min,
    max,
  );
}

const local = (...ports: number[]): string[] => ports.map((port) => `127.0.0.1:${port}`);
const pick = (ring: EnvoyRing, hash: bigint, attempt = 0): number => {
  const { hi, lo } = Word64.fromBigInt(hash);
  return attempt === 0 ? ring.pick(hi, lo) : ring.pickAttempt(hi, lo, attempt);
};
const UINT64_MAX = (1n << 64n) - 1n;

describe('Basic: six hosts, ring of 12', () => {
  const ring = ringOf(local(90, 91, 92, 93, 94, 95), [1, 1, 1, 1, 1, 1], 12);

  it('has two points for each host', () => {
    expect(ring.size).toBe(12);
  });

  it.each([
    [0n, 4],
    [833437586790550860n, 4],
    [928266305478181108n, 2],
    [1033482794131418490n, 0],
    [3551244743356806947n, 5],
    [3551244743356806948n, 3],
    [3851675632748031481n, 3],
    [5583722120771150861n, 1],
    [6311230543546372928n, 1],
    [7700377290971790572n, 3],
    [13144177310400110813n, 5],
    [13444792449719432967n, 2],
    [15516499411664133160n, 4],
    [16117243373044804880n, 0],
    [16117243373044804889n, 0],
    [UINT64_MAX, 4],
  ])('hash %i goes to host %i', (hash, host) => {
    expect(pick(ring, hash)).toBe(host);
  });

  it('BasicWithRetryHostPredicate: a retry takes the next point, and wraps', () => {
    expect([0, 1, 2, 13].map((attempt) => pick(ring, 0n, attempt))).toEqual([4, 2, 0, 2]);
  });
});

it('BasicWithHostname: host names as keys', () => {
  const ring = ringOf(['90', '91', '92', '93', '94', '95'], [1, 1, 1, 1, 1, 1], 12);
  expect([0n, UINT64_MAX, 7225015537174310577n, 6803900775736438537n].map((hash) => pick(ring, hash))).toEqual([
    5, 5, 2, 3,
  ]);
});

it('UnevenHosts: a minimum of 3 for two hosts makes a ring of 4', () => {
  const ring = ringOf(local(80, 81), [1, 1], 3);
  expect(ring.size).toBe(4);
  expect(
    [5454692015285649509n, 7859399908942313493n, 13838424394637650569n, 16064866803292627174n].map((hash) =>
      pick(ring, hash),
    ),
  ).toEqual([0, 1, 0, 1]);
});

it('HostWeightedTinyRing: weights 1, 2 and 3 on a ring of exactly 6', () => {
  const ring = ringOf(local(90, 91, 92), [1, 2, 3], 6, 6);
  expect(ring.size).toBe(6);
  const expected: [bigint, number][] = [
    [928266305478181108n, 2],
    [4443673547860492590n, 2],
    [5583722120771150861n, 1],
    [6311230543546372928n, 1],
    [13444792449719432967n, 2],
    [16117243373044804889n, 0],
  ];
  for (const [hash, host] of expected) expect(pick(ring, hash)).toBe(host);
});

it('BadRingSizeBounds', () => {
  expect(() => ringOf(local(90), [1], 20, 10)).toThrow(
    new MaglevInputError('ring hash: minimum_ring_size (20) > maximum_ring_size (10)'),
  );
});

it('an empty ring picks nobody', () => {
  const ring = new EnvoyRing([], 12, 24);
  expect([ring.pick(0, 0), ring.pickAttempt(0, 0, 1)]).toEqual([-1, -1]);
});

it.each([
  [100, 0.0449],
  [200, 0.0739],
  [500, 0.1131],
])(
  'hits over %i hosts, 100,000 keys, ring 65536: the relative deviation that pull request 5846 prints',
  (hostCount, expected) => {
    const keys = Array.from({ length: hostCount }, (_, host) => `10.0.${Math.floor(host / 256)}.${host % 256}:6379`);
    const ring = ringOf(keys, new Array(hostCount).fill(1), 65_536);
    const bytes = new Uint8Array(8);
    const seed = new Word64();
    const picks = Int32Array.from({ length: 100_000 }, (_, key) => {
      new DataView(bytes.buffer).setUint32(0, key, true);
      const { hi, lo } = xxHash64(bytes, seed);
      return ring.pick(hi, lo);
    });
    const mean = 100_000 / hostCount;
    const squares = slotCounts(picks, hostCount).reduce((sum, hits) => sum + (hits - mean) ** 2, 0);
    expect(Math.sqrt(squares / hostCount) / mean).toBeCloseTo(expected, 4);
  },
);
