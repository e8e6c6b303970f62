/**
 * Lookup tables of the Maglev machines, built once for each list of weights: machines that know the same share one, whatever their PoP.
 *
 * PoPs are alike, so a GFE is hashed by its number and equal weights give equal tables everywhere (assumption: names differ between real
 * PoPs, which moves slots but not their shares). The paper gives no rule for weights; this is the one that its first author proposed for Katran,
 * turns gathered by weight (`fillByGatheredWeight`).
 */
import { buildWeightedPaperTable } from '../../maglev/paper.ts';
import { remainder32 } from '../../maglev/remainder32.ts';
import { UNCLAIMED } from '../../maglev/slot-claimer.ts';

/** No GFE is in service. */
export const NO_GFE = UNCLAIMED;

/** Spreads the slot over bits of the flow's hash that ECMP's modulo did not use. */
const SLOT_HASH_MULTIPLIER = 0x9e3779b1;

/** Slot of a flow. Hot. */
export function slotOf(flowHash: number, tableSize: number): number {
  return remainder32(Math.imul(flowHash, SLOT_HASH_MULTIPLIER), tableSize);
}

export class LookupTables {
  readonly #tableSize: number;
  readonly #byWeights = new Map<string, Int32Array>();

  constructor(tableSize: number) {
    this.#tableSize = tableSize;
  }

  /** Slot -> number of the GFE, or `NO_GFE` where all weights are 0. */
  forWeights(weights: Uint16Array): Int32Array {
    const key = weights.join(' ');
    const known = this.#byWeights.get(key);
    if (known !== undefined) return known;
    const names = Array.from(weights, (_, gfe) => `gfe-${gfe}`);
    const table = buildWeightedPaperTable(names, [...weights], this.#tableSize);
    this.#byWeights.set(key, table);
    return table;
  }
}
