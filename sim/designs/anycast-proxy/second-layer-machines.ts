/**
 * The second-layer GFEs as machines: which are down, which are being drained, and which one stands in for
 * one that takes no connections.
 *
 * That a PoP prefers a GFE is no guarantee; it changes with maintenance (Google Cloud, "TCP proxy load balancing
 * overview"). Assumptions: the first layer has connections open to the second and so learns at once; the next GFE of
 * the region, in turn, stands in. Since GFEs stand in a region's zones by turns, that one favours another zone. GFEs
 * are numbered region by region: index = region * GFEs of a region + number.
 */

import type { Revision } from '../../fleet/revision.ts';

export const NO_GFE = -1;

export class SecondLayerMachines {
  readonly #perRegion: number;
  readonly #faultCount: Uint8Array;
  /** Reasons for which a GFE drains. */
  readonly #drainCount: Uint8Array;
  readonly #revision: Revision;

  constructor(regionCount: number, perRegion: number, revision: Revision) {
    this.#perRegion = perRegion;
    this.#faultCount = new Uint8Array(regionCount * perRegion);
    this.#drainCount = new Uint8Array(regionCount * perRegion);
    this.#revision = revision;
  }

  /** Returns whether the GFE went down by this. */
  fail(gfe: number): boolean {
    this.#faultCount[gfe]!++;
    this.#revision.advance();
    return this.#faultCount[gfe] === 1;
  }

  /** Ends one fault of a GFE, or all of them. */
  recover(gfe: number, endsAllFaults: boolean): void {
    if (this.#faultCount[gfe] === 0) return;
    this.#faultCount[gfe] = endsAllFaults ? 0 : this.#faultCount[gfe]! - 1;
    this.#revision.advance();
  }

  drain(gfe: number): void {
    this.#drainCount[gfe]!++;
    this.#revision.advance();
  }

  undrain(gfe: number): void {
    this.#drainCount[gfe]!--;
    this.#revision.advance();
  }

  /**
   * The GFE of a region that takes new connections: the preferred one, else the next in
   * turn; NO_GFE when none does. Hot.
   */
  standIn(region: number, preferredNumber: number): number {
    const first = region * this.#perRegion;
    for (let step = 0; step < this.#perRegion; step++) {
      const gfe = first + ((preferredNumber + step) % this.#perRegion);
      if (this.#faultCount[gfe] === 0 && this.#drainCount[gfe] === 0) return gfe;
    }
    return NO_GFE;
  }
}
