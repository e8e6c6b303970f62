/**
 * Conformance G39: changes to a backend service are not instant; they take minutes to reach the GFEs.
 *
 * Goal: while a change spreads, GFEs disagree; afterwards all agree. Method: connections from eight metros, so through
 * many GFEs, around a scaler set to 0 and a drain.
 */
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../sim/model.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../support/proxy-bench.ts';
import { modelWith, type Plain, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;
const METROS = ['seoul', 'busan', 'tokyo', 'osaka', 'taipei', 'hong-kong', 'singapore', 'manila'];

function model(events: readonly Plain[], design: PlainMap = {}): Model {
  return modelWith({
    time: { duration: '20m' },
    world: { clients: { metros: METROS, weight: 'equal' } },
    service: {
      backends: {
        first: { zone: 'asia-northeast3-a', members: 4, maxConnections: 10_000 },
        second: { zone: 'asia-northeast3-b', members: 4, maxConnections: 10_000 },
      },
    },
    // Not a zone's preference, but configuration decides.
    designs: { proxy: null, plain: { kind: 'anycastProxy', secondLayer: { zonePreferenceEndsAt: 0 }, ...design } },
    events,
  });
}

/** Ten short connections a second, from all metros in turn. */
function run(events: readonly Plain[], design: PlainMap = {}): ProxyRun {
  const attempts = attemptsEvery(SECOND / 10, SECOND, 9_000, { hold: 0 });
  const spread = attempts.map((attempt, k) => ({ ...attempt, network: k % (2 * METROS.length) }));
  return runProxy(model(events, design), spread);
}

/** Part of the connections established in a span that went to the first backend. */
function shareOfFirst({ establishments }: ProxyRun, fromS: number, toS: number): number {
  const asked = establishments.filter(({ offeredAt }) => offeredAt >= fromS * SECOND && offeredAt < toS * SECOND);
  expect(asked.length).toBeGreaterThan(50);
  return asked.filter(({ backend }) => backend === 'first').length / asked.length;
}

const SCALED: Plain = { id: 'off', at: '100s', scale: { backend: 'first', capacityScaler: 0 } };

describe('a change of configuration', () => {
  it('G39: takes minutes to reach all GFEs: meanwhile some use a backend that others have left', () => {
    const scaled = run([SCALED]);
    expect(Math.abs(shareOfFirst(scaled, 1, 100) - 0.5)).toBeLessThan(0.05);
    const [early, middle, late] = [
      shareOfFirst(scaled, 100, 110),
      shareOfFirst(scaled, 160, 220),
      shareOfFirst(scaled, 281, 900),
    ];
    expect(early).toBeGreaterThan(0.3);
    expect(middle).toBeLessThan(0.45);
    expect(middle).toBeGreaterThan(0.02);
    expect(late).toBe(0);
    // Everybody got through all the while.
    expect(scaled.endings.every(({ outcome }) => outcome === 'completed')).toBe(true);
  });

  it('G39: the log says when the first and the last of them have learnt it', () => {
    const { log } = run([SCALED]);
    expect(log.map(({ what }) => what.replace(/\d+ front/, 'N front'))).toEqual([
      'scale backend first capacityScaler 0',
      'configuration: first of N front ends has learnt it',
      'configuration: last of N front ends has learnt it',
    ]);
    const [pushed, first, last] = log.map(({ atUs }) => atUs / SECOND);
    expect(first! - pushed!).toBeGreaterThanOrEqual(5);
    expect(first! - pushed!).toBeLessThan(20);
    expect(last! - pushed!).toBeGreaterThan(150);
    expect(last! - pushed!).toBeLessThanOrEqual(180);
  });

  it('G39: with no delay and no spread it is instant, and nothing more is logged', () => {
    const scaled = run([SCALED], { propagation: { delay: '0s', spread: '0s' } });
    expect(shareOfFirst(scaled, 100.5, 900)).toBe(0);
    expect(scaled.log).toHaveLength(1);
  });

  it('G39: a drain begins at each GFE as it learns of it, and so does the time that its connections have', () => {
    const drain: Plain = { id: 'drain', at: '100s', drain: { backend: 'first' } };
    const draining: PlainMap = { service: { connectionDraining: { drainingTimeout: '0s' } } };
    const long = attemptsEvery(SECOND / 100, 50 * SECOND, 400, { hold: 900 * SECOND }).map((attempt, k) => ({
      ...attempt,
      network: k % (2 * METROS.length),
    }));
    const { endings } = runProxy(model([drain], draining), long);
    const reset = endings.filter(({ outcome }) => outcome === 'reset').map(({ endedAt }) => endedAt / SECOND - 100);
    expect(Math.abs(reset.length / 400 - 0.5)).toBeLessThan(0.1);
    expect(Math.min(...reset)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...reset)).toBeLessThanOrEqual(180);
    // One instant for each GFE in use.
    expect(new Set(reset).size).toBeGreaterThan(2);
    expect(new Set(reset).size).toBeLessThanOrEqual(6);
  });
});
