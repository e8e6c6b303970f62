/**
 * Changes as a table for a terminal: state, design and metric, what it was and is, and
 * the difference with its interval.
 */
import type { MetricChange } from '../../sim/metrics/comparison/compare-figures.ts';
import type { ChangeState } from '../../sim/metrics/comparison/judge-change.ts';
import type { Colours } from '../io.ts';
import { left, right, textTable } from '../text/table.ts';
import { changeText, levelText, STATE_SIGNS, STATE_WORDS } from './change-words.ts';

/** What is undecided says little; more of it than this would hide what is not. */
const OPEN_MAX = 8;

/** @param heads of what is compared: `baseline` and `now` */
export function changeTable(
  changes: readonly MetricChange[],
  heads: { readonly before: string; readonly after: string },
  colours: Colours,
): string {
  const decided = changes.filter(({ state }) => state !== 'open');
  const open = changes.filter(({ state }) => state === 'open');
  const rows = [...decided, ...open.slice(0, OPEN_MAX)].map((change) => {
    const { state, designId, metric, before, after, unit } = change;
    return [
      colourOf(state, colours)(`${STATE_SIGNS[state]} ${STATE_WORDS[state]}`),
      designId,
      metric,
      levelText(before, unit),
      levelText(after, unit),
      changeText(change),
    ];
  });
  const table = textTable(
    [left(''), left('design'), left('metric'), right(heads.before), right(heads.after), left('change')],
    rows,
    colours,
  );
  const leftOut = open.length - OPEN_MAX;
  return leftOut <= 0 ? table : `${table}\n${colours.dim(`~ and ${leftOut} more undecided; --format json has all`)}`;
}

function colourOf(state: ChangeState, colours: Colours): (text: string) => string {
  switch (state) {
    case 'worse':
      return colours.red;
    case 'better':
      return colours.green;
    case 'changed':
      return colours.yellow;
    default:
      return colours.dim;
  }
}
