/**
 * Goal: rules of servers' own firewalls and bad certificates turn clients away at the servers that have learnt of them,
 * and at no others; balancers know nothing of it.
 * Method: connections listed one by one from two metros; shares that fail against shares of servers,
 * instants against the propagation.
 */
import { describe, expect, it } from 'vitest';
import { COUNTER } from '../../../../sim/metrics/counters.ts';
import type { Model } from '../../../../sim/model.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
/** Nobody tries again or leaves his server, unless a test says so. */
const FAITHFUL = { retry: { tries: 2, on: ['blocked'] } };

function service(kind: string, event: PlainMap, design: PlainMap = {}): Model {
  const regional = kind === 'networkPassthrough' ? { region: 'asia-northeast3', loadBalancingScheme: 'EXTERNAL' } : {};
  const forum = kind === 'redirect' ? { failures: ['blocked'] } : {};
  return modelWith({
    world: { clients: { metros: ['seoul', 'busan'], networksPerMetro: 1 } },
    designs: { proxy: { kind, ...FAITHFUL, ...forum, connectTimeout: '1s', ...design } },
    service: { ...regional, backends: { seoul: { zone: 'asia-northeast3-a', members: 20, maxConnections: 4_000 } } },
    traffic: { connections: { rate: '20/s', hold: '5s' }, clients: { count: 4_000 } },
    events: [{ id: 'pushed', at: '1s', ...event }],
  });
}

/** 2,000 connections of one metro over 20 s. */
function from(model: Model, network: number, fromUs = 2 * SECOND): ProxyRun {
  return runProxy(model, attemptsEvery(10_000, fromUs, 2_000, { network, hold: 1_000 }));
}

const share = ({ endings }: ProxyRun, outcome: string): number =>
  endings.filter((ending) => ending.outcome === outcome).length / endings.length;

const rule = { firewall: { backend: 'seoul', block: 'busan' } };

describe('firewalls of servers', () => {
  it.each(['redirect', 'dns', 'networkPassthrough'])(
    'of %s drop the packets of the metros that they are told to, and no others',
    (kind) => {
      const model = service(kind, rule);
      const blocked = model.world.metros.findIndex(({ id }) => id === 'busan');
      expect(share(from(model, blocked), 'timedOut')).toBe(1);
      expect(share(from(model, 1 - blocked), 'completed')).toBe(1);
    },
  );
});

describe.each(['redirect', 'networkPassthrough'])('the firewalls of the servers of %s', (kind) => {
  it('learn of it one by one, and of its end', () => {
    const spread = { propagation: { delay: '2s', spread: '10s' } };
    const model = service(kind, { ...rule, for: '20s' }, spread);
    const network = model.world.metros.findIndex(({ id }) => id === 'busan');
    const { endings } = runProxy(model, attemptsEvery(20_000, 1.1 * SECOND, 2_400, { network, hold: 1_000 }));
    const failedIn = (fromS: number, toS: number): number => {
      const some = endings.filter(({ offeredAt }) => offeredAt >= fromS * SECOND && offeredAt < toS * SECOND);
      return some.filter(({ outcome }) => outcome === 'timedOut').length / some.length;
    };
    expect(failedIn(1, 2.8)).toBe(0);
    // Half of the servers after 2 + 5 s.
    expect(Math.abs(failedIn(7.5, 8.5) - 0.5)).toBeLessThan(0.35);
    expect(failedIn(13.2, 20)).toBe(1);
    expect(Math.abs(failedIn(27.5, 28.5) - 0.5)).toBeLessThan(0.35);
    expect(failedIn(33.2, 48)).toBe(0);
  });

  it('drift apart where some never learn', () => {
    const model = service(kind, { firewall: { ...rule.firewall, missing: '40%' }, for: '10s' });
    const network = model.world.metros.findIndex(({ id }) => id === 'busan');
    const during = share(
      runProxy(model, attemptsEvery(5_000, 2 * SECOND, 1_000, { network, hold: 1_000 })),
      'timedOut',
    );
    const after = share(from(model, network, 12 * SECOND), 'timedOut');
    // Binomial over 20 servers: 60 % have it; of those 40 % keep it.
    expect(Math.abs(during - 0.6)).toBeLessThan(0.35);
    expect(after).toBeGreaterThan(0);
    expect(after).toBeLessThan(during);
  });
});

describe('servers of the forum design that clients turn away from', () => {
  const expired = { certificate: { member: 'seoul/3', is: 'expired' } };

  it('are named all the same, and refused each time, since their heartbeats come', () => {
    const model = service('redirect', expired, { clientsAtStart: 'strangers' });
    const run = from(model, 0);
    expect(Math.abs(share(run, 'rejected') - 1 / 20)).toBeLessThan(0.03);
    expect(run.collector.countersOf(0)[COUNTER.deadAssignments]).toBe(0);
  });

  it('lose those who take a refused certificate for a failure', () => {
    const wise = { failures: ['rejected'], retry: { tries: 3, on: ['rejected'] } };
    const run = from(service('redirect', expired, wise), 0);
    expect(share(run, 'rejected')).toBeLessThan(0.002);
    expect(run.collector.countersOf(0)[COUNTER.reassigned]).toBeGreaterThan(20);
  });

  it('have all their clients back with a good certificate', () => {
    const model = service('redirect', { ...expired, for: '5s' });
    expect(share(from(model, 0, 6.1 * SECOND), 'completed')).toBe(1);
  });
});

describe('a revoked certificate (H13)', () => {
  const spread = { propagation: { delay: '0s', spread: '10s' } };

  it('that all servers share makes all of them useless until their turn comes', () => {
    const model = service('redirect', { certificate: { backend: 'seoul', is: 'revoked' } }, spread);
    const { endings } = runProxy(model, attemptsEvery(10_000, 1.1 * SECOND, 1_200, { network: 0, hold: 1_000 }));
    const rejected = endings.filter(({ outcome }) => outcome === 'rejected').length / 1_000;
    // Of the ten seconds each server is out for five on average.
    expect(Math.abs(rejected - 0.5)).toBeLessThan(0.15);
    const late = endings.filter(({ offeredAt }) => offeredAt > 11.1 * SECOND);
    expect(late.every(({ outcome }) => outcome === 'completed')).toBe(true);
  });

  it('is nothing that clients of a proxy see', () => {
    const model = service('anycastProxy', { certificate: { backend: 'seoul', is: 'revoked' } });
    const run = from(model, 0);
    expect(share(run, 'completed')).toBe(1);
    expect(run.log[0]!.what).toBe('the certificates of 20 servers are bad: clients do not see them');
  });
});

it('F18: a flood is worth less at a server whose firewall drops where it comes from', () => {
  const flood = { id: 'flood', at: '1s', for: '50s', attack: { flood: '1000M/s', member: 'seoul/*', from: 'busan' } };
  const rule = { id: 'rule', at: '5s', firewall: { backend: 'seoul', block: 'busan' } };
  const base = service('redirect', { firewall: { backend: 'seoul', block: 'busan' } });
  const seoul = base.world.metros.findIndex(({ id }) => id === 'seoul');
  const model = modelWith({
    world: { clients: { metros: ['seoul', 'busan'], networksPerMetro: 1 } },
    designs: { proxy: { kind: 'redirect', ...FAITHFUL, failures: ['blocked'], connectTimeout: '1s' } },
    traffic: { connections: { rate: '20/s', hold: '5s' }, clients: { count: 4_000 } },
    events: [flood, rule],
  });
  const { endings } = runProxy(model, attemptsEvery(10_000, 2 * SECOND, 1_000, { network: seoul, hold: 1_000 }));
  const failed = (isBefore: boolean): number =>
    endings.filter(({ offeredAt, outcome }) => offeredAt < 4.9 * SECOND === isBefore && outcome === 'timedOut').length;
  expect(failed(true)).toBeGreaterThan(280);
  // Those whose SYN came just before the rule.
  expect(failed(false)).toBeLessThanOrEqual(10);
});
