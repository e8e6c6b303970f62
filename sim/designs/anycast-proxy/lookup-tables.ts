/**
 * Lookup tables of the Maglev machines, built once for each list of weights: machines that know the same
 * share one, whatever their PoP.
 *
 * PoPs are alike, so a GFE is hashed by its number and equal weights give equal tables everywhere (assumption: names
 * differ between real PoPs, which moves slots but not their shares). The paper gives no rule for weights; this is the
 * one that its first author proposed for Katran, turns gathered by weight (`fillByGatheredWeight`).
 */
import { buildWeightedPaperTable } from '../../maglev/paper.ts';
import { remainder32 } from '../../maglev/remainder32.ts';
import type { UNCLAIMED } from '../../maglev/slot-claimer.ts';

/**
 * Slot -> number of the GFE, or `NO_GFE`. 16 bits, because a table that fits the second-level
 * cache is read in half the time.
 */
export type GfeTable = Int16Array;

/** No GFE is in service. */
export const NO_GFE = -1 satisfies typeof UNCLAIMED;

/** Spreads the slot over bits of the flow's hash that ECMP's modulo did not use. */
const SLOT_HASH_MULTIPLIER = 0x9e3779b1;

/** Slot of a flow. Hot. */
export function slotOf(flowHash: number, tableSize: number): number {
  return remainder32(Math.imul(flowHash, SLOT_HASH_MULTIPLIER), tableSize);
}

export class LookupTables {
  readonly #tableSize: number;
  readonly #byWeights = new Map<string, GfeTable>();

  constructor(tableSize: number) {
    this.#tableSize = tableSize;
  }

  /** With `NO_GFE` in every slot where all weights are 0. */
  forWeights(weights: Uint16Array): GfeTable {
    const key = weights.join(' ');
    const known = this.#byWeights.get(key);
    if (known !== undefined) return known;
    const names = Array.from(weights, (_, gfe) => `gfe-${gfe}`);
    const table = Int16Array.from(buildWeightedPaperTable(names, [...weights], this.#tableSize));
    this.#byWeights.set(key, table);
    return table;
  }
}
