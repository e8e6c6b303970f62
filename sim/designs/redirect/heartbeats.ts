/**
 * How balancers come to know which servers are alive: a server registers when it comes up, says so every `interval`
 * from then on, and is held dead by a balancer that has missed `missed` beats of it in a row.
 *
 * Each server beats at a phase of its own. Only changes need events: the beat that is missed last follows from
 * phase and interval. A balancer that was down knows nobody when it is back, and learns of each server by its
 * next beat. A server that leaves says so, and is off all lists at once. A partition keeps beats from a balancer,
 * which cannot tell that from a dead server; with `selfPreservation` one that hears too few drops nobody (as
 * Eureka). State: for each balancer, whom it holds alive. Event: `heartbeats.missed`, subject = balancer * slots
 * + member; `heartbeats.beat`, the same.
 */
import type { FleetPlan } from '../../fleet/fleet-plan.ts';
import type { HealthWatch } from '../../fleet/health-watch.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { RandomStreams } from '../../kernel/random-streams.ts';
import type { Duration, SimTime } from '../../kernel/time.ts';
import type { ResolvedRedirect } from '../../scenario/resolved-redirect.ts';

const NONE = -1;

export class Heartbeats implements HealthWatch {
  readonly #intervalUs: number;
  readonly #missed: number;
  /** Share of those it holds alive; `null`: it drops whoever it does not hear. */
  readonly #preservedBelow: number | null;
  readonly #kernel: Kernel;
  readonly #slotCount: number;
  readonly #balancerCount: number;
  readonly #beats: (member: number) => boolean;
  /** [slotCount] offset of its beats from multiples of the interval, us. */
  readonly #phase: Float64Array;
  /** [slotCount] 1 while its backend has it. */
  readonly #isMember: Uint8Array;
  /** [balancerCount][slotCount] 1 while the balancer holds the server alive. */
  readonly #isHeldAlive: Uint8Array;
  /** [balancerCount][slotCount] the pending change of that, or -1. */
  readonly #pending: Int32Array;
  /** [balancerCount][slotCount] partitions that keep the server's beats from the balancer. */
  readonly #cuts: Uint8Array;
  /** [balancerCount] 1 while it works. */
  readonly #isUp: Uint8Array;
  /** [slotCount] working balancers that hold the server alive. */
  readonly #votes: Int16Array;
  readonly #changed: (balancer: number, member: number, isAlive: boolean) => void;
  readonly #missedHandler: HandlerId;
  readonly #beatHandler: HandlerId;

  /**
   * @param beats whether a member's server runs and says so
   * @param changed told when a balancer holds a server alive from now on, or dead
   */
  constructor(
    { interval, missed, selfPreservation }: ResolvedRedirect['heartbeat'],
    balancerCount: number,
    kernel: Kernel,
    plan: FleetPlan,
    streams: RandomStreams,
    beats: (member: number) => boolean,
    changed: (balancer: number, member: number, isAlive: boolean) => void,
  ) {
    const { slotCount, backends } = plan;
    this.#intervalUs = interval;
    this.#missed = missed;
    this.#preservedBelow = selfPreservation;
    this.#kernel = kernel;
    this.#slotCount = slotCount;
    this.#balancerCount = balancerCount;
    this.#beats = beats;
    this.#changed = changed;
    this.#phase = new Float64Array(slotCount);
    this.#isMember = new Uint8Array(slotCount);
    this.#isHeldAlive = new Uint8Array(balancerCount * slotCount);
    this.#pending = new Int32Array(balancerCount * slotCount).fill(NONE);
    this.#cuts = new Uint8Array(balancerCount * slotCount);
    this.#isUp = new Uint8Array(balancerCount).fill(1);
    this.#votes = new Int16Array(slotCount);
    for (const { id, firstMember, slotCount: count, initialMembers } of backends) {
      const stream = streams.stream(`heartbeats/${id}`);
      for (let member = firstMember; member < firstMember + count; member++) {
        this.#phase[member] = Math.floor(stream.uniform() * interval);
      }
      this.#isMember.fill(1, firstMember, firstMember + initialMembers);
    }
    this.#missedHandler = kernel.register('heartbeats.missed', this.#missedOne);
    this.#beatHandler = kernel.register('heartbeats.beat', this.#beat);
  }

  /** Everybody who runs registers, before anything else happens. */
  begin(): void {
    for (let member = 0; member < this.#slotCount; member++) this.memberChanged(member);
  }

  memberChanged(member: number): void {
    for (let balancer = 0; balancer < this.#balancerCount; balancer++) this.#review(balancer, member);
  }

  memberJoined(member: number): void {
    this.#isMember[member] = 1;
    this.memberChanged(member);
  }

  memberLeft(member: number): void {
    this.#isMember[member] = 0;
    for (let balancer = 0; balancer < this.#balancerCount; balancer++) {
      this.#cancel(balancer, member);
      this.#hold(balancer, member, false);
    }
  }

  /** Whether any working balancer would send clients to it. */
  isHealthy(member: number): boolean {
    return this.#votes[member]! > 0;
  }

  isHeldAlive(balancer: number, member: number): boolean {
    return this.#isHeldAlive[balancer * this.#slotCount + member] === 1;
  }

  /** A balancer goes down: what it knew is lost. */
  balancerDown(balancer: number): void {
    for (let member = 0; member < this.#slotCount; member++) {
      this.#cancel(balancer, member);
      this.#hold(balancer, member, false);
    }
    this.#isUp[balancer] = 0;
  }

  /** It is back, and hears of each server by its next beat. */
  balancerUp(balancer: number): void {
    this.#isUp[balancer] = 1;
    for (let member = 0; member < this.#slotCount; member++) {
      if (!this.#isHeard(balancer, member)) continue;
      const at = balancer * this.#slotCount + member;
      this.#pending[at] = this.#kernel.schedule(this.#nextBeatAt(member), this.#beatHandler, at);
    }
  }

  /** Offset of a server's beats from multiples of the interval, us. */
  phaseOf(member: number): number {
    return this.#phase[member]!;
  }

  /** Whether a server runs, belongs to its backend, and says so. */
  isBeating(member: number): boolean {
    return this.#isMember[member] === 1 && this.#beats(member);
  }

  /** Beats of a server do not reach a balancer from now on. */
  cutOff(balancer: number, member: number): void {
    this.#cuts[balancer * this.#slotCount + member]!++;
    this.#review(balancer, member);
  }

  /** One partition less: with none left the balancer hears of the server by its next beat. */
  endCutOff(balancer: number, member: number): void {
    const at = balancer * this.#slotCount + member;
    this.#cuts[at]!--;
    if (this.#isUp[balancer] === 0 || !this.#isHeard(balancer, member)) return;
    this.#cancel(balancer, member);
    if (this.#isHeldAlive[at] === 0) {
      this.#pending[at] = this.#kernel.schedule(this.#nextBeatAt(member), this.#beatHandler, at);
    }
  }

  #isHeard(balancer: number, member: number): boolean {
    return this.#cuts[balancer * this.#slotCount + member] === 0 && this.isBeating(member);
  }

  #review(balancer: number, member: number): void {
    if (this.#isUp[balancer] === 0) return;
    const at = balancer * this.#slotCount + member;
    if (this.#isHeard(balancer, member)) {
      // What comes up registers at once.
      this.#cancel(balancer, member);
      this.#hold(balancer, member, true);
    } else if (this.#isHeldAlive[at] === 1 && this.#pending[at] === NONE) {
      this.#pending[at] = this.#kernel.schedule(this.#heldDeadAt(member), this.#missedHandler, at);
    } else if (this.#isHeldAlive[at] === 0) this.#cancel(balancer, member);
  }

  /** When as many beats as it takes have been missed: the last one heard was the last before now. */
  #heldDeadAt(member: number): SimTime {
    return (this.#nextBeatAt(member) + (this.#missed - 1) * this.#intervalUs) as SimTime;
  }

  #nextBeatAt(member: number): SimTime {
    const since = (this.#kernel.now - this.#phase[member]! + this.#intervalUs) % this.#intervalUs;
    return (this.#kernel.now + this.#intervalUs - since) as SimTime;
  }

  readonly #missedOne: Handler = (at) => {
    this.#pending[at] = NONE;
    const balancer = Math.floor(at / this.#slotCount);
    if (this.#preservesItself(balancer)) {
      this.#pending[at] = this.#kernel.scheduleAfter(this.#intervalUs as Duration, this.#missedHandler, at);
    } else this.#hold(balancer, at % this.#slotCount, false);
  };

  /** Whether a balancer hears so few of those it holds alive that it takes itself to be cut off, and them to live. */
  #preservesItself(balancer: number): boolean {
    if (this.#preservedBelow === null) return false;
    let heldCount = 0;
    let heardCount = 0;
    for (let member = 0; member < this.#slotCount; member++) {
      if (!this.isHeldAlive(balancer, member)) continue;
      heldCount++;
      if (this.#isHeard(balancer, member)) heardCount++;
    }
    return heardCount < this.#preservedBelow * heldCount;
  }

  readonly #beat: Handler = (at) => {
    this.#pending[at] = NONE;
    this.#hold(Math.floor(at / this.#slotCount), at % this.#slotCount, true);
  };

  #cancel(balancer: number, member: number): void {
    const at = balancer * this.#slotCount + member;
    if (this.#pending[at] !== NONE) this.#kernel.cancel(this.#pending[at]!);
    this.#pending[at] = NONE;
  }

  #hold(balancer: number, member: number, isAlive: boolean): void {
    const at = balancer * this.#slotCount + member;
    if ((this.#isHeldAlive[at] === 1) === isAlive) return;
    this.#isHeldAlive[at] = isAlive ? 1 : 0;
    this.#votes[member]! += isAlive ? 1 : -1;
    this.#changed(balancer, member, isAlive);
  }
}
