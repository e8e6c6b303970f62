/**
 * A fluid sketch of the anycast proxy, only good enough to fill a report with consistent figures: connections arrive,
 * open ones decay with the hold time, waterfall fills the nearest region first, spray splits by capacity. Not the
 * simulator, and not used by it.
 */
import type { OutcomeName } from '../../sim/metrics/outcome.ts';
import { OUTCOMES } from '../../sim/metrics/outcome.ts';
import type { SamplePlan } from './sample-world.ts';

export const DETECTION_MS = 10_000;

/** One replication of one design. Nested arrays: [region][interval] unless said otherwise. */
export interface FluidRun {
  readonly offered: number[][];
  readonly outcomes: Record<OutcomeName, number[]>[];
  readonly spilledOut: number[][];
  readonly spilledIn: number[][];
  readonly established: number[][];
  readonly broken: number[][];
  readonly active: number[][];
  /** [metro][region, or regionCount for none][interval] */
  readonly flows: number[][][];
}

/** Uniform on (0, 1) from two integers and a stage: a hash, so that both designs meet the same traffic. */
function chance(a: number, b: number, c: number): number {
  let h = (a * 0x9e3779b1) ^ (b * 0x85ebca6b) ^ (c * 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}

export function distanceKm(a: { latDeg: number; lonDeg: number }, b: { latDeg: number; lonDeg: number }): number {
  const rad = Math.PI / 180;
  const s =
    Math.sin(((b.latDeg - a.latDeg) * rad) / 2) ** 2 +
    Math.cos(a.latDeg * rad) * Math.cos(b.latDeg * rad) * Math.sin(((b.lonDeg - a.lonDeg) * rad) / 2) ** 2;
  return 12_742 * Math.asin(Math.sqrt(s));
}

/** Region indexes by distance from each metro: [metro][rank]. */
export function regionOrder(plan: SamplePlan): number[][] {
  return plan.metros.map((metro) =>
    plan.regions
      .map((_, r) => r)
      .sort((a, b) => distanceKm(metro, plan.regions[a]!) - distanceKm(metro, plan.regions[b]!) || a - b),
  );
}

/** How far the surge is up for a metro: 0 .. 1, with two minutes of rise and of decay. */
function surgeRamp(plan: SamplePlan, metro: number, atMs: number): number {
  if (plan.surge === null) return 0;
  const { metroIds, startMs, endMs } = plan.surge;
  if (!metroIds.includes(plan.metros[metro]!.id)) return 0;
  return Math.min(1, Math.max(0, Math.min((atMs - startMs) / 120_000, (endMs - atMs) / 120_000)));
}

function arrivals(plan: SamplePlan, metro: number, interval: number, replication: number): number {
  const ramp = surgeRamp(plan, metro, interval * plan.intervalMs);
  const mean = (plan.metros[metro]!.rateRps * plan.intervalMs) / 1000;
  const noise =
    (chance(metro, interval, replication) + chance(metro, interval, replication + 977) - 1) * Math.sqrt(6 * mean);
  return Math.max(0, Math.round(mean * (1 + ramp * ((plan.surge?.peak ?? 1) - 1)) + noise));
}

export function runFluid(plan: SamplePlan, designIndex: number, replication: number): FluidRun {
  const regionCount = plan.regions.length;
  const intervalCount = plan.durationMs / plan.intervalMs;
  const zeros = () => new Array<number>(intervalCount).fill(0);
  const perRegion = () => plan.regions.map(zeros);
  const run: FluidRun = {
    offered: perRegion(),
    outcomes: plan.regions.map(
      () => Object.fromEntries(OUTCOMES.map((o) => [o, zeros()])) as Record<OutcomeName, number[]>,
    ),
    spilledOut: perRegion(),
    spilledIn: perRegion(),
    established: perRegion(),
    broken: perRegion(),
    active: perRegion(),
    flows: plan.metros.map(() => Array.from({ length: regionCount + 1 }, zeros)),
  };
  const order = regionOrder(plan);
  const sprays = plan.designs[designIndex]!.policy === 'SPRAY_TO_WORLD';
  const open = new Array<number>(regionCount).fill(0);
  for (let i = 0; i < intervalCount; i++) {
    const atMs = i * plan.intervalMs;
    const isDown = (r: number) => {
      const failure = plan.failure;
      return (
        failure !== null && failure.regionId === plan.regions[r]!.id && atMs >= failure.startMs && atMs < failure.endMs
      );
    };
    const isUnseen = (r: number) => isDown(r) && atMs < plan.failure!.startMs + DETECTION_MS;
    for (let r = 0; r < regionCount; r++) {
      if (isDown(r) && open[r]! > 0) breakOpen(run, r, i, Math.round(open[r]!));
      open[r] = isDown(r) ? 0 : open[r]! * Math.exp(-plan.intervalMs / plan.holdMs);
    }
    for (let m = 0; m < plan.metros.length; m++) {
      const home = order[m]![0]!;
      let left = arrivals(plan, m, i, replication);
      run.offered[home]![i]! += left;
      const usable = order[m]!.filter((r) => !isDown(r) || isUnseen(r));
      const totalCapacity = usable.reduce((sum, r) => sum + plan.regions[r]!.capacity, 0);
      const offered = left;
      for (const r of usable) {
        const room = Math.max(0, Math.floor(plan.regions[r]!.capacity - open[r]!));
        const isLast = r === usable[usable.length - 1];
        const wanted = sprays && !isLast ? Math.round((offered * plan.regions[r]!.capacity) / totalCapacity) : left;
        const taken = Math.min(left, wanted, room);
        left -= taken;
        const lost = isUnseen(r);
        run.outcomes[home]![lost ? 'timedOut' : 'completed']![i]! += taken;
        run.flows[m]![lost ? regionCount : r]![i]! += taken;
        if (lost) continue;
        open[r]! += taken;
        run.established[r]![i]! += taken;
        if (r !== home) {
          run.spilledIn[r]![i]! += taken;
          run.spilledOut[home]![i]! += taken;
        }
      }
      run.outcomes[home]!.dropped[i]! += left;
      run.flows[m]![regionCount]![i]! += left;
    }
    for (let r = 0; r < regionCount; r++) run.active[r]![i] = Math.round(open[r]!);
  }
  return run;
}

/** Open connections break: they were offered lately, so their outcome turns from completed to reset, newest first. */
function breakOpen(run: FluidRun, region: number, interval: number, count: number): void {
  run.broken[region]![interval] = count;
  let left = count;
  for (let i = interval - 1; i >= 0 && left > 0; i--) {
    const outcomes = run.outcomes[region]!;
    const taken = Math.min(left, outcomes.completed[i]!);
    outcomes.completed[i]! -= taken;
    outcomes.reset[i]! += taken;
    left -= taken;
  }
}
