/**
 * Goal: the accounting of a phased rollout comes out as the closed forms say (docs/model/rollout.md). Method: rollouts
 * over Poisson arrivals, or over a fixed number where the form is about one; many runs, intervals of four standard
 * deviations of what the form predicts.
 */
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../sim/kernel/random-streams.ts';
import { duration, SECOND } from '../../sim/kernel/time.ts';
import { COMPLETED, REJECTED } from '../../sim/metrics/outcome.ts';
import { type Arrival, GATES, rolloutOf, runRollout, share } from '../sim/designs/chain/rollout/sample-rollout.ts';

const SIGMAS = 4;

interface Class {
  /** Share of the traffic, and of those, how many get another status on the new chain. */
  readonly share: number;
  readonly visible: number;
}

/** Poisson arrivals of classes; what is visible of a class fails on the new chain. */
function poissonArrivals(perSecond: number, seconds: number, classes: readonly Class[], run: number): Arrival[] {
  const stream = new RandomStreams('rollout', run).stream('oracle');
  const arrivals: Arrival[] = [];
  for (let atUs = 0; ; ) {
    atUs += (stream.exponential() / perSecond) * SECOND;
    if (atUs >= seconds * SECOND) return arrivals;
    arrivals.push(
      arrivalOf(Math.floor(atUs), fails(stream.fineUniform(), classes, stream.fineUniform()), stream.uint32()),
    );
  }
}

function arrivalOf(atUs: number, isFailing: boolean, clientHash: number): Arrival {
  const outcomeOf = (isMoved: boolean): number => (isMoved && isFailing ? REJECTED : COMPLETED);
  return { atUs, network: 0, clientHash, latencyUs: 20_000, outcomeOf };
}

function fails(drawn: number, classes: readonly Class[], visibility: number): boolean {
  let upTo = 0;
  const found = classes.find(({ share: part }) => {
    upTo += part;
    return drawn < upTo;
  });
  return found !== undefined && visibility < found.visible;
}

function failuresOf(arrivals: readonly Arrival[], moved: readonly boolean[]): number {
  return arrivals.filter((arrival, index) => moved[index] === true && arrival.outcomeOf(true) === REJECTED).length;
}

/** Runs that were stopped. */
function isFound(log: readonly string[]): boolean {
  return log.some((line) => line.includes('gate breached'));
}

describe('phased rollout, oracle', () => {
  const CLASSES: readonly Class[] = [
    { share: 0.01, visible: 1 },
    { share: 0.004, visible: 0.5 },
    { share: 0.05, visible: 0 },
  ];
  const VISIBLE = 0.01 + 0.004 * 0.5;

  it('costs the integral of rate, share and visible classes: E[errors] = ∫ λ f Σ q v dt', () => {
    const steps = [share(0.01, 60), share(0.1, 120), share(0.5, 60), share(1, 60)];
    const runs = 12;
    const expected = runs * 200 * VISIBLE * (0.01 * 60 + 0.1 * 120 + 0.5 * 60 + 60);
    let errors = 0;
    for (let run = 0; run < runs; run++) {
      const arrivals = poissonArrivals(200, 300, CLASSES, run);
      const { moved, log } = runRollout(rolloutOf({ steps, gates: { ...GATES, minimum: 1 } }), arrivals, {
        untilS: 300,
      });
      expect(log.at(-1)).toMatch(/complete/);
      errors += failuresOf(arrivals, moved);
    }
    expect(Math.abs(errors - expected)).toBeLessThan(SIGMAS * Math.sqrt(expected));
  });

  it('costs k and what comes within the reaction: E[damage] = k + λ f q R', () => {
    const [k, shareMoved, reactionS, runs] = [15, 0.5, 30, 60];
    const rollout = rolloutOf({
      steps: [share(shareMoved, 600)],
      gates: { ...GATES, errorsMax: k },
      reaction: duration(reactionS * SECOND),
    });
    let late = 0;
    for (let run = 0; run < runs; run++) {
      const arrivals = poissonArrivals(50, 400, [{ share: 0.01, visible: 1 }], run);
      const { moved, log } = runRollout(rollout, arrivals);
      expect(log.at(-1)).toMatch(/rolled back/);
      late += failuresOf(arrivals, moved) - k;
    }
    const expected = runs * 50 * shareMoved * 0.01 * reactionS;
    expect(Math.abs(late - expected)).toBeLessThan(SIGMAS * Math.sqrt(expected));
  });

  it.each([
    [0.01, 69],
    [0.01, 300],
    [0.003, 300],
  ])('finds a class of share %d among %d connections with probability 1 - (1 - q)^n', (q, n) => {
    const runs = 400;
    const predicted = 1 - (1 - q) ** n;
    const found = countFound(runs, q, n);
    expect(Math.abs(found / runs - predicted)).toBeLessThan(SIGMAS * Math.sqrt((predicted * (1 - predicted)) / runs));
  });

  it('passes 3/q connections without a failure in one case of twenty at most: the rule of three', () => {
    const [q, runs] = [0.01, 1_000];
    const missed = 1 - countFound(runs, q, Math.ceil(3 / q)) / runs;
    expect(Math.abs(missed - 0.05)).toBeLessThan(SIGMAS * Math.sqrt((0.05 * 0.95) / runs));
  });

  it('spends a budget of b failures in T seconds at the share f = b / (λ q T)', () => {
    const [budget, q, perSecond, seconds, runs] = [12, 0.02, 100, 60, 30];
    const affordable = budget / (perSecond * q * seconds);
    let errors = 0;
    for (let run = 0; run < runs; run++) {
      const arrivals = poissonArrivals(perSecond, seconds, [{ share: q, visible: 1 }], run);
      errors += failuresOf(arrivals, runRollout(rolloutOf({ steps: [share(affordable, 600)] }), arrivals).moved);
    }
    expect(Math.abs(errors - runs * budget)).toBeLessThan(SIGMAS * Math.sqrt(runs * budget));
  });

  it('never finds a class that only means something else, however large', () => {
    const gates = { ...GATES, errorShareMax: 0, errorsMax: 1 };
    const arrivals = poissonArrivals(200, 120, [{ share: 0.3, visible: 0 }], 0);
    const { log, moved } = runRollout(rolloutOf({ gates, steps: [share(1, 100)] }), arrivals);
    expect(isFound(log)).toBe(false);
    expect(log.at(-1)).toMatch(/complete/);
    expect(moved.filter(Boolean).length).toBeGreaterThan(10_000);
  });
});

/** Runs in which the first failure among n connections, all of them moved, is noticed. */
function countFound(runs: number, q: number, n: number): number {
  const rollout = rolloutOf({ steps: [share(1, 600)], gates: { ...GATES, errorsMax: 1 } });
  let found = 0;
  for (let run = 0; run < runs; run++) {
    const stream = new RandomStreams('found', run).stream('oracle');
    const arrivals = Array.from({ length: n }, (_, index) =>
      arrivalOf(SECOND + index, stream.fineUniform() < q, stream.uint32()),
    );
    if (isFound(runRollout(rollout, arrivals, { untilS: 5 }).log)) found++;
  }
  return found;
}
