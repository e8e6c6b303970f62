/**
 * A realistic ExperimentResult without a simulator: the fluid sketch over a plan, put into the shape that the
 * report reads. Same plan, same bytes.
 */
import type {
  DesignSeries,
  ExperimentResult,
  FlowRow,
  RegionSeries,
  Samples,
  SummaryRow,
  Verdict,
} from '../../sim/metrics/experiment-result.ts';
import type { OutcomeName } from '../../sim/metrics/outcome.ts';
import { OUTCOMES } from '../../sim/metrics/outcome.ts';
import { sampleCounters } from './sample-counters.ts';
import type { FluidRun } from './sample-fluid.ts';
import { DETECTION_MS, distanceKm, regionOrder, runFluid } from './sample-fluid.ts';
import { latencyFigures, pathMs } from './sample-latency.ts';
import { sampleSummary, sampleVerdicts } from './sample-summary.ts';
import type { SamplePlan } from './sample-world.ts';

export interface SampleWindow {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
}

export function sampleResult(plan: SamplePlan): ExperimentResult {
  const runs = plan.designs.map((_, d) => Array.from({ length: plan.replications }, (_, k) => runFluid(plan, d, k)));
  const windows = sampleWindows(plan);
  const latency = plan.designs.map((_, d) => latencyOf(plan, d, runs[d]!));
  const summary: SummaryRow[] = sampleSummary(plan, runs);
  const verdicts: Verdict[] = sampleVerdicts(plan, summary);
  return {
    formatVersion: 8,
    toolVersion: '0.1.0',
    scenario: {
      name: plan.name,
      question: plan.question,
      answer: null,
      file: `scenarios/${plan.name}.yaml`,
      hash: '3f9d2c0b7a1e58446cc1d5a0e7b3f28890aa41d7c6be93125f0d8e4b7a6c5d31',
      setup: { traffic: '6be93125f0d8e4b7a6c5d313f9d2c0b7a1e58446cc1d5a0e7b3f28890aa41d7c' },
      seed: '42',
      replications: plan.replications,
      durationMs: plan.durationMs,
      warmupMs: plan.warmupMs,
      intervalMs: plan.intervalMs,
      baseline: plan.designs.length > 1 ? plan.designs[0]!.id : null,
      command: `spillway run scenarios/${plan.name}.yaml --seed 42 --replications ${plan.replications}`,
    },
    designs: plan.designs.map((design, d) => ({
      id: design.id,
      kind: 'anycastProxy',
      policy: design.policy,
      description:
        design.policy === 'WATERFALL_BY_REGION'
          ? 'fills the nearest region, then spills to the next nearest'
          : 'spreads every client over all regions by capacity',
      isBaseline: d === 0 && plan.designs.length > 1,
      labels: {},
    })),
    places: {
      metros: metroShares(plan),
      pops: plan.pops.map(({ id, name, latDeg, lonDeg }) => ({ id, name, latDeg, lonDeg })),
      regions: plan.regions.map(({ id, location, latDeg, lonDeg }) => ({ id, location, latDeg, lonDeg })),
      backends: backendsOf(plan).map((b) => ({ id: b.id, zone: b.zone, regionIndex: b.regionIndex, slotCount: 6 })),
    },
    events: sampleEvents(plan),
    windows,
    verdicts,
    summary,
    replications: [],
    series: plan.designs.map((design, d) => seriesOf(plan, design.id, runs[d]!)),
    counters: sampleCounters(plan),
    breaks: [],
    flows: plan.designs.flatMap((design, d) => windows.flatMap((w) => flowsOf(plan, design.id, runs[d]!, w))),
    flowSlices: plan.designs.map((design, d) => ({
      designId: design.id,
      sliceMs: plan.sliceMs,
      sliceCount: plan.durationMs / plan.sliceMs,
      flows: sliceFlows(plan, runs[d]!),
    })),
    latency: latency.flat(),
    regions: plan.designs.flatMap((design, d) => regionRows(plan, design.id, runs[d]!)),
    backends: plan.designs.flatMap((design, d) => backendRows(plan, design.id, runs[d]!)),
    trails: [],
    machines: [],
    forms: [],
    log: plan.designs.flatMap((design, d) => logRows(plan, design.id, runs[d]!)),
    notices:
      plan.replications === 1
        ? ['One replication: the figures have no interval, and no difference can be established.']
        : [`${plan.replications} replications: intervals are Student intervals at 95 % on replication means.`],
    fingerprint: {
      traffic: '5bd1e995a7c3f210',
      routing: '9e3779b97f4a7c15',
      outcomes: 'c2b2ae3d27d4eb4f',
      events: '165667b19e3779f9',
      all: '85ebca77c2b2ae63',
    },
    isComplete: true,
  };
}

function sampleWindows(plan: SamplePlan): SampleWindow[] {
  const windows = [{ id: 'all', startMs: plan.warmupMs, endMs: plan.durationMs }];
  if (plan.surge !== null)
    windows.push({ id: 'evening', startMs: plan.surge.startMs + 120_000, endMs: plan.surge.endMs - 120_000 });
  if (plan.failure !== null) windows.push({ id: 'lost', startMs: plan.failure.startMs, endMs: plan.failure.endMs });
  return windows;
}

function sampleEvents(plan: SamplePlan): ExperimentResult['events'] {
  const events = [];
  if (plan.surge !== null) {
    const { startMs, endMs, metroIds, peak } = plan.surge;
    events.push({ id: 'evening', kind: 'surge', startMs, endMs, label: `surge ${peak}x in ${metroIds.join(', ')}` });
  }
  if (plan.failure !== null) {
    const { startMs, endMs, regionId } = plan.failure;
    events.push({ id: 'lost', kind: 'fail', startMs, endMs, label: `fail region ${regionId}` });
  }
  return events;
}

function metroShares(plan: SamplePlan) {
  const total = plan.metros.reduce((sum, m) => sum + m.rateRps, 0);
  return plan.metros.map(({ rateRps, ...metro }) => ({ ...metro, trafficShare: rateRps / total }));
}

function backendsOf(plan: SamplePlan) {
  return plan.regions.flatMap((region, regionIndex) =>
    Array.from({ length: region.zones }, (_, z) => ({
      id: `web-${region.id}`,
      zone: `${region.id}-${'abc'[z]}`,
      regionIndex,
      share: region.zones === 2 ? [0.55, 0.45][z]! : [0.4, 0.33, 0.27][z]!,
    })),
  );
}

/** Mean over runs of `pick(run)[i]`, to one decimal or finer as the division leaves it. */
function mean(runs: readonly FluidRun[], pick: (run: FluidRun) => readonly number[]): number[] {
  const columns = runs.map(pick);
  return columns[0]!.map((_, i) => columns.reduce((sum, column) => sum + column[i]!, 0) / runs.length);
}

function isDownAt(plan: SamplePlan, region: number, atMs: number): boolean {
  const failure = plan.failure;
  return (
    failure !== null && failure.regionId === plan.regions[region]!.id && atMs >= failure.startMs && atMs < failure.endMs
  );
}

function seriesOf(plan: SamplePlan, designId: string, runs: readonly FluidRun[]): DesignSeries {
  const timesMs = Array.from({ length: plan.durationMs / plan.intervalMs }, (_, i) => i * plan.intervalMs);
  const regions = plan.regions.map((region, r): RegionSeries => {
    const active = mean(runs, (run) => run.active[r]!);
    const members = 6 * region.zones;
    return {
      offered: mean(runs, (run) => run.offered[r]!),
      outcomes: Object.fromEntries(OUTCOMES.map((o) => [o, mean(runs, (run) => run.outcomes[r]![o]!)])) as Record<
        OutcomeName,
        number[]
      >,
      spilledOut: mean(runs, (run) => run.spilledOut[r]!),
      established: mean(runs, (run) => run.established[r]!),
      spilledIn: mean(runs, (run) => run.spilledIn[r]!),
      broken: mean(runs, (run) => run.broken[r]!),
      active,
      load: active,
      loadLow: timesMs.map((_, i) => Math.min(...runs.map((run) => run.active[r]![i]!))),
      loadHigh: timesMs.map((_, i) => Math.max(...runs.map((run) => run.active[r]![i]!))),
      capacity: timesMs.map(() => region.capacity),
      utilisation: active.map((a) => a / region.capacity),
      members: timesMs.map(() => members),
      serviceable: timesMs.map((t) => (isDownAt(plan, r, t + plan.intervalMs - 1) ? 0 : members)),
      seenHealthy: timesMs.map((t) => (isDownAt(plan, r, t + plan.intervalMs - 1 - DETECTION_MS) ? 0 : members)),
    };
  });
  const backends = backendsOf(plan).map((b) => {
    const active = regions[b.regionIndex]!.active.map(
      (a, i) => a! * (b.share + 0.02 * Math.sin(i / 9 + b.regionIndex)),
    );
    return { active, load: active, capacity: regions[b.regionIndex]!.capacity.map((c) => c! * b.share) };
  });
  return { designId, capacityUnit: 'connections', timesMs, regions, backends };
}

/** The nearest PoP takes six clients in seven; the second nearest the rest. */
function ingressOf(plan: SamplePlan, metro: number): { pop: number; share: number }[] {
  const near = plan.pops
    .map((pop, p) => ({ p, km: distanceKm(plan.metros[metro]!, pop) }))
    .sort((a, b) => a.km - b.km || a.p - b.p);
  return [
    { pop: near[0]!.p, share: 6 / 7 },
    { pop: near[1]!.p, share: 1 / 7 },
  ];
}

function flowsOf(plan: SamplePlan, designId: string, runs: readonly FluidRun[], window: SampleWindow): FlowRow[] {
  const order = regionOrder(plan);
  const from = window.startMs / plan.intervalMs;
  const to = window.endMs / plan.intervalMs;
  return plan.metros.flatMap((metro, m) =>
    ingressOf(plan, m).flatMap(({ pop, share }) =>
      [...plan.regions, null].flatMap((region, r): FlowRow[] => {
        const count =
          mean(runs, (run) => run.flows[m]![r]!)
            .slice(from, to)
            .reduce((a, b) => a + b, 0) * share;
        if (count < 0.05) return [];
        const outcomes = Object.fromEntries(OUTCOMES.map((o) => [o, 0])) as Record<OutcomeName, number>;
        outcomes[region === null ? 'dropped' : 'completed'] = count;
        const ms =
          region === null ? null : pathMs(distanceKm(metro, plan.pops[pop]!), distanceKm(plan.pops[pop]!, region));
        return [
          {
            designId,
            window: window.id,
            metroIndex: m,
            ingressPopIndex: pop,
            servingPopIndex: pop,
            regionIndex: region === null ? -1 : r,
            homeRegionIndex: order[m]![0]!,
            offered: count,
            outcomes,
            p50Ms: ms === null ? null : ms + 18,
            p90Ms: ms === null ? null : ms + 36.4,
            p99Ms: ms === null ? null : ms + 64.7,
            meanMs: ms === null ? null : ms + 20.9,
          },
        ];
      }),
    ),
  );
}

function sliceFlows(plan: SamplePlan, runs: readonly FluidRun[]) {
  const width = plan.sliceMs / plan.intervalMs;
  return plan.metros.flatMap((_, m) =>
    ingressOf(plan, m).flatMap(({ pop, share }) =>
      [...plan.regions, null].flatMap((region, r) => {
        const counts = mean(runs, (run) => run.flows[m]![r]!);
        const offered = Array.from(
          { length: plan.durationMs / plan.sliceMs },
          (_, s) => counts.slice(s * width, (s + 1) * width).reduce((a, b) => a + b, 0) * share,
        );
        if (offered.every((n) => n === 0)) return [];
        return [
          { metroIndex: m, ingressPopIndex: pop, servingPopIndex: pop, regionIndex: region === null ? -1 : r, offered },
        ];
      }),
    ),
  );
}

function latencyOf(plan: SamplePlan, design: number, runs: readonly FluidRun[]) {
  const from = plan.warmupMs / plan.intervalMs;
  const shares = plan.metros.map((metro, m) =>
    ingressOf(plan, m).flatMap(({ pop, share }) =>
      plan.regions.map((region, r) => ({
        pathMs: pathMs(distanceKm(metro, plan.pops[pop]!), distanceKm(plan.pops[pop]!, region)),
        count: Math.round(
          runs.reduce((sum, run) => sum + run.flows[m]![r]!.slice(from).reduce((a, b) => a + b, 0), 0) * share,
        ),
      })),
    ),
  );
  const designId = plan.designs[design]!.id;
  return [
    { designId, metroIndex: -1, ...latencyFigures(shares.flat()) },
    ...shares.map((share, m) => ({ designId, metroIndex: m, ...latencyFigures(share) })),
  ];
}

function regionRows(plan: SamplePlan, designId: string, runs: readonly FluidRun[]) {
  return plan.regions.map((region, regionIndex) => {
    const peaks = runs.map((run) => Math.max(...run.active[regionIndex]!.slice(plan.warmupMs / plan.intervalMs)));
    const peakActive = peaks.reduce((a, b) => a + b, 0) / peaks.length;
    return { designId, regionIndex, peakActive, peakUtilisation: peakActive / region.capacity };
  });
}

function backendRows(plan: SamplePlan, designId: string, runs: readonly FluidRun[]) {
  const series = seriesOf(plan, designId, runs);
  const sum = (values: Samples) => values.reduce<number>((a, b) => a + b!, 0);
  return backendsOf(plan).map((b, backendIndex) => {
    const { active, capacity } = series.backends[backendIndex]!;
    const region = series.regions[b.regionIndex]!;
    const meanCapacity = sum(capacity) / capacity.length;
    const meanActive = sum(active) / active.length;
    const peakActive = Math.max(...active.map(Number));
    return {
      designId,
      backendIndex,
      members: 6,
      established: sum(region.established) * b.share,
      spilledIn: sum(region.spilledIn) * b.share,
      broken: sum(region.broken) * b.share,
      refused: 0,
      meanActive,
      peakActive,
      meanLoad: meanActive,
      meanCapacity,
      capacityUnit: 'connections' as const,
      meanUtilisation: meanActive / meanCapacity,
      peakUtilisation: peakActive / meanCapacity,
      memberImbalance: 0.04 + 0.01 * backendIndex,
    };
  });
}

function logRows(plan: SamplePlan, designId: string, runs: readonly FluidRun[]) {
  const failure = plan.failure;
  if (failure === null) return [];
  const at = failure.startMs / plan.intervalMs;
  return runs.flatMap((run, replication) => [
    {
      designId,
      replication,
      atMs: failure.startMs,
      eventId: 'lost',
      what: `fail region ${failure.regionId}`,
      brokenCount: run.broken.reduce((sum, broken) => sum + broken[at]!, 0),
    },
    {
      designId,
      replication,
      atMs: failure.endMs,
      eventId: 'lost',
      what: `recover region ${failure.regionId}`,
      brokenCount: 0,
    },
  ]);
}
