/**
 * Worked example DER-16: when the failover backends of a passthrough balancer take over.
 *
 * Goal: each documented case, on whole runs. Method: primaries fail until as many are healthy as the example says;
 * connections after that tell which backends are active.
 */
import { describe, expect, it } from 'vitest';
import { failsOver } from '../../../sim/designs/network-passthrough/active-pool.ts';
import { PRIMARY, passthrough, STANDBY } from '../../support/passthrough.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../support/proxy-bench.ts';
import type { PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;

const CASES = [
  { primary: 4, healthy: 2, failoverRatio: 0.5, failover: false },
  { primary: 4, healthy: 1, failoverRatio: 0.5, failover: true },
  { primary: 4, healthy: 1, failoverRatio: 0, failover: false },
  { primary: 4, healthy: 0, failoverRatio: 0, failover: true },
];

/**
 * So many of four primaries are lost at 10 s, and back at 200 s; a connection every 100 ms from
 * 20 s to 60 s and from 220 s on.
 */
function run(lostCount: number, policy: PlainMap, standby: PlainMap | null, hold = 0): ProxyRun {
  const member = Array.from({ length: lostCount }, (_, number) => `seoul/${number}`);
  const backends: PlainMap = { seoul: PRIMARY, ...(standby !== null && { standby }) };
  const events = lostCount === 0 ? [] : [{ id: 'lost', at: '10s', for: '190s', fail: { member } }];
  return runProxy(passthrough({ backends, failoverPolicy: policy }, { events }), [
    ...attemptsEvery(100_000, SECOND, 80, { hold }),
    ...attemptsEvery(100_000, 20 * SECOND, 400, { hold }),
    ...attemptsEvery(100_000, 220 * SECOND, 100, { hold }),
  ]);
}

/** Backends that took connections offered in a span of the run. */
function backendsIn({ establishments }: ProxyRun, fromS: number, toS: number): string[] {
  const taken = establishments.filter(({ offeredAt: at }) => at >= fromS * SECOND && at < toS * SECOND);
  return [...new Set(taken.map(({ backend }) => backend))].sort();
}

function outcomesIn({ endings }: ProxyRun, fromS: number, toS: number): string[] {
  const offered = endings.filter(({ offeredAt: at }) => at >= fromS * SECOND && at < toS * SECOND);
  return [...new Set(offered.map(({ outcome }) => outcome))].sort();
}

describe('failover of a passthrough balancer', () => {
  it.each(CASES)('DER-16: $healthy of $primary primaries, ratio $failoverRatio: $failover', (example) => {
    const { primary, healthy, failoverRatio, failover } = example;
    expect(failsOver(healthy, primary, failoverRatio)).toBe(failover);
    const lossy = run(primary - healthy, { failoverRatio }, STANDBY);
    expect(backendsIn(lossy, 0, 10)).toEqual(['seoul']);
    expect(backendsIn(lossy, 20, 60)).toEqual([failover ? 'standby' : 'seoul']);
    expect(outcomesIn(lossy, 20, 60)).toEqual(['completed']);
    // Failback, when the primaries are healthy again.
    expect(backendsIn(lossy, 220, 230)).toEqual(['seoul']);
  });

  it('DER-16: with nobody healthy all primaries get traffic, or with dropTrafficIfUnhealthy nobody does', () => {
    const last = run(4, {}, null);
    // They are lost, so nothing is served, but it is to them that it goes: silence, not a drop.
    expect(outcomesIn(last, 20, 60)).toEqual(['timedOut']);
    expect(outcomesIn(run(4, { dropTrafficIfUnhealthy: true }, null), 20, 60)).toEqual(['dropped']);
    // With some primaries left and no healthy failover member, those are used below the ratio too.
    const alone = run(3, { failoverRatio: 0.9 }, null);
    expect([backendsIn(alone, 20, 60), outcomesIn(alone, 20, 60)]).toEqual([['seoul'], ['completed']]);
  });

  it('DER-16: existing connections stay at a healthy primary for ten minutes after failover, or end at once', () => {
    const hold = 1_000 * SECOND;
    const ended = (policy: PlainMap): number[] => {
      const { endings } = run(3, { failoverRatio: 0.5, ...policy }, STANDBY, hold);
      // Those at the one primary that is left, opened before the loss; the loss itself breaks the others.
      const early = endings.filter(({ offeredAt, outcome }) => offeredAt < 10 * SECOND && outcome === 'reset');
      return [...new Set(early.map(({ endedAt }) => Math.floor(endedAt / SECOND)))].filter((s) => s !== 10);
    };
    const [atOnce] = ended({ disableConnectionDrainOnFailover: true });
    expect(atOnce).toBeGreaterThan(10);
    expect(atOnce).toBeLessThan(20);
    // Back at 200 s, long before the ten minutes are over: they go on.
    expect(ended({})).toEqual([]);
  });
});
