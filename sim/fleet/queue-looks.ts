/**
 * Members whose queue a probe can find full: looked at once an interval each, evenly spread
 * over it, for all their probers.
 *
 * A verdict of the health checks follows from what a member answers from one look to the next (assumption: probers
 * agree on what they find). Only members with tiers have it; of the others a full queue is no matter to probes. Event:
 * `healthChecks.look`, subject = member.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { Duration } from '../kernel/time.ts';
import type { FleetPlan } from './fleet-plan.ts';

export class QueueLooks {
  readonly #kernel: Kernel;
  readonly #interval: Duration;
  readonly #look: (member: number) => void;
  readonly #handler: HandlerId;

  /** @param look asks anew what a member answers to probes */
  constructor(kernel: Kernel, plan: FleetPlan, interval: Duration, look: (member: number) => void) {
    this.#kernel = kernel;
    this.#interval = interval;
    this.#look = look;
    this.#handler = kernel.register('healthChecks.look', this.#onLook);
    for (const { member, firstMember, slotCount } of plan.backends) {
      if (member.tiers === undefined) continue;
      for (let number = 0; number < slotCount; number++) {
        const phase = Math.floor(((number + 1) * interval) / (slotCount + 1)) as Duration;
        kernel.scheduleAfter(phase, this.#handler, firstMember + number);
      }
    }
  }

  readonly #onLook: Handler = (member) => {
    this.#look(member);
    this.#kernel.scheduleAfter(this.#interval, this.#handler, member);
  };
}
