/**
 * An expectation of the scenario file after parsing: a measured quantity, a comparison and a bound.
 */

export type Comparison = '<' | '<=' | '==' | '!=' | '>=' | '>';

/** Narrows a quantity to a part of the traffic; ids that exist in the scenario. */
export interface Selector {
  readonly metro: readonly string[] | null;
  /** Region that served. */
  readonly region: readonly string[] | null;
  readonly backend: readonly string[] | null;
}

/** What the left side measures. */
export type Quantity =
  | { readonly kind: 'count'; readonly of: string; readonly selector: Selector }
  | { readonly kind: 'share'; readonly of: string; readonly selector: Selector; readonly within: Selector }
  | { readonly kind: 'rate'; readonly of: string; readonly selector: Selector }
  | { readonly kind: 'latencyQuantile'; readonly quantile: number; readonly selector: Selector }
  | { readonly kind: 'latencyMean'; readonly selector: Selector }
  | { readonly kind: 'utilisation'; readonly statistic: 'mean' | 'max'; readonly selector: Selector }
  | { readonly kind: 'movedEstablished' };

export interface ParsedExpectation {
  readonly id: string;
  /** The text as written. */
  readonly that: string;
  readonly designIds: readonly string[];
  /** Index into the scenario's windows. */
  readonly windowIndex: number;
  readonly quantity: Quantity;
  readonly comparison: Comparison;
  /** In the quantity's base unit (connections, fraction, per second, us). With `timesBaseline`, a factor on the baseline's value. */
  readonly bound: number;
  readonly timesBaseline: boolean;
  readonly severity: 'error' | 'warn';
  /** Between 0 and 1. */
  readonly confidence: number;
}
