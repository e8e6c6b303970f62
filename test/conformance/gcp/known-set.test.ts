/**
 * Conformance G26 to G31: what a second-layer GFE knows, and what it cannot know.
 *
 * Goal: spillover happens when all backends that a GFE knows are full or unhealthy, and only to backends that it
 * knows; a connection can fail while a healthy backend exists. Method: single connections from Seoul over four
 * regions, with sets of one to four regions.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { COUNTER } from '../../../sim/metrics/counters.ts';
import type { Model } from '../../../sim/model.ts';
import { simulate } from '../../../sim/simulate.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;

const FOUR_REGIONS: PlainMap = {
  seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 100 },
  tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 100 },
  oregon: { zone: 'us-west1-a', members: 4, maxConnections: 100 },
  iowa: { zone: 'us-central1-a', members: 4, maxConnections: 100 },
};

function model(knownRegions: number, changes: PlainMap = {}): Model {
  return modelWith({
    time: { duration: '10m' },
    service: { backends: FOUR_REGIONS },
    designs: { proxy: { secondLayer: { knownRegions } } },
    ...changes,
  });
}

/** Where new connections went, by region, or their outcome where they reached none. */
function ends({ endings }: ProxyRun): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { region, outcome } of endings) counts[region ?? outcome] = (counts[region ?? outcome] ?? 0) + 1;
  return counts;
}

const NEAR_FAILED: PlainMap = {
  events: [{ id: 'lost', at: '1s', fail: { region: ['asia-northeast3', 'asia-northeast1'] } }],
};
const NEAR_SCALED: PlainMap = {
  events: [{ id: 'off', at: '1s', scale: { region: ['asia-northeast3', 'asia-northeast1'], capacityScaler: 0 } }],
};
/** After health checks have noticed: within 15 s. */
const LATER = attemptsEvery(SECOND, 120 * SECOND, 50, { hold: 0 });

describe('the known set', () => {
  it('G26: a GFE spills when all backends that it knows nearer are full, and no sooner', () => {
    const run = runProxy(model(4), attemptsEvery(SECOND / 10, SECOND, 250, { hold: 300 * SECOND }));
    expect(ends(run)).toEqual({ 'asia-northeast3': 100, 'asia-northeast1': 100, 'us-west1': 50 });
  });

  it('G26: with all that it knows full, it overfills them rather than look further', () => {
    const run = runProxy(model(2), attemptsEvery(SECOND / 10, SECOND, 250, { hold: 300 * SECOND }));
    expect(ends(run)).toEqual({ 'asia-northeast3': 125, 'asia-northeast1': 125 });
  });

  it.each([
    [2, { dropped: 50 }],
    [3, { 'us-west1': 50 }],
  ] as const)('G27: spillover needs a healthy backend in a region that the GFE knows: %i known', (known, expected) => {
    expect(ends(runProxy(model(known, NEAR_FAILED), LATER))).toEqual(expected);
  });

  it('G28: by default a GFE knows only a subset of the locations', () => {
    const all = ['asia-northeast3-a', 'asia-northeast1-a', 'asia-east1-a', 'us-west1-a', 'us-central1-a', 'us-east4-a'];
    const backends = Object.fromEntries(all.map((zone, k) => [`web-${k}`, { zone, members: 2, maxConnections: 10 }]));
    const lost = { id: 'lost', at: '1s', fail: { region: ['asia-*', 'us-west1'] } };
    const run = runProxy(modelWith({ time: { duration: '10m' }, service: { backends }, events: [lost] }), LATER);
    expect(ends(run)).toEqual({ dropped: 50 });
  });

  it('G29: a request fails although a healthy backend exists, and is counted as failed to pick', () => {
    const { collector, endings } = runProxy(model(2, NEAR_FAILED), LATER);
    expect(endings.every(({ outcome }) => outcome === 'dropped')).toBe(true);
    expect(collector.countersOf(0)[COUNTER.failedToPick]).toBe(50);
  });

  it('G29: with no healthy backend anywhere it is dropped, and nothing failed to be picked', () => {
    const { collector } = runProxy(model(4, { events: [{ id: 'lost', at: '1s', fail: { region: '*' } }] }), LATER);
    expect(collector.countersOf(0)[COUNTER.failedToPick]).toBe(0);
  });

  it.each([
    ['STRICT', 4, 0],
    ['NEAREST', 2, 50],
  ])(
    'G29: isolation %s with %i regions known: what is known and kept apart did not fail to be picked',
    (mode, known, count) => {
      const isolationConfig = { isolationGranularity: 'REGION', isolationMode: mode };
      const designs = { proxy: { secondLayer: { knownRegions: known }, serviceLbPolicy: { isolationConfig } } };
      const { collector, endings } = runProxy(model(known, { ...NEAR_FAILED, designs }), LATER);
      expect(endings.every(({ outcome }) => outcome === 'dropped')).toBe(true);
      expect(collector.countersOf(0)[COUNTER.failedToPick]).toBe(count);
    },
  );

  it('G30: capacity scaler 0 steers away where failing health checks do not', () => {
    expect(ends(runProxy(model(2, NEAR_FAILED), LATER))).toEqual({ dropped: 50 });
    expect(ends(runProxy(model(2, NEAR_SCALED), LATER))).toEqual({ 'us-west1': 50 });
  });

  it('G30: auto-capacity drain makes failing health checks steer away as scaler 0 does, and the log and the capacity say so', () => {
    const far: PlainMap = {
      oregon2: { zone: 'us-west1-b', members: 4, maxConnections: 100 },
      iowa2: { zone: 'us-central1-b', members: 4, maxConnections: 100 },
    };
    const drained = (enable: boolean): Model =>
      model(2, {
        ...NEAR_FAILED,
        service: { backends: { ...FOUR_REGIONS, ...far } },
        designs: { proxy: { secondLayer: { knownRegions: 2 }, serviceLbPolicy: { autoCapacityDrain: { enable } } } },
      });
    expect(ends(runProxy(drained(false), LATER))).toEqual({ dropped: 50 });
    expect(ends(runProxy(drained(true), LATER))).toEqual({ 'us-west1': 50 });
    const record = simulate(drained(true), 0, 0, UNATTENDED);
    const own = record.log.filter(({ eventId }) => eventId === 'autoCapacityDrain').map(({ what }) => what);
    expect(own.sort()).toEqual(['drain seoul', 'drain tokyo']);
    const lastCapacity = record.serving.capacity.slice(-6);
    expect([...lastCapacity]).toEqual([0, 0, 100, 100, 100, 100]);
  });

  it('G31: with few connections a GFE favours one zone, and the zones even out with more', () => {
    const regional = modelWith({
      time: { duration: '10m' },
      service: {
        backends: {
          seoul: {
            zone: null,
            region: 'asia-northeast3',
            members: 9,
            maxConnections: null,
            maxConnectionsPerInstance: 100,
          },
        },
      },
    });
    const zonesWith = (open: number): number[] => {
      const run = runProxy(regional, attemptsEvery(SECOND / 10, SECOND, 2_000, { hold: (open * SECOND) / 10 }));
      const settled = run.establishments.slice(-1_000).map(({ backend }) => backend);
      return ['a', 'b', 'c'].map((zone) => settled.filter((backend) => backend.endsWith(zone)).length / 1_000);
    };
    expect(Math.max(...zonesWith(3))).toBeGreaterThan(0.95);
    // Half of the preference is left, the rest is even: 1/2 + 1/6.
    expect(Math.abs(Math.max(...zonesWith(50)) - 2 / 3)).toBeLessThan(0.05);
    for (const share of zonesWith(400)) expect(Math.abs(share - 1 / 3)).toBeLessThan(0.05);
  });
});
