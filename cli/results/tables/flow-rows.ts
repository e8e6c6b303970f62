/** Rows of `flows.csv`: the ways that connections took, by design and window. */
import type { TableRow } from '../../../sim/metrics/columns.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';
import { outcomeCells } from './outcome-cells.ts';

export function flowRows({ flows, places }: ExperimentResult): TableRow<'flows.csv'>[] {
  return flows.map((flow) => ({
    design: flow.designId,
    window: flow.window,
    metro: places.metros[flow.metroIndex]!.id,
    ingressPop: idAt(places.pops, flow.ingressPopIndex),
    servingPop: idAt(places.pops, flow.servingPopIndex),
    region: idAt(places.regions, flow.regionIndex),
    homeRegion: places.regions[flow.homeRegionIndex]!.id,
    offered: flow.offered,
    ...outcomeCells((outcome) => flow.outcomes[outcome]),
    p50Ms: flow.p50Ms,
    p90Ms: flow.p90Ms,
    p99Ms: flow.p99Ms,
    meanMs: flow.meanMs,
  }));
}

/** null for -1: reached none. */
function idAt(places: readonly { readonly id: string }[], index: number): string | null {
  return index < 0 ? null : places[index]!.id;
}
