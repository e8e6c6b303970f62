/**
 * Summary rows and verdicts of the sample results: Student intervals over the replications, paired
 * differences from the first design.
 */
import type { SummaryRow, Verdict } from '../../sim/metrics/experiment-result.ts';
import type { FluidRun } from './sample-fluid.ts';
import { distanceKm } from './sample-fluid.ts';
import { latencyFigures, pathMs } from './sample-latency.ts';
import type { SamplePlan } from './sample-world.ts';

/** Student t at 97.5 % by degrees of freedom (tables), for the replication counts of the plans. */
const T_975: Readonly<Record<number, number>> = { 1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 7: 2.365, 9: 2.262 };

interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly of: (run: FluidRun) => number | null;
}

function total(values: readonly (readonly number[])[], from: number): number {
  return values.reduce((sum, row) => sum + row.slice(from).reduce((a, b) => a + b, 0), 0);
}

function metricsOf(plan: SamplePlan): Metric[] {
  const from = plan.warmupMs / plan.intervalMs;
  const offered = (run: FluidRun) => total(run.offered, from);
  const outcome = (name: 'completed' | 'dropped' | 'reset' | 'timedOut') => (run: FluidRun) =>
    total(
      run.outcomes.map((o) => o[name]),
      from,
    );
  const latency = (run: FluidRun) =>
    latencyFigures(
      plan.metros.flatMap((metro, m) =>
        plan.regions.map((region, r) => ({
          pathMs: pathMs(20, distanceKm(metro, region)),
          count: total([run.flows[m]![r]!], from),
        })),
      ),
    );
  const cache = new Map<FluidRun, ReturnType<typeof latency>>();
  const figures = (run: FluidRun) => {
    if (!cache.has(run)) cache.set(run, latency(run));
    return cache.get(run)!;
  };
  return [
    { name: 'offered', unit: 'connections', of: offered },
    { name: 'completed', unit: 'connections', of: outcome('completed') },
    { name: 'completedShare', unit: 'share', of: (run) => outcome('completed')(run) / offered(run) },
    { name: 'dropped', unit: 'connections', of: outcome('dropped') },
    { name: 'timedOut', unit: 'connections', of: outcome('timedOut') },
    { name: 'reset', unit: 'connections', of: outcome('reset') },
    { name: 'spilledShare', unit: 'share', of: (run) => total(run.spilledOut, from) / offered(run) },
    { name: 'latencyP50', unit: 'ms', of: (run) => figures(run).p50Ms },
    { name: 'latencyP99', unit: 'ms', of: (run) => figures(run).p99Ms },
    { name: 'latencyMean', unit: 'ms', of: (run) => figures(run).meanMs },
    { name: 'movedEstablished', unit: 'connections', of: (run) => total(run.broken, from) },
    {
      name: 'peakUtilisation',
      unit: 'share',
      of: (run) => Math.max(...plan.regions.map((region, r) => Math.max(...run.active[r]!) / region.capacity)),
    },
  ];
}

function student(values: readonly number[]): { mean: number; low: number | null; high: number | null } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  if (values.length < 2) return { mean, low: null, high: null };
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
  const half = T_975[values.length - 1]! * Math.sqrt(variance / values.length);
  return { mean, low: mean - half, high: mean + half };
}

export function sampleSummary(plan: SamplePlan, runs: readonly (readonly FluidRun[])[]): SummaryRow[] {
  return plan.designs.flatMap((design, d) =>
    metricsOf(plan).map((metric): SummaryRow => {
      const values = runs[d]!.map((run) => metric.of(run) ?? 0);
      const own = student(values);
      const difference = d === 0 ? null : student(values.map((v, k) => v - (metric.of(runs[0]![k]!) ?? 0)));
      const low = difference?.low ?? null;
      const high = difference?.high ?? null;
      return {
        designId: design.id,
        metric: metric.name,
        unit: metric.unit,
        ...own,
        difference: difference?.mean ?? null,
        differenceLow: low,
        differenceHigh: high,
        isEstablished: low === null || high === null ? null : low > 0 || high < 0,
      };
    }),
  );
}

export function sampleVerdicts(plan: SamplePlan, summary: readonly SummaryRow[]): Verdict[] {
  if (plan.replications < 2) return [];
  const checks = [
    { id: 'no-drops', metric: 'dropped', threshold: 0, that: 'dropped == 0', severity: 'error' as const },
    { id: 'fast', metric: 'latencyP99', threshold: 250, that: 'p99(latency) < 250ms', severity: 'error' as const },
    { id: 'typical', metric: 'latencyP50', threshold: 35, that: 'p50(latency) < 35ms', severity: 'error' as const },
    {
      id: 'stays',
      metric: 'movedEstablished',
      threshold: 420,
      that: 'moved(established) < 420',
      severity: 'warn' as const,
    },
  ];
  return checks.flatMap((check) =>
    plan.designs.map((design): Verdict => {
      const row = summary.find((s) => s.designId === design.id && s.metric === check.metric)!;
      const isHeld = row.high! <= check.threshold;
      const state = isHeld ? 'held' : row.low! > check.threshold ? 'failed' : 'undecided';
      const words = { held: 'is within', failed: 'is beyond', undecided: 'straddles' }[state];
      const figures = `${row.mean!.toFixed(1)} [${row.low!.toFixed(1)}, ${row.high!.toFixed(1)}]`;
      return {
        id: check.id,
        designId: design.id,
        that: check.that,
        window: 'all',
        severity: check.severity,
        state,
        measured: row.mean,
        low: row.low,
        high: row.high,
        threshold: check.threshold,
        tolerance: 0,
        comparison: /[<>=]+/.exec(check.that)![0] as Verdict['comparison'],
        unit: row.unit,
        sentence: `${check.metric} was ${figures} ${row.unit}, which ${words} ${check.threshold} ${row.unit}.`,
      };
    }),
  );
}
