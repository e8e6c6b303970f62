/**
 * The queueing models that are run on Spillway and on its peers, by the name that goes over the line to each engine.
 */
import { erlangCWaitMean } from '../../test/oracle/closed-forms.ts';
import type { LoadBalancingParameters } from './load-balancing-model.ts';

export interface QueueingCase extends LoadBalancingParameters {
  readonly id: string;
  readonly title: string;
  /** Mean time in the system in mean service times where theory knows it, else null. */
  readonly exactMean: number | null;
}

const UTILISATION = 0.9;

function queueingCase(
  id: string,
  title: string,
  serverCount: number,
  processors: number,
  picksShorterOfTwo: boolean,
): QueueingCase {
  // A random server of the pool sees a Poisson stream of its own: it is M/M/c. For the shorter of two there is no closed form.
  const exactMean = picksShorterOfTwo ? null : 1 + erlangCWaitMean(processors, UTILISATION * processors);
  const rate = UTILISATION * serverCount * processors;
  return { id, title, serverCount, processors, rate, picksShorterOfTwo, exactMean };
}

export const SHORTER_OF_TWO = queueingCase('lb-jsq2', '200 servers of 8, shorter of two', 200, 8, true);

export const QUEUEING_CASES: readonly QueueingCase[] = [
  SHORTER_OF_TWO,
  queueingCase('lb-random', '200 servers of 8, random', 200, 8, false),
  queueingCase('mm50', 'M/M/50', 1, 50, false),
];
