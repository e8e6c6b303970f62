/**
 * Goal: made-up backends are like the pool's and never meet one of it. Method: pools whose
 * backends differ in what is copied.
 */
import { describe, expect, it } from 'vitest';
import { withNewcomers } from '../../../../sim/maglev/analysis/newcomers.ts';
import { backend, checkBackends } from '../../../../sim/maglev/backend.ts';

const web = backend('10.0.0.1:80', { address: '10.0.0.1', port: 80, weight: 3, locality: 'eu', hashKey: 'mine' });

describe('withNewcomers', () => {
  it('copies weight, port and locality, not the key, at an address for benchmarks', () => {
    const [first, newcomer] = withNewcomers([web], 1, 's', 0);
    expect(first).toBe(web);
    expect(newcomer).toEqual({ ...web, name: `${newcomer!.address}:80`, address: newcomer!.address, hashKey: null });
    expect(newcomer!.address).toMatch(/^198\.1[89]\.\d{1,3}\.\d{1,3}$/);
  });

  it('gives names, and host names where the pool has them', () => {
    const [, newcomer] = withNewcomers([backend('a', { hostname: 'a.example' })], 1, 's', 0);
    expect(newcomer!.name).toBe(newcomer!.address);
    expect(newcomer!.hostname).toMatch(/^new-\d+$/);
  });

  it('is like those that have weight, in their proportion', () => {
    const pool = [backend('off', { weight: 0 }), backend('small'), backend('large', { weight: 9 })];
    const weights = withNewcomers(pool, 400, 's', 0)
      .slice(3)
      .map(({ weight }) => weight);
    expect(new Set(weights)).toEqual(new Set([1, 9]));
    // Five standard deviations of a fair coin thrown 400 times.
    expect(Math.abs(weights.filter((weight) => weight === 1).length - 200)).toBeLessThan(50);
  });

  it('names each once, the same for the same draw, others for another', () => {
    // 13,000 of 131,072 addresses: without the check some 600 would be drawn twice.
    checkBackends(withNewcomers([web], 13_000, 's', 0));
    expect(withNewcomers([web], 5, 's', 1)).toEqual(withNewcomers([web], 5, 's', 1));
    expect(withNewcomers([web], 5, 's', 1)).not.toEqual(withNewcomers([web], 5, 's', 2));
  });

  it('needs somebody to be like', () => {
    expect(() => withNewcomers([backend('off', { weight: 0 })], 1, 's', 0)).toThrow('no backend has weight');
  });
});
