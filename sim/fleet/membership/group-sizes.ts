/**
 * Keeps backends at the number of members that was asked for: starts new ones, lets surplus ones go.
 *
 * Those still on their way in are given up first, then the newest (highest slots) go; assumption, Google Cloud does not
 * say which. A new member that finds no free slot is started as soon as one is. State: what is wanted of each backend.
 */
import type { Duration } from '../../kernel/time.ts';
import type { FleetPlan } from '../fleet-plan.ts';
import type { Leaving, MemberLifecycle } from './member-lifecycle.ts';
import { type Membership, NO_SLOT, STARTING } from './membership.ts';

/** Nobody has asked for a number: the backend is as it is. */
const AS_IT_IS = -1;

const AT_ONCE = 0 as Duration;

/** An instance that is deleted, an endpoint that is removed: front ends are told first. */
const DRAINED_FIRST: Leaving = { detachDelay: AT_ONCE, pod: null };

export class GroupSizes {
  readonly #plan: FleetPlan;
  readonly #membership: Membership;
  readonly #lifecycle: MemberLifecycle;
  /** [backendCount] members wanted, or AS_IT_IS. */
  readonly #wanted: Int32Array;
  /** [backendCount] from the decision to a server that answers, us. */
  readonly #startup: Float64Array;
  /** [backendCount] 1 while an update replaces its members: it is left alone. */
  readonly #isHeld: Uint8Array;
  #isReviewing = false;

  constructor(plan: FleetPlan, membership: Membership, lifecycle: MemberLifecycle) {
    this.#plan = plan;
    this.#membership = membership;
    this.#lifecycle = lifecycle;
    this.#wanted = new Int32Array(plan.backends.length).fill(AS_IT_IS);
    this.#isHeld = new Uint8Array(plan.backends.length);
    this.#startup = Float64Array.from(plan.backends, ({ member }) => member.startup);
  }

  /** @param startup of members started for this; `null` for the configured one */
  set(backend: number, count: number, startup: Duration | null): void {
    this.#wanted[backend] = count;
    this.#startup[backend] = startup ?? this.#plan.backends[backend]!.member.startup;
    this.review(backend);
  }

  /** Members a backend is to have: those that were asked for, else those it has and that are not about to go. */
  sizeOf(backend: number): number {
    const wanted = this.#wanted[backend]!;
    return wanted !== AS_IT_IS ? wanted : this.#present(backend);
  }

  /** Leaves a backend alone until it is let go. */
  hold(backend: number): void {
    this.#isHeld[backend] = 1;
  }

  letGo(backend: number): void {
    this.#isHeld[backend] = 0;
    this.review(backend);
  }

  /** To be called when a member of the backend has come or gone. */
  review(backend: number): void {
    // Letting members go is a change too, and must not be answered by another round.
    if (this.#wanted[backend] === AS_IT_IS || this.#isHeld[backend] === 1 || this.#isReviewing) return;
    this.#isReviewing = true;
    this.#adjust(backend);
    this.#isReviewing = false;
  }

  #adjust(backend: number): void {
    const missing = this.#wanted[backend]! - this.#present(backend);
    for (let started = 0; started < missing; started++) {
      const member = this.#membership.claim(backend);
      if (member === NO_SLOT) return;
      this.#lifecycle.start(member, this.#startup[backend]! as Duration, AT_ONCE);
    }
    if (missing < 0) this.#shrink(backend, -missing);
  }

  #shrink(backend: number, surplus: number): void {
    const starting = this.#membership.membersIn(backend, STARTING).toReversed().slice(0, surplus);
    const staying = this.#lifecycle.stayingMembers(backend).toReversed();
    for (const member of starting) this.#lifecycle.giveUp(member);
    for (const member of staying.slice(0, surplus - starting.length)) this.#lifecycle.retire(member, DRAINED_FIRST);
  }

  #present(backend: number): number {
    return this.#lifecycle.stayingMembers(backend).length + this.#membership.startingCount[backend]!;
  }
}
