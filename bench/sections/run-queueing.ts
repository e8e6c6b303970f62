/**
 * The queueing models on all engines, checked and summed up.
 */
import { erlangCWaitMean } from '../../test/oracle/closed-forms.ts';
import { queueingProblems, type Reference } from '../measure/check-queueing.ts';
import { askSlice, type EngineSlices, measureQueueing, type QueueingEngine } from '../measure/measure-queueing.ts';
import { meanOf, spreadOf } from '../measure/spread.ts';
import { meanFromEmpty } from '../models/mean-from-empty.ts';
import { QUEUEING_CASES, type QueueingCase } from '../models/queueing-case.ts';
import type { EngineResult, QueueingResult } from '../report/result.ts';
import { type PreparedEngines, withEngines } from './prepared-engines.ts';

/**
 * Slices of Spillway that tell what engines' means may differ by; with seeds of their own, so that its own slices
 * are not compared with themselves.
 */
const REFERENCE_SLICES = 20;
const REFERENCE_SEED = 1_000;

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
      const references = await referencesOf(started[0]!, queueingCase, engines);
      problems.push(...queueingProblems(queueingCase, engines, references));
      results.push({
        title: queueingCase.title,
        erlangCMean: erlangCMean(queueingCase),
        engines: engines.map((engine) => summary(engine, engines[0]!, references.get(engine.customers)!)),
      });
    });
  }
  return { results, problems };
}

/** A random server sees a Poisson stream of its own: it is M/M/c. For the shorter of two there is no closed form. */
function erlangCMean({ processors, rate, serverCount, picksShorterOfTwo }: QueueingCase): number | null {
  return picksShorterOfTwo ? null : 1 + erlangCWaitMean(processors, rate / serverCount);
}

/** By the number of customers in a slice: for every number that some engine serves. */
async function referencesOf(
  { engine }: QueueingEngine,
  queueingCase: QueueingCase,
  engines: readonly EngineSlices[],
): Promise<Map<number, Reference>> {
  const references = new Map<number, Reference>();
  for (const { customers } of engines) {
    if (references.has(customers)) continue;
    const means: number[] = [];
    for (let slice = 0; slice < REFERENCE_SLICES; slice++) {
      means.push((await askSlice(engine, queueingCase, customers, REFERENCE_SEED + slice)).meanInSystem);
    }
    const exactMean = queueingCase.picksShorterOfTwo ? null : meanFromEmpty(queueingCase, customers);
    references.set(customers, { means, exactMean });
  }
  return references;
}

function summary(
  { name, customers, slices }: EngineSlices,
  spillway: EngineSlices,
  reference: Reference,
): EngineResult {
  const ns = slices.map((slice) => slice.nsPerCustomer);
  return {
    name,
    customersPerSlice: customers,
    slices: slices.length,
    nsPerCustomer: spreadOf(ns),
    timesSpillway: spreadOf(ns.map((value, round) => value / spillway.slices[round]!.nsPerCustomer)),
    meanInSystem: meanOf(slices.map((slice) => slice.meanInSystem)),
    expectedMean: reference.exactMean ?? meanOf(reference.means),
  };
}
