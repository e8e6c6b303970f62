/**
 * Goal: a trail of the forum design follows a client through its tries, accounts for all of the time to
 * first byte, and changes nothing.
 * Method: a run in which two of four servers and one of two balancers are lost; every trail of a window.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { groupTrails } from '../../../../sim/metrics/trail/group-trails.ts';
import { simulate } from '../../../../sim/simulate.ts';
import { modelWith } from '../../../support/scenario.ts';

const MODEL = modelWith({
  service: { protocol: 'SSL' },
  designs: {
    proxy: {
      kind: 'redirect',
      connectTimeout: '1s',
      heartbeat: { interval: '1s', missed: 2 },
      dns: { lookup: '30ms' },
    },
  },
  traffic: { connections: { rate: '20/s', hold: '1s' }, clients: { count: 300 } },
  events: [
    { id: 'server', at: '10s', fail: { member: ['seoul/0', 'seoul/1'] } },
    { id: 'balancer', at: '10s', fail: { balancer: 'lb1' } },
  ],
});
const ASKS = [{ id: 'q', metroIndex: 0, fromUs: 10_000_000, toUs: 30_000_000, count: 500 }];
const EXPLAINED = simulate(MODEL, 0, 0, UNATTENDED, { asks: ASKS, stopsWhenAnswered: false });
const { trails } = EXPLAINED;

describe('a trail of the forum design', () => {
  it('changes nothing of the run', () => {
    const undisturbed = simulate(MODEL, 0, 0, UNATTENDED, { asks: [], stopsWhenAnswered: false });
    expect(EXPLAINED.fingerprint).toEqual(undisturbed.fingerprint);
  });

  it('has parts of the time to first byte that add up to it', () => {
    const answered = trails.filter(({ outcome }) => outcome.latencyMs !== null);
    expect(answered.length).toBeGreaterThan(300);
    for (const { latency, outcome } of answered) {
      const sumMs = latency.reduce((sum, { ms }) => sum + ms, 0);
      expect(Math.abs(sumMs - outcome.latencyMs!)).toBeLessThan(0.02);
    }
  });

  it('is one for all tries of a client: the server that failed, the balancers, the next server', () => {
    const again = trails.find(({ steps, outcome }) => {
      const balancer = steps.find(({ stage }) => stage === 'balancer');
      return outcome.name === 'completed' && balancer !== undefined && balancer.passedOver.length > 0;
    })!;
    expect(again.steps.map(({ stage }) => stage)).toEqual(['memory', 'try', 'memory', 'balancer', 'server']);
    expect(again.steps.map(({ reason }) => reason)).toEqual([
      'remembered',
      'serverSilent',
      'leftServer',
      'listedAddress',
      'named',
    ]);
    const [known, failed, left, balancer, server] = again.steps;
    expect([failed!.chosen, left!.facts.server]).toEqual(['timedOut', known!.chosen]);
    expect(balancer!.passedOver).toEqual([{ name: 'lb1', reason: 'balancerSilent', facts: {} }]);
    expect(balancer).toMatchObject({ chosen: 'lb2', facts: { place: 2, addresses: 2 } });
    expect(server!.chosen).not.toBe(known!.chosen);
    // The connect timeout twice: at the server and at the balancer; then two lookups.
    const spent = new Map(again.latency.map(({ part, ms }) => [part, ms]));
    expect(spent.get('earlier tries and waits between them')).toBeGreaterThan(1_000);
    expect(spent.get('balancers that were of no use')).toBeGreaterThan(1_000);
    expect(spent.get('looking up names')).toBeCloseTo(60, 3);
    expect(again.timeline.map(({ what }) => what)).toEqual([
      'the client wants an answer',
      `SYN to ${known!.chosen}`,
      'the client tries again',
      'SYN to lb1',
      'SYN to lb2',
      'ask at lb2',
      'lb2 answers',
      `SYN to ${server!.chosen}`,
      'request at the server',
      'first byte at the client',
      'completed',
    ]);
  });

  it('is grouped by what happened, whichever server it happened at', () => {
    const groups = groupTrails(trails);
    expect(groups[0]).toMatchObject({ way: 'its server in asia-northeast3: completed' });
    expect(groups[0]!.because).toMatch(/^a balancer has told it to use this one, /);
    const moved = groups.find(({ way }) => way.includes(' > a balancer > '))!;
    expect(moved.way).toBe(
      'its server in asia-northeast3 (timedOut) > a balancer > a server in asia-northeast3: completed',
    );
    expect(moved.because).toMatch(/^it has left seoul\/[01], which failed$/);
  });
});
