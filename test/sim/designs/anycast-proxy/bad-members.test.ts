/**
 * Goal: members that refuse, and members that are bad while their probes pass, cost connections what the model says.
 * Method: connections listed one by one around an event; what became of each, and when.
 */
import { describe, expect, it } from 'vitest';
import { BREAK_CAUSES } from '../../../../sim/metrics/break-cause.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

const TWO_REGIONS = {
  seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 400 },
  tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 400 },
};

function run(event: PlainMap, everyUs = SECOND / 10, count = 500, changes = {}): ProxyRun {
  const model = modelWith({
    service: { backends: TWO_REGIONS, healthCheck: { probers: 1 } },
    events: [{ id: 'bad', at: '20s', ...event }],
  });
  return runProxy(model, attemptsEvery(everyUs, 0, count, { hold: 0, ...changes }));
}

function broken({ collector }: ProxyRun): Record<string, number> {
  return Object.fromEntries(BREAK_CAUSES.map((cause, at) => [cause, collector.breaks[at]!]).filter(([, n]) => n !== 0));
}

describe('members that refuse', () => {
  const { endings, collector } = run({ fail: { backend: 'seoul', as: 'refusing' } });
  const after = endings.filter(({ offeredAt }) => offeredAt >= 20 * SECOND);

  it('turn connections away at once', () => {
    const refused = endings.filter(({ outcome }) => outcome === 'refused');
    expect(refused.length).toBeGreaterThan(50);
    for (const { endedAt, offeredAt, region, latencyUs } of refused) {
      expect(endedAt - offeredAt).toBeLessThan(SECOND / 5);
      expect([region, latencyUs]).toEqual(['asia-northeast3', null]);
    }
    expect(after.some(({ outcome }) => outcome === 'timedOut')).toBe(false);
    expect(collector.members.refused.reduce((sum, count) => sum + count, 0)).toBe(refused.length);
  });

  it('are noticed sooner than silent ones: the last is refused 5 to 10 s after the fault', () => {
    const lastOf = (outcome: string, { endings: all }: ProxyRun): number =>
      Math.max(...all.filter((ending) => ending.outcome === outcome).map(({ offeredAt }) => offeredAt)) / SECOND - 20;
    const refusedFor = lastOf('refused', run({ fail: { backend: 'seoul', as: 'refusing' } }));
    const silentFor = lastOf('timedOut', run({ fail: { backend: 'seoul' } }));
    expect(refusedFor).toBeGreaterThan(5);
    expect(refusedFor).toBeLessThan(10.1);
    expect(silentFor - refusedFor).toBeCloseTo(5, 0);
  });

  it('break the connections that they have', () => {
    const held = run({ fail: { backend: 'seoul', as: 'refusing' } }, SECOND, 15, { hold: 60 * SECOND });
    expect(broken(held)).toEqual({ memberLost: 15 });
  });
});

describe('members that are degraded', () => {
  it('reset a share of what they accept before the first byte, and stay in service', () => {
    const degraded = run({ for: '20s', degrade: { backend: 'seoul', errorShare: '30%' } }, SECOND / 50, 2_500);
    const during = degraded.endings.filter(({ offeredAt }) => offeredAt > 20 * SECOND && offeredAt < 39.9 * SECOND);
    const reset = degraded.endings.filter(({ outcome }) => outcome === 'reset');
    // 995 connections: a standard deviation is 1.5 %.
    expect(Math.abs(reset.length / during.length - 0.3)).toBeLessThan(0.06);
    for (const { region, latencyUs } of reset) expect([region, latencyUs]).toEqual(['asia-northeast3', null]);
    expect(during.every(({ region }) => region === 'asia-northeast3')).toBe(true);
    expect(broken(degraded)).toEqual({ serverError: reset.length });
    const offeredAt = reset.map((ending) => ending.offeredAt);
    expect(Math.min(...offeredAt)).toBeGreaterThan(19.9 * SECOND);
    expect(Math.max(...offeredAt)).toBeLessThan(40 * SECOND);
  });

  it('answer slowly', () => {
    const { endings } = run({ for: '20s', degrade: { backend: 'seoul', slowdown: '5x' } });
    const latencyAt = (seconds: number): number => endings[seconds * 10]!.latencyUs!;
    // 20 ms of work become 100 ms.
    expect(latencyAt(30) - latencyAt(10)).toBe(80_000);
    expect(latencyAt(45)).toBe(latencyAt(10));
  });

  it('lose their traffic when their probes fail too, and get it back', () => {
    const { endings } = run({ for: '15s', degrade: { backend: 'seoul', errorShare: '100%', probes: 'fail' } });
    const regionAt = (seconds: number): string | null => endings[seconds * 10]!.region;
    expect([regionAt(19), regionAt(31), regionAt(34), regionAt(46)]).toEqual([
      'asia-northeast3',
      'asia-northeast1',
      'asia-northeast1',
      'asia-northeast3',
    ]);
  });
});
