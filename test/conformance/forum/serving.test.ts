/**
 * Goal: statements of the forum design on its servers: TLS, bytes, independence, growth, failover, retirement, the
 * one-machine version (F1 to F4, F6, F7, F12, F13, F17).
 * Method: small runs of random traffic, judged by counters and outcomes; times by formula where round trips are stated.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { COUNTER, type CounterName } from '../../../sim/metrics/counters.ts';
import { COMPLETED, OUTCOME_COUNT, REFUSED } from '../../../sim/metrics/outcome.ts';
import type { RunRecord } from '../../../sim/metrics/run-record.ts';
import { simulate } from '../../../sim/simulate.ts';
import { unicastRttsUs } from '../../../sim/world/unicast.ts';
import { runProxy } from '../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

function forum(design: PlainMap = {}, rest: PlainMap = {}): ReturnType<typeof modelWith> {
  return modelWith({ designs: { proxy: { kind: 'redirect', ...design } }, ...rest });
}

function run(design: PlainMap, rest: PlainMap): RunRecord {
  return simulate(forum(design, rest), 0, 0, UNATTENDED);
}

function counted(record: RunRecord, name: CounterName): number {
  return record.windows[0]!.counters[COUNTER[name]]!;
}

function outcome(record: RunRecord, which: number): number {
  let sum = 0;
  for (let at = which; at < record.home.outcomes.length; at += OUTCOME_COUNT) sum += record.home.outcomes[at]!;
  return sum;
}

describe('the forum design', () => {
  it('F1: TLS ends at the server: its round trips run between the client and the server, for a client that knows it', () => {
    const encrypted = forum({}, { service: { protocol: 'SSL' } });
    const plain = forum();
    const rttUs = unicastRttsUs(plain.world)[0]!;
    const latencyOf = (model: typeof plain): number => {
      return runProxy(model, [{ at: 1_000_000 }]).endings[0]!.latencyUs!;
    };
    expect(Math.abs(latencyOf(encrypted) - latencyOf(plain) - rttUs)).toBeLessThanOrEqual(1);
  });

  it('F1, F3: a balancer passes on neither requests nor answers: what it handles are asks', () => {
    const record = run(
      { clientsAtStart: 'strangers' },
      {
        traffic: {
          connections: { rate: '20/s', hold: '10ms', requestSize: '2 KiB', responseSize: '1 MiB' },
          clients: 200,
        },
      },
    );
    const asks = counted(record, 'asks');
    expect(asks).toBeGreaterThan(100);
    expect(counted(record, 'balancerBytesOut') / asks).toBe(500);
    // Completed connections, give or take those that the end of the run cuts off.
    const answered = outcome(record, COMPLETED);
    expect(counted(record, 'serverBytesOut')).toBe(answered * 1_048_576);
  });

  it('F2: twice the servers serve twice the load, as long as clients are many', () => {
    // Each server has one worker of 100 ms: ten a second. The same utilisation, then, at every size.
    const refusedShare = (servers: number): number => {
      const record = run(
        {},
        {
          service: {
            backends: { seoul: { zone: 'asia-northeast3-a', members: servers, maxConnections: 10_000 } },
            member: { workers: 4, backlog: 40, serviceTime: '100ms' },
          },
          traffic: { connections: { rate: `${servers * 30}/s`, hold: '1ms' }, clients: servers * 5_000 },
        },
      );
      return outcome(record, REFUSED) / record.offeredCount;
    };
    for (const servers of [2, 4, 8, 16]) expect(refusedShare(servers)).toBeLessThan(0.01);
  });

  it('F4: the loss of a server and of a balancer cost delays, and no connection once they are known', () => {
    const events = [
      { id: 'server', at: '10s', fail: { member: 'seoul/0' } },
      { id: 'balancer', at: '20s', fail: { balancer: 'lb2' } },
    ];
    const record = run(
      { connectTimeout: '500ms', heartbeat: { interval: '1s', missed: 1 }, retry: { tries: 4 } },
      { events, traffic: { connections: { rate: '20/s', hold: '10ms' }, clients: 500 } },
    );
    expect(outcome(record, COMPLETED) / record.offeredCount).toBeGreaterThan(0.995);
  });

  it('F6: it has nothing of a provider: front ends, tiers and service policies are errors in it', () => {
    for (const key of ['edge', 'secondLayer', 'serviceLbPolicy']) {
      expect(() => forum({ [key]: {} })).toThrow(`redirect has no front end of its own, so no ${key}`);
    }
  });

  it('F7, F17: the naive version is one machine that plays every part, and all of it goes down together', () => {
    const one = {
      service: { backends: { seoul: { zone: 'asia-northeast3-a', members: 1, maxConnections: 400 } } },
      events: [{ id: 'lost', at: '30s', fail: { member: 'seoul/0' } }],
    };
    const record = run({ clientsAtStart: 'strangers', balancers: { count: 1, onServers: true } }, one);
    const [before, after] = [0, 4].map((interval) => record.home.outcomes[interval * OUTCOME_COUNT + COMPLETED]!);
    expect(before).toBeGreaterThan(100);
    expect(after).toBe(0);
  });

  it('F12: servers serve independently: the loss of one is nothing to clients of the others', () => {
    const events = [{ id: 'lost', at: '10s', fail: { member: 'seoul/1' } }];
    const traffic = { connections: { rate: '40/s', hold: '10ms' }, clients: 4_000 };
    const [whole, struck] = [run({}, { traffic }), run({}, { traffic, events })];
    for (const member of [0, 2, 3]) {
      const [before, after] = [whole, struck].map(({ members }) => members.established[member]!);
      // Its own clients, and what the lost one's clients bring on top.
      expect(after).toBeGreaterThanOrEqual(before!);
    }
  });

  it('F13: any server can be retired: its clients find another, and lose nothing but time', () => {
    const events = [{ id: 'retired', at: '20s', scale: { backend: 'seoul', members: 3 } }];
    const record = run(
      { connectTimeout: '200ms', heartbeat: { interval: '1s', missed: 1 } },
      {
        events,
        service: { connectionDraining: { drainingTimeout: '5s', terminationDelay: '0s' } },
        traffic: { connections: { rate: '40/s', hold: '10ms' }, clients: 1_000 },
      },
    );
    expect(outcome(record, COMPLETED) / record.offeredCount).toBeGreaterThan(0.995);
    expect(counted(record, 'reassigned')).toBeGreaterThan(20);
  });
});
