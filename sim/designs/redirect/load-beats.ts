/**
 * The load that servers say with their heartbeats, and what they hear in return: how much load a server has on average.
 *
 * Each says at its own phase how many connections it has, and how many it has had on average of late (an exponentially
 * weighted mean of what it said); what it is told back is the mean of these averages over all servers. Nothing is
 * scheduled where nobody asks for loads. State: what each has said and was told.
 * Event: `loadBeats.beat`, subject = slot.
 */
import { decayFactor } from '../../fleet/decay.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { SimTime } from '../../kernel/time.ts';
import { ASSIGNMENT_POLICIES } from '../../policies/assignment/assignment-policy-registry.ts';
import type { ResolvedRedirect } from '../../scenario/resolved-redirect.ts';
import type { Heartbeats } from './heartbeats.ts';

/** Whether anybody of a design asks for loads. */
export function hearsLoads({ assignment, options }: ResolvedRedirect): boolean {
  return ASSIGNMENT_POLICIES[assignment].needsLoad || options.rebalance !== null;
}

export class LoadBeats {
  readonly #fleet: Fleet;
  readonly #heartbeats: Heartbeats;
  readonly #kernel: Kernel;
  readonly #intervalUs: number;
  readonly #heard: (member: number, load: number) => void;
  readonly #handler: HandlerId;
  /** What one beat counts for in the average. */
  readonly #weight: number;
  /** [slotCount] connections that a server has had on average; -1 while it says nothing. */
  readonly #average: Float64Array;
  /** [slotCount] mean of these that it was last told. */
  readonly #told: Float64Array;
  #sum = 0;
  #count = 0;

  /**
   * @param averageOverUs time constant of the averages
   * @param heard told of every load that is said
   */
  constructor(
    fleet: Fleet,
    heartbeats: Heartbeats,
    kernel: Kernel,
    intervalUs: number,
    averageOverUs: number,
    heard: (member: number, load: number) => void,
  ) {
    this.#fleet = fleet;
    this.#heartbeats = heartbeats;
    this.#kernel = kernel;
    this.#intervalUs = intervalUs;
    this.#heard = heard;
    const { slotCount } = fleet.plan;
    this.#weight = 1 - decayFactor(intervalUs, averageOverUs);
    this.#average = new Float64Array(slotCount).fill(-1);
    this.#told = new Float64Array(slotCount).fill(Number.POSITIVE_INFINITY);
    this.#handler = kernel.register('loadBeats.beat', this.#beat);
    for (let member = 0; member < slotCount; member++) {
      kernel.schedule(heartbeats.phaseOf(member) as SimTime, this.#handler, member);
    }
  }

  /** Connections that a server has had on average of late, as of its last beat; -1 before its first. Hot. */
  averageOf(member: number): number {
    return this.#average[member]!;
  }

  /** The mean of these over all servers, as one last heard of it; infinite until it has. Hot. */
  meanToldTo(member: number): number {
    return this.#told[member]!;
  }

  readonly #beat: Handler = (member) => {
    this.#kernel.schedule((this.#kernel.now + this.#intervalUs) as SimTime, this.#handler, member);
    const before = this.#average[member]!;
    if (before >= 0) {
      this.#sum -= before;
      this.#count--;
    }
    if (!this.#heartbeats.isBeating(member)) {
      this.#average[member] = -1;
      return;
    }
    const load = this.#fleet.memberLoad[member]!;
    const average = before < 0 ? load : before + this.#weight * (load - before);
    this.#average[member] = average;
    this.#sum += average;
    this.#count++;
    this.#told[member] = this.#sum / this.#count;
    this.#heard(member, load);
  };
}
