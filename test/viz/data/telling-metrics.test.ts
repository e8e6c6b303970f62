/**
 * Goal: the tiles show what tells designs apart. Method: summaries made by hand, and the metrics that must
 * and must not be among the tiles.
 */
import { describe, expect, it } from 'vitest';
import type { SummaryRow } from '../../../sim/metrics/experiment-result.ts';
import { tellingMetrics } from '../../../viz/data/telling-metrics.ts';

function summaryOf(means: Readonly<Record<string, readonly (number | null)[]>>): SummaryRow[] {
  return Object.entries(means).flatMap(([metric, values]) =>
    values.map((mean, d) => ({
      designId: `design-${d}`,
      metric,
      unit: metric.endsWith('Share') ? 'share' : 'connections',
      mean,
      low: null,
      high: null,
      difference: null,
      differenceLow: null,
      differenceHigh: null,
      isEstablished: null,
    })),
  );
}

describe('tellingMetrics', () => {
  it('a rollout shows who was refused and reset, not what nobody suffered', () => {
    const rollout = summaryOf({
      completedShare: [0.9, 1],
      refused: [361, 0],
      refusedShare: [0.1, 0],
      reset: [113, 0],
      dropped: [0, 0],
      affinityBroken: [null, null],
      memberImbalance: [null, null],
      latencyP50: [20, 20],
      closedByPod: [40, 0],
    });
    expect(tellingMetrics(rollout, 8)).toEqual(['completedShare', 'refused', 'reset', 'closedByPod']);
  });

  it('keeps to the most that differ when there is no room for all, in the order of the tiles', () => {
    const many = summaryOf({
      completedShare: [0.99, 0.98],
      dropped: [100, 99],
      refused: [100, 0],
      reset: [100, 50],
    });
    expect(tellingMetrics(many, 3)).toEqual(['completedShare', 'refused', 'reset']);
  });

  it('where nothing differs, says so with what is asked first', () => {
    const equal = summaryOf({ completedShare: [1, 1], latencyP50: [20, 20], dropped: [0, 0], offered: [9, 9] });
    expect(tellingMetrics(equal, 8)).toEqual(['completedShare', 'latencyP50', 'dropped']);
  });
});
