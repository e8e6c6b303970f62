/**
 * Worked examples of service policies: Envoy's published tables, what follows from Google's documented rules
 * (DER), what its pages say (DOC).
 *
 * Goal: the policies come to the published figures. Method: the tables by many picks of the policies
 * themselves on views with the stated health (Envoy's factor of 1.4 is a threshold of 1 / 1.4), the rest by
 * whole proxies from the client's SYN on.
 */
import { describe, expect, it } from 'vitest';
import { pickCounts, viewOf } from '../../../cli/policy-contract/sample-view.ts';
import { SERVICE_POLICIES } from '../../../sim/policies/service/service-policy-registry.ts';
import { waterfallByRegion } from '../../../sim/policies/service/waterfall-by-region.ts';
import { fill } from '../../sim/policies/service/views.ts';
import { attemptsEvery, runProxy } from '../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;
const PICKS = 100_000;
const ENVOY_THRESHOLD = 1 / 1.4;

/** Percent of connections by region when each region's members are healthy to so many percent. */
function sharesByRegion(healthyPercents: readonly number[], failoverThreshold = ENVOY_THRESHOLD): number[] {
  const rows = healthyPercents.map((healthy, region) => ({ region, capacity: 1_000, members: 100, healthy }));
  const counts = pickCounts(waterfallByRegion, viewOf(rows, { failoverThreshold }), PICKS);
  return [...counts.subarray(0, rows.length)].map((count) => (100 * count) / PICKS);
}

function expectShares(shares: readonly number[], expected: readonly number[], tolerance: number): void {
  shares.forEach((share, place) => {
    expect(Math.abs(share - expected[place]!)).toBeLessThanOrEqual(tolerance);
  });
}

describe('the cascade over regions', () => {
  // Published to the nearest percent (0.5), and two standard errors of 100,000 draws (0.3).
  it.each([
    [100, [100, 0]],
    [72, [100, 0]],
    [71, [99, 1]],
    [50, [70, 30]],
    [25, [35, 65]],
    [0, [0, 100]],
  ])('ENVOY-PRIO-2: %i %% of the first healthy shares as %j', (healthy, expected) => {
    expectShares(sharesByRegion([healthy, 100]), expected, 0.8);
  });

  it.each([
    [
      [100, 100],
      [100, 0],
    ],
    [
      [72, 72],
      [100, 0],
    ],
    [
      [71, 71],
      [99, 1],
    ],
    [
      [50, 50],
      [70, 30],
    ],
    [
      [25, 100],
      [35, 65],
    ],
    [
      [25, 25],
      [50, 50],
    ],
  ])('ENVOY-PRIO-2b: %j percent healthy share as %j', (healthy, expected) => {
    expectShares(sharesByRegion(healthy), expected, 0.8);
  });

  it.each([
    [
      [100, 100, 100],
      [100, 0, 0],
    ],
    [
      [72, 72, 100],
      [100, 0, 0],
    ],
    [
      [71, 71, 100],
      [99, 1, 0],
    ],
    [
      [50, 50, 100],
      [70, 30, 0],
    ],
    [
      [25, 100, 100],
      [35, 65, 0],
    ],
    [
      [25, 25, 100],
      [35, 35, 30],
    ],
    [
      [25, 25, 20],
      [36, 36, 28],
    ],
  ])('ENVOY-PRIO-3: %j percent healthy share as %j', (healthy, expected) => {
    expectShares(sharesByRegion(healthy), expected, 1);
  });

  it('ENVOY-PRIO-NORM: scores of 20 and 30 are scaled up to 40 and 60', () => {
    expectShares(sharesByRegion([20, 30], 1), [40, 60], 0.8);
  });
});

describe('zones of a region by weight and health', () => {
  it.each([
    [100, [33, 67]],
    [70, [33, 67]],
    [69, [32, 68]],
    [50, [26, 74]],
    [25, [15, 85]],
    [0, [0, 100]],
  ])('ENVOY-LOC: weights 1 and 2, %i %% of the first healthy, share as %j', (healthy, expected) => {
    const zones = [
      { region: 0, capacity: 100, members: 100, healthy },
      { region: 0, capacity: 200, members: 100, healthy: 100 },
    ];
    const counts = pickCounts(waterfallByRegion, viewOf(zones, { failoverThreshold: ENVOY_THRESHOLD }), PICKS);
    expectShares(
      [...counts.subarray(0, 2)].map((count) => (100 * count) / PICKS),
      expected,
      1,
    );
  });
});

describe('the failover threshold', () => {
  it.each([
    [70, 70, false],
    [70, 69, true],
    [50, 50, false],
    [50, 49, true],
  ])('DER-8: threshold %i, %i %% healthy: spills %s', (threshold, healthy, spills) => {
    for (const name of ['WATERFALL_BY_REGION', 'SPRAY_TO_REGION', 'WATERFALL_BY_ZONE'] as const) {
      const rows = [
        { region: 0, capacity: 1_000, members: 100, healthy },
        { region: 1, capacity: 1_000 },
      ];
      const view = viewOf(rows, { failoverThreshold: threshold / 100 });
      expect(pickCounts(SERVICE_POLICIES[name].policy, view, 10_000)[1]! > 0).toBe(spills);
    }
  });

  it('the share that would move stays where the next region has no room', () => {
    const rows = [
      { region: 0, capacity: 1_000, members: 10, healthy: 3 },
      { region: 1, capacity: 100, load: 100 },
    ];
    expect(pickCounts(waterfallByRegion, viewOf(rows, { failoverThreshold: 0.7 }), 1_000)[0]).toBe(1_000);
  });
});

/** Where new connections from Seoul went once health was known, by region or outcome. */
function ends(changes: PlainMap, count = 400, hold = 0): Record<string, number> {
  const model = modelWith({ time: { duration: '15m' }, ...changes });
  const { endings } = runProxy(model, attemptsEvery(SECOND / 2, 120 * SECOND, count, { hold }));
  const counts: Record<string, number> = {};
  for (const { region, outcome } of endings) counts[region ?? outcome] = (counts[region ?? outcome] ?? 0) + 1;
  return counts;
}

const SEOUL_ZONES: PlainMap = {
  'seoul-a': { zone: 'asia-northeast3-a', members: 4, maxConnections: 10_000 },
  'seoul-b': { zone: 'asia-northeast3-b', members: 4, maxConnections: 10_000 },
  'seoul-c': { zone: 'asia-northeast3-c', members: 4, maxConnections: 10_000 },
  seoul: null,
  tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 10_000 },
};

describe('a region in part unhealthy', () => {
  it('DOC-CAP-2: more than half of a region unhealthy moves some traffic on, though the rest had the capacity', () => {
    const lost = { id: 'lost', at: '1s', fail: { zone: ['asia-northeast3-a', 'asia-northeast3-b'] } };
    const went = ends({ service: { backends: SEOUL_ZONES }, events: [lost] });
    // A third healthy of the 70 % asked for: 48 % stay.
    expect(Math.abs(went['asia-northeast3']! - (400 * 1) / 3 / 0.7)).toBeLessThan(50);
    expect(went['asia-northeast1']).toBe(400 - went['asia-northeast3']!);
  });

  it('DOC-CAP-2: on the classic proxy one of three zones unhealthy moves nothing', () => {
    const lost = { id: 'lost', at: '1s', fail: { zone: 'asia-northeast3-a' } };
    const service = { loadBalancingScheme: 'EXTERNAL', backends: SEOUL_ZONES };
    expect(ends({ service, events: [lost] })).toEqual({ 'asia-northeast3': 400 });
  });
});

describe('a backend without members', () => {
  it('DOC-KB-1: two of three European backends at zero send some of the European users to the United States', () => {
    const european = { members: 1, maxConnectionsPerInstance: 10_000 };
    const backends = {
      seoul: null,
      'eu-1': { zone: 'europe-west1-b', ...european },
      'eu-2': { zone: 'europe-west1-c', ...european },
      'eu-3': { zone: 'europe-west1-d', ...european },
      us: { zone: 'us-east4-a', members: 3, maxConnectionsPerInstance: 10_000 },
    };
    const world = { clients: { metros: ['brussels'] } };
    expect(ends({ world, service: { backends } })).toEqual({ 'europe-west1': 400 });
    const empty = { id: 'night', at: '10s', scale: { backend: ['eu-1', 'eu-2'], members: 0 } };
    const went = ends({ world, service: { backends, connectionDraining: { drainingTimeout: '0s' } }, events: [empty] });
    // A third of the 70 % asked for: 52 % leave.
    expect(Math.abs(went['us-east4']! - 400 * (1 - 1 / 3 / 0.7))).toBeLessThan(50);
  });
});

describe('isolation', () => {
  const TWO: PlainMap = {
    seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 100 },
    tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 100 },
  };
  const isolated = (isolationMode: string | null): PlainMap =>
    isolationMode === null ? {} : { isolationConfig: { isolationGranularity: 'REGION', isolationMode } };
  const LOST = { id: 'lost', at: '1s', fail: { region: 'asia-northeast3' } };

  it.each([
    [null, [], { 'asia-northeast3': 100, 'asia-northeast1': 50 }],
    ['NEAREST', [], { 'asia-northeast3': 150 }],
    ['NEAREST', [LOST], { 'asia-northeast1': 150 }],
    ['STRICT', [LOST], { dropped: 150 }],
  ] as const)('DER-11: isolation %s with %j', (mode, events, expected) => {
    const designs = { proxy: { serviceLbPolicy: isolated(mode) } };
    expect(ends({ service: { backends: TWO }, designs, events: [...events] }, 150, 600 * SECOND)).toEqual(expected);
  });
});

describe('preferred backends', () => {
  it('DER-12: a far preferred backend is filled to capacity before a near one', () => {
    const backends = {
      seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 100 },
      iowa: { zone: 'us-central1-a', members: 4, maxConnections: 100, preference: 'PREFERRED' },
    };
    const went = ends({ service: { backends } }, 150, 600 * SECOND);
    expect(went).toEqual({ 'us-central1': 100, 'asia-northeast3': 50 });
  });

  it('DER-12: it is known to a GFE that knows no other region than its own', () => {
    const backends = {
      seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 100 },
      iowa: { zone: 'us-central1-a', members: 4, maxConnections: 100, preference: 'PREFERRED' },
    };
    const designs = { proxy: { secondLayer: { knownRegions: 1 } } };
    expect(ends({ service: { backends }, designs }, 50, 600 * SECOND)).toEqual({ 'us-central1': 50 });
  });

  it('DER-12: among preferred ones RTT decides, whatever the algorithm', () => {
    for (const { policy } of Object.values(SERVICE_POLICIES)) {
      const view = viewOf([
        { region: 0, capacity: 100 },
        { region: 1, capacity: 100, isPreferred: true },
        { region: 2, capacity: 100, isPreferred: true },
      ]);
      fill(policy, view, [{ connections: 250, order: [0, 1, 2] }]);
      expect([...view.load]).toEqual([50, 100, 100]);
    }
  });
});

describe('zones', () => {
  it('DER-7: waterfall by zone fills the zone of its GFEs first', () => {
    const backends = {
      a: { zone: 'asia-northeast3-a', members: 4, maxConnections: 100 },
      b: { zone: 'asia-northeast3-b', members: 4, maxConnections: 100 },
      seoul: null,
    };
    const serviceLbPolicy = { loadBalancingAlgorithm: 'WATERFALL_BY_ZONE' };
    const model = modelWith({
      time: { duration: '15m' },
      service: { backends },
      designs: { proxy: { serviceLbPolicy, secondLayer: { gfesPerRegion: 1 } } },
    });
    const { establishments } = runProxy(model, attemptsEvery(SECOND / 2, SECOND, 150, { hold: 600 * SECOND }));
    const inZone = (id: string): number => establishments.filter(({ backend }) => backend === id).length;
    expect([inZone('a'), inZone('b')]).toEqual([100, 50]);
  });
});
