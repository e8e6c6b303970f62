/**
 * The flows of one design over its runs: connections that took the same way are one row, with
 * the latency of all runs together.
 */
import { toMs } from '../kernel/time.ts';
import { Histogram, type HistogramData } from '../stats/histogram.ts';
import type { DesignRuns } from './design-runs.ts';
import type { DesignFlowSlices, FlowRow } from './experiment-result.ts';
import { OUTCOMES, type OutcomeName } from './outcome.ts';
import type { FlowRecord } from './run-record.ts';

/** Windows in the scenario's order, then by metro, ingress PoP, serving PoP, region, home region. */
export function mergeFlows({ designId, runs }: DesignRuns): FlowRow[] {
  return runs[0]!.windows.flatMap(({ windowId }, windowIndex) => {
    const ways = new Ways<FlowRecord>();
    for (const run of runs) for (const flow of run.windows[windowIndex]!.flows) ways.add(wayOf(flow), flow);
    return ways.inOrder().map((flows) => flowRow(designId, windowId, flows, runs.length));
  });
}

/** By metro, ingress PoP, serving PoP, region. */
export function mergeFlowSlices({ designId, runs }: DesignRuns): DesignFlowSlices {
  const { sliceUs, sliceCount } = runs[0]!.slices;
  const ways = new Ways<(typeof runs)[0]['slices']['flows'][0]>();
  for (const run of runs) {
    for (const flow of run.slices.flows) {
      ways.add([flow.metroIndex, flow.ingressPopIndex, flow.servingPopIndex, flow.regionIndex], flow);
    }
  }
  const flows = ways.inOrder().map((parts) => {
    const { metroIndex, ingressPopIndex, servingPopIndex, regionIndex } = parts[0]!;
    const offered = Array.from({ length: sliceCount }, (_, slice) =>
      mean(parts, runs.length, (flow) => flow.offered[slice]!),
    );
    return { metroIndex, ingressPopIndex, servingPopIndex, regionIndex, offered };
  });
  return { designId, sliceMs: toMs(sliceUs), sliceCount, flows };
}

function flowRow(designId: string, window: string, flows: readonly FlowRecord[], runCount: number): FlowRow {
  const { metroIndex, ingressPopIndex, servingPopIndex, regionIndex, homeRegionIndex } = flows[0]!;
  const outcomes = OUTCOMES.map(
    (name, index) => [name, mean(flows, runCount, (flow) => flow.outcomes[index]!)] as const,
  );
  return {
    designId,
    window,
    metroIndex,
    ingressPopIndex,
    servingPopIndex,
    regionIndex,
    homeRegionIndex,
    offered: mean(flows, runCount, (flow) => flow.offered),
    outcomes: Object.fromEntries(outcomes) as Record<OutcomeName, number>,
    ...latencyFigures(flows.map(({ latency }) => latency)),
  };
}

function latencyFigures(parts: readonly HistogramData[]): Pick<FlowRow, 'p50Ms' | 'p90Ms' | 'p99Ms' | 'meanMs'> {
  const histogram = Histogram.merged(parts);
  const ms = (us: number | null): number | null => (us === null ? null : toMs(us));
  return {
    p50Ms: ms(histogram.quantile(0.5)),
    p90Ms: ms(histogram.quantile(0.9)),
    p99Ms: ms(histogram.quantile(0.99)),
    meanMs: ms(histogram.mean()),
  };
}

function wayOf(flow: FlowRecord): number[] {
  return [flow.metroIndex, flow.ingressPopIndex, flow.servingPopIndex, flow.regionIndex, flow.homeRegionIndex];
}

/** A run in which nobody took this way counts as 0. */
function mean<Part>(parts: readonly Part[], runCount: number, pick: (part: Part) => number): number {
  let sum = 0;
  for (const part of parts) sum += pick(part);
  return sum / runCount;
}

/**
 * Things grouped by the way they took, a list of whole numbers; groups come out sorted by
 * it, members in order of arrival.
 */
class Ways<Part> {
  readonly #groups = new Map<string, { readonly way: readonly number[]; readonly parts: Part[] }>();

  add(way: readonly number[], part: Part): void {
    const key = way.join(' ');
    const group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, { way, parts: [part] });
    else group.parts.push(part);
  }

  inOrder(): Part[][] {
    return [...this.#groups.values()].sort((a, b) => compareWays(a.way, b.way)).map(({ parts }) => parts);
  }
}

function compareWays(left: readonly number[], right: readonly number[]): number {
  const differing = left.findIndex((value, index) => value !== right[index]);
  return differing < 0 ? 0 : left[differing]! - right[differing]!;
}
