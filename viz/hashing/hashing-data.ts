/**
 * What the hashing page draws, as plain data: shares against weights, a table's slots, and methods by
 * evenness and by what they move.
 */

/** A share of all keys with its interval; no interval where there was one draw, or none. */
export interface ShareEstimate {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface SharesData {
  readonly kind: 'shares';
  readonly title: string;
  /** What was counted: "slots", "sampled keys". */
  readonly keys: string;
  readonly keyCount: number;
  /** In the pool's order. */
  readonly backends: readonly BackendShare[];
}

export interface BackendShare {
  readonly name: string;
  readonly share: number;
  readonly fairShare: number;
  /** share / fairShare - 1; null for a backend without weight. */
  readonly deviation: number | null;
}

export interface SlotsData {
  readonly kind: 'slots';
  readonly title: string;
  readonly slotCount: number;
  /** Index in `names` of the owner of each of the first slots; negative where nobody owns it. */
  readonly owners: readonly number[];
  readonly names: readonly string[];
}

export interface SpreadsData {
  readonly kind: 'spreads';
  readonly methods: readonly MethodSpread[];
}

export interface MethodSpread {
  readonly id: string;
  readonly isSampled: boolean;
  /** Greatest and least share of a backend against its fair one, less 1. */
  readonly overprovision: number;
  readonly underprovision: number;
}

export interface MovesData {
  readonly kind: 'moves';
  /** What happened: "1 of 100 backends removed at random". */
  readonly change: string;
  /** What fair shares lose: a method that follows the weights cannot move less. */
  readonly minimum: number;
  readonly methods: readonly MethodMoves[];
}

export interface MethodMoves {
  readonly id: string;
  readonly isSampled: boolean;
  readonly moved: ShareEstimate;
  /** Moved without need. */
  readonly extra: ShareEstimate;
}

export type HashingData = SharesData | SlotsData | SpreadsData | MovesData;
