/**
 * Goal: every method of the registry keeps the five promises of a placement algorithm: total, reproducible,
 * proportional to weight, minimally disruptive, and its word about the order of the list. Method: fast-check over
 * random pools; bounds by kind of promise.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignKeys } from '../../../sim/maglev/analysis/assignment.ts';
import { disruptionOfChange } from '../../../sim/maglev/analysis/disruption.ts';
import { type Backend, backend, MaglevInputError } from '../../../sim/maglev/backend.ts';
import type { HashMethod, MethodOptions } from '../../../sim/maglev/method.ts';
import { buildMethod, DEFAULT_METHOD_OPTIONS, hashMethod, METHODS } from '../../../sim/maglev/methods.ts';
import { slotCounts } from './dialects/table-facts.ts';

const KEY_COUNT = 4000;
const methods = [...METHODS.values()];

/** A table size that each dialect accepts, at least 100 slots for each of up to 12 backends. */
const optionsFor = (method: HashMethod): MethodOptions => ({
  ...DEFAULT_METHOD_OPTIONS,
  tableSize: method.kind === 'picker' ? null : method.id === 'glb' ? 1024 : 4093,
});

const named = (index: number, weight = 1): Backend =>
  backend(`web-${index}`, { address: `10.${index >> 8}.${index & 255}.7`, port: 8080, weight });

/**
 * Pools of 2 to 12 different backends out of 500; all equal, or with weights whose mean is above 2
 * (Cilium ignores smaller ones).
 */
const indices = fc.uniqueArray(fc.integer({ min: 0, max: 499 }), { minLength: 2, maxLength: 12 });
const equalPool = indices.map((pool) => pool.map((index) => named(index)));
const weightedPool = indices.chain((pool) =>
  fc
    .array(fc.integer({ min: 2, max: 6 }), { minLength: pool.length, maxLength: pool.length })
    .map((weights) => pool.map((index, at) => named(index, weights[at]))),
);

const ownersOf = (method: HashMethod, pool: readonly Backend[]): Int32Array =>
  assignKeys(buildMethod(method, pool, optionsFor(method)), KEY_COUNT);
const ownerNames = (method: HashMethod, pool: readonly Backend[]): string[] =>
  Array.from(ownersOf(method, pool), (owner) => pool[owner]!.name);
const RUNS = { numRuns: 12 };

it('the registry names every method by its own id', () => {
  expect([...METHODS].map(([id, method]) => [id, method.id])).toEqual(methods.map(({ id }) => [id, id]));
  expect(METHODS.size).toBe(16);
  expect(() => hashMethod('maglve')).toThrow('there are paper, envoy, cilium, katran-v1');
});

describe.each(methods)('$id', (method) => {
  const options = optionsFor(method);

  it('is total: every key has a backend of positive weight, and every backend a key', () => {
    fc.assert(
      fc.property(weightedPool, (pool) => {
        const out = named(999, 0);
        const counts = slotCounts(ownersOf(method, [out, ...pool]), pool.length + 1);
        expect(counts[0]).toBe(0);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(
          method.kind === 'picker' ? KEY_COUNT : options.tableSize,
        );
        if (method.promises.weights === 'proportional') expect(counts.slice(1).every((count) => count > 0)).toBe(true);
      }),
      RUNS,
    );
  });

  it('is total on the smallest pools: nobody for none, the one for one', () => {
    expect(new Set(ownersOf(method, []))).toEqual(new Set([-1]));
    expect(new Set(ownersOf(method, [named(3)]))).toEqual(new Set([0]));
  });

  it('is reproducible: the same pool gives the same answers', () => {
    fc.assert(
      fc.property(weightedPool, (pool) => {
        expect(ownersOf(method, pool)).toEqual(ownersOf(method, structuredClone(pool)));
      }),
      RUNS,
    );
  });

  it('its picker answers as its table does', () => {
    const { table, picker } = buildMethod(method, [named(1), named(2), named(3)], options);
    if (table === null) return expect(method.kind).toBe('picker');
    for (let slot = 0; slot < table.length; slot++) expect(picker.pick(0, slot + 3 * table.length)).toBe(table[slot]);
    return undefined;
  });

  it(`shares: weights are ${method.promises.weights}`, () => {
    fc.assert(
      fc.property(weightedPool, (pool) => {
        const owners = ownersOf(method, pool);
        const counts = slotCounts(owners, pool.length);
        const isWeighted = method.promises.weights === 'proportional';
        const sum = pool.reduce((total, { weight }) => total + (isWeighted ? weight : 1), 0);
        for (const [at, { weight }] of pool.entries()) {
          const share = (isWeighted ? weight : 1) / sum;
          expect(Math.abs(counts[at]! - owners.length * share)).toBeLessThanOrEqual(
            shareTolerance(method, share, owners.length),
          );
        }
      }),
      RUNS,
    );
  });

  it(`losing a backend: ${method.promises.removal}`, () => {
    fc.assert(
      fc.property(equalPool, fc.nat(), (pool, choice) => {
        const leaves = method.promises.removal === 'minimalForLast' ? pool.length - 1 : choice % pool.length;
        const after = pool.filter((_, at) => at !== leaves);
        const { extraShare, movedShare } = disruptionOfChange(method, pool, after, options, KEY_COUNT);
        expect(movedShare).toBeGreaterThan(0);
        expect(extraShare).toBeLessThanOrEqual(extraMovesMax(method));
      }),
      RUNS,
    );
  });

  if (method.promises.removal === 'nearlyMinimal') {
    it('losing a backend moves few others, on average over 30 pools', () => {
      let extra = 0;
      for (let first = 0; first < 30; first++) {
        const pool = Array.from({ length: 2 + (first % 11) }, (_, at) => named(first * 12 + at));
        extra += disruptionOfChange(method, pool, pool.slice(1), options, KEY_COUNT).extraShare / 30;
      }
      // 1500 random pools gave a median of 0.8% for the tables and of 8% for Envoy's ring, whose
      // hosts gain points when one leaves.
      expect(extra).toBeLessThan(method.id === 'envoy-ring' ? 0.12 : 0.02);
      expect(extra).toBeGreaterThan(0);
    });
  }

  it(`the order of the list: ${method.promises.order}`, () => {
    // Unequal weights, because Envoy's ring depends on the order only where its points are not whole.
    const pool = [7, 3, 11, 5, 2].map((index, at) => named(index, at + 2));
    const orders = [[...pool].reverse(), [pool[2]!, pool[0]!, pool[4]!, pool[1]!, pool[3]!]];
    const listed = ownerNames(method, pool);
    const isSame = orders.every((order) => ownerNames(method, order).every((name, key) => name === listed[key]));
    expect(isSame).toBe(method.promises.order === 'free');
  });

  it('refuses a pool that names a backend twice, and weights that are not whole', () => {
    expect(() => buildMethod(method, [named(1), named(1)], options)).toThrow('backend "web-1" is listed twice');
    expect(() => buildMethod(method, [named(1, 0.5)], options)).toThrow(MaglevInputError);
  });
});

/** How far a count may lie from its fair value. */
function shareTolerance(method: HashMethod, share: number, keyCount: number): number {
  if (method.kind === 'table' && method.id !== 'glb') {
    // Turns: at most one too few or too many a backend, of up to 6 slots in a row (Katran V1's first round, IPVS).
    return 7;
  }
  const sampling = 5 * Math.sqrt(keyCount * share * (1 - share));
  switch (method.id) {
    case 'ring':
    case 'bounded-load':
      // Two points a unit of weight and more: relative deviation 1 / sqrt(points) with at least 320 points.
      return sampling + (5 * keyCount * share) / Math.sqrt(320);
    case 'envoy-ring':
      // At least 1024 points in all.
      return sampling + (5 * keyCount * share) / Math.sqrt(1024 * share);
    case 'multi-probe':
      // The paper bounds the peak for many backends (multi-probe.test.ts); of a few, one whose arc is tiny gets little.
      return sampling + keyCount * share;
    default:
      return sampling;
  }
}

/** Which share of the keys may move although their backend stays. */
function extraMovesMax(method: HashMethod): number {
  switch (method.promises.removal) {
    case 'minimal':
    case 'minimalForLast':
      return 0;
    case 'nearlyMinimal':
      // One pool in 1500 reaches 9%, where two backends' permutations run alongside each other; the
      // average has a test of its own.
      return 0.25;
    case 'boundedLoad':
      // Keys that had been passed on come home, and keys of the lost backend push others on.
      return 0.35;
    case 'arbitrary':
      return 1;
  }
}
