/** A number of members, written as such or as a share of those there are. */
import type { ResolvedAmount } from '../../scenario/resolved-membership.ts';

/** @param round how a share that is not a whole number is taken */
export function amountOf(amount: ResolvedAmount, total: number, round: (value: number) => number): number {
  return amount.kind === 'count' ? amount.value : round(amount.value * total);
}
