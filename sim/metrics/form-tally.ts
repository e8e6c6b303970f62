/**
 * What became of connections by the form of their request and the chain that they took, window
 * by window (by instant of offer).
 *
 * A design whose requests have forms declares them with the collector, one entry for each form and side, and counts
 * here. State: counts of each entry in each stretch of the run. The hot method allocates nothing.
 */
import { OUTCOME_COUNT } from './outcome.ts';
import { NO_SEGMENT, type TimeSegments } from './time-segments.ts';

export const CHAIN_SIDES = ['old', 'new'] as const;
export type ChainSide = (typeof CHAIN_SIDES)[number];

/** A form as one chain answers it. */
export interface FormIdentity {
  readonly form: string;
  readonly side: ChainSide;
  /**
   * Status of the answer, and a key of what was understood: two answers of one status and of two keys mean two things.
   */
  readonly status: number;
  readonly meaning: string;
}

export interface FormRecord extends FormIdentity {
  /** [windowCount][OUTCOME_COUNT] */
  readonly outcomes: Uint32Array;
}

export class FormTally {
  readonly #forms: readonly FormIdentity[];
  readonly #segments: TimeSegments;
  /** [segmentCount][formCount][OUTCOME_COUNT] */
  readonly #outcomes: Uint32Array;

  constructor(forms: readonly FormIdentity[], segments: TimeSegments) {
    this.#forms = forms;
    this.#segments = segments;
    this.#outcomes = new Uint32Array(segments.count * forms.length * OUTCOME_COUNT);
  }

  /** A connection is over. `entry`: place among those declared. Hot. */
  ended(entry: number, offeredAtUs: number, outcome: number): void {
    const segment = this.#segments.at(offeredAtUs);
    if (segment === NO_SEGMENT) return;
    this.#outcomes[(segment * this.#forms.length + entry) * OUTCOME_COUNT + outcome]!++;
  }

  records(): FormRecord[] {
    const { ofWindow } = this.#segments;
    return this.#forms.map((form, entry) => {
      const outcomes = new Uint32Array(ofWindow.length * OUTCOME_COUNT);
      ofWindow.forEach((segments, window) => {
        for (const segment of segments) {
          const from = (segment * this.#forms.length + entry) * OUTCOME_COUNT;
          for (let outcome = 0; outcome < OUTCOME_COUNT; outcome++)
            outcomes[window * OUTCOME_COUNT + outcome]! += this.#outcomes[from + outcome]!;
        }
      });
      return { ...form, outcomes };
    });
  }
}
