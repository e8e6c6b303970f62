/**
 * A change of a metric in words and cells, the same in every format.
 */
import type { MetricChange } from '../../sim/metrics/comparison/compare-figures.ts';
import type { ChangeState } from '../../sim/metrics/comparison/judge-change.ts';
import type { Estimate } from '../../sim/stats/student-interval.ts';
import { differenceText } from '../../viz/charts/difference-forest.ts';
import { formatNumber, formatQuantity } from '../../viz/format.ts';
import { plusMinus } from '../summary/comparison.ts';

export const STATE_SIGNS: Readonly<Record<ChangeState, string>> = {
  worse: '✗',
  better: '✓',
  changed: '•',
  within: '=',
  open: '~',
};

/** `within`: established, but less than what the user tolerates; `open`: not established. */
export const STATE_WORDS: Readonly<Record<ChangeState, string>> = {
  worse: 'worse',
  better: 'better',
  changed: 'changed',
  within: 'tolerated',
  open: 'undecided',
};

/** "50.1 ms ±0.02", "none" where nothing was measured. */
export function levelText(estimate: Estimate | null, unit: string): string {
  if (estimate === null) return 'none';
  return formatQuantity(estimate.mean, unit) + plusMinus(estimate.low, estimate.high, unit);
}

/** "+11.9 ms [11.2 ms, 12.6 ms] +6.4%"; "~ [−0.1 ms, 0.3 ms]"; "+11.9 ms (point)" of a single replication. */
export function changeText({ difference, before, unit, state }: MetricChange): string {
  if (difference === null) return '';
  const { mean, low, high } = difference;
  const isEstablished = low === null ? null : state !== 'open';
  const text = differenceText({ difference: mean, low, high, unit, isEstablished });
  const base = before?.mean ?? 0;
  return isEstablished === true && base !== 0 ? `${text} ${relativeText(mean / base)}` : text;
}

/** "worse: latencyP99 +11.9 ms [11.2 ms, 12.6 ms] +6.4%". */
export function changePhrase(change: MetricChange): string {
  return `${STATE_WORDS[change.state]}: ${change.metric} ${changeText(change)}`.trimEnd();
}

function relativeText(share: number): string {
  const text = formatNumber(share * 100);
  return `${share > 0 && text !== '0' ? '+' : ''}${text}%`;
}
