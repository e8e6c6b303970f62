/** A rollout with short steps, and the machinery to run one without a design around it. */
import { Rollouts } from '../../../../../sim/designs/chain/rollout/rollouts.ts';
import { SideShares } from '../../../../../sim/designs/chain/rollout/side-shares.ts';
import { type ArrivalSource, Kernel } from '../../../../../sim/kernel/kernel.ts';
import { duration, MINUTE, NEVER, SECOND, type SimTime, simTime } from '../../../../../sim/kernel/time.ts';
import type {
  ResolvedRollout,
  ResolvedRolloutGates,
  ResolvedShareStep,
} from '../../../../../sim/scenario/resolved-rollout.ts';

export const NETWORK_COUNT = 2;

export const GATES: ResolvedRolloutGates = {
  window: duration(10 * SECOND),
  minimum: 100,
  compareWith: 'absolute',
  errorShareMax: null,
  errorsMax: null,
  latency: [],
};

export function share(of: number, lengthS = 60, where: ResolvedShareStep['where'] = EVERYWHERE): ResolvedShareStep {
  return { kind: 'share', share: of, where, length: duration(lengthS * SECOND) };
}

const EVERYWHERE: ResolvedShareStep['where'] = { kind: 'everywhere', ids: [] };

export function rolloutOf(changes: Partial<ResolvedRollout> = {}): ResolvedRollout {
  return { steps: [share(0.1), share(1)], gates: GATES, onBreach: 'rollback', reaction: duration(0), ...changes };
}

/** A connection that arrives: who its client is, and what becomes of it at once on either side. */
export interface Arrival {
  readonly atUs: number;
  readonly network: number;
  readonly clientHash: number;
  readonly outcomeOf: (isMoved: boolean) => number;
  readonly latencyUs: number;
}

export interface Seen {
  /** `60 step 1, 10 % of clients begins`: seconds and what was noted. */
  readonly log: readonly string[];
  /** Of the arrivals, in order. */
  readonly moved: readonly boolean[];
}

/** Runs a rollout from the given instant on arrivals that end as they come. */
export function runRollout(
  rollout: ResolvedRollout,
  arrivals: readonly Arrival[],
  { beginS = 0, untilS = 600, again = null as { atS: number; rollout: ResolvedRollout } | null } = {},
): Seen {
  const kernel = new Kernel();
  const log: string[] = [];
  const moved: boolean[] = [];
  const shares = new SideShares(NETWORK_COUNT);
  const rollouts = new Rollouts({
    kernel,
    shares,
    networksOf: ({ kind, ids }) => (kind === 'everywhere' ? [0, 1] : ids.map(Number)),
    test: (forms) => ({ isBreached: forms.includes('doubled'), what: `tested ${forms.join(', ')}` }),
  });
  const note = (what: string): void => {
    log.push(`${kernel.now / SECOND} ${what}`);
  };
  const begin = kernel.register('test.begin', () => rollouts.begin(rollout, note));
  kernel.schedule(simTime(beginS * SECOND), begin, 0);
  if (again !== null) {
    const next = kernel.register('test.again', () => rollouts.begin(again.rollout, note));
    kernel.schedule(simTime(again.atS * SECOND), next, 0);
  }
  let at = 0;
  const source: ArrivalSource = {
    get nextAt(): SimTime {
      return at < arrivals.length ? simTime(arrivals[at]!.atUs) : NEVER;
    },
    arrive() {
      const { network, clientHash, outcomeOf, latencyUs } = arrivals[at++]!;
      const isMoved = shares.isMoved(network, clientHash);
      moved.push(isMoved);
      rollouts.ended(isMoved, outcomeOf(isMoved), latencyUs);
    },
  };
  kernel.run(simTime(untilS * SECOND), source, { poll: () => false });
  return { log, moved };
}

/** Evenly spaced arrivals of clients that differ, half of each network. */
export function steadyArrivals(
  perSecond: number,
  seconds: number,
  outcomeOf: (index: number, isMoved: boolean) => number,
  latencyUsOf: (index: number) => number = () => 20_000,
): Arrival[] {
  return Array.from({ length: perSecond * seconds }, (_, index) => ({
    atUs: Math.floor((index * SECOND) / perSecond),
    network: index % NETWORK_COUNT,
    clientHash: Math.imul(index + 1, 0x9e3779b1) >>> 0,
    outcomeOf: (isMoved: boolean) => outcomeOf(index, isMoved),
    latencyUs: latencyUsOf(index),
  }));
}

export const REACTION = duration(MINUTE);
