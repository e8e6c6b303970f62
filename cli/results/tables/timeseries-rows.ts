/**
 * Rows of `timeseries.csv`: by design, interval and region with backends; no row for an interval that
 * an interrupted run did not end.
 */
import type { TableRow } from '../../../sim/metrics/columns.ts';
import type { DesignSeries, ExperimentResult } from '../../../sim/metrics/experiment-result.ts';
import { outcomeCells } from './outcome-cells.ts';

export function timeseriesRows({ series, places }: ExperimentResult): TableRow<'timeseries.csv'>[] {
  return series.flatMap((design) => {
    return design.timesMs.flatMap((_, interval) => {
      return places.regions.flatMap((region, index) => {
        const isReached = design.regions[index]!.active[interval] !== null;
        return isReached ? [row(design, interval, index, region.id)] : [];
      });
    });
  });
}

function row(design: DesignSeries, interval: number, regionIndex: number, region: string): TableRow<'timeseries.csv'> {
  const own = design.regions[regionIndex]!;
  return {
    design: design.designId,
    timeSeconds: design.timesMs[interval]! / 1_000,
    region,
    offered: own.offered[interval]!,
    ...outcomeCells((outcome) => own.outcomes[outcome][interval]!),
    established: own.established[interval]!,
    active: own.active[interval]!,
    load: own.load[interval]!,
    capacity: own.capacity[interval]!,
    capacityUnit: design.capacityUnit,
    utilisation: own.utilisation[interval]!,
    spilledIn: own.spilledIn[interval]!,
    spilledOut: own.spilledOut[interval]!,
    broken: own.broken[interval]!,
    members: own.members[interval]!,
    serviceable: own.serviceable[interval]!,
    seenHealthy: own.seenHealthy[interval]!,
  };
}
