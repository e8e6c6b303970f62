/**
 * Goal: statements of the forum design on what balancers do, and what clients do with what they are
 * told (F5, F8 to F11, F14, F19).
 * Method: connections listed one by one, or a run of random traffic where shares are what is stated.
 */
import { describe, expect, it } from 'vitest';
import { COUNTER, type CounterName } from '../../../sim/metrics/counters.ts';
import { type Attempt, type ProxyRun, runProxy } from '../../support/proxy-bench.ts';
import { modelWith, type PlainMap, THREE_REGIONS } from '../../support/scenario.ts';

const SECOND = 1_000_000;

function forum(design: PlainMap = {}, rest: PlainMap = {}): ReturnType<typeof modelWith> {
  return modelWith({ designs: { proxy: { kind: 'redirect', ...design } }, ...rest });
}

function counted({ collector }: ProxyRun, name: CounterName): number {
  return collector.countersOf(0)[COUNTER[name]]!;
}

/** Ten a second, clients and draws spread evenly. */
function fromClients(count: number, clients: number): Attempt[] {
  return Array.from({ length: count }, (_, number) => ({
    at: (number + 1) * (SECOND / 10),
    client: number % clients,
    choice: Math.floor(((number * 0.618_033_988_75) % 1) * 2 ** 32),
    hold: 1_000,
  }));
}

describe('the forum design', () => {
  it('F5, F10: a client uses the server that it was given for all its connections, and asks nobody again', () => {
    const run = runProxy(forum({ clientsAtStart: 'strangers' }), fromClients(400, 8));
    const serversOf = Array.from({ length: 8 }, (_, client) => {
      return new Set(run.establishments.filter((_, at) => at % 8 === client).map(({ member }) => member)).size;
    });
    expect(serversOf).toEqual(Array(8).fill(1));
    expect(counted(run, 'asks')).toBe(8);
  });

  it('F9: a balancer hands out a server and no more: as many answers as asks, and nobody is served there', () => {
    const run = runProxy(forum({ clientsAtStart: 'strangers' }), fromClients(200, 200));
    expect([counted(run, 'asks'), counted(run, 'assignments')]).toEqual([200, 200]);
    expect(run.establishments).toHaveLength(200);
  });

  it.each(['random', 'roundRobin'])(
    'F11: the choice is %s: every server gets its share of the newcomers',
    (assignment) => {
      const run = runProxy(
        forum({ clientsAtStart: 'strangers', assignment, balancers: { count: 1 } }),
        fromClients(400, 400),
      );
      const counts = Array.from({ length: 4 }, (_, server) => {
        return run.establishments.filter(({ member }) => member === server).length;
      });
      // Even draws leave at most a draw over at each border between servers; turns leave nothing.
      for (const count of counts) expect(Math.abs(count - 100)).toBeLessThanOrEqual(assignment === 'random' ? 2 : 0);
    },
  );

  it('F11: at random unless the design says otherwise', () => {
    expect(forum().scenario.designs[0]!.redirect!.assignment).toBe('random');
  });

  it.each([
    ['dnsRoundRobin', 60],
    ['failover', 60],
  ])('F8: with balancers found by %s one of two is enough', (discovery, count) => {
    const events = [{ id: 'lost', at: '50ms', fail: { balancer: 'lb1' } }];
    const model = forum(
      { clientsAtStart: 'strangers', connectTimeout: '1s', balancers: { discovery, takeover: '10ms' } },
      { events },
    );
    const { endings } = runProxy(model, fromClients(count, count));
    expect(endings.filter(({ outcome }) => outcome === 'completed')).toHaveLength(count);
  });

  it('F14: a client whose server fails asks again, and is given another', () => {
    const events = [{ id: 'lost', at: '5s', fail: { member: 'seoul/2', as: 'refusing' } }];
    const model = forum({ heartbeat: { interval: '50ms', missed: 1 } }, { events });
    const run = runProxy(model, fromClients(300, 20));
    const victims = new Set(run.establishments.filter(({ member }) => member === 2).map(({ offeredAt }) => offeredAt));
    expect(victims.size).toBeGreaterThan(0);
    expect(run.establishments.filter(({ at, member }) => member === 2 && at > 5.1 * SECOND)).toEqual([]);
    expect(run.endings.filter(({ outcome }) => outcome === 'completed')).toHaveLength(300);
    expect(counted(run, 'reassigned')).toBeGreaterThan(0);
  });

  it('F15: a new server registers as soon as it runs, and gets its share of the newcomers from then on', () => {
    const events = [{ id: 'grown', at: '10s', scale: { backend: 'seoul', members: 5, startup: '2s' } }];
    const model = forum({ clientsAtStart: 'strangers', heartbeat: { interval: '30s' } }, { events });
    const { establishments } = runProxy(model, fromClients(500, 500));
    const ofNew = establishments.filter(({ member }) => member === 4);
    // Named by the answers after it came up, whatever the heartbeat's interval: the first within a
    // draw for each server and balancer.
    expect(Math.min(...ofNew.map(({ at }) => at))).toBeGreaterThan(12 * SECOND);
    expect(Math.min(...ofNew.map(({ at }) => at))).toBeLessThan(14 * SECOND);
    const newcomers = establishments.filter(({ at }) => at > 12.5 * SECOND).length;
    expect(Math.abs(ofNew.length - newcomers / 5)).toBeLessThan(newcomers / 50);
  });

  it('F19: geography plays no part: clients of one city are sent to servers all over the world alike', () => {
    const run = runProxy(
      forum({ clientsAtStart: 'strangers' }, { service: { backends: THREE_REGIONS } }),
      fromClients(300, 300),
    );
    for (const backend of ['seoul', 'tokyo', 'oregon']) {
      const count = run.establishments.filter((establishment) => establishment.backend === backend).length;
      expect(Math.abs(count - 100)).toBeLessThanOrEqual(2);
    }
  });
});
