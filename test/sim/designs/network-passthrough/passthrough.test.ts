/**
 * Goal: a passthrough balancer sends each connection to a member by its hash alone, adds no hop, and keeps what exists.
 * Method: listed connections at even intervals; round trips from the world's tables; members
 * failed and drained in between.
 */
import { describe, expect, it } from 'vitest';
import { PRIMARY, passthrough } from '../../../support/passthrough.ts';
import { attemptsEvery, type Ending, runProxy } from '../../../support/proxy-bench.ts';
import type { PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const WORK_US = 20_000;

function outcomesOf(endings: readonly Ending[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of endings) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** RTT from the one network of a metro to the region, by its ingress PoP. */
function rttUs(model: ReturnType<typeof passthrough>, ingressPop: string): number {
  const { world } = model;
  const pop = world.pops.findIndex(({ id }) => id === ingressPop);
  const inPop = world.popPopRttUs[pop * world.pops.length + pop]!;
  return world.networkPopRttUs[pop]! + inPop + world.popRegionRttUs[pop * world.regions.length]!;
}

describe('time to first byte', () => {
  it.each([
    ['without TLS', {}, 0, 'seoul'],
    ['with TLS 1.3 at the server', { speaks: 'SSL' }, 1, 'seoul'],
    ['from another continent', {}, 0, 'boston'],
    ['from another continent, with TLS', { speaks: 'SSL' }, 1, 'boston'],
  ])('is 2 + t round trips to the member and its work, %s', (_, member: PlainMap, tlsTrips, metro) => {
    const model = passthrough({ member }, { world: { clients: { metros: [metro] } } });
    const [ending] = runProxy(model, [{ at: SECOND, service: WORK_US }]).endings;
    const rtt = rttUs(model, ending!.ingressPop!);
    expect(ending!.outcome).toBe('completed');
    expect(Math.abs(ending!.latencyUs! - ((2 + tlsTrips) * rtt + WORK_US))).toBeLessThanOrEqual(3);
  });

  it('in the Standard tier comes in at a PoP of the region, over the public Internet', () => {
    const world: PlainMap = { clients: { metros: ['boston'] } };
    const model = passthrough({ networkTier: 'STANDARD' }, { world });
    const [premium] = runProxy(passthrough({}, { world }), [{ at: SECOND }]).endings;
    const [standard] = runProxy(model, [{ at: SECOND }]).endings;
    const pop = model.world.pops.findIndex(({ id }) => id === standard!.ingressPop);
    expect(model.world.isPopOfRegion[pop]).toBe(1);
    expect(premium!.ingressPop).not.toBe(standard!.ingressPop);
    expect(standard!.latencyUs).toBeGreaterThan(premium!.latencyUs!);
  });
});

describe('the member', () => {
  it('is the flow’s by its hash, and the client’s with CLIENT_IP', () => {
    const attempts = attemptsEvery(100_000, SECOND, 400, { client: 9 });
    const byFlow = runProxy(passthrough(), attempts).establishments;
    const byClient = runProxy(passthrough({ sessionAffinity: 'CLIENT_IP' }), attempts).establishments;
    const counts = [0, 1, 2, 3].map((member) => byFlow.filter(({ member: its }) => its === member).length);
    // Even shares of 100, three standard deviations of a binomial count: 3 sqrt(400 / 4 x 3 / 4) = 26.
    for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(26);
    expect(new Set(byClient.map(({ member }) => member)).size).toBe(1);
  });

  it('gets its connections whatever its load: beyond its workers and queue they are refused, though others are idle', () => {
    const small = passthrough({ sessionAffinity: 'CLIENT_IP', member: { workers: 5, backlog: 0 } });
    const { endings } = runProxy(small, attemptsEvery(10_000, SECOND, 50, { client: 9, hold: 60 * SECOND }));
    expect(outcomesOf(endings)).toEqual({ completed: 5, refused: 45 });
  });

  it('that is lost is silent until probes tell, then its flows go to others and the others keep theirs', () => {
    const rest: PlainMap = { events: [{ id: 'lost', at: '30s', fail: { member: 'seoul/0' } }] };
    const attempts = attemptsEvery(100_000, SECOND, 600, { hold: 0 });
    const { endings, establishments } = runProxy(passthrough({}, rest), attempts);
    const calm = runProxy(passthrough(), attempts).establishments;
    const late = endings.filter(({ offeredAt }) => offeredAt > 34 * SECOND);
    expect(outcomesOf(late)).toEqual({ completed: late.length });
    const early = endings.filter(({ offeredAt }) => offeredAt > 30 * SECOND && offeredAt < 31 * SECOND);
    expect(outcomesOf(early).timedOut).toBeGreaterThan(0);
    const memberOf = new Map(calm.map(({ offeredAt, member }) => [offeredAt, member]));
    const moved = establishments.filter(({ offeredAt, member }) => memberOf.get(offeredAt) !== member);
    expect(moved.length).toBeGreaterThan(40);
    // Maglev's tables move few of the others: at most one in ten here.
    const strangers = moved.filter(({ offeredAt }) => memberOf.get(offeredAt) !== 0);
    expect(strangers.length).toBeLessThan(0.1 * 280);
  });
});

describe('existing connections', () => {
  const open = attemptsEvery(50_000, SECOND, 200, { hold: 300 * SECOND });

  it('persist at a member that health checks no longer hold healthy', () => {
    // Alive, but probes fail.
    const events = [
      { id: 'sick', at: '30s', degrade: { member: 'seoul/0', errorShare: '0%', slowdown: '1x', probes: 'fail' } },
    ];
    const { endings, establishments } = runProxy(passthrough({}, { events }), [
      ...open,
      ...attemptsEvery(50_000, 60 * SECOND, 100),
    ]);
    expect(outcomesOf(endings)).toEqual({ completed: 300 });
    const after = establishments.filter(({ offeredAt }) => offeredAt > 50 * SECOND);
    expect(after.filter(({ member }) => member === 0)).toEqual([]);
  });

  it('without an entry in a connection table are reset by the member that the new table names', () => {
    const edge = { connectionTable: { entries: 0 } };
    const events = [
      { id: 'sick', at: '30s', degrade: { member: 'seoul/0', errorShare: '0%', slowdown: '1x', probes: 'fail' } },
    ];
    const designs = { through: { kind: 'networkPassthrough', edge } };
    const { endings, establishments } = runProxy(passthrough({}, { events, designs }), open);
    const there = establishments.filter(({ member }) => member === 0).length;
    const reset = outcomesOf(endings).reset!;
    expect(reset).toBeGreaterThanOrEqual(there);
    // Besides them only those that the table moves: few.
    expect(reset - there).toBeLessThan(20);
  });

  it('outlive a lost PoP, and Maglev machines, as long as the members are the same', () => {
    const events = [
      { id: 'machine', at: '30s', fail: { maglev: 'icn/0' } },
      { id: 'pop', at: '40s', fail: { pop: 'icn' } },
    ];
    expect(outcomesOf(runProxy(passthrough({}, { events }), open).endings)).toEqual({ completed: 200 });
  });

  it('of a drained backend end when its timeout is over, and not ten minutes later', () => {
    const service: PlainMap = {
      connectionDraining: { drainingTimeout: '1m' },
      backends: { other: { ...PRIMARY, zone: 'asia-northeast3-b' } },
    };
    const { endings } = runProxy(
      passthrough(service, {
        designs: { through: { kind: 'networkPassthrough', propagation: { delay: '0s', spread: '0s' } } },
        events: [{ id: 'roll', at: '30s', drain: { backend: 'other' } }],
      }),
      open,
    );
    const broken = endings.filter(({ outcome }) => outcome === 'reset');
    expect(broken.length).toBeGreaterThan(60);
    for (const { endedAt } of broken) expect(endedAt).toBe(90 * SECOND);
  });
});

describe('a firewall', () => {
  it('that lets in the front ends and not the world leaves members healthy and silent', () => {
    const firewall = [{ sourceRanges: ['130.211.0.0/22', '35.191.0.0/16'] }];
    const { endings } = runProxy(passthrough({ firewall }), attemptsEvery(SECOND, SECOND, 20));
    expect(outcomesOf(endings)).toEqual({ timedOut: 20 });
    const open = [{ sourceRanges: ['0.0.0.0/0'], ports: [443] }, ...firewall];
    expect(outcomesOf(runProxy(passthrough({ firewall: open }), attemptsEvery(SECOND, SECOND, 20)).endings)).toEqual({
      completed: 20,
    });
  });
});
