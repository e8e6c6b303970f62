/**
 * Whether all engines simulated the same thing: what is measured is worth nothing
 * otherwise. Each problem is one sentence.
 *
 * Means are compared with theory for as many customers from an empty start, and with Spillway's; what differs is the
 * wait, since service takes 1 in the mean. How far chance may move a mean is told by Spillway's slices, so that an
 * engine whose means scatter is not given more room for it.
 */
import type { QueueingCase } from '../models/queueing-case.ts';
import type { EngineSlices } from './measure-queueing.ts';
import { meanOf, standardDeviationOf } from './spread.ts';

/** What slices of as many customers are held against. */
export interface Reference {
  /** Of other slices of Spillway. */
  readonly means: readonly number[];
  /** By theory, from an empty start; null where theory has no answer. */
  readonly exactMean: number | null;
}

/**
 * Standard errors by which two means may differ. With a deviation known from 20 slices that is passed by chance once in
 * 100,000 comparisons (Student's t), of which a run makes some thirty.
 */
const STANDARD_ERRORS = 6;

/** @param references by the number of customers in a slice: one for every engine's */
export function queueingProblems(
  { title, rate }: Pick<QueueingCase, 'title' | 'rate'>,
  engines: readonly EngineSlices[],
  references: ReadonlyMap<number, Reference>,
): string[] {
  return [
    ...engines.flatMap((engine) => [
      ...unservedCustomers(title, engine),
      ...unequalMeans(title, rate, engine, references.get(engine.customers)!),
    ]),
    ...unequalChoices(title, engines),
  ];
}

function unservedCustomers(title: string, { name, customers, slices }: EngineSlices): string[] {
  const other = slices.find((slice) => slice.customers !== customers);
  return other === undefined ? [] : [`${title}, ${name}: asked for ${customers} customers, served ${other.customers}`];
}

function unequalMeans(title: string, rate: number, engine: EngineSlices, { means, exactMean }: Reference): string[] {
  const mean = meanOf(engine.slices.map(({ meanInSystem }) => meanInSystem));
  const deviation = standardDeviationOf(means);
  const isUnequal = (expected: number, standardError: number): boolean => {
    const room = STANDARD_ERRORS * standardError;
    return mean < expected - room - endBias(rate, expected, engine.customers) || mean > expected + room;
  };
  const problem = (by: string, expected: number): string =>
    `${title}, ${engine.name}: waits ${(mean - 1).toFixed(4)} in the mean, ${by} ${(expected - 1).toFixed(4)}`;
  const ownError = deviation / Math.sqrt(engine.slices.length);
  const onSpillway = meanOf(means);
  return [
    ...(exactMean !== null && isUnequal(exactMean, ownError) ? [problem('by theory', exactMean)] : []),
    ...(isUnequal(onSpillway, Math.hypot(ownError, deviation / Math.sqrt(means.length)))
      ? [problem('on Spillway', onSpillway)]
      : []),
  ];
}

/**
 * By how much less an engine may find that stops when so many have left, while others are still there: rate x
 * mean by Little's law, whose stay is as long as its square's mean over its own, which is below twice the mean as
 * stays vary less than exponentially.
 */
function endBias(rate: number, mean: number, customers: number): number {
  return (rate * mean * mean) / customers;
}

/** Engines that draw the same numbers must make the same choices, slice by slice. */
function unequalChoices(title: string, engines: readonly EngineSlices[]): string[] {
  const alike = engines.filter((engine) => engine.drawsAlike);
  const first = alike[0];
  if (first === undefined) return [];
  return alike.slice(1).flatMap((other) =>
    other.slices.flatMap(({ checksum }, round) => {
      const expected = first.slices[round]!.checksum;
      return checksum === expected
        ? []
        : [`${title}, slice ${round}: ${other.name} and ${first.name} served other servers (${checksum}, ${expected})`];
    }),
  );
}
