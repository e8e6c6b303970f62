/**
 * Goal: a trail accounts for the time that a client spends being sent on, and waiting to be let in.
 * Method: a run in which half of the servers drain and balancers let in two clients a second; every trail of a window.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { simulate } from '../../../../sim/simulate.ts';
import { modelWith } from '../../../support/scenario.ts';

const MODEL = modelWith({
  service: {
    protocol: 'SSL',
    backends: { other: { zone: 'asia-northeast3-b', members: 4, maxConnections: 400 } },
  },
  designs: {
    proxy: { kind: 'redirect', onDrain: 'moved', balancers: { count: 1, admission: { rate: '2/s' } } },
  },
  traffic: { connections: { rate: '20/s', hold: '1s' }, clients: { count: 300 } },
  events: [{ id: 'retired', at: '10s', drain: { backend: 'other' } }],
});
const ASKS = [{ id: 'q', metroIndex: 0, fromUs: 10_000_000, toUs: 20_000_000, count: 500 }];
const { trails } = simulate(MODEL, 0, 0, UNATTENDED, { asks: ASKS, stopsWhenAnswered: false });
const answered = trails.filter(({ outcome }) => outcome.latencyMs !== null);

describe('a trail of a client that is sent on', () => {
  it('has parts that add up to its time to first byte', () => {
    expect(answered.length).toBeGreaterThan(100);
    for (const { latency, outcome } of answered) {
      const sumMs = latency.reduce((sum, { ms }) => sum + ms, 0);
      expect(Math.abs(sumMs - outcome.latencyMs!)).toBeLessThan(0.02);
    }
  });

  it('tells of the server, the wait and the other server in their order', () => {
    const waited = answered.find(({ timeline }) => timeline.some(({ what }) => what === 'lb1 says when to come'))!;
    const whats = waited.timeline.map(({ what }) => what.replace(/\/\d+/, ''));
    expect(whats).toEqual([
      'the client wants an answer',
      'SYN to other',
      'other sends the client to a balancer',
      'SYN to lb1',
      'ask at lb1',
      'lb1 says when to come',
      'SYN to lb1',
      'ask at lb1',
      'lb1 answers',
      'SYN to seoul',
      'request at the server',
      'first byte at the client',
      'completed',
    ]);
    const spent = new Map(waited.latency.map(({ part, ms }) => [part, ms]));
    expect(spent.get('waiting to be let in, as the balancer said')).toBeGreaterThan(100);
    expect(spent.get('a server that sent the client on')).toBeGreaterThan(0);
  });
});
