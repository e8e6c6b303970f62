/** A distribution of durations as it is written. */
import type { Distribution } from '../kernel/distribution.ts';
import type { PlainMap } from './plain-map.ts';
import { formatDurationUs } from './units.ts';

export function distributionMap(distribution: Distribution): PlainMap {
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
