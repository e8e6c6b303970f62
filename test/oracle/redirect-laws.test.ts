/**
 * Goal: the whole forum design obeys the laws of affinity (docs/model/redirect.md): newcomers alone fill a new server
 * (L5), a dead server's clients ask as they come (L7), and stale lists waste assignments (L8).
 * Method: whole runs; counts compared with closed forms within four standard deviations of
 * their Poisson or binomial laws.
 */
import { describe, expect, it } from 'vitest';
import { simulate, UNATTENDED } from '../../sim/index.ts';
import { COUNTER, COUNTER_COUNT, type CounterName } from '../../sim/metrics/counters.ts';
import type { RunRecord } from '../../sim/metrics/run-record.ts';
import { modelWith, type PlainMap } from '../support/scenario.ts';

const SERVERS = 8;

function run(changes: PlainMap, design: PlainMap = {}): RunRecord {
  const model = modelWith({
    world: { clients: { networksPerMetro: 1 } },
    service: {
      protocol: 'TCP',
      backends: {
        seoul: null,
        old: { zone: 'asia-northeast3-a', members: SERVERS - 1, maxConnections: 1000 },
        other: { zone: 'asia-northeast3-b', members: 1, maxConnections: 1000 },
      },
      member: { workers: 100, serviceTime: '1ms' },
    },
    designs: { proxy: { kind: 'redirect', heartbeat: { interval: '1s', missed: 2 }, ...design } },
    ...changes,
  });
  return simulate(model, 0, 0, UNATTENDED);
}

/** [intervalCount] */
function counted({ counters }: RunRecord, name: CounterName): number[] {
  const intervals = counters.length / COUNTER_COUNT;
  return Array.from({ length: intervals }, (_, interval) => counters[interval * COUNTER_COUNT + COUNTER[name]]!);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('L5: a new server', () => {
  // A client stays 100 s on average and comes every second, so that whoever comes is soon met.
  it('has (1 - exp(-t/T)) / N of the load after t', () => {
    const record = run(
      {
        time: { duration: '320s', interval: '20s' },
        traffic: {
          clients: { count: 4000, lifetime: { exponential: { mean: '100s' } } },
          connections: { rate: '2000/s', hold: '0s' },
        },
        events: [{ id: 'not-there', at: '0s', for: '20s', fail: { backend: 'other', as: 'refusing' } }],
      },
      { clientsAtStart: 'strangers' },
    );
    const { established } = record.serving;
    for (const interval of [2, 4, 8, 15]) {
      // Connections of an interval, by the law at its middle; a client comes half a second
      // after its predecessor has gone.
      const t = interval * 20 + 10 - 20;
      const all = established[interval * 2]! + established[interval * 2 + 1]!;
      const share = established[interval * 2 + 1]! / all;
      const expected = (1 - Math.exp(-t / 100)) / SERVERS;
      // Clients there, of 4000.
      const deviation = Math.sqrt((expected * (1 - expected)) / 4000);
      expect(Math.abs(share - expected), `${t} s`).toBeLessThan(4 * deviation + 0.002);
    }
  });
});

describe('L7: the death of one server in eight', () => {
  const clients = 8000;
  const perSecond = 0.05;
  const record = run({
    time: { duration: '70s', interval: '10s' },
    traffic: { clients: { count: clients }, connections: { rate: `${clients * perSecond}/s`, hold: '0s' } },
    events: [{ id: 'dead', at: '10s', fail: { backend: 'other', as: 'refusing' } }],
  });
  const asks = counted(record, 'asks');

  it('nobody asks before', () => {
    expect(asks[0]).toBe(0);
  });

  it.each([1, 2, 3, 4, 5, 6])('its clients ask as they come, at (k/N) n r exp(-rt): interval %i', (interval) => {
    const displaced = clients / SERVERS;
    const from = (interval - 1) * 10;
    const expected = displaced * (Math.exp(-perSecond * from) - Math.exp(-perSecond * (from + 10)));
    // Random assignment displaces sqrt(n/N) more or fewer; those named the dead one again, until
    // its beats are missed, ask again.
    const again = interval === 1 ? expected / SERVERS : 0;
    const deviation = Math.sqrt(expected + (displaced * expected ** 2) / displaced ** 2);
    expect(Math.abs(asks[interval]! - expected - again / 2)).toBeLessThan(4 * deviation + again / 2);
  });
});

describe('L8: a dead server that is still on the list', () => {
  it.each([
    [5, 2],
    [10, 3],
  ])('heartbeats every %i s, %i missed: it is named for its part of the asks until then', (intervalS, missed) => {
    // Everybody is a stranger: of a hundred million clients hardly anyone comes twice.
    const record = run(
      {
        time: { duration: '60s', interval: '1s' },
        traffic: { clients: { count: '1M' }, connections: { rate: '400/s', hold: '0s' } },
        events: [{ id: 'dead', at: '10s', fail: { backend: 'other', as: 'refusing' } }],
      },
      { clientsAtStart: 'strangers', heartbeat: { interval: `${intervalS}s`, missed }, retry: { tries: 20 } },
    );
    const dead = counted(record, 'deadAssignments');
    // Detection is late by between missed - 1 and missed intervals, by the server's phase.
    const last = dead.findLastIndex((count) => count > 0);
    const detectionS = last + 0.5 - 10;
    expect(detectionS).toBeGreaterThan((missed - 1) * intervalS - 1);
    expect(detectionS).toBeLessThan(missed * intervalS + 1);
    // p = 1/N of the asks, each of which is asked 1 / (1 - p) times.
    const expected = (400 * detectionS) / SERVERS / (1 - 1 / SERVERS);
    expect(Math.abs(sum(dead) - expected)).toBeLessThan(4 * Math.sqrt(expected) + 400 / SERVERS);
  });
});
