/**
 * The queueing models that are run on Spillway and on its peers, by the name that goes over the line to each engine.
 */
import type { LoadBalancingParameters } from './load-balancing-model.ts';

export interface QueueingCase extends LoadBalancingParameters {
  readonly id: string;
  readonly title: string;
}

const UTILISATION = 0.9;

function queueingCase(
  id: string,
  title: string,
  serverCount: number,
  processors: number,
  picksShorterOfTwo: boolean,
): QueueingCase {
  const rate = UTILISATION * serverCount * processors;
  return { id, title, serverCount, processors, rate, picksShorterOfTwo };
}

export const SHORTER_OF_TWO = queueingCase('lb-jsq2', '200 servers of 8, shorter of two', 200, 8, true);

export const QUEUEING_CASES: readonly QueueingCase[] = [
  SHORTER_OF_TWO,
  queueingCase('lb-random', '200 servers of 8, random', 200, 8, false),
  queueingCase('mm50', 'M/M/50', 1, 50, false),
];
