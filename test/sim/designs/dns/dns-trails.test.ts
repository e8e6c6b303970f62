/**
 * Goal: a trail of a client that goes by DNS names every address that it tried, accounts for all of the time to
 * first byte, and changes nothing.
 * Method: a run in which one of four servers is lost while copies of the answer still have it.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { groupTrails } from '../../../../sim/metrics/trail/group-trails.ts';
import { simulate } from '../../../../sim/simulate.ts';
import { modelWith } from '../../../support/scenario.ts';

const MODEL = modelWith({
  service: { protocol: 'SSL' },
  designs: {
    proxy: { kind: 'dns', connectTimeout: '1s', dns: { violations: 'none', ttl: '10s', withdrawAfter: '2s' } },
  },
  traffic: { connections: { rate: '20/s', hold: '1s' }, clients: { count: 100 } },
  events: [{ id: 'lost', at: '10s', fail: { member: 'seoul/0' } }],
});
const ASKS = [{ id: 'q', metroIndex: 0, fromUs: 10_000_000, toUs: 30_000_000, count: 500 }];
const EXPLAINED = simulate(MODEL, 0, 0, UNATTENDED, { asks: ASKS, stopsWhenAnswered: false });
const { trails } = EXPLAINED;

describe('a trail of a client that goes by DNS', () => {
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

  it('names the address that was of no use, the next one, and what that cost', () => {
    const moved = trails.find(({ steps, outcome }) => steps.length === 2 && outcome.name === 'completed')!;
    const [first, next] = moved.steps;
    expect([first!.chosen, next!.reason]).toEqual(['seoul/0', 'nextAddress']);
    expect(next!.passedOver).toEqual([{ name: 'seoul/0', reason: 'serverSilent', facts: {} }]);
    const spent = new Map(moved.latency.map(({ part, ms }) => [part, ms]));
    expect(spent.get('addresses that were of no use')).toBeGreaterThan(1_000);
    expect(groupTrails([moved])[0]).toMatchObject({
      way: 'servers in asia-northeast3: completed',
      because: expect.stringMatching(/^the next of the 4 addresses/),
    });
  });
});
