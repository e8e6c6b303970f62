/**
 * Conformance G2, G25, G38 in the Standard tier: a regional address, one region, no way to another.
 *
 * Goal: a Standard rule is announced, reached and served as documented, and compares with Premium
 * on the same world and traffic.
 * Method: whole runs from eight metros; single connections from Seoul; scenarios that must be refused.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { TIMED_OUT, UNFINISHED } from '../../../sim/metrics/outcome.ts';
import type { FlowRecord } from '../../../sim/metrics/run-record.ts';
import type { Model } from '../../../sim/model.ts';
import { simulate } from '../../../sim/simulate.ts';
import { Histogram } from '../../../sim/stats/histogram.ts';
import { attemptsEvery, runProxy } from '../../support/proxy-bench.ts';
import { loadData, modelWith, type PlainMap, THREE_REGIONS } from '../../support/scenario.ts';

const SECOND = 1_000_000;
const METROS = ['seoul', 'tokyo', 'boston', 'london', 'lagos', 'sydney', 'sao-paulo', 'mumbai'];

const STANDARD: PlainMap = {
  kind: 'anycastProxy',
  service: {
    loadBalancingScheme: 'EXTERNAL',
    networkTier: 'STANDARD',
    region: 'asia-northeast3',
    backends: { tokyo: null, oregon: null },
  },
};

/** Premium over three regions first, Standard in Seoul second. */
function bothTiers(changes: PlainMap = {}): Model {
  return modelWith({
    service: { backends: THREE_REGIONS },
    designs: { proxy: { secondLayer: { knownRegions: 3 } }, standard: STANDARD },
    ...changes,
  });
}

function worldwide(changes: PlainMap = {}): Model {
  return bothTiers({
    world: { clients: { metros: METROS, weight: 'equal' }, catchment: 'cdn-2021' },
    traffic: { connections: { rate: '100/s', hold: '1s' } },
    ...changes,
  });
}

function flowsOf(model: Model, design: number): readonly FlowRecord[] {
  const flows = simulate(model, design, 0, UNATTENDED).windows[0]!.flows;
  // Without those that the end of the run caught before they met a backend.
  return flows.filter(({ offered, outcomes }) => outcomes[UNFINISHED]! < offered);
}

function popsOf(model: Model, flows: readonly FlowRecord[], which: 'ingressPopIndex' | 'servingPopIndex'): Set<string> {
  return new Set(flows.flatMap((flow) => model.world.pops[flow[which]]?.id ?? []));
}

/** Nearest region of the whole world is Seoul's. */
function popsOfSeoul({ world }: Model): string[] {
  const region = world.regions.findIndex(({ id }) => id === 'asia-northeast3');
  return world.pops.flatMap(({ id }, pop) => (world.isPopOfRegion[region * world.pops.length + pop] === 1 ? [id] : []));
}

describe('the Standard tier', () => {
  it("G2: the address is announced only from PoPs of the rule's region, and clients of the whole world enter and are served there", () => {
    const model = worldwide();
    const ofSeoul = popsOfSeoul(model);
    const premium = flowsOf(model, 0);
    const standard = flowsOf(model, 1);
    expect(ofSeoul).toContain('icn');
    expect(ofSeoul.length).toBeLessThan(5);
    expect(new Set(standard.map(({ metroIndex }) => metroIndex)).size).toBe(METROS.length);
    for (const pop of popsOf(model, standard, 'ingressPopIndex')) expect(ofSeoul).toContain(pop);
    // No geo-IP: who serves is where the packets came in.
    for (const flow of standard) expect(flow.servingPopIndex).toBe(flow.ingressPopIndex);
    expect(popsOf(model, premium, 'ingressPopIndex').size).toBeGreaterThan(6);
    expect(popsOf(model, premium, 'servingPopIndex').size).toBeGreaterThan(6);
  });

  it('G2: only backends of that region are eligible, and none of another may be configured', () => {
    const model = worldwide();
    const regions = new Set(flowsOf(model, 1).map(({ regionIndex }) => model.world.regions[regionIndex]!.id));
    expect(regions).toEqual(new Set(['asia-northeast3']));
    const service = { ...(STANDARD.service as PlainMap), backends: THREE_REGIONS };
    expect(loadData({ service }).ok).toBe(false);
    expect(loadData({ service: { ...service, backends: {} } }).ok).toBe(true);
    expect(loadData({ service: { ...service, backends: {}, loadBalancingScheme: 'EXTERNAL_MANAGED' } }).ok).toBe(false);
  });

  it('G2: far clients pay for the public Internet: the answer takes longer than in Premium from the same backend', () => {
    // One backend in both, so that the tiers differ in the way there alone.
    const onlySeoul = { service: { backends: { tokyo: null, oregon: null } } };
    const model = worldwide({
      designs: { proxy: { ...onlySeoul, secondLayer: { knownRegions: 3 } }, standard: STANDARD },
    });
    const medianMs = (design: number): number => {
      const histogram = new Histogram();
      for (const { latency } of flowsOf(model, design)) histogram.add(latency);
      return histogram.quantile(0.5)! / 1_000;
    };
    expect(medianMs(1)).toBeGreaterThan(medianMs(0) * 1.2);
  });

  it('G2: events on PoPs that do not announce the address change nothing; without those that do, nobody gets through', () => {
    const elsewhere = ['nrt', 'ltn', 'bos'];
    const none = worldwide({ time: { duration: '8m' }, traffic: { connections: { rate: '20/s', hold: '1s' } } });
    const changes = (pops: readonly string[]): PlainMap => ({
      time: { duration: '8m' },
      traffic: { connections: { rate: '20/s', hold: '1s' } },
      events: [
        { id: 'out', at: '10s', for: '60s', withdraw: { pop: pops } },
        { id: 'down', at: '2m', for: '60s', fail: { pop: pops } },
        { id: 'again', at: '4m', announce: { pop: pops } },
      ],
    });
    const quiet = simulate(none, 1, 0, UNATTENDED).fingerprint;
    const struck = simulate(worldwide(changes(elsewhere)), 1, 0, UNATTENDED).fingerprint;
    expect([struck.routing, struck.outcomes]).toEqual([quiet.routing, quiet.outcomes]);
    const lost = simulate(worldwide(changes(popsOfSeoul(none))), 1, 0, UNATTENDED);
    const timedOut = lost.windows[0]!.flows.reduce((sum, { outcomes }) => sum + outcomes[TIMED_OUT]!, 0);
    expect(timedOut).toBeGreaterThan(500);
    expect(lost.fingerprint.outcomes).not.toBe(quiet.outcomes);
  });

  it('G25: at capacity Premium spills to the next region, Standard overfills its own', () => {
    const attempts = attemptsEvery(SECOND / 10, SECOND, 150, { hold: 300 * SECOND });
    const regions = (design: number): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const { region } of runProxy(bothTiers(), attempts, design).endings) {
        counts[region ?? 'none'] = (counts[region ?? 'none'] ?? 0) + 1;
      }
      return counts;
    };
    expect(regions(0)).toEqual({ 'asia-northeast3': 100, 'asia-northeast1': 50 });
    expect(regions(1)).toEqual({ 'asia-northeast3': 150 });
  });

  it('G38: with no healthy backend in the region Premium goes to another, Standard drops', () => {
    const model = bothTiers({
      time: { duration: '5m' },
      events: [{ id: 'lost', at: '1s', fail: { region: 'asia-northeast3' } }],
    });
    const later = attemptsEvery(SECOND, 60 * SECOND, 50, { hold: 0 });
    const seen = (design: number): Set<string> =>
      new Set(runProxy(model, later, design).endings.map(({ region, outcome }) => `${region} ${outcome}`));
    expect(seen(0)).toEqual(new Set(['asia-northeast1 completed']));
    expect(seen(1)).toEqual(new Set(['null dropped']));
  });

  it('G38: in Standard one unhealthy member leaves the others of the region', () => {
    const model = bothTiers({
      time: { duration: '5m' },
      events: [{ id: 'lost', at: '1s', fail: { member: 'seoul/0' } }],
    });
    const { endings } = runProxy(model, attemptsEvery(SECOND, 60 * SECOND, 50, { hold: 0 }), 1);
    expect(endings.every(({ outcome, region }) => outcome === 'completed' && region === 'asia-northeast3')).toBe(true);
  });
});
