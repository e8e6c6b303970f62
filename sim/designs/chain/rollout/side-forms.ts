/**
 * What the old and the new chain make of each form of request, held against each other once: what a test of statuses
 * sees of it, and what it does not.
 */
import type { ChainAnswer } from '../../../requests/chain.ts';
import { type Difference, differenceOf } from '../../../requests/compare/difference.ts';
import type { ResolvedRequestForm } from '../../../scenario/resolved-requests.ts';
import type { GateVerdict } from './gates.ts';

export class SideForms {
  readonly #forms: readonly ResolvedRequestForm[];
  readonly #differences: readonly Difference[];

  /** @param before and `after`: what the old and the new chain answer, in the order of the forms */
  constructor(forms: readonly ResolvedRequestForm[], before: readonly ChainAnswer[], after: readonly ChainAnswer[]) {
    this.#forms = forms;
    this.#differences = forms.map((_, form) => differenceOf(before[form]!, after[form]!));
  }

  /** [formCount] 1 for forms that the new chain answers with the status of the old one, and in another meaning. */
  get silentlyOther(): Uint8Array {
    return Uint8Array.from(this.#differences, ({ kind }) => (kind === 'meaning' ? 1 : 0));
  }

  /** Synthetic tests, which compare statuses. */
  test(ids: readonly string[]): GateVerdict {
    const otherwise = this.#forms.flatMap(({ id }, index) => {
      const { kind, what } = this.#differences[index]!;
      return ids.includes(id) && kind === 'status' ? [`${id}: ${what}`] : [];
    });
    const isBreached = otherwise.length > 0;
    const tested = ids.length === 1 ? 'one form tested' : `${ids.length} forms tested`;
    return { isBreached, what: `${tested}, ${isBreached ? otherwise.join(', ') : 'every status is as before'}` };
  }
}
