/**
 * Goal: a second-layer GFE leaves out members that fail its connections, and takes no more connections than
 * its circuit breaker allows. Method: runs with one bad member whose probes pass, with and without
 * detection; connections that stay open.
 */
import { describe, expect, it } from 'vitest';
import { attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

function run(service: PlainMap, count = 1_000, hold = 0): ProxyRun {
  const model = modelWith({
    time: { duration: '2m' },
    service,
    events: [{ id: 'bad', at: '10s', for: '60s', degrade: { member: 'seoul/1', errorShare: '100%' } }],
  });
  return runProxy(model, attemptsEvery(SECOND / 10, 0, count, { hold }));
}

function count({ endings }: ProxyRun, outcome: string): number {
  return endings.filter((ending) => ending.outcome === outcome).length;
}

describe('outlier detection', () => {
  it('saves all but the first few of what a bad member would cost', () => {
    // Every fourth of 600 connections, while its probes pass.
    expect(count(run({}), 'reset')).toBe(150);
    const detected = run({ outlierDetection: {} });
    // Three before the first ejection of 30 s and three before the second of 60 s; the turns
    // of round robin are fewer then.
    expect(count(detected, 'reset')).toBe(6);
    expect(detected.log.filter(({ eventId }) => eventId === 'outlierDetection').map(({ what }) => what)).toEqual([
      'GFE asia-northeast3/2 ejects seoul/1 for 30 s',
      'GFE asia-northeast3/2 takes seoul/1 back',
      'GFE asia-northeast3/2 ejects seoul/1 for 60 s',
      'GFE asia-northeast3/2 takes seoul/1 back',
    ]);
  });

  it('sends nothing to what it has ejected, and again when it is back', () => {
    const { establishments, log } = run({ outlierDetection: {} });
    const ejections = log.filter(({ eventId }) => eventId === 'outlierDetection');
    const between = (from: number, to: number): number =>
      establishments.filter(({ offeredAt, member }) => member === 1 && offeredAt > from && offeredAt < to).length;
    expect(between(ejections[0]!.atUs, ejections[1]!.atUs)).toBe(0);
    expect(between(ejections[1]!.atUs, ejections[2]!.atUs)).toBe(3);
  });

  it('uses all healthy members where all are ejected', () => {
    const alone = run({
      outlierDetection: {},
      backends: {
        seoul: { members: 2, maxConnections: 400 },
        tokyo: { zone: 'asia-northeast1-a', members: 2, maxConnections: 1 },
      },
    });
    expect(count(alone, 'dropped')).toBe(0);
    expect(count(alone, 'completed') + count(alone, 'reset')).toBe(1_000);
  });
});

describe('circuit breakers', () => {
  it('block what is over the connections that a GFE may have open', () => {
    const open = (circuitBreakers: PlainMap): ProxyRun => run({ circuitBreakers }, 80, 300 * SECOND);
    const limited = open({ maxConnections: 30 });
    expect([count(limited, 'blocked'), count(limited, 'unfinished')]).toEqual([50, 30]);
    for (const { outcome, region } of limited.endings) if (outcome === 'blocked') expect(region).toBeNull();
    expect(count(open({}), 'blocked')).toBe(0);
  });

  it('take new connections as others end', () => {
    expect(count(run({ circuitBreakers: { maxConnections: 30 } }, 80, 2 * SECOND), 'blocked')).toBe(0);
  });
});
