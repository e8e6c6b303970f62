/**
 * Goal: an autoscaler measures its backend, resizes it, and whether it or the spillover acts first
 * follows from target and startup.
 * Method: even arrivals of known hold at a group with a neighbour to spill to; the members, the
 * capacity and who was sent away.
 */
import { describe, expect, it } from 'vitest';
import { type Attempt, attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { mergePlain, modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

function run(autoscaler: PlainMap, attempts: readonly Attempt[], changes: PlainMap = {}): ProxyRun {
  const group = { zone: 'asia-northeast3-a', members: 4, maxConnections: null, maxConnectionsPerInstance: 100 };
  return runProxy(
    modelWith(
      mergePlain(
        {
          time: { duration: '40m', interval: '1s' },
          world: { clients: { networksPerMetro: 1 }, catchment: 'ideal' },
          service: {
            connectionDraining: { drainingTimeout: '30s' },
            member: { workers: 200, startup: '30s' },
            backends: {
              seoul: { ...group, autoscaler: { minMembers: 2, maxMembers: 12, ...autoscaler } },
              tokyo: { zone: 'asia-northeast1-a', members: 20, maxConnections: 2_000 },
            },
          },
        },
        changes,
      ),
    ),
    attempts,
  );
}

/** `open` connections at a time, each of 100 s. */
const steady = (open: number, fromS: number, toS: number): Attempt[] =>
  attemptsEvery(Math.round((100 * SECOND) / open), fromS * SECOND, Math.floor(((toS - fromS) * open) / 100), {
    hold: 100 * SECOND,
  });

const merged = (...lists: readonly Attempt[][]): Attempt[] =>
  lists
    .flatMap((list, number) => list.map((attempt) => ({ ...attempt, at: attempt.at + number })))
    .sort((a, b) => a.at - b.at);

const members = ({ collector }: ProxyRun, atS: number): number => collector.serving.members[atS * 2]!;
const spilled = ({ establishments }: ProxyRun): number =>
  establishments.filter(({ backend }) => backend === 'tokyo').length;

describe('signals', () => {
  it('open connections: as many members as keep so many each', () => {
    const result = run({ openConnections: { target: 50 } }, merged(steady(190, 0, 2_300), steady(200, 600, 1_100)));
    expect(members(result, 500)).toBe(4);
    // 390 at 50 each.
    expect(members(result, 1_000)).toBe(8);
    // Ten minutes after the last high recommendation, and not before.
    expect(members(result, 1_700)).toBe(8);
    expect(members(result, 2_000)).toBe(4);
    expect(result.log[0]!).toMatchObject({ eventId: 'autoscaler/seoul' });
  });

  it('CPU: busy workers, where each connection holds one', () => {
    // 310 of 4 x 200 workers is 0.39; at a target of 0.2 it takes 7.75 members.
    const result = run({ cpuUtilization: { target: 0.2 } }, steady(310, 0, 1_500));
    expect(members(result, 1_400)).toBe(8);
    expect(members(run({ cpuUtilization: { target: 0.8 }, stabilization: '60s' }, steady(310, 0, 1_500)), 1_400)).toBe(
      2,
    );
  });

  it('new members are left out until they are initialised, so their idle start draws nobody in', () => {
    const log = run({ cpuUtilization: { target: 0.2 }, stabilization: '0s' }, steady(310, 0, 1_500)).log;
    // After the climb of the first 100 s it does not swing.
    expect(log.filter(({ atUs }) => atUs > 300 * SECOND && atUs < 1_500 * SECOND)).toEqual([]);
  });
});

describe('scaling out and spilling over', () => {
  const surge = merged(steady(250, 0, 2_300), steady(350, 600, 1_500));

  it('a low target and a fast start act before the spillover', () => {
    const result = run({ openConnections: { target: 55 }, mode: 'ONLY_SCALE_OUT' }, surge, {
      service: { member: { startup: '5s' } },
    });
    expect(spilled(result)).toBe(0);
    expect(members(result, 1_400)).toBe(11);
  });

  it('a high target or a slow start act after it: users are sent away meanwhile, and new ones come back', () => {
    const slow = run({ openConnections: { target: 90 } }, surge, { service: { member: { startup: '120s' } } });
    expect(spilled(slow)).toBeGreaterThan(50);
    const last = slow.establishments.filter(({ backend }) => backend === 'tokyo').at(-1)!;
    // The group sees no more than its own capacity while the rest is sent away: it grows a
    // member at a time, two minutes each.
    expect(last.offeredAt).toBeGreaterThan(850 * SECOND);
    expect(last.offeredAt).toBeLessThan(1_100 * SECOND);
    const early = slow.endings.filter(({ offeredAt }) => offeredAt < 1_500 * SECOND);
    expect(new Set(early.map(({ outcome }) => outcome))).toEqual(new Set(['completed']));
  });

  it('without an autoscaler that acts they are sent away for as long as the surge lasts', () => {
    const off = run({ openConnections: { target: 55 }, mode: 'OFF' }, surge);
    const last = off.establishments.filter(({ backend }) => backend === 'tokyo').at(-1)!;
    expect(last.offeredAt).toBeGreaterThan(1_450 * SECOND);
    expect(spilled(off)).toBeGreaterThan(1_000);
    expect(off.log).toEqual([]);
  });
});
