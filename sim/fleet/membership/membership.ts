/**
 * Which slots of the fleet hold a member, and how far each has come: absent, starting,
 * attached to its backend, or draining.
 *
 * A slot is a place for a member; it is free again when its member is gone and nothing is open there any more, and the
 * next one in it is another member with a name of its own. State: the state and generation of each slot, the counts of
 * each backend. No events: those who call (`member-lifecycle.ts`) know when.
 */
import { assert } from '../../kernel/assert.ts';
import { ANSWERS, IS_SILENT } from '../answer.ts';
import type { Fleet } from '../fleet.ts';
import type { FleetPlan } from '../fleet-plan.ts';

export const ABSENT = 0;
/** Claimed; its server may run already, but the backend does not have it yet. */
export const STARTING = 1;
/** In its backend: probed, counted in N, given connections once probes pass. */
export const ATTACHED = 2;
/** Out of the backend for new connections; those it has go on. */
export const DRAINING = 3;

export const NO_SLOT = -1;

/** Told when a member joins its backend or leaves it. */
export interface PoolListener {
  joined(member: number): void;
  left(member: number): void;
}

export class Membership {
  readonly #plan: FleetPlan;
  readonly #fleet: Fleet;
  readonly #listener: PoolListener;
  /** [slotCount] */
  readonly #state: Uint8Array;
  /** [slotCount] members that the slot has held before this one. */
  readonly #generation: Uint32Array;
  /** [backendCount] N: attached members, healthy or not. */
  readonly memberCount: Int32Array;
  /** [backendCount] members on their way in. */
  readonly startingCount: Int32Array;

  constructor(plan: FleetPlan, fleet: Fleet, memberCount: Int32Array, listener: PoolListener) {
    this.#plan = plan;
    this.#fleet = fleet;
    this.#listener = listener;
    this.#state = new Uint8Array(plan.slotCount);
    this.#generation = new Uint32Array(plan.slotCount);
    this.memberCount = memberCount;
    this.startingCount = new Int32Array(plan.backends.length);
    for (const { firstMember, initialMembers } of plan.backends) {
      this.#state.fill(ATTACHED, firstMember, firstMember + initialMembers);
    }
  }

  stateOf(member: number): number {
    return this.#state[member]!;
  }

  /** How many members a slot has held before the one it has. */
  generationOf(member: number): number {
    return this.#generation[member]!;
  }

  /** `web-seoul/3`; `web-seoul/3+2` for the third member to have that slot. */
  nameOf(member: number): string {
    const { id, firstMember } = this.#plan.backends[this.#fleet.backendOf[member]!]!;
    const generation = this.#generation[member]!;
    return `${id}/${member - firstMember}${generation === 0 ? '' : `+${generation}`}`;
  }

  /** Members of a backend in a state, ascending. */
  membersIn(backend: number, state: number): number[] {
    const { firstMember, slotCount } = this.#plan.backends[backend]!;
    const members: number[] = [];
    for (let member = firstMember; member < firstMember + slotCount; member++) {
      if (this.#state[member] === state) members.push(member);
    }
    return members;
  }

  /**
   * Takes a free slot of a backend for a new member, one that no fault holds down if there is such; `NO_SLOT` when none
   * is free. A slot whose last member still has connections that nobody has given up is not free.
   */
  claim(backend: number): number {
    const { firstMember, slotCount } = this.#plan.backends[backend]!;
    let claimed = NO_SLOT;
    for (let member = firstMember; member < firstMember + slotCount; member++) {
      if (this.#state[member] !== ABSENT || this.#fleet.memberLoad[member] !== 0) continue;
      if (claimed === NO_SLOT || (this.#fleet.isStruck(claimed) && !this.#fleet.isStruck(member))) claimed = member;
    }
    if (claimed === NO_SLOT) return NO_SLOT;
    this.#state[claimed] = STARTING;
    this.startingCount[backend]!++;
    return claimed;
  }

  /** A member that has started joins its backend. */
  attach(member: number): void {
    assert(this.#state[member] === STARTING, `member ${member} joins without having started`);
    const backend = this.#fleet.backendOf[member]!;
    this.#state[member] = ATTACHED;
    this.startingCount[backend]!--;
    this.memberCount[backend]!++;
    this.#fleet.setPooled(member, true);
    this.#listener.joined(member);
  }

  /** An attached member takes no new connections from now on. */
  drain(member: number): void {
    assert(this.#state[member] === ATTACHED, `member ${member} drains without being attached`);
    this.#state[member] = DRAINING;
    this.memberCount[this.#fleet.backendOf[member]!]!--;
    this.#fleet.setPooled(member, false);
    this.#listener.left(member);
  }

  /** A member that starts or drains is no more: its server is off, its slot free once nothing is open there. */
  release(member: number): void {
    assert(this.#state[member] !== ATTACHED, `member ${member} goes while it is attached`);
    if (this.#state[member] === STARTING) this.startingCount[this.#fleet.backendOf[member]!]!--;
    this.#state[member] = ABSENT;
    this.#generation[member]!++;
    this.#fleet.setServer(member, IS_SILENT);
  }

  /** The server of a member that starts answers from now on. */
  serverUp(member: number): void {
    this.#fleet.setServer(member, ANSWERS);
  }
}
