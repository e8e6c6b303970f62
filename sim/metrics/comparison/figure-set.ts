/**
 * What a result is compared by: for every design its summary metrics and fingerprints,
 * replication by replication, rounded.
 *
 * A baseline file holds exactly this, so a result just computed and a baseline read back are compared like with like:
 * the rounding is the same on both sides, and equal runs have equal figures.
 */
import type { ExperimentResult, ReplicationRow } from '../experiment-result.ts';
import type { Fingerprints } from '../run-record.ts';

/** In the order in which a change works its way through a run. */
export const INGREDIENTS = ['traffic', 'routing', 'outcomes', 'events'] as const satisfies (keyof Fingerprints)[];
export type Ingredient = (typeof INGREDIENTS)[number];

export interface FigureSet {
  readonly toolVersion: string;
  /** Name of the scenario. */
  readonly scenario: string;
  /** The first eight hex digits of the hash of each part that decides a replication: `traffic`, `design spray`. */
  readonly setup: Readonly<Record<string, string>>;
  readonly seed: string;
  /** Of the whole experiment, 16 hex digits: as `spillway run` prints it. */
  readonly fingerprint: string;
  readonly designs: readonly DesignFigures[];
}

export interface DesignFigures {
  readonly id: string;
  /** Numbers of its whole replications, ascending; the lists below have one entry for each. */
  readonly replications: readonly number[];
  /** The first eight hex digits of each: two runs that differ agree in all four by chance once in 2^128. */
  readonly fingerprints: Readonly<Record<Ingredient, readonly string[]>>;
  readonly metrics: readonly MetricFigures[];
}

export interface MetricFigures {
  readonly name: string;
  /** null where a replication had nothing to measure. */
  readonly values: readonly (number | null)[];
}

/**
 * Six digits tell a millionth of a value apart: finer than any difference worth a decision, and a line stays readable.
 */
const SIGNIFICANT_DIGITS = 6;
const HASH_DIGITS = 8;

export function figuresOf(result: ExperimentResult): FigureSet {
  const { scenario, toolVersion, fingerprint } = result;
  return {
    toolVersion,
    scenario: scenario.name,
    setup: Object.fromEntries(Object.entries(scenario.setup).map(([part, hash]) => [part, hash.slice(0, HASH_DIGITS)])),
    seed: scenario.seed,
    fingerprint: fingerprint.all,
    designs: result.designs.map(({ id }) => designFigures(id, result)),
  };
}

/** Whole numbers exactly, others to six significant digits. */
export function roundFigure(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS));
}

function designFigures(id: string, { summary, replications }: ExperimentResult): DesignFigures {
  const runs = replications.filter(({ designId }) => designId === id);
  const names = summary.filter(({ designId }) => designId === id).map(({ metric }) => metric);
  return {
    id,
    replications: runs.map(({ replication }) => replication),
    fingerprints: {
      traffic: shortened(runs, 'traffic'),
      routing: shortened(runs, 'routing'),
      outcomes: shortened(runs, 'outcomes'),
      events: shortened(runs, 'events'),
    },
    metrics: names.flatMap((name, index) => {
      // A count that is there as a share as well would say everything twice.
      if (names.includes(`${name}Share`)) return [];
      return [{ name, values: runs.map(({ values }) => roundedOrNull(values[index]!)) }];
    }),
  };
}

function shortened(runs: readonly ReplicationRow[], ingredient: Ingredient): string[] {
  return runs.map(({ fingerprint }) => fingerprint[ingredient].slice(0, HASH_DIGITS));
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : roundFigure(value);
}
