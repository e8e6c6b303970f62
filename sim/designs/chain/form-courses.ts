/**
 * What a chain makes of each form of request, worked out once: the tier or the members that answer it, and with what.
 *
 * A form is drawn for each connection by its client and the instant of its first try, from a stream of its own: the
 * same under every design, whoever else draws. Where the scenario gives no forms there is one, which everybody serves.
 */

import { HANDS_ON } from '../../fleet/tiers/tier-exit.ts';
import { KeyedUniforms } from '../../kernel/keyed-uniforms.ts';
import type { RandomStreams } from '../../kernel/random-streams.ts';
import { type ChainAnswer, compileChain } from '../../requests/chain.ts';
import type { ResolvedCourse } from '../../scenario/resolved-chain.ts';
import { ANSWERED } from '../../tiers/hop.ts';
import { FORM_REJECTED } from './chain-outcomes.ts';

/** From here on a status is an error (RFC 9110, section 15). */
const FIRST_ERROR_STATUS = 400;

export class FormCourses {
  /** In the order of the forms; empty where requests have none. */
  readonly answers: readonly ChainAnswer[];
  readonly #formCount: number;
  /** [formCount] hop that answers, and outcome of its answer. */
  readonly #answeredBy: Int16Array;
  readonly #outcome: Uint8Array;
  readonly #memberHop: number;
  /** [formCount] shares of this form and those before it. */
  readonly #shareUpTo: Float64Array;
  readonly #draws: KeyedUniforms;
  readonly #drawn = new Float64Array(1);

  /** @param tierCount tiers with servers; the hop behind them is the members */
  constructor(course: ResolvedCourse | null, tierCount: number, streams: RandomStreams) {
    this.#memberHop = tierCount;
    this.#draws = new KeyedUniforms(streams.stream('request-forms'));
    this.#formCount = course === null ? 1 : course.forms.length;
    this.#answeredBy = new Int16Array(this.#formCount).fill(tierCount);
    this.#outcome = new Uint8Array(this.#formCount).fill(ANSWERED);
    this.#shareUpTo = new Float64Array(this.#formCount).fill(1);
    this.answers = course === null ? [] : course.forms.map(compileChain(course.hops));
    if (course === null) return;
    let upTo = 0;
    course.forms.forEach(({ share }, index) => {
      upTo += share;
      this.#shareUpTo[index] = upTo;
    });
    this.answers.forEach(({ status, stations }, index) => {
      this.#answeredBy[index] = stations.length - 1;
      this.#outcome[index] = status >= FIRST_ERROR_STATUS ? FORM_REJECTED : ANSWERED;
    });
  }

  /** [formCount] what a tier answers itself, for its exit. */
  ownAnswersOf(tier: number): Uint8Array {
    return this.#outcome.map((outcome, form) => (this.#answeredBy[form] === tier ? outcome : HANDS_ON));
  }

  /** [formCount] 1 for forms that the members answer with an error. */
  get rejectedByMembers(): Uint8Array {
    return this.#outcome.map((outcome, form) =>
      this.#answeredBy[form] === this.#memberHop && outcome === FORM_REJECTED ? 1 : 0,
    );
  }

  /** Form of a connection, by its client's hash and the instant of its first try, us. Hot. */
  formOf(clientHash: number, offeredAtUs: number): number {
    const last = this.#formCount - 1;
    if (last === 0) return 0;
    this.#draws.fill(clientHash, offeredAtUs % 2 ** 32, this.#drawn);
    let form = 0;
    while (form < last && this.#drawn[0]! >= this.#shareUpTo[form]!) form++;
    return form;
  }
}
