/**
 * Goal: steps, gates, reaction and way back of a rollout at work. Method: a bare kernel, arrivals that end at
 * once, the log that comes of it.
 */
import { describe, expect, it } from 'vitest';
import { duration, MINUTE, SECOND } from '../../../../../sim/kernel/time.ts';
import { COMPLETED, REJECTED } from '../../../../../sim/metrics/outcome.ts';
import { GATES, rolloutOf, runRollout, share, steadyArrivals } from './sample-rollout.ts';

const ALL_GOOD = () => COMPLETED;
/** Every hundredth request fails on the new chain. */
const HIDDEN = (index: number, isMoved: boolean): number => (isMoved && index % 100 === 7 ? REJECTED : COMPLETED);

describe('a rollout', () => {
  it('goes through its steps while the gates hold', () => {
    const gates = { ...GATES, errorShareMax: 0.005 };
    const { log, moved } = runRollout(rolloutOf({ gates }), steadyArrivals(200, 400, ALL_GOOD), { beginS: 100 });
    expect(log).toEqual([
      '100 step 1, 10 % of clients begins',
      expect.stringMatching(
        /^160 step 1, 10 % of clients: gates held: \d+ connections, 0.00 % failed; 0 failed since the step began$/,
      ),
      '160 step 2, 100 % of clients begins',
      '220 step 2, 100 % of clients: gates held: 2000 connections, 0.00 % failed; 0 failed since the step began',
      '220 complete',
    ]);
    expect(moved.slice(0, 100 * 200).some(Boolean)).toBe(false);
    expect(moved.slice(161 * 200).every(Boolean)).toBe(true);
  });

  it('is taken back when an error share is above its bound, a reaction time later', () => {
    const rollout = rolloutOf({
      steps: [share(0.5, 120), share(1)],
      gates: { ...GATES, minimum: 600, errorShareMax: 0.004 },
      reaction: duration(45 * SECOND),
    });
    const { log, moved } = runRollout(rollout, steadyArrivals(200, 300, HIDDEN), { beginS: 10 });
    expect(log).toEqual([
      '10 step 1, 50 % of clients begins',
      expect.stringMatching(
        /^20 step 1, 50 % of clients: gate breached: \d+ connections, \d\.\d\d % failed \(bound 0.40 %\)$/,
      ),
      expect.stringMatching(
        /^65 rolled back: every client is on the old chain again \(\d+ connections of the new chain failed in the step\)$/,
      ),
    ]);
    expect(moved.slice(21 * 200, 64 * 200).filter(Boolean).length).toBeGreaterThan(0);
    expect(moved.slice(66 * 200).some(Boolean)).toBe(false);
  });

  it('ends with the failed connection that the budget of a step allows last', () => {
    const rollout = rolloutOf({ steps: [share(0.1, 300), share(1, 300)], gates: { ...GATES, errorsMax: 100 } });
    const { log } = runRollout(rollout, steadyArrivals(200, 600, HIDDEN));
    // 0.2/s in the first step, 60 by its end; 2/s in the second: the hundredth 50 s after it began.
    expect(log.at(-2)).toMatch(
      /^3(49|50)(\.\d+)? step 2, 100 % of clients: gate breached: 100 connections failed since it began \(bound 100\)$/,
    );
    expect(log.at(-1)).toMatch(/\(100 connections of the new chain failed in the step\)$/);
  });

  it('halts where it is when that is what a breach leads to', () => {
    const rollout = rolloutOf({ onBreach: 'halt', gates: { ...GATES, errorShareMax: 0.005, minimum: 200 } });
    const { log, moved } = runRollout(rollout, steadyArrivals(200, 300, HIDDEN));
    expect(log.at(-1)).toMatch(/halted at step 1, 10 % of clients/);
    expect(moved.slice(250 * 200).filter(Boolean).length).toBeGreaterThan(0);
  });

  it('does not widen a share that too few connections have tested', () => {
    const rollout = rolloutOf({ steps: [share(0.01, 30), share(1, 30)], gates: { ...GATES, minimum: 100 } });
    const { log } = runRollout(rollout, steadyArrivals(100, 600, ALL_GOOD), { untilS: 250 });
    expect(log[1]).toMatch(/^30 step 1, 1 % of clients goes on: \d+ of 100 connections that a judgement takes$/);
    // About 1/s: a hundred after about 100 s, found at the end of a window.
    expect(Number(log[2]!.split(' ')[0])).toBeGreaterThanOrEqual(70);
    expect(log[2]).toMatch(/gates held: 1\d\d connections/);
    expect(log.filter((line) => line.includes('goes on'))).toHaveLength(1);
  });

  it('compares with what the old chain last did when hardly anybody is left there', () => {
    const worse = (index: number): number => (index % 20 === 3 ? REJECTED : COMPLETED);
    const gates = { ...GATES, compareWith: 'old' as const, errorShareMax: 0.04, minimum: 300 };
    const { log } = runRollout(rolloutOf({ gates }), steadyArrivals(200, 400, worse), { beginS: 60 });
    expect(log.at(-1)).toMatch(/complete$/);
    const absolute = runRollout(
      rolloutOf({ gates: { ...gates, compareWith: 'absolute' } }),
      steadyArrivals(200, 400, worse),
    );
    expect(absolute.log.at(-1)).toMatch(/rolled back/);
  });

  it('moves the clients of a place only', () => {
    const rollout = rolloutOf({ steps: [share(1, 60, { kind: 'metro', ids: ['1'] })] });
    const arrivals = steadyArrivals(200, 60, ALL_GOOD);
    const { moved, log } = runRollout(rollout, arrivals);
    expect(log[0]).toBe('0 step 1, 100 % of clients, metro 1 begins');
    expect(arrivals.every(({ network, atUs }, index) => atUs === 0 || moved[index] === (network === 1))).toBe(true);
  });

  it('tests forms before any client moves, and goes no further when one is answered otherwise', () => {
    const tests = (...forms: string[]) => ({ kind: 'tests' as const, forms, length: duration(MINUTE) });
    const good = runRollout(rolloutOf({ steps: [tests('plain'), share(1, 30)] }), steadyArrivals(200, 200, ALL_GOOD));
    expect(good.log.slice(0, 3)).toEqual([
      '0 step 1, tests of plain begins',
      '60 step 1, tests of plain: gates held: tested plain',
      '60 step 2, 100 % of clients begins',
    ]);
    const bad = runRollout(
      rolloutOf({ steps: [tests('plain', 'doubled'), share(1)] }),
      steadyArrivals(200, 200, ALL_GOOD),
    );
    expect(bad.log.slice(1)).toEqual([
      '0 step 1, tests of plain, doubled: gate breached: tested plain, doubled',
      '0 rolled back: every client is on the old chain again (0 connections of the new chain failed in the step)',
    ]);
    expect(bad.moved.some(Boolean)).toBe(false);
  });

  it('gives way to another rollout, which begins from nobody', () => {
    const again = { atS: 30, rollout: rolloutOf({ steps: [share(0.05, 300)] }) };
    const { log, moved } = runRollout(rolloutOf({ steps: [share(1, 300)] }), steadyArrivals(200, 60, ALL_GOOD), {
      again,
    });
    expect(log.slice(1, 3)).toEqual(['30 another rollout takes its place', '30 step 1, 5 % of clients begins']);
    expect(moved.slice(31 * 200).filter(Boolean).length / (29 * 200)).toBeLessThan(0.1);
  });
});
