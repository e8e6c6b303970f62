/**
 * How many changes of each kind there are: "2 worse, 1 better, 3 changed, 4 ~".
 */
import type { MetricChange } from '../../sim/metrics/comparison/compare-figures.ts';
import { CHANGE_STATES, type ChangeState } from '../../sim/metrics/comparison/judge-change.ts';
import { STATE_WORDS } from './change-words.ts';

export type Tally = Readonly<Record<ChangeState, number>>;

export function tallyOf(changes: readonly MetricChange[]): Tally {
  const countIn = (state: ChangeState): number => changes.filter((change) => change.state === state).length;
  return {
    worse: countIn('worse'),
    better: countIn('better'),
    changed: countIn('changed'),
    within: countIn('within'),
    open: countIn('open'),
  };
}

/** Kinds that there are; null when there are none. */
export function tallyText(tally: Tally): string | null {
  const parts = CHANGE_STATES.flatMap((state) => (tally[state] === 0 ? [] : [`${tally[state]} ${STATE_WORDS[state]}`]));
  return parts.length === 0 ? null : parts.join(', ');
}
