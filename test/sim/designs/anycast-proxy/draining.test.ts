/**
 * Goal: draining and the capacity scaler take new connections away at once; draining closes what is left when its time
 * is over, the scaler leaves it alone.
 * Method: long and short connections around the events; Google's rule for proxies: beyond the timeout connections stay,
 * closed within 10 minutes, of which we take the end.
 */
import { describe, expect, it } from 'vitest';
import { attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type Plain, THREE_REGIONS } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

/** A hundred long connections from the start, then a short one every second. */
function run(events: readonly Plain[], drainingTimeout = '300s'): ProxyRun {
  const model = modelWith({
    time: { duration: '30m' },
    world: { catchment: { preferences: { seoul: ['icn'] } } },
    service: {
      backends: { ...THREE_REGIONS, seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 200 } },
      connectionDraining: { drainingTimeout },
    },
    events,
  });
  return runProxy(model, [
    ...attemptsEvery(10_000, SECOND, 100, { hold: 1_700 * SECOND }),
    ...attemptsEvery(SECOND, 10 * SECOND, 1_700, { hold: 100_000 }),
  ]);
}

function longOnes({ endings }: ProxyRun): { outcome: string; endedAtS: number }[] {
  const seen = new Map<string, { outcome: string; endedAtS: number }>();
  for (const { outcome, endedAt } of endings.slice(0, 100)) {
    const end = { outcome, endedAtS: outcome === 'completed' ? 1_701 : endedAt / SECOND };
    seen.set(JSON.stringify(end), end);
  }
  return [...seen.values()];
}

function regionsOfNew({ endings }: ProxyRun, fromS: number, toS: number): string[] {
  const asked = endings.slice(100).filter(({ offeredAt }) => offeredAt >= fromS * SECOND && offeredAt < toS * SECOND);
  expect(asked.every(({ outcome }) => outcome === 'completed')).toBe(true);
  return [...new Set(asked.map(({ region }) => region!))];
}

describe('draining', () => {
  it('sends new connections elsewhere at once and closes the old ones ten minutes after the timeout', () => {
    const drained = run([{ id: 'drain', at: '100s', drain: { backend: 'seoul' } }]);
    expect(regionsOfNew(drained, 10, 100)).toEqual(['asia-northeast3']);
    expect(regionsOfNew(drained, 100, 1_700)).toEqual(['asia-northeast1']);
    expect(longOnes(drained)).toEqual([{ outcome: 'reset', endedAtS: 100 + 300 + 600 }]);
  });

  it('with a timeout of 0 closes them at once', () => {
    const drained = run([{ id: 'drain', at: '100s', drain: { backend: 'seoul' } }], '0s');
    expect(longOnes(drained)).toEqual([{ outcome: 'reset', endedAtS: 100 }]);
    expect(regionsOfNew(drained, 101, 1_700)).toEqual(['asia-northeast1']);
  });

  it('that ends before its time closes nothing, and the backend takes connections again', () => {
    const drained = run([{ id: 'drain', at: '100s', for: '200s', drain: { backend: 'seoul' } }]);
    expect(regionsOfNew(drained, 100, 300)).toEqual(['asia-northeast1']);
    // One that was on its way to a GFE near Tokyo goes on to Tokyo.
    expect(regionsOfNew(drained, 301, 1_700)).toEqual(['asia-northeast3']);
    expect(longOnes(drained)).toEqual([{ outcome: 'completed', endedAtS: 1_701 }]);
  });

  it('for two reasons lasts until both are over, and its time runs from the first', () => {
    const drained = run([
      { id: 'first', at: '100s', for: '1500s', drain: { backend: 'seoul' } },
      { id: 'second', at: '200s', for: '100s', drain: { zone: 'asia-northeast3-a' } },
    ]);
    expect(regionsOfNew(drained, 100, 1_600)).toEqual(['asia-northeast1']);
    expect(regionsOfNew(drained, 1_601, 1_700)).toEqual(['asia-northeast3']);
    expect(longOnes(drained)).toEqual([{ outcome: 'reset', endedAtS: 1_000 }]);
  });

  it('of a whole region is one of each of its backends', () => {
    const drained = run([{ id: 'drain', at: '100s', for: '100s', drain: { region: 'asia-northeast3' } }]);
    expect(regionsOfNew(drained, 100, 200)).toEqual(['asia-northeast1']);
  });

  it('counts what it closed where and when it was closed', () => {
    const { collector } = run([{ id: 'drain', at: '100s', drain: { backend: 'seoul' } }]);
    const broken = [...collector.serving.broken].flatMap((count, cell) => (count > 0 ? [[cell, count]] : []));
    // Interval 100 of 10 s, backend 0 of 3.
    expect(broken).toEqual([[100 * 3, 100]]);
  });
});

describe('the capacity scaler', () => {
  it('at 0 sends new connections elsewhere and leaves the old ones alone', () => {
    const scaled = run([{ id: 'off', at: '100s', for: '500s', scale: { backend: 'seoul', capacityScaler: 0 } }]);
    expect(regionsOfNew(scaled, 100, 600)).toEqual(['asia-northeast1']);
    expect(regionsOfNew(scaled, 601, 1_700)).toEqual(['asia-northeast3']);
    expect(longOnes(scaled)).toEqual([{ outcome: 'completed', endedAtS: 1_701 }]);
  });

  it('at a half makes the backend full at half its connections', () => {
    // A hundred are open: half of 200 is full, three quarters is not.
    const half = run([{ id: 'half', at: '100s', scale: { backend: 'seoul', capacityScaler: 0.5 } }]);
    expect(regionsOfNew(half, 100, 1_690)).toEqual(['asia-northeast1']);
    const most = run([{ id: 'most', at: '100s', scale: { backend: 'seoul', capacityScaler: 0.75 } }]);
    expect(regionsOfNew(most, 100, 1_690)).toEqual(['asia-northeast3']);
  });

  it('of everything at 0 drops', () => {
    const dark = run([{ id: 'off', at: '100s', scale: { backend: ['seoul', 'tokyo', 'oregon'], capacityScaler: 0 } }]);
    const asked = dark.endings.slice(100).filter(({ offeredAt }) => offeredAt >= 100 * SECOND);
    expect(new Set(asked.map(({ outcome }) => outcome))).toEqual(new Set(['dropped']));
    expect(longOnes(dark)).toEqual([{ outcome: 'completed', endedAtS: 1_701 }]);
  });
});
