/** A distribution of durations as a file says it: by its family and the parameters that it is drawn with. */
import type { Distribution } from '../kernel/distribution.ts';
import type { Plain } from './document/node.ts';
import { formatDurationUs } from './units.ts';

export function distributionMap(distribution: Distribution): { [key: string]: Plain } {
  switch (distribution.kind) {
    case 'constant':
      return { constant: formatDurationUs(distribution.valueUs) };
    case 'uniform':
      return { uniform: { low: formatDurationUs(distribution.lowUs), high: formatDurationUs(distribution.highUs) } };
    case 'exponential':
      return { exponential: { mean: formatDurationUs(distribution.meanUs) } };
    case 'lognormal':
      return { lognormal: { median: formatDurationUs(distribution.medianUs), sigma: distribution.sigma } };
    case 'pareto': {
      const { scaleUs, shape, capUs } = distribution;
      return { pareto: { scale: formatDurationUs(scaleUs), shape, cap: formatDurationUs(capUs) } };
    }
  }
}
