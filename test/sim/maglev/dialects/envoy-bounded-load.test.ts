/**
 * Goal: `hash_balance_factor` as Envoy does it. Method: the cases of Envoy's bounded_load_hlb_test.cc, whose shuffles
 * of five hosts are 2 1 0 4 3 for seed 2, 4 0 2 3 1 for seed 6 and 0 1 4 3 2 for seed 7; hosts are made busy by
 * requests instead of mocked factors.
 */
import { describe, expect, it } from 'vitest';
import { EnvoyBoundedLoad } from '../../../../sim/maglev/dialects/envoy-bounded-load.ts';
import type { Picker } from '../../../../sim/maglev/picker.ts';

/** Envoy's test double: the hash is the index on a ring that lists each host `repeats` times. */
const indexing = (hostCount: number, repeats: number): Picker => ({
  pick: (_hi, lo) => (hostCount === 0 ? -1 : Math.floor(lo / repeats)),
});

/** A balancer whose factor of 1% grants every host one slot, so that two requests overload it. */
function balancer(hostCount: number, busy: Record<number, number>, repeats = 1): EnvoyBoundedLoad {
  const weights = new Array<number>(hostCount).fill(1 / hostCount);
  const load = new EnvoyBoundedLoad(indexing(hostCount, repeats), weights, 1);
  for (const [host, requests] of Object.entries(busy)) {
    for (let request = 0; request < requests; request++) load.take(Number(host));
  }
  return load;
}

describe('EnvoyBoundedLoad', () => {
  it('NoHosts', () => {
    expect(balancer(0, {}).pick(0, 1)).toBe(-1);
  });

  it('NoHostEverOverloaded: the table decides', () => {
    const load = balancer(5, {});
    expect([0, 1, 2, 3, 4].map((hash) => load.pick(0, hash))).toEqual([0, 1, 2, 3, 4]);
  });

  it('ActualHostOverloaded, OneHostOverloaded: the next host of the shuffle', () => {
    expect(balancer(5, { 2: 2 }).pick(0, 2)).toBe(1);
  });

  it('MultipleHostOverloaded: overloaded hosts are passed over', () => {
    expect(balancer(5, { 0: 2, 1: 2, 2: 2 }).pick(0, 2)).toBe(4);
  });

  it('MultipleHashSameHostOverloaded: other hashes of the same host jump elsewhere', () => {
    const load = balancer(5, { 3: 2 }, 2);
    expect([load.pick(0, 6), load.pick(0, 7)]).toEqual([4, 0]);
  });

  it('AllHostsOverloaded: the least overloaded', () => {
    expect(balancer(3, { 0: 3, 1: 2, 2: 4 }).pick(0, 0)).toBe(1);
  });

  it('a request that ends makes room again', () => {
    const load = balancer(5, { 2: 2 });
    load.release(2);
    expect(load.pick(0, 2)).toBe(2);
  });

  it('slots are ceil(floor(((active + 1) * factor + 99) / 100) * weight)', () => {
    const load = new EnvoyBoundedLoad(indexing(2, 10), [2 / 3, 1 / 3], 150);
    for (let request = 0; request < 9; request++) load.take(0);
    for (let request = 0; request < 11; request++) load.take(1);
    // 20 active: 32 slots, of which host 1 has ceil(32 / 3) = 11: not over yet.
    expect(load.pick(0, 15)).toBe(1);
    load.take(1);
    // 21 active: 33 slots, 11 for host 1, which holds 12; host 0 holds 9 of its 22.
    expect(load.pick(0, 15)).toBe(0);
    expect(load.pick(0, 5)).toBe(0);
  });
});
