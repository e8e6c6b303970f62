/**
 * Goal: a selector of an event finds exactly the members, zonal backends and PoPs that it
 * names, in each design's own fleet.
 * Method: one scenario with a zonal and a regional backend; every kind of selector, patterns resolved by the loader.
 */
import { describe, expect, it } from 'vitest';
import { eventTargets } from '../../../sim/faults/event-targets.ts';
import { modelWith, type Plain, type PlainMap } from '../../support/scenario.ts';

const BACKENDS: PlainMap = {
  seoul: { zone: 'asia-northeast3-a', members: 3, maxConnections: 100 },
  spread: { region: 'asia-northeast1', members: 4, maxConnectionsPerInstance: 10 },
  second: { zone: 'asia-northeast1-a', members: 2, maxConnections: 100 },
};

function targetsOf(event: PlainMap, designs: PlainMap = {}, designIndex = 0): ReturnType<typeof eventTargets> {
  const { scenario, plans, world } = modelWith({
    world: { pops: ['icn', 'nrt'] },
    service: { backends: BACKENDS },
    designs,
    events: [{ id: 'e', at: '1s', ...event }],
  });
  return eventTargets(scenario.events[0]!, plans[designIndex]!, world, scenario.designs[designIndex]!);
}

// Members: seoul 0-2; spread 3-4 in a, 5 in b, 6 in c; second 7-8. Zonal backends: seoul 0, spread 1-3, second 4.
describe('selector', () => {
  it.each([
    ['region', 'asia-northeast3', [0, 1, 2], [0]],
    ['region', ['asia-northeast1', 'asia-northeast3'], [0, 1, 2, 3, 4, 5, 6, 7, 8], [0, 1, 2, 3, 4]],
    ['zone', 'asia-northeast1-a', [3, 4, 7, 8], [1, 4]],
    ['zone', 'asia-northeast1-c', [6], [3]],
    ['backend', 'spread', [3, 4, 5, 6], [1, 2, 3]],
    ['backend', 's*', [0, 1, 2, 3, 4, 5, 6, 7, 8], [0, 1, 2, 3, 4]],
    ['member', 'seoul/1', [1], []],
    ['member', ['spread/asia-northeast1-a/1', 'second/0'], [4, 7], []],
    ['member', 'second/*', [7, 8], []],
  ] as readonly (readonly [string, Plain, number[], number[]])[])('%s %j', (kind, ids, members, backends) => {
    expect(targetsOf({ fail: { [kind]: ids } })).toEqual({
      members,
      backends,
      pops: [],
      maglevs: [],
      gfes: [],
      secondLayerGfes: [],
      balancers: [],
      tiers: [],
      cutOff: [],
    });
  });

  it('tier, of either chain, in the designs that have it', () => {
    const tiers = {
      apache: { kind: 'threadPerConnection', servers: 3 },
      nginx: { kind: 'eventDriven', servers: 2 },
    };
    const chain = { kind: 'chain', tiers, rolloutTo: { tiers: { nginx: { kind: 'eventDriven', servers: 1 } } } };
    const struck = (tier: Plain, designIndex = 1): readonly number[] =>
      targetsOf({ fail: { tier } }, { chain }, designIndex).tiers;
    // Tokyo's region comes first: apache 0-2 there and 3-5 in Seoul, nginx 6-7 and 8-9; of the new chain 10 and 11.
    expect(struck('asia-northeast1/apache/2')).toEqual([2]);
    expect(struck(['asia-northeast3/apache/0', 'asia-northeast1/nginx/1'])).toEqual([3, 7]);
    expect(struck('new/*')).toEqual([10, 11]);
    expect(struck('*/nginx/0')).toEqual([6, 8, 10, 11]);
    expect(struck('*/nginx/0', 0)).toEqual([]);
  });

  it('pop', () => {
    const { pops, members, backends } = targetsOf({ withdraw: { pop: ['icn', 'nrt'] } });
    expect([pops.length, members, backends]).toEqual([2, [], []]);
  });

  it.each([
    ['maglev', 'icn/1', [1]],
    ['maglev', ['nrt/0', 'icn/3'], [4, 3]],
    ['gfe', 'nrt/2', [10]],
    ['gfe', '*/7', [7, 15]],
  ] as readonly (readonly [string, Plain, number[]])[])('%s %j, numbered PoP by PoP', (kind, ids, indexes) => {
    const { maglevs, gfes, members, pops } = targetsOf({ fail: { [kind]: ids } });
    expect([kind === 'maglev' ? maglevs : gfes, members, pops]).toEqual([indexes, [], []]);
  });

  // Regions as the world has them: asia-northeast1, then asia-northeast3; six GFEs each.
  it.each([
    ['asia-northeast1/2', [2]],
    [
      ['asia-northeast3/0', 'asia-northeast1/5'],
      [6, 5],
    ],
    ['*/3', [3, 9]],
  ] as readonly (readonly [Plain, number[]])[])('secondLayer %j, numbered region by region', (ids, indexes) => {
    const { secondLayerGfes, gfes, members } = targetsOf({ drain: { secondLayer: ids } });
    expect([[...secondLayerGfes].toSorted(), gfes, members]).toEqual([[...indexes].toSorted(), [], []]);
  });
});

describe('a design', () => {
  const other = { kind: 'anycastProxy', service: { backends: { seoul: { members: 5 }, second: null } } };

  it('is struck in its own members', () => {
    expect(targetsOf({ fail: { backend: 'seoul' } }, { other }, 1).members).toEqual([0, 1, 2, 3, 4]);
  });

  it('is not struck where it has nothing', () => {
    expect(targetsOf({ fail: { backend: 'second' } }, { other }, 1)).toEqual({
      members: [],
      backends: [],
      pops: [],
      maglevs: [],
      gfes: [],
      secondLayerGfes: [],
      balancers: [],
      tiers: [],
      cutOff: [],
    });
    expect(targetsOf({ fail: { member: 'seoul/4' } }, { other }, 0).members).toEqual([]);
    expect(targetsOf({ fail: { member: 'seoul/4' } }, { other }, 1).members).toEqual([4]);
  });

  it('that has a backend in another zone is struck there by the member, not by the zone', () => {
    const moved = { kind: 'anycastProxy', service: { backends: { seoul: { zone: 'asia-northeast3-c' } } } };
    expect(targetsOf({ fail: { member: 'seoul/1' } }, { moved }, 0).members).toEqual([1]);
    expect(targetsOf({ fail: { member: 'seoul/1' } }, { moved }, 1).members.length).toBe(1);
    expect(targetsOf({ fail: { zone: 'asia-northeast3-a' } }, { moved }, 0).members).toEqual([0, 1, 2]);
    expect(targetsOf({ fail: { zone: 'asia-northeast3-a' } }, { moved }, 1).members).toEqual([]);
  });
});
