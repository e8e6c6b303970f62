/**
 * The first-layer GFEs of every PoP as they are: which are down, which are being drained, and the
 * weight of each in the lookup tables.
 *
 * A GFE that is down or draining weighs nothing. What the Maglev machines know of this is another matter
 * (`maglev-tier`). GFEs are numbered PoP by PoP: index = PoP * GFEs of a PoP + number.
 */

/** Weights are whole hundredths of the ordinary weight, as the turn rule of the tables wants them. */
const ORDINARY_WEIGHT = 100;

export class FrontEnds {
  /** GFEs of a PoP. */
  readonly count: number;
  readonly #faultCount: Uint8Array;
  /** Reasons for which a GFE drains. */
  readonly #drainCount: Uint8Array;
  readonly #weight: Uint16Array;
  /** [popCount * count] 1 while a GFE works; for hot readers. */
  readonly isUp: Uint8Array;

  constructor(popCount: number, count: number) {
    this.count = count;
    this.#faultCount = new Uint8Array(popCount * count);
    this.#drainCount = new Uint8Array(popCount * count);
    this.#weight = new Uint16Array(popCount * count).fill(ORDINARY_WEIGHT);
    this.isUp = new Uint8Array(popCount * count).fill(1);
  }

  /** Returns whether the GFE went down by this. */
  fail(gfe: number): boolean {
    this.#faultCount[gfe]!++;
    this.isUp[gfe] = 0;
    return this.#faultCount[gfe] === 1;
  }

  /** Ends one fault of a GFE, or all of them. */
  recover(gfe: number, endsAllFaults: boolean): void {
    if (this.#faultCount[gfe] === 0) return;
    this.#faultCount[gfe] = endsAllFaults ? 0 : this.#faultCount[gfe]! - 1;
    if (this.#faultCount[gfe] === 0) this.isUp[gfe] = 1;
  }

  drain(gfe: number): void {
    this.#drainCount[gfe]!++;
  }

  undrain(gfe: number): void {
    this.#drainCount[gfe]!--;
  }

  /** @param weight relative to the ordinary one; `null` restores that */
  weigh(gfe: number, weight: number | null): void {
    this.#weight[gfe] = Math.round((weight ?? 1) * ORDINARY_WEIGHT);
  }

  /** What a lookup table of the PoP should follow from now on [count]. */
  weightsOf(pop: number): Uint16Array {
    const first = pop * this.count;
    return this.#weight.slice(first, first + this.count).map((weight, number) => {
      const isInService = this.isUp[first + number] === 1 && this.#drainCount[first + number] === 0;
      return isInService ? weight : 0;
    });
  }
}
