/**
 * Conformance G43, second half: blocking takes Cloud Armor.
 *
 * Goal: whatever one address sends is let through without a security policy, and stopped at the first layer
 * with one, at no cost to others.
 * Method: connections listed one by one from an attacker and from ordinary clients; whole
 * runs of traffic from few clients.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { BLOCKED } from '../../../sim/metrics/outcome.ts';
import { simulate } from '../../../sim/simulate.ts';
import { attemptsEvery, type Ending, runProxy } from '../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;
const ATTACKER = 666;

function limit(count: number, interval: string, changes: PlainMap = {}): PlainMap {
  const rateLimitOptions = { rateLimitThreshold: { count, interval }, enforceOnKey: 'IP', ...changes };
  return { securityPolicy: { action: 'banDuration' in changes ? 'rate_based_ban' : 'throttle', rateLimitOptions } };
}

/**
 * One address with 50 connections a second for 30 s, among 400 others that send one each; an odd
 * microsecond marks the attacker.
 */
function attacked(service: PlainMap): {
  readonly attacker: Ending[];
  readonly others: Ending[];
  readonly load: number;
} {
  const model = modelWith({ time: { duration: '90s' }, service });
  const attack = attemptsEvery(20_000, 10 * SECOND + 1, 1_500, { client: ATTACKER });
  const others = attemptsEvery(100_000, 10 * SECOND, 400);
  const attempts = [...attack, ...others].sort((a, b) => a.at - b.at);
  const { endings, establishments } = runProxy(model, attempts);
  const isAttack = ({ offeredAt }: Ending): boolean => offeredAt % 2 === 1;
  return {
    attacker: endings.filter(isAttack),
    others: endings.filter((ending) => !isAttack(ending)),
    load: establishments.filter(({ offeredAt }) => offeredAt % 2 === 1).length,
  };
}

function countOf(endings: readonly Ending[], outcome: string): number {
  return endings.filter((ending) => ending.outcome === outcome).length;
}

describe('security policy', () => {
  it('G43: without a policy nothing is blocked, and the flood of connections reaches the members', () => {
    const { attacker, others, load } = attacked({});
    expect(countOf([...attacker, ...others], 'blocked')).toBe(0);
    expect(load).toBe(1_500);
  });

  it('G43: with a rate limit each address gets its threshold an interval; the rest ends at the first layer', () => {
    const { attacker, others, load } = attacked(limit(100, '10s'));
    // 30 s are three intervals.
    expect([load, countOf(attacker, 'blocked')]).toEqual([300, 1_200]);
    expect(countOf(others, 'completed')).toBe(400);
    // Turned away as it comes in, before a backend is chosen.
    for (const { outcome, region, offeredAt, endedAt, latencyUs } of attacker) {
      if (outcome === 'blocked') expect([region, endedAt - offeredAt, latencyUs]).toEqual([null, 0, null]);
    }
  });

  it('G43: a ban keeps the address out for good while it goes on, and lets others in', () => {
    const { attacker, others, load } = attacked(limit(100, '10s', { banDuration: '1m' }));
    expect([load, countOf(attacker, 'blocked')]).toEqual([100, 1_400]);
    expect(countOf(others, 'completed')).toBe(400);
  });

  it('G43: a surge from few clients is cut to what they may send, with the same traffic as without', () => {
    const few: PlainMap = {
      traffic: {
        clients: 10,
        connections: { rate: '5/s', hold: '1s' },
        surges: { flood: { at: '20s', peak: '20x', hold: '30s' } },
      },
    };
    const run = (service: PlainMap) => simulate(modelWith({ ...few, service }), 0, 0, UNATTENDED);
    const blocked = (record: ReturnType<typeof run>): number =>
      record.windows[0]!.flows.reduce((sum, { outcomes }) => sum + outcomes[BLOCKED]!, 0);
    const [open, limited] = [run({}), run(limit(30, '10s'))];
    expect(open.fingerprint.traffic).toBe(limited.fingerprint.traffic);
    expect(blocked(open)).toBe(0);
    // About 3000 connections in 30 s, from 10 addresses. Such a time meets three or four of an address's
    // intervals, each with 30 at most; before it nobody gets near 30. Three standard deviations of a
    // Poisson count of 3000 are 165.
    expect(blocked(limited)).toBeGreaterThan(3_000 - 10 * 4 * 30 - 165);
    expect(blocked(limited)).toBeLessThan(3_000 - 10 * 3 * 30 + 165);
  });
});
