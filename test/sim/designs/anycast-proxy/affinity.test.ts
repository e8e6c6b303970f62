/**
 * Goal: with session affinity CLIENT_IP a client meets the same member each time, while that member is healthy and its
 * zone has room, and without it a client's connections spread.
 * Method: a region of two zones of five members; connections of the same clients at different
 * times, under faults and fullness.
 */
import { describe, expect, it } from 'vitest';
import { type Attempt, attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { mergePlain, modelWith, type Plain, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const CLIENTS = 200;

function run(
  sessionAffinity: string,
  attempts: readonly Attempt[],
  events: readonly Plain[] = [],
  zones: PlainMap = {},
): ProxyRun {
  const model = modelWith({
    time: { duration: '10m' },
    world: { catchment: { preferences: { seoul: ['icn'] } } },
    service: {
      sessionAffinity,
      backends: mergePlain(
        {
          seoul: { zone: 'asia-northeast3-a', members: 5, maxConnections: 1_000 },
          second: { zone: 'asia-northeast3-b', members: 5, maxConnections: 1_000 },
          tokyo: { zone: 'asia-northeast1-a', members: 5, maxConnections: 1_000 },
        },
        zones,
      ),
    },
    events,
  });
  return runProxy(model, attempts);
}

/** Every client once every 40 s, from 0, 40, ... 160 s on. */
function visits(hold = 100_000): Attempt[] {
  return [0, 40, 80, 120, 160].flatMap((fromS) =>
    attemptsEvery(100_000, fromS * SECOND + 1, CLIENTS, { hold }).map((attempt, client) => ({
      ...attempt,
      client: Math.imul(client + 1, 0x9e3779b1) >>> 0,
      flow: Math.imul(attempt.at, 0x85ebca6b) >>> 0,
      choice: Math.imul(attempt.at, 0xc2b2ae35) >>> 0,
    })),
  );
}

/** [clientCount][visitCount] the member met, or -1. */
function membersMet({ endings, establishments }: ProxyRun): number[][] {
  const memberOf = new Map(establishments.map(({ offeredAt, member }) => [offeredAt, member]));
  return Array.from({ length: CLIENTS }, (_, client) =>
    [0, 1, 2, 3, 4].map((visit) => memberOf.get(endings[visit * CLIENTS + client]!.offeredAt) ?? -1),
  );
}

describe('CLIENT_IP', () => {
  it('keeps every client at one member over both zones, and uses all members', () => {
    const met = membersMet(run('CLIENT_IP', visits()));
    for (const members of met) expect(new Set(members).size).toBe(1);
    expect(new Set(met.map(([member]) => member)).size).toBe(10);
  });

  it('moves the clients of a dead member, hardly any others, and gives them back when it returns', () => {
    const met = membersMet(
      run('CLIENT_IP', visits(), [{ id: 'dead', at: '22s', for: '90s', fail: { member: 'seoul/3' } }]),
    );
    for (const [first, second, third, , fifth] of met) {
      if (first === 3) expect(second).not.toBe(3);
      expect(third).toBe(second);
      expect(fifth).toBe(first);
    }
    const bystanders = met.filter(([first]) => first !== 3);
    const moved = bystanders.filter(([first, second]) => first !== second);
    expect(met.length - bystanders.length).toBeGreaterThan(8);
    // A rebuilt Maglev table moves a few percent of the keys of the other members of that zone.
    expect(moved.length / bystanders.length).toBeLessThan(0.05);
  });

  it('does not hold beyond capacity: a full region sends its clients on, and there they have one member again', () => {
    // The connections of the first visit stay open: with them the region's 200 are taken.
    const zones = { seoul: { maxConnections: 100 }, second: { maxConnections: 100 } };
    const met = membersMet(run('CLIENT_IP', visits(500 * SECOND), [], zones));
    expect(met.filter(([first]) => first! < 10).length).toBeGreaterThan(0.95 * CLIENTS);
    for (const [, , ...later] of met) {
      expect(later[0]).toBeGreaterThanOrEqual(10);
      expect(new Set(later).size).toBe(1);
    }
  });
});

describe('NONE', () => {
  it('spreads a client over members', () => {
    const met = membersMet(run('NONE', visits()));
    const sticky = met.filter((members) => new Set(members).size === 1);
    expect(sticky.length).toBeLessThan(CLIENTS * 0.02);
  });
});
