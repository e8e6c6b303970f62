/**
 * How failing health moves traffic on before capacity runs out: the cascade over places in order, each of which keeps a
 * share (`backend-view` says which, and whose rule that is).
 */
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';

export const NO_PLACE = -1;

/**
 * The place that a draw falls on: each in order takes its score of the whole until nothing is left; scores that do not
 * add up to the whole are scaled up to it. `NO_PLACE` where all are 0. Hot.
 *
 * @param placeCount at least 1
 * @param scoreOf a place's `healthScore`; 0 for one that can take nothing
 * @param draw 32 random bits: a share would be boxed on its way here
 */
export function placeAt<Context>(
  context: Context,
  placeCount: number,
  scoreOf: (context: Context, place: number) => number,
  draw: number,
): number {
  let total = scoreOf(context, 0);
  if (total >= 1) return 0;
  for (let place = 1; place < placeCount && total < 1; place++) total += scoreOf(context, place);
  let left = ((draw >>> 0) / TWO_POW_32) * Math.min(1, total);
  let last = NO_PLACE;
  for (let place = 0; place < placeCount; place++) {
    const score = scoreOf(context, place);
    if (score === 0) continue;
    last = place;
    left -= score;
    if (left < 0) break;
  }
  return last;
}
