/** Forms of request as a chain answers them, for the accounting by form (`forms.csv`). */

import { CHAIN_SIDES, type FormIdentity } from '../../metrics/form-tally.ts';
import type { ChainAnswer } from '../../requests/chain.ts';
import { queryPairs } from '../../requests/query-pairs.ts';
import { splitTarget } from '../../requests/target.ts';
import type { ResolvedRequestForm } from '../../scenario/resolved-requests.ts';

/**
 * Side by side, each in the order of the forms: entry = side * formCount + form.
 *
 * @param answers [sideCount][formCount]
 */
export function formIdentities(
  forms: readonly ResolvedRequestForm[],
  answers: readonly (readonly ChainAnswer[])[],
): FormIdentity[] {
  return answers.flatMap((ofSide, side) =>
    forms.map(({ id }, form) => {
      const answer = ofSide[form]!;
      return { form: id, side: CHAIN_SIDES[side]!, status: answer.status, meaning: meaningOf(answer) };
    }),
  );
}

/** Two answers of one status differ in meaning (`requests/compare/difference`) when this differs. */
function meaningOf({ location, backendSaw }: ChainAnswer): string {
  if (backendSaw === null) return JSON.stringify([location]);
  const { path, query } = splitTarget(backendSaw);
  return JSON.stringify([location, path, queryPairs(query)]);
}
