/**
 * Goal: a client of the forum design asks once, keeps its server, pays for the round trips that it makes, and
 * asks again when the server fails.
 * Method: connections listed one by one, one client network, times compared with the
 * formulas of docs/model/redirect.md.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { assertConservation } from '../../../../sim/metrics/conservation.ts';
import { COUNTER, type CounterName } from '../../../../sim/metrics/counters.ts';
import { simulate } from '../../../../sim/simulate.ts';
import { unicastRttsUs } from '../../../../sim/world/unicast.ts';
import { type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

function forum(design: PlainMap = {}, rest: PlainMap = {}): ReturnType<typeof modelWith> {
  return modelWith({ designs: { proxy: { kind: 'redirect', ...design } }, ...rest });
}

function counted({ collector }: ProxyRun, name: CounterName): number {
  return collector.countersOf(0)[COUNTER[name]]!;
}

/** Client 5 every second from 1 s on. */
function visits(count: number, client = 5): { at: number; client: number; hold: number }[] {
  return Array.from({ length: count }, (_, number) => ({ at: (number + 1) * SECOND, client, hold: 1_000 }));
}

describe('a client of the forum design', () => {
  it('asks a balancer at its first connection only, and keeps to its server', () => {
    const run = runProxy(forum({ clientsAtStart: 'strangers' }), visits(8));
    expect(new Set(run.establishments.map(({ member }) => member)).size).toBe(1);
    expect([counted(run, 'asks'), counted(run, 'assignments'), counted(run, 'reassigned')]).toEqual([1, 1, 0]);
  });

  it('has been assigned before the run unless it is a stranger', () => {
    const run = runProxy(forum(), visits(3));
    expect(counted(run, 'asks')).toBe(0);
  });

  it.each([
    ['TCP', 0],
    ['SSL', 1],
  ])(
    'pays with %s two round trips and those of TLS to the server, and for its first time as many to the balancer, and two lookups',
    (protocol, tls) => {
      const model = forum({ clientsAtStart: 'strangers', dns: { lookup: '30ms' } }, { service: { protocol } });
      const [first, second] = runProxy(model, visits(2)).endings;
      const rttUs = unicastRttsUs(model.world)[0]!;
      const knownUs = (2 + tls) * rttUs + 20_000;
      // Each leg is rounded to whole microseconds.
      expect(Math.abs(second!.latencyUs! - knownUs)).toBeLessThanOrEqual(3);
      const askUs = 2 * 30_000 + (2 + tls) * rttUs + 1_000;
      expect(Math.abs(first!.latencyUs! - knownUs - askUs)).toBeLessThanOrEqual(6);
    },
  );

  it('goes through no PoP', () => {
    const [ending] = runProxy(forum(), visits(1)).endings;
    expect([ending!.ingressPop, ending!.servingPop]).toEqual([null, null]);
  });

  it('asks again when its server has failed, and its connection is one all the same', () => {
    const events = [{ id: 'lost', at: '3500ms', fail: { zone: 'asia-northeast3-a' } }];
    const zones = {
      a: { zone: 'asia-northeast3-a', members: 3, maxConnections: 100 },
      b: { zone: 'asia-northeast3-b', members: 3, maxConnections: 100 },
    };
    const model = forum(
      { connectTimeout: '2s', heartbeat: { interval: '100ms', missed: 1 } },
      { service: { backends: { seoul: null, ...zones } }, events },
    );
    // Some client of zone a among these.
    const client = [...Array(40).keys()].find((candidate) => {
      return runProxy(model, visits(1, candidate)).establishments[0]!.backend === 'a';
    })!;
    const run = runProxy(model, visits(6, client));
    expect(run.establishments.map(({ backend }) => backend)).toEqual(['a', 'a', 'a', 'b', 'b', 'b']);
    expect(run.endings.map(({ outcome }) => outcome)).toEqual(Array(6).fill('completed'));
    // The timeout, then a try that asks first.
    expect(run.endings[3]!.latencyUs! - run.endings[0]!.latencyUs!).toBeGreaterThan(2 * SECOND);
    // Two were waiting for the dead server before the first of them gave up.
    expect([counted(run, 'reassigned'), counted(run, 'deadAssignments')]).toEqual([1, 0]);
    expect(counted(run, 'retries')).toBeGreaterThanOrEqual(1);
  });

  it('is sent to a dead server as long as no balancer has missed its heartbeats', () => {
    const events = [{ id: 'lost', at: '500ms', fail: { member: 'seoul/*' } }];
    const model = forum(
      {
        clientsAtStart: 'strangers',
        connectTimeout: '100ms',
        retry: { tries: 2 },
        heartbeat: { interval: '5s', missed: 2 },
      },
      { events },
    );
    const run = runProxy(model, visits(20));
    const outcomes = run.endings.map(({ outcome }) => outcome);
    expect(outcomes.slice(0, 4)).toEqual(Array(4).fill('timedOut'));
    expect(outcomes.slice(11)).toEqual(Array(9).fill('dropped'));
    expect(counted(run, 'deadAssignments')).toBeGreaterThan(4);
  });
});

describe('a client that is turned away', () => {
  it('has been refused, and not left waiting, where the balancers had too much to do', () => {
    const model = forum({
      clientsAtStart: 'strangers',
      retry: { tries: 1 },
      balancers: { count: 1, workers: 1, serviceTime: '10s', backlog: 0 },
    });
    const strangers = [1, 2, 3].map((client) => ({ at: SECOND + client * 1_000, client }));
    expect(runProxy(model, strangers).endings.map(({ outcome }) => outcome)).toEqual([
      'completed',
      'refused',
      'refused',
    ]);
  });
});

describe('load that is a rate of requests', () => {
  it('is what comes, in every design whose clients reach the servers themselves', () => {
    const changes = {
      service: {
        protocol: 'HTTP',
        port: 80,
        backends: { seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: null, maxRatePerInstance: 100 } },
      },
      traffic: { connections: { rate: '200/s', hold: '0s' } },
      time: { duration: '5m' },
    };
    for (const kind of ['redirect', 'dns', 'anycastProxy']) {
      const record = simulate(modelWith({ ...changes, designs: { proxy: { kind } } }), 0, 0, UNATTENDED);
      expect([kind, Math.round(record.serving.load.at(-1)! / 20)]).toEqual([kind, 10]);
    }
  });
});

describe('a server that breaks most of what it takes', () => {
  it('has connections established more than once, and none is lost or counted twice', () => {
    const far = { zone: 'europe-west2-a', members: 1, maxConnections: 1_000 };
    const events = [{ id: 'bad', at: '10s', degrade: { backend: '*', errorShare: '80%' } }];
    const model = forum({}, { service: { backends: { far } }, events, traffic: { clients: 500 } });
    const record = simulate(model, 0, 0, UNATTENDED);
    expect(() => assertConservation(record, model.scenario)).not.toThrow();
    expect(record.windows[0]!.counters[COUNTER.retries]).toBeGreaterThan(500);
  });
});

describe('clients hit', () => {
  it('are counted once each, at their first connection that fails', () => {
    const events = [{ id: 'lost', at: '500ms', fail: { zone: 'asia-northeast3-a' } }];
    const model = forum({ connectTimeout: '100ms' }, { events });
    // Ten connections of two clients, none of which gets anywhere.
    const attempts = [...visits(5, 1), ...visits(5, 2).map((visit) => ({ ...visit, at: visit.at + 10 * SECOND }))];
    const run = runProxy(model, attempts);
    expect(run.endings.map(({ outcome }) => outcome)).not.toContain('completed');
    expect(counted(run, 'clientsHit')).toBe(2);
  });
});

describe('balancers', () => {
  it('found by DNS round robin: a dead one costs a timeout, and half of the asks', () => {
    const events = [{ id: 'lost', at: '500ms', fail: { balancer: 'lb1' } }];
    const dns = { resolverOrder: 'rotated' };
    const model = forum({ clientsAtStart: 'strangers', connectTimeout: '3s', dns }, { events });
    const strangers = Array.from({ length: 40 }, (_, number) => ({
      at: (number + 1) * SECOND,
      client: number,
      hold: 1_000,
    }));
    const { endings } = runProxy(model, strangers);
    expect(endings.every(({ outcome }) => outcome === 'completed')).toBe(true);
    // Each of the four resolvers turns the addresses from client to client.
    const lateCount = endings.filter(({ latencyUs }) => latencyUs! > 3 * SECOND).length;
    expect(Math.abs(lateCount - 20)).toBeLessThanOrEqual(2);
  });

  it('behind one address: nobody gets through until the next one takes it over', () => {
    const events = [{ id: 'lost', at: '500ms', fail: { balancer: 'lb1' } }];
    const model = forum(
      {
        clientsAtStart: 'strangers',
        connectTimeout: '500ms',
        retry: { tries: 2 },
        balancers: { discovery: 'failover', takeover: '4s' },
      },
      { events },
    );
    const strangers = Array.from({ length: 8 }, (_, number) => ({ at: (number + 1) * SECOND, client: number }));
    const run = runProxy(model, strangers);
    expect(run.endings.map(({ outcome }) => outcome)).toEqual([
      ...Array(3).fill('timedOut'),
      ...Array(5).fill('completed'),
    ]);
    expect(run.log.map(({ what }) => what)).toContain('lb2 has the address');
  });

  it('on servers go down with them', () => {
    const events = [{ id: 'lost', at: '500ms', fail: { member: 'seoul/0' } }];
    const model = forum(
      { clientsAtStart: 'strangers', connectTimeout: '100ms', balancers: { onServers: true, count: 1 } },
      { events },
    );
    const { endings } = runProxy(model, visits(3));
    expect(endings.map(({ outcome }) => outcome)).toEqual(Array(3).fill('timedOut'));
  });
});
