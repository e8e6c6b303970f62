/**
 * The queueing models on all engines, checked and summed up.
 */
import { queueingProblems } from '../measure/check-queueing.ts';
import { askSlice, type EngineSlices, measureQueueing, type QueueingEngine } from '../measure/measure-queueing.ts';
import { meanOf, spreadOf } from '../measure/spread.ts';
import { QUEUEING_CASES, type QueueingCase } from '../models/queueing-case.ts';
import type { EngineResult, QueueingResult } from '../report/result.ts';
import { type PreparedEngines, withEngines } from './prepared-engines.ts';

export async function runQueueing(
  { spillway, peers }: PreparedEngines,
  rounds: number,
  share: number,
  progress: (what: string) => void,
): Promise<{ results: QueueingResult[]; problems: string[] }> {
  const results: QueueingResult[] = [];
  const problems: string[] = [];
  for (const queueingCase of QUEUEING_CASES) {
    progress(queueingCase.title);
    await withEngines([spillway, ...peers], async (started) => {
      const engines = await measureQueueing(queueingCase, started, rounds, share);
      const references = await referenceMeans(started[0]!, queueingCase, engines, rounds);
      problems.push(...queueingProblems(queueingCase, engines, references));
      const { title, exactMean } = queueingCase;
      results.push({ title, exactMean, engines: engines.map((engine) => summary(engine, engines[0]!)) });
    });
  }
  return { results, problems };
}

/** Spillway's mean in each slice, by the number of customers in it: for every number that some engine serves. */
async function referenceMeans(
  { engine }: QueueingEngine,
  queueingCase: QueueingCase,
  engines: readonly EngineSlices[],
  rounds: number,
): Promise<Map<number, number[]>> {
  const means = new Map<number, number[]>();
  for (const { customers } of engines) {
    if (means.has(customers)) continue;
    const ofSlices: number[] = [];
    for (let seed = 0; seed < rounds; seed++) {
      // Seeds of their own, so that Spillway's own slices are not compared with themselves.
      ofSlices.push((await askSlice(engine, queueingCase, customers, 1_000 + seed)).meanInSystem);
    }
    means.set(customers, ofSlices);
  }
  return means;
}

function summary({ name, customers, slices }: EngineSlices, spillway: EngineSlices): EngineResult {
  const ns = slices.map((slice) => slice.nsPerCustomer);
  return {
    name,
    customersPerSlice: customers,
    slices: slices.length,
    nsPerCustomer: spreadOf(ns),
    timesSpillway: spreadOf(ns.map((value, round) => value / spillway.slices[round]!.nsPerCustomer)),
    meanInSystem: meanOf(slices.map((slice) => slice.meanInSystem)),
  };
}
