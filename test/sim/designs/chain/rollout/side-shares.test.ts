/** Goal: a rollout moves the share that it says, and only ever adds. Method: many clients, shares that grow. */
import { describe, expect, it } from 'vitest';
import { SideShares } from '../../../../../sim/designs/chain/rollout/side-shares.ts';

const CLIENTS = Array.from({ length: 100_000 }, (_, index) => Math.imul(index + 1, 0x9e3779b1) >>> 0);

function movedOf(shares: SideShares, network = 0): Set<number> {
  return new Set(CLIENTS.filter((client) => shares.isMoved(network, client)));
}

describe('shares of a rollout', () => {
  it.each([0.001, 0.01, 0.1, 0.5])('moves %d of all clients, within four standard deviations', (share) => {
    const shares = new SideShares(1);
    shares.set([0], share);
    const deviation = Math.sqrt(CLIENTS.length * share * (1 - share));
    expect(Math.abs(movedOf(shares).size - CLIENTS.length * share)).toBeLessThan(4 * deviation);
  });

  it('moves nobody at first and everybody in the end', () => {
    const shares = new SideShares(1);
    expect(movedOf(shares).size).toBe(0);
    shares.set([0], 1);
    expect(movedOf(shares).size).toBe(CLIENTS.length);
    shares.clear();
    expect(movedOf(shares).size).toBe(0);
  });

  it('adds clients step by step and takes none back', () => {
    const shares = new SideShares(1);
    let before = new Set<number>();
    for (const share of [0.01, 0.05, 0.2, 0.9]) {
      shares.set([0], share);
      const now = movedOf(shares);
      expect([...before].every((client) => now.has(client))).toBe(true);
      expect(now.size).toBeGreaterThan(before.size);
      before = now;
    }
  });

  it('leaves other networks where they are', () => {
    const shares = new SideShares(2);
    shares.set([1], 1);
    expect(movedOf(shares, 0).size).toBe(0);
  });
});
