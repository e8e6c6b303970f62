/**
 * An expectation of the scenario file after parsing: what is measured, a comparison and a bound.
 *
 * Numbers are in base units: connections, fractions, per second, microseconds. `docs/EXPECT.md`
 * says what each quantity means.
 */

export type Comparison = '<' | '<=' | '==' | '!=' | '>=' | '>';

/**
 * Narrows a quantity to a part of the traffic or of the fleet: ids that exist in the scenario; `null`: no restriction.
 */
export interface Selector {
  /** Where the clients live. */
  readonly metro: readonly string[] | null;
  /** Region that the clients go to when nothing is wrong. */
  readonly home: readonly string[] | null;
  /** Region, zone and backend that the connections were sent to. */
  readonly region: readonly string[] | null;
  readonly zone: readonly string[] | null;
  readonly backend: readonly string[] | null;
  /** What became of the attempts. */
  readonly outcome: readonly string[] | null;
  /** Why connections broke. */
  readonly cause: readonly string[] | null;
}

/** Of values over intervals, or of connections. */
export type Statistic =
  | { readonly kind: 'min' | 'mean' | 'max' }
  /** `p`: a fraction, between 0 and 1. */
  | { readonly kind: 'quantile'; readonly p: number };

/** State of the fleet at the end of an interval. */
export type Gauge = 'active' | 'capacity' | 'utilisation' | 'members' | 'serviceable' | 'seenHealthy';

/** A number for each interval. */
export type Series =
  | { readonly kind: 'gauge'; readonly of: Gauge; readonly selector: Selector }
  | { readonly kind: 'rate' | 'share'; readonly of: string; readonly selector: Selector };

/** What must be so in an interval: a series compared with a number, or with a multiple of another series. */
export interface Condition {
  readonly series: Series;
  readonly comparison: Comparison;
  /** The number itself where `of` is null. */
  readonly factor: number;
  readonly of: Series | null;
}

/** How uneven a load is: standard deviation over mean, or maximum over mean. */
export type Spread = 'imbalance' | 'peakToMean';

/** What is measured in one design. */
export type Measure =
  | { readonly kind: 'count' | 'share' | 'rate'; readonly of: string; readonly selector: Selector }
  | { readonly kind: 'moved'; readonly selector: Selector }
  | { readonly kind: 'latency'; readonly statistic: Statistic; readonly selector: Selector }
  | { readonly kind: 'series'; readonly statistic: Statistic; readonly series: Series }
  | {
      readonly kind: 'spread';
      readonly spread: Spread;
      readonly over: 'zones' | 'backends' | 'members';
      readonly selector: Selector;
    }
  | { readonly kind: 'timeTo'; readonly condition: Condition; readonly isSettled: boolean };

export interface Quantity {
  readonly measure: Measure;
  /** Where it is measured; `null`: in the design that the expectation is asked of. */
  readonly designId: string | null;
}

/** The left side: a quantity, or two of one kind combined. */
export type Subject =
  | { readonly kind: 'single'; readonly quantity: Quantity }
  | { readonly kind: 'ratio' | 'difference'; readonly left: Quantity; readonly right: Quantity };

/** The right side: factor x (what the baseline did, or a quantity) + offset. */
export interface Bound {
  /** `null`: nothing, so that the offset is the bound. */
  readonly of: 'baseline' | Quantity | null;
  readonly factor: number;
  readonly offset: number;
  /** How far off still counts as equal: in base units, or as a fraction of the bound. */
  readonly tolerance: { readonly value: number; readonly isRelative: boolean } | null;
}

export interface Statement {
  readonly subject: Subject;
  readonly comparison: Comparison;
  readonly bound: Bound;
}

export interface ParsedExpectation extends Statement {
  readonly id: string;
  /** The text as written. */
  readonly that: string;
  readonly designIds: readonly string[];
  /** Index into the scenario's windows. */
  readonly windowIndex: number;
  readonly severity: 'error' | 'warn';
  /** Between 0 and 1. */
  readonly confidence: number;
  /**
   * Share of replications in which the statement has to hold, which then decides instead of an
   * interval; `null`: an interval decides.
   */
  readonly hold: number | null;
}

/** All quantities of a statement, from left to right. */
export function quantitiesOf({ subject, bound }: Statement): Quantity[] {
  const left = subject.kind === 'single' ? [subject.quantity] : [subject.left, subject.right];
  return bound.of === null || bound.of === 'baseline' ? left : [...left, bound.of];
}
