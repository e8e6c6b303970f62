/**
 * Goal: a rolling update keeps its bounds and its order; what it costs follows from the race between a pod that
 * stops and front ends that learn.
 * Method: even arrivals of short connections at NEGs of known size, the fleet's counts at the end of every
 * second, and the failures counted.
 */
import { describe, expect, it } from 'vitest';
import type { OutcomeName } from '../../../../sim/metrics/outcome.ts';
import type { Model } from '../../../../sim/model.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { loadData, mergePlain, modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const POD: PlainMap = {
  zone: 'asia-northeast3-a',
  members: 10,
  maxConnections: null,
  maxConnectionsPerEndpoint: 1_000,
};

const changesFor = (rollingUpdate: PlainMap, changes: PlainMap = {}): PlainMap =>
  mergePlain(
    {
      time: { duration: '20m', interval: '1s' },
      world: { clients: { networksPerMetro: 1 }, catchment: 'ideal' },
      service: { backends: { seoul: POD }, connectionDraining: { drainingTimeout: '0s' } },
      events: [{ id: 'roll', at: '100s', rollingUpdate: { backend: 'seoul', startup: '5s', ...rollingUpdate } }],
    },
    changes,
  );

const model = (rollingUpdate: PlainMap, changes: PlainMap = {}): Model => modelWith(changesFor(rollingUpdate, changes));

/** A hundred connections a second of 20 ms. */
const STEADY = attemptsEvery(10_000, 0, 119_900, { hold: 0 });

function series({ collector }: ProxyRun, key: 'members' | 'serviceable' | 'seenHealthy'): number[] {
  return [...collector.serving[key]];
}

function count({ endings }: ProxyRun, outcome: OutcomeName): number {
  return endings.filter((ending) => ending.outcome === outcome).length;
}

describe('bounds', () => {
  it('with a surge of two and none unavailable there are ten to twelve, and ten serve', () => {
    const run = runProxy(model({ maxSurge: 2, maxUnavailable: 0, preStop: '5s' }), STEADY);
    const members = series(run, 'members');
    expect(Math.max(...members)).toBeLessThanOrEqual(12);
    expect(Math.max(...members)).toBeGreaterThan(10);
    expect(Math.min(...series(run, 'seenHealthy'))).toBe(10);
    expect(members.at(-1)).toBe(10);
    expect(new Set(run.endings.map(({ outcome }) => outcome))).toEqual(new Set(['completed']));
    // All are new ones: slots beyond the ten of the start, at least some of them.
    const last = run.establishments.filter(({ offeredAt }) => offeredAt > 1_100 * SECOND);
    expect(new Set(last.map(({ member }) => member)).size).toBe(10);
    expect(run.log.at(-1)!.what).toBe('rollingUpdate: done');
  });

  it('with no surge and three unavailable there are seven to ten', () => {
    const run = runProxy(model({ maxSurge: 0, maxUnavailable: 3, preStop: '5s' }), STEADY);
    const members = series(run, 'members');
    expect(Math.max(...members)).toBe(10);
    expect(Math.min(...members)).toBe(7);
    expect(members.at(-1)).toBe(10);
  });

  it('a percentage of the surge is rounded up, one of the unavailable down', () => {
    const run = runProxy(model({ maxSurge: '11%', maxUnavailable: '19%', preStop: '5s' }), STEADY);
    const first = run.log.find(({ what }) => what.startsWith('rollingUpdate: seoul'))!;
    expect(first.what).toBe('rollingUpdate: seoul/10, seoul/11, seoul/12 start; seoul/0 goes');
  });

  it('where both percentages round to nothing, one member may be unavailable', () => {
    const four = { service: { backends: { seoul: { members: 4 } } } };
    const settings = { maxSurge: '0%', maxUnavailable: '10%', preStop: '5s' };
    const run = runProxy(model(settings, four), attemptsEvery(SECOND, 0, 1_000, { hold: 0 }));
    const members = series(run, 'members');
    expect([Math.min(...members), Math.max(...members)]).toEqual([3, 4]);
    expect(run.log.at(-1)!.what).toBe('rollingUpdate: done');
  });

  it('what is not done when the run ends says how far it came', () => {
    const short = { time: { duration: '160s' } };
    const run = runProxy(model({ maxSurge: 1, maxUnavailable: 0 }, short), []);
    const { atUs, eventId, what } = run.log.at(-1)!;
    expect({ at: atUs / SECOND, eventId }).toEqual({ at: 160, eventId: 'roll' });
    const begun = run.log.filter((entry) => / goes/.test(entry.what)).length;
    expect(begun).toBeGreaterThan(0);
    expect(what).toBe(`rollingUpdate: not finished, ${begun} of 10 replaced`);
  });

  it('waits for members to stay ready, and for the health checks where there is a gate', () => {
    const endOf = (settings: PlainMap): number => {
      const { log } = runProxy(model({ maxSurge: 10, maxUnavailable: 0, ...settings }), []);
      return log.at(-1)!.atUs / SECOND - 100;
    };
    // All ten at once: 5 s to start; with the gate 10 s more to be attached and 5 to 10 s of probes.
    expect(endOf({ readinessGate: false })).toBe(5);
    expect(endOf({ readinessGate: false, minReady: '30s' })).toBe(35);
    expect(endOf({ readinessGate: true })).toBeGreaterThanOrEqual(20);
    expect(endOf({ readinessGate: true })).toBeLessThanOrEqual(26);
  });

  it('zone by zone takes a whole zone first, by turns no two of one zone', () => {
    const zones: PlainMap = {
      service: { backends: { seoul: { members: 3 }, other: { ...POD, zone: 'asia-northeast3-b', members: 3 } } },
    };
    const leaving = (order: string): string[] => {
      const settings = { backend: ['seoul', 'other'], maxSurge: 1, maxUnavailable: 0, order };
      const { log } = runProxy(model(settings, zones), []);
      return log.flatMap(({ what }) => /(\S+) goes/.exec(what)?.[1]?.split('/')[0] ?? []);
    };
    expect(leaving('zoneByZone')).toEqual(['seoul', 'seoul', 'seoul', 'other', 'other', 'other']);
    expect(leaving('mixed')).toEqual(['seoul', 'other', 'seoul', 'other', 'seoul', 'other']);
  });
});

describe('what it costs', () => {
  it('a pod that stops before front ends know refuses what comes in between', () => {
    const refused = (settings: PlainMap): number => {
      return count(runProxy(model({ maxSurge: 1, maxUnavailable: 0, ...settings }), STEADY), 'refused');
    };
    // Ten pods, ten connections a second each: ten for each second of the race.
    expect(Math.abs(refused({ detachDelay: '3s' }) - 300)).toBeLessThan(30);
    expect(Math.abs(refused({ detachDelay: '3s', preStop: '2s' }) - 100)).toBeLessThan(12);
    expect(refused({ detachDelay: '3s', preStop: '3s' })).toBe(0);
  });

  it('one that is gone before they know leaves it unanswered', () => {
    const run = runProxy(
      model({ maxSurge: 1, maxUnavailable: 0, detachDelay: '4s', terminationGracePeriod: '2s' }),
      STEADY,
    );
    expect(Math.abs(count(run, 'refused') - 200)).toBeLessThan(25);
    expect(Math.abs(count(run, 'timedOut') - 200)).toBeLessThan(25);
  });

  it('health checks end the race of front ends that are told late', () => {
    const run = runProxy(
      model({ maxSurge: 1, maxUnavailable: 0, detachDelay: '60s', terminationGracePeriod: '120s' }),
      STEADY,
    );
    // A quorum of six probers at 5 s, two refusals each: 5 to 10 s instead of 60.
    expect(count(run, 'refused')).toBeGreaterThan(10 * 10 * 5);
    expect(count(run, 'refused')).toBeLessThan(10 * 10 * 10);
  });

  it('long connections end with the grace period, or at once where nothing drains', () => {
    const long = attemptsEvery(SECOND, 10 * SECOND, 10, { hold: 1_000 * SECOND });
    const endsOf = (drainingTimeout: string): number[] => {
      const settings = { maxSurge: 10, maxUnavailable: 0, readinessGate: false, terminationGracePeriod: '40s' };
      const run = runProxy(model(settings, { service: { connectionDraining: { drainingTimeout } } }), long);
      expect(new Set(run.endings.map(({ outcome }) => outcome))).toEqual(new Set(['reset']));
      return [...new Set(run.endings.map(({ endedAt }) => endedAt / SECOND))];
    };
    // They go at 105 s; a second later front ends know.
    expect(endsOf('0s')).toEqual([106]);
    expect(endsOf('300s')).toEqual([145]);
  });

  it('an instance group drains first: nothing is refused, and long connections have the draining timeout', () => {
    const group = {
      service: {
        backends: { seoul: { maxConnectionsPerEndpoint: null, maxConnectionsPerInstance: 1_000 } },
        connectionDraining: { drainingTimeout: '60s' },
      },
    };
    const long = attemptsEvery(SECOND, 10 * SECOND, 10, { hold: 1_000 * SECOND });
    const attempts = [...long, ...attemptsEvery(10_000, 20 * SECOND, 100_000, { hold: 0 })];
    const run = runProxy(model({ maxSurge: 1, maxUnavailable: 0 }, group), attempts);
    expect(new Set(run.endings.slice(10).map(({ outcome }) => outcome))).toEqual(new Set(['completed']));
    for (const { outcome, endedAt } of run.endings.slice(0, 10)) {
      expect(outcome).toBe('reset');
      expect(endedAt).toBeGreaterThan(180 * SECOND);
    }
  });

  it('an update takes over from one that is not over', () => {
    const again = {
      id: 'again',
      at: '130s',
      rollingUpdate: { backend: 'seoul', startup: '5s', maxSurge: 1, maxUnavailable: 0 },
    };
    const first = changesFor({ maxSurge: 1, maxUnavailable: 0, preStop: '5s' });
    const run = runProxy(modelWith({ ...first, events: [...(first.events as PlainMap[]), again] }), []);
    expect(run.log.filter(({ what }) => what === 'rollingUpdate: done').map(({ eventId }) => eventId)).toEqual([
      'again',
    ]);
    expect(series(run, 'members').at(-1)).toBe(10);
    const superseded = run.log.filter(({ what }) => what.startsWith('rollingUpdate: superseded'));
    expect(superseded.map(({ atUs, eventId }) => [atUs / SECOND, eventId])).toEqual([[130, 'roll']]);
    expect(superseded[0]!.what).toMatch(/^rollingUpdate: superseded, \d of 10 replaced$/);
  });
});

describe('a scenario', () => {
  it('is refused that gives an instance group what only pods have', () => {
    const group = {
      service: { backends: { seoul: { maxConnectionsPerEndpoint: null, maxConnectionsPerInstance: 9 } } },
    };
    expect(loadData(changesFor({ preStop: '5s' }, group)).ok).toBe(false);
    expect(loadData(changesFor({}, group)).ok).toBe(true);
  });

  it('warns of pods that are killed before their preStop is over', () => {
    const warningsOf = (settings: PlainMap): readonly string[] => {
      const result = loadData(changesFor(settings));
      return result.ok ? result.warnings.map(({ path, message }) => `${path}: ${message}`) : ['refused'];
    };
    expect(warningsOf({ preStop: '40s' })).toEqual([
      'events.roll.rollingUpdate.preStop: longer than terminationGracePeriod: the pod is killed after 30s, before its preStop is over',
    ]);
    expect(warningsOf({ preStop: '30s' })).toEqual([]);
  });
});
