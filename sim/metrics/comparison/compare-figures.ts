/**
 * Two results of the same kind of experiment, one before and one after a change: what differs, and
 * which differences are established.
 *
 * Where both were run with the same seed, replications are paired by their number: they met the same arrivals and
 * sizes, so what the two share cancels. With other seeds they are independent samples (Welch). Intervals are
 * simultaneous: with 95 % confidence all of them hold at once (Bonferroni), because a gate that looks at forty figures
 * at 95 % each would cry wolf at two of them every time.
 * Source: Law, "Simulation Modeling and Analysis", 5th edition, sections 9.7 and 10.2.
 */
import { pairedDifference } from '../../stats/paired-difference.ts';
import { type Estimate, studentInterval } from '../../stats/student-interval.ts';
import { welchDifference } from '../../stats/welch-difference.ts';
import type { Better } from '../better.ts';
import type { Unit } from '../format-number.ts';
import { SUMMARY_METRICS, type SummaryMetric } from '../summary-metrics.ts';
import { type DesignFigures, type FigureSet, INGREDIENTS, type Ingredient } from './figure-set.ts';
import { CHANGE_STATES, type ChangeState, judgeChange } from './judge-change.ts';

export interface Comparison {
  readonly before: FigureSet;
  readonly after: FigureSet;
  /** True when the seed is the same, so that replications are paired by number. */
  readonly isPaired: boolean;
  /** Designs that both have, in the order of `after`. */
  readonly designs: readonly DesignComparison[];
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
  /** Of all designs: only what differs; established first, then by effect. */
  readonly changes: readonly MetricChange[];
}

export interface DesignComparison {
  readonly id: string;
  /** Whole replications; `shared`: with the same number and seed. */
  readonly replications: { readonly before: number; readonly after: number; readonly shared: number };
  /** Where the shared replications part; null without any. */
  readonly ingredients: Readonly<Record<Ingredient, 'same' | 'differs'>> | null;
  /** Metrics whose figures are equal in every replication compared. */
  readonly equalCount: number;
  /** Metrics that only one of the two measured. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

export interface MetricChange {
  readonly designId: string;
  readonly metric: string;
  readonly unit: Unit;
  readonly better: Better;
  /** Over the replications compared, each with a 95 % interval of its own; null where there was nothing to measure. */
  readonly before: Estimate | null;
  readonly after: Estimate | null;
  /** after - before, with its simultaneous interval; null where one of them has no value. */
  readonly difference: Estimate | null;
  /** |difference| over the larger of the two means, 0 .. 1. */
  readonly effect: number;
  readonly state: ChangeState;
}

export interface CompareOptions {
  /** Share of the mean before that a metric may move without mattering, from 0. */
  readonly tolerance: number;
}

export const COMPARISON_CONFIDENCE = 0.95;

/** The values of one metric in the replications that are compared: paired, or of both sides as many as there are. */
interface Sample {
  readonly designId: string;
  readonly metric: SummaryMetric;
  readonly before: readonly (number | null)[];
  readonly after: readonly (number | null)[];
  readonly isPaired: boolean;
}

export function compareFigures(before: FigureSet, after: FigureSet, { tolerance }: CompareOptions): Comparison {
  const isPaired = before.seed === after.seed;
  const pairs = after.designs.flatMap((design) => {
    const old = before.designs.find(({ id }) => id === design.id);
    return old === undefined ? [] : [{ old, design, samples: samplesOf(old, design, isPaired) }];
  });
  const differing = pairs.flatMap(({ samples }) => samples.filter(differs));
  const changes = differing.map((sample) => changeOf(sample, tolerance, differing.length));
  return {
    before,
    after,
    isPaired,
    designs: pairs.map(({ old, design, samples }) => ({
      id: design.id,
      replications: {
        before: old.replications.length,
        after: design.replications.length,
        shared: sharedOf(old, design, isPaired).length,
      },
      ingredients: ingredientsOf(old, design, isPaired),
      equalCount: samples.length - samples.filter(differs).length,
      onlyBefore: namesMissing(old, design),
      onlyAfter: namesMissing(design, old),
    })),
    onlyBefore: idsMissing(before, after),
    onlyAfter: idsMissing(after, before),
    changes: byStateAndEffect(changes),
  };
}

/** Whether the shared runs were the same, event for event, and every figure is. */
export function isIdentical({ changes, designs, onlyBefore, onlyAfter }: Comparison): boolean {
  const isSame = designs.every(
    ({ ingredients }) => ingredients !== null && INGREDIENTS.every((name) => ingredients[name] === 'same'),
  );
  return isSame && changes.length === 0 && onlyBefore.length === 0 && onlyAfter.length === 0;
}

/** Metrics of both; none where one of them has no whole replication. As far as this version knows them. */
function samplesOf(old: DesignFigures, design: DesignFigures, isPaired: boolean): Sample[] {
  if (old.replications.length === 0 || design.replications.length === 0) return [];
  const shared = sharedOf(old, design, isPaired);
  const chosen = ({ replications }: DesignFigures, values: readonly (number | null)[]) =>
    isPaired ? shared.map((number) => values[replications.indexOf(number)]!) : values;
  return design.metrics.flatMap(({ name, values }) => {
    const metric = SUMMARY_METRICS.find((known) => known.name === name);
    const other = old.metrics.find((known) => known.name === name);
    if (metric === undefined || other === undefined) return [];
    return [
      { designId: design.id, metric, before: chosen(old, other.values), after: chosen(design, values), isPaired },
    ];
  });
}

function sharedOf(old: DesignFigures, design: DesignFigures, isPaired: boolean): number[] {
  return isPaired ? design.replications.filter((number) => old.replications.includes(number)) : [];
}

function ingredientsOf(
  old: DesignFigures,
  design: DesignFigures,
  isPaired: boolean,
): DesignComparison['ingredients'] | null {
  const shared = sharedOf(old, design, isPaired);
  if (shared.length === 0) return null;
  const state = (name: Ingredient): 'same' | 'differs' => {
    const isSame = shared.every((number) => {
      const [was, is] = [old.replications.indexOf(number), design.replications.indexOf(number)];
      return old.fingerprints[name][was] === design.fingerprints[name][is];
    });
    return isSame ? 'same' : 'differs';
  };
  return {
    traffic: state('traffic'),
    routing: state('routing'),
    outcomes: state('outcomes'),
    events: state('events'),
  };
}

/** Independent samples are alike only where no value of either differs from any other. */
function differs({ before, after, isPaired }: Sample): boolean {
  if (isPaired) return before.some((value, index) => value !== after[index]);
  return new Set([...before, ...after]).size > 1;
}

/** @param count of changes that are tested at once */
function changeOf(
  { designId, metric: { name, unit, better }, before, after, isPaired }: Sample,
  tolerance: number,
  count: number,
): MetricChange {
  const confidence = 1 - (1 - COMPARISON_CONFIDENCE) / count;
  const difference = isPaired
    ? pairedDifference(after, before, confidence)
    : welchDifference(known(after), known(before), confidence);
  const [was, is] = [before, after].map((values) => studentInterval(known(values), COMPARISON_CONFIDENCE)) as [
    Estimate | null,
    Estimate | null,
  ];
  const largest = Math.max(Math.abs(was?.mean ?? 0), Math.abs(is?.mean ?? 0));
  return {
    designId,
    metric: name,
    unit,
    better,
    before: was,
    after: is,
    difference:
      difference === null
        ? null
        : { count: difference.count, mean: difference.mean, low: difference.low, high: difference.high },
    effect: difference === null || largest === 0 ? 0 : Math.abs(difference.mean) / largest,
    state: difference === null ? 'open' : judgeChange(difference, better, tolerance * Math.abs(was?.mean ?? 0)),
  };
}

function known(values: readonly (number | null)[]): number[] {
  return values.flatMap((value) => value ?? []);
}

/** Ties in the order of designs and metrics. */
function byStateAndEffect(changes: readonly MetricChange[]): MetricChange[] {
  return [...changes.entries()]
    .sort(([i, a], [j, b]) => rank(a) - rank(b) || b.effect - a.effect || i - j)
    .map(([, change]) => change);
}

function rank({ state }: MetricChange): number {
  return CHANGE_STATES.indexOf(state);
}

function namesMissing(here: DesignFigures, there: DesignFigures): string[] {
  return here.metrics.map(({ name }) => name).filter((name) => there.metrics.every((other) => other.name !== name));
}

function idsMissing(here: FigureSet, there: FigureSet): string[] {
  return here.designs.map(({ id }) => id).filter((id) => there.designs.every((other) => other.id !== id));
}
