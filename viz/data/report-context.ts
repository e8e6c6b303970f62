/**
 * What every figure needs to agree on: names, classes (colours) and the event lane, worked out once from the result.
 */
import type { EventSummary, ExperimentResult, LogRow } from '../../sim/metrics/experiment-result.ts';
import type { Lane, LaneEvent } from '../charts/parts/event-lane.ts';
import { designClass, regionClasses } from '../theme/palette.ts';
import { sumOf } from './samples.ts';
import { updateEndMs } from './update-end.ts';

/** More regions than this make panels that nobody reads. */
export const MOST_REGIONS = 12;

export interface ReportContext {
  readonly result: ExperimentResult;
  readonly designs: readonly DesignIdentity[];
  /** By index into `places`. */
  readonly regions: readonly { readonly name: string; readonly regionClass: string }[];
  /** Indexes of the regions that get panels and rows of their own, in the order of the places; the files hold all. */
  readonly busiest: readonly number[];
  readonly metroNames: readonly string[];
  readonly lane: Lane;
}

export interface DesignIdentity {
  readonly id: string;
  /** The id, and that it is the baseline where it is. */
  readonly title: string;
  readonly designClass: string;
  readonly index: number;
  readonly isBaseline: boolean;
}

export function reportContext(result: ExperimentResult): ReportContext {
  const { durationMs, warmupMs } = result.scenario;
  const volumes = result.places.regions.map((_, r) =>
    result.series.reduce((sum, series) => sum + sumOf(series.regions[r]?.established ?? []), 0),
  );
  const classes = regionClasses(volumes);
  const names = shortNames(
    result.places.regions.map((region) => ({ id: region.id, name: region.location.split(',')[0]!.trim() })),
  );
  return {
    result,
    designs: result.designs.map((design, index) => ({
      id: design.id,
      title: design.isBaseline ? `${design.id} (baseline)` : design.id,
      designClass: designClass(index),
      index,
      isBaseline: design.isBaseline,
    })),
    regions: names.map((name, r) => ({ name, regionClass: classes[r]! })),
    busiest: busiestOf(volumes.map((served, r) => served + offeredAt(result, r))),
    metroNames: shortNames(result.places.metros),
    lane: {
      durationMs,
      warmupMs,
      events: result.events.map((event) => laneEvent(event, result.log, durationMs)),
    },
  };
}

function offeredAt(result: ExperimentResult, region: number): number {
  return result.series.reduce((sum, series) => sum + sumOf(series.regions[region]?.offered ?? []), 0);
}

function busiestOf(volumes: readonly number[]): number[] {
  const ranked = volumes.map((_, r) => r).sort((a, b) => volumes[b]! - volumes[a]! || a - b);
  return ranked.slice(0, MOST_REGIONS).sort((a, b) => a - b);
}

/** The name where it is the only one of its kind, else name and id. */
function shortNames(places: readonly { readonly id: string; readonly name: string }[]): string[] {
  return places.map(({ id, name }) =>
    name === '' || places.filter((other) => other.name === name).length > 1 ? `${name} ${id}`.trim() : name,
  );
}

const LOADS = new Set(['surge', 'attack']);
const FAULTS = new Set(['fail', 'withdraw', 'drain', 'deregister']);

function laneEvent(event: EventSummary, log: readonly LogRow[], durationMs: number): LaneEvent {
  const nature = LOADS.has(event.kind) ? 'load' : FAULTS.has(event.kind) ? 'fault' : 'repair';
  const endMs = event.endMs ?? (event.kind === 'rollingUpdate' ? updateEndMs(event.id, log) : null);
  return { label: event.label, nature, startMs: event.startMs, endMs: endMs ?? durationMs };
}
