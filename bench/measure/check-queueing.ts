/**
 * Whether all engines simulated the same thing: what is measured is worth nothing otherwise. Each problem is one sentence.
 */
import type { QueueingCase } from '../models/queueing-case.ts';
import type { EngineSlices } from './measure-queueing.ts';
import { meanOf, standardErrorOf } from './spread.ts';

/**
 * A slice starts empty, which pulls its mean down by a share that falls as the slice gets longer: 1.4 % for 1.5 million customers on 200 servers, 4.4 %
 * for 300,000 (measured). This over the number of customers is allowed beside chance.
 */
const START_BIAS_CUSTOMERS = 30_000;
/** Where the start weighs more than this, theory says nothing about a slice; the comparison with Spillway does. */
const START_BIAS_MAX = 0.1;
/** Standard errors that two means may differ by: with the dozens of comparisons of a run, 5 are passed by chance once in 10,000 runs. */
const STANDARD_ERRORS = 5;
/** Engines differ in how they end: with the last arrival served or with the last departure counted. */
const END_BIAS = 0.004;

/** @param references Spillway's slices by the number of customers served in each */
export function queueingProblems(
  { title, exactMean }: QueueingCase,
  engines: readonly EngineSlices[],
  references: ReadonlyMap<number, readonly number[]>,
): string[] {
  return [
    ...engines.flatMap((engine) => differencesFromSpillway(title, engine, references.get(engine.customers)!)),
    ...(exactMean === null ? [] : engines.flatMap((engine) => differencesFromTheory(title, engine, exactMean))),
    ...unequalChoices(title, engines),
  ];
}

function meansOf(engine: EngineSlices): number[] {
  return engine.slices.map((slice) => slice.meanInSystem);
}

function differencesFromTheory(title: string, engine: EngineSlices, exactMean: number): string[] {
  const startBias = START_BIAS_CUSTOMERS / engine.customers;
  if (startBias > START_BIAS_MAX) return [];
  const means = meansOf(engine);
  const allowed = startBias * exactMean + STANDARD_ERRORS * standardErrorOf(means);
  const difference = meanOf(means) - exactMean;
  if (Math.abs(difference) <= allowed) return [];
  return [`${title}, ${engine.name}: mean ${meanOf(means).toFixed(4)}, by Erlang C ${exactMean.toFixed(4)}`];
}

function differencesFromSpillway(title: string, engine: EngineSlices, reference: readonly number[]): string[] {
  const means = meansOf(engine);
  const error = Math.hypot(standardErrorOf(means), standardErrorOf(reference));
  const difference = meanOf(means) - meanOf(reference);
  if (Math.abs(difference) <= END_BIAS * meanOf(reference) + STANDARD_ERRORS * error) return [];
  return [`${title}, ${engine.name}: mean ${meanOf(means).toFixed(4)}, on Spillway ${meanOf(reference).toFixed(4)}`];
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
