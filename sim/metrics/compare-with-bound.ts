/**
 * Values of replications against the bound of an expectation: a fixed one, or what was measured in the same replication
 * (a baseline, another quantity). Decided by an interval, or by the share of replications in which the statement holds.
 */
import type { Comparison, Subject } from '../scenario/expectation.ts';
import { dimensionOfSubject } from '../scenario/expression/dimension.ts';
import { pairedDifference } from '../stats/paired-difference.ts';
import { studentInterval } from '../stats/student-interval.ts';
import { clip, compare, decide, type Range } from './decide.ts';
import type { VerdictState } from './experiment-result.ts';

export interface BoundComparison {
  readonly state: VerdictState;
  /** null where a replication has no finite value: a time to what never came. */
  readonly mean: number | null;
  /** null with one replication, and where no interval decides. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** null where it is not finite in some replication. */
  readonly bound: number | null;
  /** Half the width of the range that counts as equal; 0 without a tolerance. */
  readonly tolerance: number;
  /** Replications in which the statement holds. */
  readonly heldCount: number;
}

/** What is asked of the values. */
export interface Demand {
  readonly comparison: Comparison;
  readonly confidence: number;
  readonly hold: number | null;
}

/** In the unit of the values, or as a fraction of the bound. */
export interface Tolerance {
  readonly value: number;
  readonly isRelative: boolean;
}

const ANY_VALUE: Range = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE };

/** A share of replications is a quotient of small whole numbers: 0.9 x 10 may come out a rounding above 9. */
const COUNT_TOLERANCE = 1e-9;

/** Nothing measured is negative, and a share is at most 1; only a difference may be anything. */
export function rangeOfSubject(subject: Subject): Range {
  if (subject.kind === 'difference') return ANY_VALUE;
  return { min: 0, max: dimensionOfSubject(subject) === 'share' ? 1 : Number.MAX_VALUE };
}

/**
 * @param values one for each replication
 * @param limits the bound in the same replications, or one for all
 */
export function compareWithBound(
  values: readonly number[],
  limits: readonly number[] | number,
  range: Range,
  tolerance: Tolerance | null,
  demand: Demand,
): BoundComparison {
  const limitOf = (at: number): number => (typeof limits === 'number' ? limits : limits[at]!);
  const holds = values.map((value, at) =>
    compare(value, demand.comparison, limitOf(at), widthOf(tolerance, limitOf(at))),
  );
  const heldCount = holds.filter((isHeld) => isHeld).length;
  const areAllFinite = values.every(Number.isFinite) && values.every((_, at) => Number.isFinite(limitOf(at)));
  if (areAllFinite && demand.hold === null) {
    return typeof limits === 'number'
      ? withFixed(values, limits, range, tolerance, demand, heldCount)
      : withLimits(values, limits, tolerance, demand, heldCount);
  }
  const bound = meanOf(values.map((_, at) => limitOf(at)));
  const state =
    demand.hold === null
      ? decideEndless(heldCount, values.length, demand.comparison)
      : counted(heldCount, values.length, demand.hold);
  return { state, mean: meanOf(values), interval: null, bound, tolerance: widthOf(tolerance, bound ?? 0), heldCount };
}

function withFixed(
  values: readonly number[],
  bound: number,
  range: Range,
  tolerance: Tolerance | null,
  { comparison, confidence }: Demand,
  heldCount: number,
): BoundComparison {
  const estimate = studentInterval(values, confidence)!;
  const width = widthOf(tolerance, bound);
  return {
    state: decide(estimate, comparison, bound, range, width),
    mean: estimate.mean,
    interval: estimate.low === null ? null : clip(estimate, range),
    bound,
    tolerance: width,
    heldCount,
  };
}

/**
 * Decided on the paired differences, whose interval is laid around the bound: it excludes the bound exactly
 * when the differences exclude 0.
 */
function withLimits(
  values: readonly number[],
  limits: readonly number[],
  tolerance: Tolerance | null,
  { comparison, confidence }: Demand,
  heldCount: number,
): BoundComparison {
  const difference = pairedDifference(values, limits, confidence)!;
  const bound = studentInterval(limits, confidence)!.mean;
  const width = widthOf(tolerance, bound);
  const { low, high } = difference;
  return {
    state: decide(difference, comparison, 0, ANY_VALUE, width),
    mean: bound + difference.mean,
    interval: low === null || high === null ? null : { low: bound + low, high: bound + high },
    bound,
    tolerance: width,
    heldCount,
  };
}

/**
 * Without a mean there is no interval. What never came in some replication was not early enough in all; whether it is
 * late on average cannot be said unless it is late in each.
 */
function decideEndless(heldCount: number, count: number, comparison: Comparison): VerdictState {
  if (heldCount === count) return 'held';
  const isLowerBound = comparison === '>' || comparison === '>=' || comparison === '!=';
  return heldCount > 0 && isLowerBound ? 'undecided' : 'failed';
}

function counted(heldCount: number, count: number, hold: number): VerdictState {
  return heldCount >= hold * count - COUNT_TOLERANCE ? 'held' : 'failed';
}

function widthOf(tolerance: Tolerance | null, bound: number): number {
  if (tolerance === null) return 0;
  return tolerance.isRelative ? tolerance.value * Math.abs(bound) : tolerance.value;
}

function meanOf(values: readonly number[]): number | null {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Number.isFinite(mean) ? mean : null;
}
