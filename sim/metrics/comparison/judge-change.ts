/**
 * What a difference with its interval means for a metric: never a coin flip.
 *
 * An interval that lies beyond the tolerance establishes a change; one that lies within it establishes that there is
 * none to speak of; one that straddles it leaves the question open, unless it lies on the better side whole.
 */
import type { Estimate } from '../../stats/student-interval.ts';
import type { Better } from '../better.ts';

/** In the order in which they are told. `changed`: established, of a metric without a better direction. */
export const CHANGE_STATES = ['worse', 'better', 'changed', 'within', 'open'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** @param tolerance how far the mean may move either way without mattering, in the unit of the metric; at least 0 */
export function judgeChange(difference: Estimate, better: Better, tolerance: number): ChangeState {
  const { low, high } = difference;
  if (low === null || high === null) return 'open';
  if (low > tolerance) return stateOf('higher', better);
  if (high < -tolerance) return stateOf('lower', better);
  if (tolerance > 0 && low >= -tolerance && high <= tolerance) return 'within';
  // Better for certain, and only by how much is open.
  return (better === 'lower' && high < 0) || (better === 'higher' && low > 0) ? 'better' : 'open';
}

function stateOf(moved: 'lower' | 'higher', better: Better): ChangeState {
  if (better === 'neither') return 'changed';
  return moved === better ? 'better' : 'worse';
}
