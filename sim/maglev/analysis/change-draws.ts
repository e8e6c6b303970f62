/**
 * The disruption of a change that happens to k backends at random, averaged over many draws: the protocol of the Maglev
 * paper, section 5.3, which removes them; they can join or double their weight as well.
 *
 * Each draw has a random stream of its own, by seed and number, so that two methods meet the same changes.
 */
import { RandomStreams } from '../../kernel/random-streams.ts';
import { type Estimate, studentInterval } from '../../stats/student-interval.ts';
import { type Backend, MaglevInputError } from '../backend.ts';
import type { HashMethod, MethodOptions } from '../method.ts';
import { buildMethod, rebuildMethod } from '../methods.ts';
import { assignKeys } from './assignment.ts';
import { type Disruption, measureDisruption } from './disruption.ts';
import { withNewcomers } from './newcomers.ts';

export const DRAWN_CHANGES = ['remove', 'add', 'double'] as const;
/** Backends leave, backends like those of the pool join, or backends get twice their weight. */
export type DrawnChange = (typeof DRAWN_CHANGES)[number];

export interface ChangeDraws {
  readonly change: DrawnChange;
  /** How many backends each draw changes: at least 1; of those that leave, one stays. */
  readonly backendCount: number;
  readonly drawCount: number;
  /** At least one character. */
  readonly seed: string;
  /** Of the intervals, between 0 and 1. */
  readonly confidence: number;
  readonly sampledKeyCount: number;
}

export interface ChangeEstimate {
  readonly movedShare: Estimate;
  readonly minimumShare: Estimate;
  readonly extraShare: Estimate;
}

/** @throws MaglevInputError where the draws ask for what the pool cannot give */
export function estimateChange(
  method: HashMethod,
  backends: readonly Backend[],
  options: MethodOptions,
  draws: ChangeDraws,
): ChangeEstimate {
  checkDraws(backends, draws);
  const ownersBefore = assignKeys(buildMethod(method, backends, options), draws.sampledKeyCount);
  const disruptions: Disruption[] = [];
  for (let draw = 0; draw < draws.drawCount; draw++) {
    const after = drawnPool(backends, draws, draw);
    const ownersAfter = assignKeys(rebuildMethod(method, backends, after, options), draws.sampledKeyCount);
    disruptions.push(measureDisruption(ownersBefore, backends, ownersAfter, after));
  }
  const estimate = (values: readonly number[]): Estimate => studentInterval(values, draws.confidence)!;
  return {
    movedShare: estimate(disruptions.map(({ movedShare }) => movedShare)),
    minimumShare: estimate(disruptions.map(({ minimumShare }) => minimumShare)),
    extraShare: estimate(disruptions.map(({ extraShare }) => extraShare)),
  };
}

/** @throws MaglevInputError where there are not enough backends, changes or draws */
export function checkDraws(backends: readonly Backend[], { change, backendCount, drawCount }: ChangeDraws): void {
  if (backendCount < 1 || drawCount < 1) {
    throw new MaglevInputError(
      `a draw changes at least one backend, and one draw is made, not ${backendCount} in ${drawCount}`,
    );
  }
  if (change === 'remove' && backendCount >= backends.length) {
    throw new MaglevInputError(`${backendCount} of ${backends.length} backends cannot be removed: at least one stays`);
  }
  if (change === 'double' && backendCount > backends.length) {
    throw new MaglevInputError(
      `the weights of ${backendCount} backends cannot be doubled: there are ${backends.length}`,
    );
  }
}

/** The pool after one draw's change. */
function drawnPool(backends: readonly Backend[], { change, backendCount, seed }: ChangeDraws, draw: number): Backend[] {
  if (change === 'add') return withNewcomers(backends, backendCount, seed, draw);
  const drawn = drawIndices(backends.length, backendCount, seed, draw);
  if (change === 'remove') return backends.filter((_, index) => !drawn.has(index));
  return backends.map((backend, index) => (drawn.has(index) ? { ...backend, weight: 2 * backend.weight } : backend));
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
