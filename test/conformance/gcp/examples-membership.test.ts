/**
 * Worked examples of draining, target capacity and rollouts, by their ids in the collection of
 * documented, reported and derived figures.
 *
 * Goal: the model gives the figure where one is published. Method: the example's setup as a
 * scenario, and its figure as the bound.
 */
import { expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { simulate } from '../../../sim/simulate.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../support/proxy-bench.ts';
import { loadData, mergePlain, modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;

const BASE: PlainMap = {
  time: { duration: '20m', interval: '1s' },
  world: { clients: { networksPerMetro: 1 }, catchment: 'ideal' },
};

it('DOC-DRAIN-1: a group that services with timeouts of 100 s and 200 s share drains for 200 s, and its instances go no earlier', () => {
  const group = { zone: 'asia-northeast3-a', members: 4, maxConnections: 400 };
  const goneAfter = (connectionDraining: PlainMap): number[] => {
    const shared = modelWith(
      mergePlain(BASE, {
        service: { backends: { seoul: group }, connectionDraining },
        events: [{ id: 'down', at: '100s', scale: { backend: 'seoul', members: 0 } }],
      }),
    );
    // Connections that only the end of their instance ends.
    const run = runProxy(shared, attemptsEvery(SECOND, 10 * SECOND, 40, { hold: 1_000 * SECOND }));
    return run.endings.map(({ endedAt }) => endedAt / SECOND - 100);
  };
  for (const after of goneAfter({ drainingTimeout: '100s', sharedWith: ['200s'] })) {
    expect(after).toBeGreaterThanOrEqual(200);
    expect(after).toBeLessThanOrEqual(260);
  }
  expect(Math.min(...goneAfter({ drainingTimeout: '100s', sharedWith: ['50s'] }))).toBeLessThan(200);
});

/** Ten members, five of which fail at 100 s, and a thousand connections open at a time. */
function halfHealthy(capacity: PlainMap): { readonly capacity: number; readonly perHealthy: number } {
  const half = Array.from({ length: 5 }, (_, k) => `seoul/${k}`);
  const { collector } = runOf({
    service: { backends: { seoul: { zone: 'asia-northeast3-a', members: 10, maxConnections: null, ...capacity } } },
    events: [{ id: 'half', at: '100s', fail: { member: half } }],
  });
  const last = collector.serving.capacity.length - 1;
  return {
    capacity: collector.serving.capacity[last]!,
    perHealthy: collector.serving.active[last]! / collector.serving.seenHealthy[last]!,
  };

  function runOf(changes: PlainMap): ProxyRun {
    const attempts = attemptsEvery(100_000, 0, 11_990, { hold: 100 * SECOND });
    return runProxy(modelWith(mergePlain(BASE, changes)), attempts);
  }
}

it('DER-1: ten members of 100, five healthy: a target of 1000, since N counts all; at target 200 for each healthy one', () => {
  const { capacity, perHealthy } = halfHealthy({ maxConnectionsPerInstance: 100 });
  expect(capacity).toBe(1_000);
  // One in a hundred is in its handshake.
  expect(Math.abs(perHealthy - 200)).toBeLessThanOrEqual(2);
});

it('DER-2: the same for a group of 1000 as a whole', () => {
  const { capacity, perHealthy } = halfHealthy({ maxConnections: 1_000 });
  expect(capacity).toBe(1_000);
  // One in a hundred is in its handshake.
  expect(Math.abs(perHealthy - 200)).toBeLessThanOrEqual(2);
});

it('DOC-ISSUE-1: 11 pods at 100 requests/s that stop when told cost about the 96 errors reported; a preStop longer than the race costs none', () => {
  const errors = (settings: PlainMap): number => {
    const pods = { zone: 'asia-northeast3-a', members: 11, maxConnections: null, maxConnectionsPerEndpoint: 1_000 };
    const update = { minReady: '180s', terminationGracePeriod: '180s', startup: '10s', ...settings };
    const rollout = modelWith(
      mergePlain(BASE, {
        time: { duration: '30m' },
        service: { backends: { seoul: pods }, connectionDraining: { drainingTimeout: '30s' } },
        traffic: { connections: { rate: '100/s', hold: '0s' } },
        events: [{ id: 'roll', at: '60s', rollingUpdate: { backend: 'seoul', ...update } }],
      }),
    );
    const { home, log } = simulate(rollout, 0, 0, UNATTENDED);
    expect(log.at(-1)!.what).toBe('rollingUpdate: done');
    const width = home.outcomes.length / home.offered.length;
    // Everything but completed (0) and unfinished (the last).
    return home.outcomes.reduce(
      (sum, count, at) => sum + (at % width === 0 || at % width === width - 1 ? 0 : count),
      0,
    );
  };
  const reported = errors({});
  expect(reported).toBeGreaterThan(96 / 1.3);
  expect(reported).toBeLessThan(96 * 1.3);
  expect(errors({ preStop: '5s' })).toBe(0);
});

const HTTP: PlainMap = { protocol: 'HTTP', port: 80 };
const SCALED: PlainMap = { minMembers: 2, maxMembers: 100, loadBalancingUtilization: { target: 0.8 } };

it('DOC-ASG-1: 100 requests/s an instance at a target of 0.8 hold 80 requests/s an instance', () => {
  const backend = {
    zone: 'asia-northeast3-a',
    members: 2,
    maxConnections: null,
    maxRatePerInstance: 100,
    autoscaler: SCALED,
  };
  const model = modelWith(mergePlain(BASE, { service: { ...HTTP, backends: { seoul: backend } } }));
  // 396 requests/s of 20 ms: just below what five hold.
  const { collector } = runProxy(model, attemptsEvery(2_525, 0, 237_000, { hold: 0 }));
  expect(collector.serving.members[599]).toBe(5);
  expect(396 / 5).toBeLessThanOrEqual(80);
  expect(396 / 4).toBeGreaterThan(80);
});

it('DOC-ASG-2: a rate of the whole group stays what it is, and is refused to an autoscaler', () => {
  const backend = { zone: 'asia-northeast3-a', members: 2, maxConnections: null, maxRate: 100 };
  const service = (autoscaler: PlainMap | null) => ({
    service: { ...HTTP, backends: { seoul: { ...backend, autoscaler } } },
  });
  const refused = loadData(mergePlain(BASE, service(SCALED)));
  expect(refused.ok).toBe(false);
  const scale = [{ id: 'up', at: '10s', scale: { backend: 'seoul', members: 100, startup: '1s' } }];
  const { collector } = runProxy(modelWith(mergePlain(mergePlain(BASE, service(null)), { events: scale })), []);
  expect([collector.serving.members[0], collector.serving.members[60]]).toEqual([2, 100]);
  expect([collector.serving.capacity[0], collector.serving.capacity[60]]).toEqual([100, 100]);
});
