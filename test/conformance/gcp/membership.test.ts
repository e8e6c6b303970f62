/**
 * Conformance G40 and G41: draining when members go, and standalone NEGs that balance straight to pods.
 *
 * Goal: each documented trigger of draining interrupts less than the same without draining; each of its documented
 * endings is kept; a rollout of pods costs what field reports say, for the reasons they give. Method: listed
 * connections at a small fleet, some of them long.
 */
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../sim/model.ts';
import { type Attempt, attemptsEvery, type Ending, type ProxyRun, runProxy } from '../../support/proxy-bench.ts';
import { mergePlain, modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;

function model(changes: PlainMap): Model {
  return modelWith(
    mergePlain(
      {
        time: { duration: '30m', interval: '1s' },
        world: { clients: { networksPerMetro: 1 }, catchment: 'ideal' },
        service: {
          backends: {
            seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: null, maxConnectionsPerInstance: 100 },
            tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 400 },
          },
        },
      },
      changes,
    ),
  );
}

/** Four connections, one to each member, of a minute and more; all are open at 100 s. */
const LONG: Attempt[] = [70, 80, 90, 100].map((holdS, k) => ({
  at: (60 + k) * SECOND,
  flow: k * 0x1000_0001,
  choice: k,
  hold: holdS * SECOND,
}));

const outcomes = (endings: readonly Ending[]): string[] => endings.map(({ outcome }) => outcome);

describe('draining', () => {
  const triggers: Record<string, PlainMap> = {
    'terminated, in a smaller group': { scale: { backend: 'seoul', members: 0 } },
    'removed by hand': { detach: { backend: 'seoul' } },
    'replaced by an update': { rollingUpdate: { backend: 'seoul', maxSurge: 4, startup: '1s', readinessGate: false } },
  };
  it.each(Object.keys(triggers))('G40: limits interruption when a backend is %s', (trigger) => {
    const events = [{ id: 'go', at: '100s', ...triggers[trigger] }];
    const resets = (drainingTimeout: string): number => {
      const run = runProxy(model({ service: { connectionDraining: { drainingTimeout } }, events }), LONG);
      return outcomes(run.endings).filter((outcome) => outcome === 'reset').length;
    };
    expect(resets('0s')).toBe(4);
    expect(resets('300s')).toBe(0);
  });

  it('G40: while it lasts there are no new connections', () => {
    const events = [{ id: 'go', at: '100s', scale: { backend: 'seoul', members: 2 } }];
    const run = runProxy(model({ events }), attemptsEvery(SECOND / 10, 0, 4_000, { hold: SECOND }));
    const late = run.establishments.filter(({ offeredAt }) => offeredAt > 101 * SECOND).map(({ member }) => member);
    expect(new Set(late)).toEqual(new Set([0, 1]));
  });

  it('G40: with a timeout of 0 what is on its way ends too', () => {
    // Picked by the second layer 10 ms before the event, at the member 1 ms after it.
    const events = [{ id: 'go', at: '100s', drain: { backend: 'seoul' } }];
    const zero = model({ service: { connectionDraining: { drainingTimeout: '0s' } }, events });
    const around = Array.from({ length: 400 }, (_, k) => ({ at: 100 * SECOND - 40_000 + k * 100, hold: 60 * SECOND }));
    const { endings, establishments } = runProxy(zero, around);
    const late = establishments.filter(({ at, backend }) => backend === 'seoul' && at > 100 * SECOND);
    expect(late).toEqual([]);
    const reset = endings.filter(({ outcome }) => outcome === 'reset');
    expect(reset.length).toBeGreaterThan(0);
    for (const { endedAt } of reset) expect(endedAt).toBe(100 * SECOND);
    // Some of them were established nowhere.
    const known = new Set(establishments.map(({ offeredAt }) => offeredAt));
    expect(reset.some(({ offeredAt }) => !known.has(offeredAt))).toBe(true);
  });

  describe('after a timeout', () => {
    const events = [{ id: 'go', at: '100s', drain: { backend: 'seoul' } }];
    const many = attemptsEvery(SECOND / 5, 10 * SECOND, 360, { hold: 1_600 * SECOND });
    const ends = (connectionDraining: PlainMap, service: PlainMap = {}): number[] => {
      const run = runProxy(model({ service: { ...service, connectionDraining }, events }), many);
      return run.endings.filter(({ outcome }) => outcome === 'reset').map(({ endedAt }) => endedAt / SECOND);
    };

    it('G40: the connections of a proxy Network Load Balancer stay active, and are closed within ten minutes', () => {
      expect(new Set(ends({ drainingTimeout: '100s' }))).toEqual(new Set([800]));
      const spread = ends({ drainingTimeout: '100s', closing: 'spread' }).sort((a, b) => a - b);
      expect(spread).toHaveLength(360);
      expect(spread[0]).toBeGreaterThanOrEqual(200);
      expect(spread.at(-1)).toBeLessThanOrEqual(800);
      // Evenly: the middle one is at the middle, within what 360 coin tosses allow.
      expect(Math.abs(spread[180]! - 500)).toBeLessThan(80);
      expect(new Set(ends({ drainingTimeout: '100s', closeWithin: '60s' }))).toEqual(new Set([260]));
    });

    it('G40: all traffic of an HTTP service stops', () => {
      const rate = { balancingMode: 'RATE', maxConnections: null, maxConnectionsPerInstance: null };
      const http = {
        protocol: 'HTTP',
        backends: { seoul: { ...rate, maxRatePerInstance: 100 }, tokyo: { ...rate, maxRate: 400 } },
      };
      expect(new Set(ends({ drainingTimeout: '100s' }, http))).toEqual(new Set([200]));
    });
  });
});

/** Pods of one deployment in a zone, updated at 100 s. */
function deployment(pods: number, settings: PlainMap, changes: PlainMap = {}): Model {
  return model(
    mergePlain(
      {
        service: {
          connectionDraining: { drainingTimeout: '0s' },
          backends: {
            seoul: { members: pods, maxConnectionsPerInstance: null, maxConnectionsPerEndpoint: 1_000 },
            tokyo: null,
          },
        },
        events: [{ id: 'roll', at: '100s', rollingUpdate: { backend: 'seoul', startup: '5s', ...settings } }],
      },
      changes,
    ),
  );
}

const STEADY = attemptsEvery(SECOND / 20, 0, 12_000, { hold: 0 });

/** Seconds in which a connection failed. */
function badSeconds({ endings }: ProxyRun): number {
  return new Set(
    endings.filter(({ outcome }) => outcome !== 'completed').map(({ offeredAt }) => Math.floor(offeredAt / SECOND)),
  ).size;
}

describe('standalone NEGs', () => {
  it('G41: balance straight to pods: one is attached, probed, and then gets traffic; one that goes is detached', () => {
    const run = runProxy(deployment(3, { maxSurge: 1, maxUnavailable: 0, preStop: '5s', attachDelay: '20s' }), STEADY);
    expect(badSeconds(run)).toBe(0);
    const first = run.establishments.find(({ member }) => member === 3)!;
    // 5 s to start, 20 s to be attached, 5 to 10 s of probes.
    expect(first.offeredAt / SECOND).toBeGreaterThan(130);
    expect(first.offeredAt / SECOND).toBeLessThan(137);
  });

  it('G41: after a restart there is nobody for 15 to 60 s where the new pod is not attached and the old one is gone', () => {
    const settings = { maxSurge: 1, maxUnavailable: 0, preStop: '5s', readinessGate: false };
    for (const attachDelay of ['10s', '45s']) {
      const bad = badSeconds(runProxy(deployment(1, { ...settings, attachDelay }), STEADY));
      expect(bad).toBeGreaterThanOrEqual(15 - 2);
      expect(bad).toBeLessThanOrEqual(60);
    }
    // A readiness gate waits for the load balancer, and nobody is turned away.
    expect(badSeconds(runProxy(deployment(1, { ...settings, readinessGate: true, attachDelay: '45s' }), STEADY))).toBe(
      0,
    );
  });

  it('G41: a whole zone can be out of the pool during a rollout', () => {
    const zones: PlainMap = {
      service: {
        backends: {
          other: { zone: 'asia-northeast3-b', members: 3, maxConnectionsPerEndpoint: 1_000 },
        },
      },
    };
    const lowest = (settings: PlainMap): [seoul: number, other: number] => {
      const update = {
        backend: ['seoul', 'other'],
        attachDelay: '40s',
        readinessGate: false,
        preStop: '5s',
        ...settings,
      };
      const { collector } = runProxy(deployment(3, { maxSurge: 1, maxUnavailable: 1, ...update }, zones), []);
      const healthy = (backend: number) => collector.serving.seenHealthy.filter((_, at) => at % 2 === backend);
      return [Math.min(...healthy(0)), Math.min(...healthy(1))];
    };
    expect(lowest({ order: 'zoneByZone' })[0]).toBe(0);
    for (const healthy of lowest({ order: 'mixed', readinessGate: true })) expect(healthy).toBeGreaterThanOrEqual(2);
  });
});
