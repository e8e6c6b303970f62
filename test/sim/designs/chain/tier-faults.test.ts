/**
 * Goal: a server of a tier that goes down, is drained or slow does to clients what docs/model/chain.md says, and
 * callers find out when it says.
 * Method: a connection every ten milliseconds from one client network; servers are struck by events; outcomes, their
 * instants and counters are compared.
 */
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../../sim/model.ts';
import { unicastRttsUs } from '../../../../sim/world/unicast.ts';
import { attemptsEvery, type Ending, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const APACHE: PlainMap = { kind: 'threadPerConnection', servers: 4, mpm: 'worker', workers: 50 };
const NGINX: PlainMap = { kind: 'eventDriven', servers: 2 };
const ALB: PlainMap = { kind: 'floodProtection' };
const HEALTH: PlainMap = { checkInterval: '2s', timeout: '1s', healthyThreshold: 2, unhealthyThreshold: 3 };
/** From the fault to the verdict: the third failed probe, whenever the first comes. */
const NOTICED_MIN_US = 2 * 2 * SECOND;
const NOTICED_MAX_US = 3 * 2 * SECOND;
const STRUCK_AT = 10 * SECOND;

function chain(tiers: PlainMap, events: readonly PlainMap[], design: PlainMap = {}): Model {
  return modelWith({
    designs: { proxy: { kind: 'chain', tiers, ...design } },
    service: { healthCheck: HEALTH, member: { serviceTime: '20ms', workers: 1_000 } },
    events: events.map((event, number) => ({ id: `e${number}`, at: '10s', ...event })),
  });
}

/** A connection each ten milliseconds from 1 s to 50 s. */
function run(tiers: PlainMap, events: readonly PlainMap[], design: PlainMap = {}, service = 20_000): ProxyRun {
  return runProxy(chain(tiers, events, design), attemptsEvery(10_000, SECOND, 4_900, { service, hold: 0 }));
}

function failed({ endings }: ProxyRun): Ending[] {
  return endings.filter(({ outcome }) => outcome !== 'completed');
}

function outcomesOf(endings: readonly Ending[]): string[] {
  return [...new Set(endings.map(({ outcome }) => outcome))].sort();
}

function share(endings: readonly Ending[], all: readonly Ending[], fromUs: number, toUs: number): number {
  const within = ({ offeredAt }: Ending): boolean => offeredAt >= fromUs && offeredAt < toUs;
  return endings.filter(within).length / all.filter(within).length;
}

describe('a host that is gone', () => {
  it('keeps its share of clients waiting until they leave, and is found out by health checks', () => {
    const after = run({ apache: APACHE }, [{ fail: { tier: 'asia-northeast3/apache/1' } }]);
    const lost = failed(after);
    expect(outcomesOf(lost)).toEqual(['timedOut']);
    for (const { offeredAt, endedAt } of lost) expect(endedAt - offeredAt).toBe(5 * SECOND);
    const last = Math.max(...lost.map(({ offeredAt }) => offeredAt));
    expect(last).toBeGreaterThan(STRUCK_AT + NOTICED_MIN_US);
    expect(last).toBeLessThan(STRUCK_AT + NOTICED_MAX_US + SECOND);
    // One server of four, chosen by hash: a quarter, within four standard deviations of 400 draws.
    expect(Math.abs(share(lost, after.endings, STRUCK_AT, STRUCK_AT + NOTICED_MIN_US) - 0.25)).toBeLessThan(0.087);
  });

  it('behind flood protection is waited for as long as connecting may take: a gateway timeout', () => {
    const tiers = { alb: ALB, apache: APACHE };
    const after = run(tiers, [{ fail: { tier: '*/apache/1' } }], { connectTimeout: '1s', responseTimeout: '3s' });
    const connecting = failed(after).filter(({ offeredAt }) => offeredAt > STRUCK_AT);
    expect(outcomesOf(connecting)).toEqual(['timedOut']);
    for (const { offeredAt, endedAt } of connecting)
      expect(Math.abs(endedAt - offeredAt - SECOND)).toBeLessThan(50_000);
    // Round robin: exactly every fourth.
    expect(share(connecting, after.endings, STRUCK_AT + 1, STRUCK_AT + NOTICED_MIN_US)).toBeCloseTo(0.25, 2);
  });

  it('between tiers costs the requests of its first connect timeout, then one every ten seconds, and comes back with one', () => {
    const tiers = { apache: APACHE, nginx: NGINX };
    const silent = [{ for: '30s', fail: { tier: '*/nginx/1' } }];
    const { endings } = run(tiers, silent, { connectTimeout: '1s' });
    const waited = (fromS: number, toS: number): Ending[] =>
      endings.filter(({ offeredAt, latencyUs }) => {
        return offeredAt > fromS * SECOND && offeredAt < toS * SECOND && latencyUs! > SECOND;
      });
    // Every second of a hundred requests a second; then at 21 s and 32 s, a second late each, and at 43 s it serves.
    expect(Math.abs(waited(10, 20).length - 50)).toBeLessThanOrEqual(2);
    expect(waited(20, 31)).toHaveLength(1);
    expect(waited(31, 42)).toHaveLength(1);
    expect(waited(42, 50)).toHaveLength(0);
  });

  it('holds the threads of the tier before it for the read timeout of a minute', () => {
    const tiers = { apache: { ...APACHE, servers: 1 }, nginx: { ...NGINX, servers: 1 } };
    const late = attemptsEvery(SECOND, SECOND, 40, { service: 20_000, hold: 0 });
    const crowd = attemptsEvery(1_000, STRUCK_AT - 500_000, 45, { service: SECOND, hold: 0 });
    const attempts = [...late, ...crowd].sort((a, b) => a.at - b.at);
    // nginx has 45 requests in hand when its host goes, and is back at once: its callers do not know.
    const events = [{ for: '1ms', fail: { tier: '*/nginx/0' } }];
    const { endings } = runProxy(chain(tiers, events), attempts);
    expect(endings.filter(({ outcome }) => outcome === 'timedOut')).toHaveLength(45);
    // Fifty threads less these serve the others, so slots are what they cost.
    const tight = { ...tiers, apache: { ...APACHE, servers: 1, workers: 25, backlog: 0 } };
    const stopped = runProxy(chain(tight, events), attempts).endings;
    const afterwards = stopped.filter(({ offeredAt }) => offeredAt > STRUCK_AT + SECOND);
    expect(outcomesOf(afterwards)).toEqual(['timedOut']);
  });
});

describe('a process that is gone', () => {
  const struck = [{ for: '15s', fail: { tier: '*/apache/1', as: 'refusing' } }];

  it('resets what it has in hand and refuses the rest, until health checks find it, and serves again when they find it up', () => {
    const model = chain({ apache: APACHE }, struck);
    const rttUs = unicastRttsUs(model.world)[0]!;
    const after = run({ apache: APACHE }, struck, {}, 100_000);
    const lost = failed(after);
    expect(outcomesOf(lost)).toEqual(['refused', 'reset']);
    for (const { offeredAt, endedAt, outcome } of lost) {
      // The RST of a SYN is in after a round trip, that of a request half a round trip after the fault.
      if (outcome === 'refused') expect(Math.abs(endedAt - offeredAt - rttUs)).toBeLessThanOrEqual(2);
      else expect(endedAt - STRUCK_AT).toBeLessThanOrEqual(rttUs);
    }
    expect(after.log.find(({ what }) => what.startsWith('fail'))).toBeDefined();
    const last = Math.max(...lost.map(({ offeredAt }) => offeredAt));
    expect(last).toBeGreaterThan(STRUCK_AT + NOTICED_MIN_US);
    expect(last).toBeLessThan(STRUCK_AT + NOTICED_MAX_US);
    const back = after.endings.filter(({ offeredAt }) => offeredAt > STRUCK_AT + 20 * SECOND);
    expect(outcomesOf(back)).toEqual(['completed']);
  });

  it('behind flood protection is a bad gateway at once', () => {
    const lost = failed(run({ alb: ALB, apache: APACHE }, struck, {}, 100_000));
    expect(outcomesOf(lost)).toEqual(['refused', 'reset']);
    // In hand: round trips of the handshake before, 100 ms of work at one of four servers, one
    // connection each ten milliseconds.
    const reset = lost.filter(({ outcome }) => outcome === 'reset').length;
    expect(Math.abs(reset - 100 / 10 / 4)).toBeLessThanOrEqual(1);
  });

  it('between tiers costs what it had in hand and nothing more: the next server is asked', () => {
    const tiers = { apache: APACHE, nginx: NGINX };
    const inner = [{ for: '15s', fail: { tier: '*/nginx/1', as: 'refusing' } }];
    const lost = failed(run(tiers, inner, {}, 100_000));
    expect(outcomesOf(lost)).toEqual(['reset']);
    expect(Math.abs(lost.length - 100 / 10 / 2)).toBeLessThanOrEqual(1);
  });

  it('on all servers of an inner tier is a bad gateway for everybody', () => {
    const lost = failed(
      run({ apache: APACHE, nginx: NGINX }, [{ for: '5s', fail: { tier: '*/nginx/*', as: 'refusing' } }]),
    );
    const during = lost.filter(({ offeredAt }) => offeredAt > STRUCK_AT && offeredAt < STRUCK_AT + 4 * SECOND);
    expect(during).toHaveLength(399);
    expect(outcomesOf(during)).toEqual(['refused']);
  });
});

describe('a server that is drained', () => {
  it.each([
    ['clients', { apache: APACHE }],
    ['flood protection', { alb: ALB, apache: APACHE }],
  ])('finishes what it has and gets nothing new from %s', (_, tiers) => {
    const after = run(tiers, [{ for: '10s', drain: { tier: '*/apache/2' } }], {}, SECOND);
    expect(failed(after)).toEqual([]);
  });

  it('with all the others leaves clients without an answer, requests without a server', () => {
    const drain = [{ for: '10s', drain: { tier: '*/apache/*' } }];
    const during = ({ endings }: ProxyRun): Ending[] =>
      endings.filter(({ offeredAt }) => offeredAt > STRUCK_AT && offeredAt < STRUCK_AT + 4 * SECOND);
    expect(outcomesOf(during(run({ apache: APACHE }, drain)))).toEqual(['timedOut']);
    expect(outcomesOf(during(run({ alb: ALB, apache: APACHE }, drain)))).toEqual(['dropped']);
  });
});

describe('a server that is degraded', () => {
  it('takes a multiple of its processor time', () => {
    const after = run({ apache: { ...APACHE, servers: 1 } }, [{ degrade: { tier: '*/apache/0', slowdown: '20x' } }]);
    const mean = (endings: readonly Ending[]): number =>
      endings.reduce((sum, { latencyUs }) => sum + latencyUs!, 0) / endings.length;
    const before = after.endings.filter(({ offeredAt }) => offeredAt < STRUCK_AT - SECOND);
    const slow = after.endings.filter(({ offeredAt }) => offeredAt > STRUCK_AT);
    // Apache's worker takes 185 us of its own, one at a time here.
    expect(Math.abs(mean(slow) - mean(before) - 19 * 185)).toBeLessThan(20);
  });

  it('is left out where its probes fail', () => {
    const tiers = { alb: ALB, apache: { ...APACHE, workers: 50, servers: 2 } };
    const bad = { tier: '*/apache/0', slowdown: '5000x', probes: 'fail' };
    const after = run(tiers, [{ degrade: bad }]);
    const late = after.endings.filter(({ offeredAt }) => offeredAt > STRUCK_AT + NOTICED_MAX_US);
    for (const { latencyUs } of late) expect(latencyUs).toBeLessThan(200_000);
  });
});

describe('a restart', () => {
  it('strikes one server after the other', () => {
    const after = run({ apache: APACHE, nginx: NGINX }, [
      { restart: { tier: '*/nginx/*', downtime: '2s', gap: '3s' } },
    ]);
    expect(after.log.map(({ atUs, what }) => [atUs / SECOND, what])).toEqual([
      [10, 'restart tier asia-northeast3/nginx/0, asia-northeast3/nginx/1 as refusing'],
      [10, 'restart: asia-northeast3/nginx/0 out'],
      [12, 'restart: asia-northeast3/nginx/0 back'],
      [15, 'restart: asia-northeast3/nginx/1 out'],
      [17, 'restart: asia-northeast3/nginx/1 back'],
      [17, expect.stringContaining('end of restart')],
    ]);
    // What each had in hand, a hundredth of a second apart.
    expect(failed(after).length).toBeLessThanOrEqual(6);
    expect(outcomesOf(failed(after))).toEqual(['reset']);
  });
});
