/**
 * A comparison for a program: what was compared, where the runs part, and every figure that differs,
 * without the replications themselves.
 */
import { COMPARISON_CONFIDENCE, type Comparison } from '../../sim/metrics/comparison/compare-figures.ts';
import type { FigureSet } from '../../sim/metrics/comparison/figure-set.ts';

export function comparisonJson({ before, after, isPaired, designs, onlyBefore, onlyAfter, changes }: Comparison) {
  return {
    before: sideJson(before),
    after: sideJson(after),
    isPaired,
    /** Of all intervals of `changes.difference` together. */
    simultaneousConfidence: COMPARISON_CONFIDENCE,
    designs,
    onlyBefore,
    onlyAfter,
    changes,
  };
}

function sideJson({ toolVersion, scenario, setup, seed, fingerprint }: FigureSet) {
  return { toolVersion, scenario, setup, seed, fingerprint };
}
