/**
 * The disruption of losing k backends at random, averaged over many draws: the protocol of the Maglev paper, section 5.3.
 *
 * Each draw has a random stream of its own, by seed and number, so that two methods lose the same backends.
 */
import { RandomStreams } from '../../kernel/random-streams.ts';
import { type Estimate, studentInterval } from '../../stats/student-interval.ts';
import { type Backend, MaglevInputError } from '../backend.ts';
import type { HashMethod, MethodOptions } from '../method.ts';
import { buildMethod, rebuildMethod } from '../methods.ts';
import { assignKeys } from './assignment.ts';
import { type Disruption, measureDisruption } from './disruption.ts';

export interface RemovalDraws {
  /** How many backends each draw removes, 1 .. backends - 1. */
  readonly removedCount: number;
  readonly drawCount: number;
  readonly seed: string;
  /** Of the intervals, between 0 and 1. */
  readonly confidence: number;
  readonly sampledKeyCount: number;
}

export interface RemovalEstimate {
  readonly movedShare: Estimate;
  readonly minimumShare: Estimate;
  readonly extraShare: Estimate;
}

/** @throws MaglevInputError where there are not enough backends to remove */
export function estimateRemoval(
  method: HashMethod,
  backends: readonly Backend[],
  options: MethodOptions,
  { removedCount, drawCount, seed, confidence, sampledKeyCount }: RemovalDraws,
): RemovalEstimate {
  if (removedCount < 1 || removedCount >= backends.length || drawCount < 1) {
    throw new MaglevInputError(
      `${removedCount} of ${backends.length} backends cannot be removed in ${drawCount} draws: at least one goes, one stays, and one draw is made`,
    );
  }
  const ownersBefore = assignKeys(buildMethod(method, backends, options), sampledKeyCount);
  const disruptions: Disruption[] = [];
  for (let draw = 0; draw < drawCount; draw++) {
    const removed = drawIndices(backends.length, removedCount, seed, draw);
    const after = backends.filter((_, index) => !removed.has(index));
    const ownersAfter = assignKeys(rebuildMethod(method, backends, after, options), sampledKeyCount);
    disruptions.push(measureDisruption(ownersBefore, backends, ownersAfter, after));
  }
  const estimate = (values: readonly number[]): Estimate => studentInterval(values, confidence)!;
  return {
    movedShare: estimate(disruptions.map(({ movedShare }) => movedShare)),
    minimumShare: estimate(disruptions.map(({ minimumShare }) => minimumShare)),
    extraShare: estimate(disruptions.map(({ extraShare }) => extraShare)),
  };
}

/** `count` different indices below `population`, every set equally likely (the head of a Fisher-Yates shuffle). */
export function drawIndices(population: number, count: number, seed: string, draw: number): Set<number> {
  const stream = new RandomStreams(seed, draw).stream('maglev/removal');
  const indices = [...Array(population).keys()];
  for (let at = 0; at < count; at++) {
    const from = at + stream.below(population - at);
    const drawn = indices[from]!;
    indices[from] = indices[at]!;
    indices[at] = drawn;
  }
  return new Set(indices.slice(0, count));
}
