/** Rows of `machines.csv`: by design and machine. */
import type { TableRow } from '../../../sim/metrics/columns.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';

export function machineRows({ machines, places }: ExperimentResult): TableRow<'machines.csv'>[] {
  return machines.map(({ designId, regionIndex, ...figures }) => {
    return { design: designId, region: regionIndex === null ? null : places.regions[regionIndex]!.id, ...figures };
  });
}
