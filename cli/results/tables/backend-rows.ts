/** Rows of `backends.csv`: by design and zonal backend. */
import type { TableRow } from '../../../sim/metrics/columns.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';

export function backendRows({ backends, places }: ExperimentResult): TableRow<'backends.csv'>[] {
  return backends.map(({ designId, backendIndex, members, ...figures }) => {
    const { id, zone, regionIndex } = places.backends[backendIndex]!;
    return { design: designId, backend: id, zone, region: places.regions[regionIndex]!.id, members, ...figures };
  });
}
