/**
 * Goal: what a client lives through when backends die and come back: resets at once, time-outs until probes notice,
 * another region after that, home again for new connections, and nobody moved.
 * Method: listed connections around the instants of the faults; windows of detection from the health check's settings
 * (10 to 15 s after a failure, 5 to 10 s after a recovery).
 */
import { describe, expect, it } from 'vitest';
import { type Attempt, attemptsEvery, type Ending, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type Plain, type PlainMap, THREE_REGIONS } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const CONNECT_TIMEOUT = 5 * SECOND;

function run(events: readonly Plain[], attempts: readonly Attempt[], service: PlainMap = {}): ProxyRun {
  const model = modelWith({
    time: { duration: '5m' },
    service: { backends: THREE_REGIONS, ...service },
    world: { catchment: { preferences: { seoul: ['icn'] } } },
    events,
  });
  return runProxy(model, attempts);
}

function between(endings: readonly Ending[], fromS: number, toS: number): Ending[] {
  return endings.filter(({ offeredAt }) => offeredAt >= fromS * SECOND && offeredAt < toS * SECOND);
}

function outcomes(endings: readonly Ending[]): string[] {
  return [...new Set(endings.map(({ outcome, region }) => `${outcome} ${region}`))].sort();
}

const LOST: Plain = { id: 'lost', at: '100s', for: '60s', fail: { region: 'asia-northeast3' } };

describe('a region that fails', () => {
  // One attempt every 100 ms for four minutes, 0.5 s each: some five open at a time.
  const { endings, log } = run([LOST], attemptsEvery(100_000, 50_000, 2_400, { hold: 500_000 }));

  it('resets what is established there, at the instant of the fault', () => {
    const reset = endings.filter(({ outcome }) => outcome === 'reset');
    expect(reset.length).toBeGreaterThan(2);
    expect(new Set(reset.map(({ endedAt }) => endedAt))).toEqual(new Set([100 * SECOND]));
    expect(log[0]).toMatchObject({ atUs: 100 * SECOND, eventId: 'lost', brokenCount: reset.length });
  });

  it('has new connections time out, after the connect timeout, until probes notice', () => {
    const early = between(endings, 100, 110);
    expect(outcomes(early)).toEqual(['timedOut asia-northeast3']);
    for (const { offeredAt, endedAt, latencyUs } of early) {
      expect(endedAt - offeredAt).toBeGreaterThan(CONNECT_TIMEOUT);
      expect(endedAt - offeredAt).toBeLessThan(CONNECT_TIMEOUT + SECOND);
      expect(latencyUs).toBeNull();
    }
  });

  it('sends them to the next region once all its members are known to be down', () => {
    expect(outcomes(between(endings, 115, 160))).toEqual(['completed asia-northeast1']);
    // In between the members drop out one by one: the rest of the region still looks able to serve.
    expect(outcomes(between(endings, 110, 115))).toEqual(['completed asia-northeast1', 'timedOut asia-northeast3']);
  });

  it('gets new connections back when probes have seen its recovery', () => {
    expect(outcomes(between(endings, 160, 165))).toEqual(['completed asia-northeast1']);
    expect(outcomes(between(endings, 170, 300))).toEqual(['completed asia-northeast3']);
  });
});

describe('connections that are open elsewhere when a region recovers', () => {
  it('stay where they are to their own end', () => {
    const { endings } = run([LOST], attemptsEvery(1 * SECOND, 120 * SECOND, 30, { hold: 100 * SECOND }));
    for (const { outcome, region, offeredAt, endedAt, latencyUs } of endings) {
      expect([outcome, region]).toEqual(['completed', 'asia-northeast1']);
      // To the client the end comes half a way back later than to the member, where it is counted.
      expect(Math.abs(endedAt - offeredAt - latencyUs! - 100 * SECOND)).toBeLessThan(SECOND);
    }
  });
});

describe('connections on their way to a member that dies', () => {
  it('time out: the request finds nobody', () => {
    // SYN 20 ms before the fault; the handshake alone takes longer.
    const { endings, log } = run([LOST], [{ at: 100 * SECOND - 1_000 }]);
    expect(endings[0]).toMatchObject({ outcome: 'timedOut', region: 'asia-northeast3' });
    expect(endings[0]!.endedAt).toBeGreaterThan(100 * SECOND + CONNECT_TIMEOUT);
    expect(log[0]!.brokenCount).toBe(0);
  });
});

describe('connections that have a member, and are not there yet when it dies', () => {
  it('are not broken by the fault: they wait for an answer like any other', () => {
    const [there] = run([], [{ at: 50 * SECOND }]).establishments;
    const underWayUs = there!.at - there!.offeredAt;
    // The last 1.05 ms are the handshake with the member; the fault falls in their middle.
    const { endings } = run([LOST], [{ at: 100 * SECOND - underWayUs + 500 }]);
    expect(endings[0]).toMatchObject({ outcome: 'timedOut', region: 'asia-northeast3' });
    expect(endings[0]!.endedAt).toBe(100 * SECOND + 500 + CONNECT_TIMEOUT);
  });

  it('are served if it is back in time', () => {
    const [there] = run([], [{ at: 50 * SECOND }]).establishments;
    const underWayUs = there!.at - there!.offeredAt;
    const blip: Plain = { id: 'blip', at: '100s', for: '1us', fail: { region: 'asia-northeast3' } };
    const { endings } = run([blip], [{ at: 100 * SECOND - underWayUs + 500 }]);
    expect(endings[0]!.outcome).toBe('completed');
  });
});

describe('a fault that is over before probes notice', () => {
  it('sends nobody elsewhere', () => {
    const blip: Plain = { id: 'blip', at: '100s', for: '8s', fail: { region: 'asia-northeast3' } };
    const { endings } = run([blip], attemptsEvery(500_000, 90 * SECOND, 200));
    expect(outcomes(between(endings, 100, 108))).toEqual(['timedOut asia-northeast3']);
    expect(outcomes(between(endings, 109, 190))).toEqual(['completed asia-northeast3']);
  });
});

describe('one member of a backend', () => {
  const one: Plain = { id: 'one', at: '100s', for: '60s', fail: { member: 'seoul/2' } };

  it('takes only its own connections with it', () => {
    const { endings, establishments, log } = run([one], attemptsEvery(100_000, 90 * SECOND, 80, { hold: 60 * SECOND }));
    const memberOf = new Map(establishments.map(({ offeredAt, member }) => [offeredAt, member]));
    for (const { offeredAt, outcome } of endings) {
      expect(outcome).toBe(memberOf.get(offeredAt) === 2 ? 'reset' : 'completed');
    }
    expect(log[0]!.brokenCount).toBe(20);
  });

  it('gets no connection from the verdict until the recovery is seen, its share before and after', () => {
    const { establishments } = run([one], attemptsEvery(100_000, 0, 2_900, { hold: 100_000 }));
    const at = (fromS: number, toS: number): number[] => {
      const counts = [0, 0, 0, 0];
      for (const { offeredAt, member } of establishments) {
        if (offeredAt >= fromS * SECOND && offeredAt < toS * SECOND) counts[member]!++;
      }
      return counts;
    };
    expect(at(0, 99)[2]).toBeGreaterThan(240);
    expect(at(115, 165)).toEqual([167, 167, 0, 166].map((share) => expect.closeTo(share, -1)));
    expect(at(115, 165)[2]).toBe(0);
    expect(at(170, 290)[2]).toBeGreaterThan(290);
  });
});

describe('faults on top of one another', () => {
  it('hold a member down until the last is over', () => {
    const { endings } = run(
      [
        { id: 'zone', at: '60s', for: '60s', fail: { zone: 'asia-northeast3-a' } },
        { id: 'region', at: '90s', for: '60s', fail: { region: 'asia-northeast3' } },
      ],
      attemptsEvery(500_000, 0, 500),
    );
    expect(outcomes(between(endings, 75, 155))).toEqual(['completed asia-northeast1']);
    expect(outcomes(between(endings, 160, 250))).toEqual(['completed asia-northeast3']);
  });

  it('are all ended by a recovery', () => {
    const { endings } = run(
      [
        { id: 'zone', at: '60s', fail: { zone: 'asia-northeast3-a' } },
        { id: 'region', at: '90s', fail: { region: 'asia-northeast3' } },
        { id: 'repair', at: '120s', recover: { region: 'asia-northeast3' } },
      ],
      attemptsEvery(500_000, 130 * SECOND, 100),
    );
    expect(outcomes(endings)).toEqual(['completed asia-northeast3']);
  });
});

describe('nothing healthy anywhere', () => {
  it('drops new connections, and says where none went', () => {
    const everywhere: Plain = { id: 'dark', at: '60s', for: '60s', fail: { backend: ['seoul', 'tokyo', 'oregon'] } };
    const { endings } = run([everywhere], attemptsEvery(500_000, 50 * SECOND, 300));
    expect(outcomes(between(endings, 76, 120))).toEqual(['dropped null']);
    expect(outcomes(between(endings, 131, 200))).toEqual(['completed asia-northeast3']);
  });
});
