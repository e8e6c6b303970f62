/**
 * The active pool of a passthrough balancer: the members that new connections are spread
 * over, and when it changes sides.
 *
 * With h of n primaries healthy, the failover backends take over when h = 0, or, with a failover ratio f > 0, when h /
 * n < f; they are left out of it while none of them is healthy. With nobody healthy all primaries get connections, as a
 * last resort, or nobody does (`dropTrafficIfUnhealthy`). In the pool the lookup table is over the healthy members,
 * whatever their load (Compute API, `failoverPolicy`; "Failover for external passthrough Network Load Balancers").
 * Connections to the side that is left go on for ten minutes, or end at once.
 * Assumption: every Maglev machine learns of a change at once. State: side and members. Event:
 * `activePool.drained`, subject = side that was left.
 */
import { NO_MEMBER } from '../../fleet/connection-store.ts';
import type { KnownConfiguration } from '../../fleet/known-configuration.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import { duration, MINUTE } from '../../kernel/time.ts';
import type { LocalityPolicy } from '../../policies/locality/locality-policy.ts';
import type { ResolvedFailoverPolicy } from '../../scenario/resolved-failover.ts';

/** Sides: who the pool is made of. */
export const PRIMARIES = 0;
export const FAILOVER = 1;
/** Every primary, though nobody is healthy. */
export const LAST_RESORT = 2;
export const NOBODY = 3;

/** Compute API, `disableConnectionDrainOnFailover`: a fixed timeout of ten minutes. */
const FAILOVER_DRAIN = duration(10 * MINUTE);
const NO_EVENT = -1;
/** The table has one backend: the pool. */
const POOL = 0;

export interface PoolParts {
  readonly kernel: Kernel;
  readonly policy: ResolvedFailoverPolicy;
  /** [backendCount] 1 for failover backends. */
  readonly isFailover: Uint8Array;
  /** [backendCount] */
  readonly memberCount: Int32Array;
  readonly configuration: KnownConfiguration;
  /** Members of a backend that health checks hold to be healthy, or all that it has; ascending. */
  readonly healthyMembers: (backend: number) => Int32Array;
  readonly allMembers: (backend: number) => readonly number[];
  /** The lookup table over the members of backend 0. */
  readonly table: LocalityPolicy;
}

export interface PoolListener {
  /** Other members are in the pool from now on. */
  changed(): void;
  /** It has another side from now on: for the log. */
  switched(side: number, healthyPrimaries: number, primaries: number): void;
  /** Connections to primaries, or to failover backends, end now. */
  drained(isFailover: boolean): void;
}

export class ActivePool {
  readonly #parts: PoolParts;
  readonly #table: LocalityPolicy;
  readonly #listener: PoolListener;
  readonly #drainedHandler: HandlerId;
  #side = PRIMARIES;
  #members: Int32Array = new Int32Array(0);
  /** [side] the pending end of connections to primaries or failover backends, or -1. */
  readonly #pendingDrain = Int32Array.of(NO_EVENT, NO_EVENT);

  constructor(parts: PoolParts, listener: PoolListener) {
    this.#parts = parts;
    this.#table = parts.table;
    this.#listener = listener;
    this.#drainedHandler = parts.kernel.register('activePool.drained', this.#drained);
    this.#fill();
  }

  get side(): number {
    return this.#side;
  }

  get members(): Int32Array {
    return this.#members;
  }

  /** Healthy primaries, and all of them. */
  get primaries(): { readonly healthy: number; readonly count: number } {
    const { healthyMembers, memberCount } = this.#parts;
    let [healthy, count] = [0, 0];
    for (const backend of this.#backends(false)) {
      healthy += healthyMembers(backend).length;
      count += memberCount[backend]!;
    }
    return { healthy, count };
  }

  /** The member that a flow or client of this hash is sent to; NO_MEMBER where the pool is empty. Hot. */
  memberFor(hash: number): number {
    return this.#members.length === 0 ? NO_MEMBER : this.#table.pick(POOL, hash, 0);
  }

  /** To be called when health, members or configuration may have changed. */
  review(): void {
    const [sideBefore, before] = [this.#side, this.#members];
    this.#fill();
    if (this.#side !== sideBefore) {
      const { healthy, count } = this.primaries;
      this.#listener.switched(this.#side, healthy, count);
      this.#leave(this.#side === FAILOVER, sideBefore === FAILOVER);
    }
    const members = this.#members;
    const isSame = members.length === before.length && members.every((member, at) => member === before[at]);
    if (!isSame) this.#listener.changed();
  }

  #fill(): void {
    const { healthyMembers, allMembers, policy } = this.#parts;
    const primaries = this.#backends(false).flatMap((backend) => [...healthyMembers(backend)]);
    const failover = this.#backends(true).flatMap((backend) => [...healthyMembers(backend)]);
    const { count } = this.primaries;
    if (failsOver(primaries.length, count, policy.failoverRatio) && failover.length > 0) this.#side = FAILOVER;
    else if (primaries.length > 0) this.#side = PRIMARIES;
    else this.#side = policy.dropTrafficIfUnhealthy ? NOBODY : LAST_RESORT;
    const everyPrimary = (): number[] => this.#backends(false).flatMap((backend) => [...allMembers(backend)]);
    const members = [primaries, failover, this.#side === LAST_RESORT ? everyPrimary() : [], []][this.#side]!;
    this.#members = Int32Array.from(members);
    this.#table.setMembers(POOL, this.#members);
  }

  /** Backends of a kind that take connections: in the service, not draining. */
  #backends(isFailover: boolean): number[] {
    const { isFailover: isOfFailover, configuration } = this.#parts;
    const { isInService, isDraining } = configuration;
    return [...isOfFailover.keys()].filter(
      (backend) =>
        (isOfFailover[backend] === 1) === isFailover && isInService[backend] === 1 && isDraining[backend] === 0,
    );
  }

  /** Connections to the side that is left drain; those of the side that is entered again go on. */
  #leave(isFailoverNow: boolean, wasFailover: boolean): void {
    if (isFailoverNow === wasFailover) return;
    const { kernel, policy } = this.#parts;
    const [left, entered] = wasFailover ? [FAILOVER, PRIMARIES] : [PRIMARIES, FAILOVER];
    const pending = this.#pendingDrain[entered]!;
    if (pending !== NO_EVENT) kernel.cancel(pending);
    this.#pendingDrain[entered] = NO_EVENT;
    if (policy.disableConnectionDrainOnFailover) this.#listener.drained(left === FAILOVER);
    else this.#pendingDrain[left] = kernel.scheduleAfter(FAILOVER_DRAIN, this.#drainedHandler, left);
  }

  readonly #drained: Handler = (side) => {
    this.#pendingDrain[side] = NO_EVENT;
    this.#listener.drained(side === FAILOVER);
  };
}

/** Whether failover backends are to take over; without primaries there is nobody to wait for. */
export function failsOver(healthyPrimaries: number, primaries: number, failoverRatio: number): boolean {
  return healthyPrimaries === 0 || healthyPrimaries / primaries < failoverRatio;
}
