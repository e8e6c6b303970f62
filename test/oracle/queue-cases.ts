/**
 * The queues whose answers theory knows: what is simulated, what is measured, and what it must be.
 */
import type { Estimate } from '../../sim/stats/student-interval.ts';
import { erlangB, erlangCWaitMean, pollaczekKhinchineWaitMean, processorSharingSojournMean } from './closed-forms.ts';
import type { Queue, QueueEstimates } from './queue-scenario.ts';

/** Mean work of every queue here, ms. */
const WORK_MS = 10;

export interface QueueCase {
  /** Kendall's notation, load and work. */
  readonly name: string;
  readonly theory: string;
  readonly queue: Queue;
  readonly measure: (estimates: QueueEstimates) => Estimate;
  readonly unit: 'ms' | 'share';
  readonly exact: number;
}

const EXPONENTIAL = `{ exponential: { mean: ${WORK_MS}ms } }`;
const CONSTANT = `${WORK_MS}ms`;
const lognormal = (sigma: number): string => `{ lognormal: { mean: ${WORK_MS}ms, sigma: ${sigma} } }`;
/** Longer than any queue of a stable run. */
const ENDLESS = 1_000_000;

export const QUEUE_CASES: readonly QueueCase[] = [
  ...[
    { servers: 1, load: 0.5 },
    { servers: 1, load: 0.8 },
    { servers: 5, load: 0.8 },
    { servers: 50, load: 0.9 },
  ].map(({ servers, load }) => waitingCase(servers, load)),
  generalCase('constant', CONSTANT, 0),
  generalCase('lognormal', lognormal(0.7), Math.exp(0.7 ** 2) - 1),
  lossCase(1, 0.5, 'exponential', EXPONENTIAL),
  lossCase(10, 9, 'exponential', EXPONENTIAL),
  lossCase(10, 9, 'constant', CONSTANT),
  lossCase(10, 9, 'lognormal', lognormal(1)),
  sharingCase('exponential', EXPONENTIAL, 0.8),
  sharingCase('constant', CONSTANT, 0.8),
  sharingCase('lognormal', lognormal(1), 0.7),
];

function waitingCase(servers: number, load: number): QueueCase {
  return {
    name: `M/M/${servers}, load ${load}: time in queue and service`,
    theory: 'Erlang C',
    queue: queue('workers', servers, ENDLESS, servers * load, EXPONENTIAL),
    measure: ({ sojournMs }) => sojournMs,
    unit: 'ms',
    exact: WORK_MS + erlangCWaitMean(servers, servers * load) * WORK_MS,
  };
}

function generalCase(name: string, work: string, squaredVariation: number): QueueCase {
  const load = 0.7;
  return {
    name: `M/G/1, load ${load}, ${name} work: time in queue and service`,
    theory: 'Pollaczek and Khinchine',
    queue: queue('workers', 1, ENDLESS, load, work),
    measure: ({ sojournMs }) => sojournMs,
    unit: 'ms',
    exact: WORK_MS + pollaczekKhinchineWaitMean(WORK_MS, load, squaredVariation),
  };
}

function lossCase(servers: number, offered: number, name: string, work: string): QueueCase {
  return {
    name: `M/G/${servers}/${servers}, ${offered} erlang, ${name} work: refused`,
    theory: 'Erlang B',
    queue: queue('workers', servers, 0, offered, work),
    measure: ({ refusedShare }) => refusedShare,
    unit: 'share',
    exact: erlangB(servers, offered),
  };
}

function sharingCase(name: string, work: string, load: number): QueueCase {
  return {
    name: `M/G/1-PS, load ${load}, ${name} work: time in service`,
    theory: 'depends on the mean of the work only',
    queue: queue('processorSharing', 1, ENDLESS, load, work),
    measure: ({ sojournMs }) => sojournMs,
    unit: 'ms',
    exact: processorSharingSojournMean(WORK_MS, load),
  };
}

/** @param offered arrivals in a mean service time */
function queue(
  discipline: Queue['discipline'],
  servers: number,
  backlog: number,
  offered: number,
  work: string,
): Queue {
  return { discipline, servers, backlog, ratePerSecond: (1_000 / WORK_MS) * offered, work };
}
