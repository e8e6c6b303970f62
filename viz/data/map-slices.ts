/**
 * Flows of one design as columns for the map, with slices merged where a whole world in fine
 * slices would make a large file.
 */
import type { DesignFlowSlices } from '../../sim/metrics/experiment-result.ts';
import type { FlowTable } from './map-totals.ts';
import { trimTo } from './trim.ts';

/** Numbers in all maps together, at most: about 300 KB in the file. */
const MOST_CELLS = 200_000;

/** How many recorded slices make one slice of the map. */
export function mergedSlices(designs: readonly DesignFlowSlices[]): number {
  const cells = designs.reduce((sum, design) => sum + design.flows.length * design.sliceCount, 0);
  return Math.max(1, Math.ceil(cells / MOST_CELLS));
}

/** @param homes home region by metro index */
export function flowTable(design: DesignFlowSlices, homes: ReadonlyMap<number, number>, merge: number): FlowTable {
  const { flows } = design;
  const count = Math.ceil(design.sliceCount / merge);
  const offered = flows.map((flow) =>
    Array.from({ length: count }, (_, s) => flow.offered.slice(s * merge, (s + 1) * merge).reduce((a, b) => a + b, 0)),
  );
  const largest = offered.reduce((most, row) => Math.max(most, ...row), 0);
  return {
    metro: flows.map((flow) => flow.metroIndex),
    ingressPop: flows.map((flow) => flow.ingressPopIndex),
    servingPop: flows.map((flow) => flow.servingPopIndex),
    region: flows.map((flow) => flow.regionIndex),
    home: flows.map((flow) => homes.get(flow.metroIndex) ?? -1),
    // A leg is at most nine pixels wide: a three-hundredth of the largest is beyond what a map can show.
    offered: offered.map((row) => trimTo(row, largest * 16)),
  };
}
