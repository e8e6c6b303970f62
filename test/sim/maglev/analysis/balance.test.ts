/**
 * Goal: shares against weights. Method: an assignment counted by hand, with a weight of 0
 * and a backend that gets nothing.
 */
import { expect, it } from 'vitest';
import { measureBalance } from '../../../../sim/maglev/analysis/balance.ts';
import { backend } from '../../../../sim/maglev/backend.ts';

it('measures every share against its weight', () => {
  const backends = [
    backend('a', { weight: 1 }),
    backend('b', { weight: 3 }),
    backend('out', { weight: 0 }),
    backend('c', { weight: 4 }),
  ];
  const owners = Int32Array.of(0, 0, 1, 1, 1, 3, 3, 3);
  const balance = measureBalance(owners, backends);
  expect(balance.backends).toEqual([
    { name: 'a', weight: 1, count: 2, share: 0.25, fairShare: 0.125, deviation: 1 },
    { name: 'b', weight: 3, count: 3, share: 0.375, fairShare: 0.375, deviation: 0 },
    { name: 'out', weight: 0, count: 0, share: 0, fairShare: 0, deviation: null },
    { name: 'c', weight: 4, count: 3, share: 0.375, fairShare: 0.5, deviation: -0.25 },
  ]);
  expect([balance.keyCount, balance.overprovision, balance.underprovision]).toEqual([8, 1, -0.25]);
  expect(balance.relativeDeviation).toBeCloseTo(Math.sqrt((1 + 0 + 0.0625) / 3), 12);
});

it('a backend without keys is 100% underprovisioned', () => {
  expect(measureBalance(Int32Array.of(0), [backend('a'), backend('b')]).underprovision).toBe(-1);
});

it('nobody to measure gives zeros', () => {
  const balance = measureBalance(new Int32Array(0), []);
  expect([balance.overprovision, balance.underprovision, balance.relativeDeviation]).toEqual([0, 0, 0]);
});
