/**
 * Goal: backends get and lose members in a run: N counts those they have, new ones get traffic only when probes have
 * passed, those that leave drain first and then go.
 * Method: even arrivals of known hold at a small fleet, scale and detach events, and the state of the fleet
 * at the ends of short intervals.
 */
import { describe, expect, it } from 'vitest';
import { evenShares } from '../../../../sim/kernel/even-shares.ts';
import { BREAK_CAUSES, type BreakCause } from '../../../../sim/metrics/break-cause.ts';
import type { Model } from '../../../../sim/model.ts';
import { type Attempt, attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { mergePlain, modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

function model(events: readonly PlainMap[], changes: PlainMap = {}): Model {
  return modelWith(
    mergePlain(
      {
        time: { duration: '20m', interval: '1s' },
        world: { clients: { networksPerMetro: 1 }, catchment: 'ideal' },
        service: {
          backends: {
            seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: null, maxConnectionsPerInstance: 100 },
            tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 400 },
          },
        },
        events,
      },
      changes,
    ),
  );
}

/** Short connections, ten a second over the whole run. */
const STEADY = attemptsEvery(100_000, 0, 11_990, { hold: 0 });

/** A serving series of a backend, at the end of the second that begins at `atS`. */
function at(
  { collector }: ProxyRun,
  series: 'members' | 'capacity' | 'serviceable' | 'seenHealthy',
  atS: number,
): number {
  return collector.serving[series][atS * 2]!;
}

function membersTaking({ establishments }: ProxyRun, fromS: number, toS: number): number[] {
  const taking = establishments.filter(
    ({ backend, offeredAt }) => backend === 'seoul' && offeredAt >= fromS * SECOND && offeredAt < toS * SECOND,
  );
  return [...new Set(taking.map(({ member }) => member))].sort((a, b) => a - b);
}

function breaks({ collector }: ProxyRun, cause: BreakCause): number {
  const width = BREAK_CAUSES.length;
  return collector.breaks.reduce((sum, count, k) => (k % width === BREAK_CAUSES.indexOf(cause) ? sum + count : sum), 0);
}

describe('scaling up', () => {
  const run = runProxy(
    model([{ id: 'up', at: '100s', scale: { backend: 'seoul', members: 6, startup: '20s' } }]),
    STEADY,
  );

  it('starts new members, which count in N and in the target capacity once they are attached', () => {
    expect([99, 119, 120, 200].map((atS) => at(run, 'members', atS))).toEqual([4, 4, 6, 6]);
    expect([99, 119, 120, 200].map((atS) => at(run, 'capacity', atS))).toEqual([400, 400, 600, 600]);
  });

  it('gives them traffic only when probes have passed: two of them, 5 s apart', () => {
    expect(at(run, 'serviceable', 121)).toBe(6);
    expect(at(run, 'seenHealthy', 124)).toBe(4);
    expect(at(run, 'seenHealthy', 131)).toBe(6);
    expect(membersTaking(run, 0, 124)).toEqual([0, 1, 2, 3]);
    expect(membersTaking(run, 132, 300)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('drops nothing', () => {
    expect(new Set(run.endings.map(({ outcome }) => outcome))).toEqual(new Set(['completed']));
  });
});

describe('scaling down', () => {
  const down = { id: 'down', at: '300s', scale: { backend: 'seoul', members: 1 } };
  // One long connection for each member, then short ones.
  const long: Attempt[] = attemptsEvery(SECOND, 10 * SECOND, 4, { hold: 1_000 * SECOND });
  const attempts = [...long, ...attemptsEvery(100_000, 20 * SECOND, 10_000, { hold: 0 })];

  it('drains the newest members, and terminates them up to a minute after the timeout', () => {
    const run = runProxy(model([down], { service: { connectionDraining: { drainingTimeout: '100s' } } }), attempts);
    expect([299, 300, 1_100].map((atS) => at(run, 'members', atS))).toEqual([4, 1, 1]);
    expect([299, 300].map((atS) => at(run, 'capacity', atS))).toEqual([400, 100]);
    expect(membersTaking(run, 301, 1_000)).toEqual([0]);
    const ends = run.endings.slice(0, 4).map(({ outcome, endedAt }) => ({ outcome, endedAtS: endedAt / SECOND }));
    expect(ends.map(({ outcome }) => outcome).sort()).toEqual(['completed', 'reset', 'reset', 'reset']);
    for (const { outcome, endedAtS } of ends) {
      if (outcome === 'completed') continue;
      expect(endedAtS).toBeGreaterThanOrEqual(400);
      expect(endedAtS).toBeLessThanOrEqual(460);
    }
    expect(breaks(run, 'memberGone')).toBe(3);
    expect(breaks(run, 'drained')).toBe(0);
  });

  it('with a timeout of 0 ends what is open at once', () => {
    const run = runProxy(model([down], { service: { connectionDraining: { drainingTimeout: '0s' } } }), attempts);
    const resets = run.endings.slice(0, 4).filter(({ outcome }) => outcome === 'reset');
    expect(resets.map(({ endedAt }) => endedAt / SECOND)).toEqual([300, 300, 300]);
    expect(breaks(run, 'drained')).toBe(3);
  });

  it('to zero leaves a backend that has no capacity; the next region takes over, and what comes back is probed first', () => {
    const run = runProxy(
      model([{ id: 'none', at: '300s', for: '200s', scale: { backend: 'seoul', members: 0, startup: '10s' } }]),
      STEADY,
    );
    expect(at(run, 'members', 301)).toBe(0);
    expect(at(run, 'capacity', 301)).toBe(0);
    const regions = (fromS: number, toS: number) =>
      new Set(
        run.endings
          .filter(({ offeredAt }) => offeredAt >= fromS * SECOND && offeredAt < toS * SECOND)
          .map(({ outcome, region }) => `${outcome} ${region}`),
      );
    expect(regions(301, 500)).toEqual(new Set(['completed asia-northeast1']));
    expect(at(run, 'members', 529)).toBe(0);
    expect(at(run, 'members', 531)).toBe(4);
    expect(regions(545, 1_100)).toEqual(new Set(['completed asia-northeast3']));
    // New members, in slots of their own while the old ones drain.
    expect(membersTaking(run, 545, 1_100)).toEqual([4, 5, 6, 7]);
  });
});

describe('a regional group', () => {
  it('spreads its members over the zones; a zone named alone gets them all', () => {
    const regional = { region: 'asia-northeast3', zone: null, members: 4 };
    const { plans } = model(
      [
        { id: 'up', at: '10s', scale: { backend: 'seoul', members: 8 } },
        { id: 'zone', at: '20s', scale: { zone: 'asia-northeast3-c', members: 5 } },
      ],
      { service: { backends: { seoul: regional } } },
    );
    expect(evenShares(8, 3)).toEqual([3, 3, 2]);
    expect(plans[0]!.backends.slice(0, 3).map(({ initialMembers, slotCount }) => [initialMembers, slotCount])).toEqual([
      [2, 3],
      [1, 3],
      [1, 5],
    ]);
  });
});

describe('detaching a backend', () => {
  const long = attemptsEvery(SECOND, 10 * SECOND, 4, { hold: 1_000 * SECOND });
  const attempts = [...long, ...attemptsEvery(100_000, 20 * SECOND, 10_000, { hold: 0 })];
  const detach = { id: 'apart', at: '300s', for: '300s', detach: { backend: 'seoul' } };

  it('drains it, or ends what is open at once, as the switch says', () => {
    const draining = runProxy(model([detach]), attempts);
    expect(draining.endings.slice(0, 4).map(({ outcome }) => outcome)).toEqual(Array(4).fill('completed'));
    const cut = runProxy(model([detach], { service: { connectionDraining: { onDetach: false } } }), attempts);
    expect(cut.endings.slice(0, 4).map(({ endedAt }) => endedAt / SECOND)).toEqual(Array(4).fill(300));
  });

  it('has no capacity meanwhile, keeps its members, and is probed anew when it is back', () => {
    const run = runProxy(model([detach]), attempts);
    expect(at(run, 'capacity', 400)).toBe(0);
    expect(at(run, 'members', 400)).toBe(4);
    expect(at(run, 'seenHealthy', 400)).toBe(0);
    expect(membersTaking(run, 300, 600)).toEqual([]);
    expect(at(run, 'capacity', 600)).toBe(400);
    expect(at(run, 'seenHealthy', 603)).toBe(0);
    expect(membersTaking(run, 612, 900)).toEqual([0, 1, 2, 3]);
  });
});

describe('a fault and a change of members', () => {
  it('a place that is down stays down for those who come', () => {
    const run = runProxy(
      model([
        { id: 'down', at: '100s', fail: { zone: 'asia-northeast3-a' } },
        { id: 'up', at: '110s', scale: { backend: 'seoul', members: 8, startup: '10s' } },
        { id: 'back', at: '300s', recover: { zone: 'asia-northeast3-a' } },
      ]),
      STEADY,
    );
    expect(at(run, 'members', 200)).toBe(8);
    expect(at(run, 'serviceable', 200)).toBe(0);
    expect(at(run, 'seenHealthy', 200)).toBe(0);
    expect(at(run, 'seenHealthy', 320)).toBe(8);
  });
});
