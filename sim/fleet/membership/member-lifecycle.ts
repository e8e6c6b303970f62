/**
 * How a member comes and goes, step by step in time.
 *
 * In: its server starts (`startup`), then the backend gets it (`attachDelay`); traffic follows when probes have passed.
 * Out, an instance: the backend loses it, its connections drain, and only then is it terminated, up to
 * `terminationDelay` later (Google Cloud, "Enabling connection draining": up to 60 seconds more). Out, a pod: the
 * orchestrator tells both at once, so its server stops on its own clock (`preStop`, then it accepts no more, then it is
 * killed at the end of the grace period) while the front ends learn of it on theirs (`detachDelay`).
 * Events: `members.started`, `.attached`, `.detached`, `.finishing`, `.gone`; subject = slot.
 */
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { RandomStreams } from '../../kernel/random-streams.ts';
import { type Duration, duration } from '../../kernel/time.ts';
import { IS_SILENT, REFUSES } from '../answer.ts';
import type { Fleet } from '../fleet.ts';
import type { HealthWatch } from '../health-watch.ts';
import { ATTACHED, DRAINING, type Membership } from './membership.ts';

const NO_EVENT = -1;

/** How a member goes. */
export interface Leaving {
  /** Until the front ends know that it is no longer in the backend. */
  readonly detachDelay: Duration;
  /** Of a pod: how its server ends. `null` for an instance, which is terminated after draining. */
  readonly pod: { readonly preStop: Duration; readonly terminationGracePeriod: Duration } | null;
}

/** What lies outside: who closes connections, and who waits for members to come and go. */
export interface LifecycleListener {
  /** A member is out of its backend: its connections drain from now on. */
  drains(member: number): void;
  /** The server of a member is gone, with whatever was open there. */
  gone(member: number): void;
  /** A member's server has started, the backend has it, or its slot is free. */
  changed(member: number): void;
}

export class MemberLifecycle {
  readonly #kernel: Kernel;
  readonly #fleet: Fleet;
  readonly #membership: Membership;
  readonly #healthChecks: HealthWatch;
  readonly #listener: LifecycleListener;
  /** From the end of a member's place in the backend to that of an instance. */
  readonly #drainingTimeout: Duration;
  readonly #terminationDelay: Duration;
  readonly #streams: RandomStreams;
  /** [backendCount] made when first used. */
  readonly #terminationStream: (RandomStream | null)[];
  /** [slotCount] next step of a member on its way in, or -1. */
  readonly #pendingStep: Int32Array;
  /** [slotCount] from its server's start until its backend has it, us. */
  readonly #attachDelay: Float64Array;
  /** [slotCount] 1 for an instance that leaves. */
  readonly #drainsFirst: Uint8Array;
  /** [slotCount] 1 for a member that was told to go and is not gone. */
  readonly #isLeaving: Uint8Array;
  readonly #startedHandler: HandlerId;
  readonly #attachedHandler: HandlerId;
  readonly #detachedHandler: HandlerId;
  readonly #finishingHandler: HandlerId;
  readonly #goneHandler: HandlerId;

  constructor(
    kernel: Kernel,
    fleet: Fleet,
    membership: Membership,
    healthChecks: HealthWatch,
    times: { readonly drainingTimeout: Duration; readonly terminationDelay: Duration },
    streams: RandomStreams,
    listener: LifecycleListener,
  ) {
    this.#kernel = kernel;
    this.#fleet = fleet;
    this.#membership = membership;
    this.#healthChecks = healthChecks;
    this.#drainingTimeout = times.drainingTimeout;
    this.#terminationDelay = times.terminationDelay;
    this.#streams = streams;
    this.#listener = listener;
    this.#terminationStream = new Array<RandomStream | null>(fleet.plan.backends.length).fill(null);
    this.#pendingStep = new Int32Array(fleet.plan.slotCount).fill(NO_EVENT);
    this.#attachDelay = new Float64Array(fleet.plan.slotCount);
    this.#drainsFirst = new Uint8Array(fleet.plan.slotCount);
    this.#isLeaving = new Uint8Array(fleet.plan.slotCount);
    this.#startedHandler = kernel.register('members.started', this.#started);
    this.#attachedHandler = kernel.register('members.attached', this.#attached);
    this.#detachedHandler = kernel.register('members.detached', this.#detached);
    this.#finishingHandler = kernel.register('members.finishing', this.#finishing);
    this.#goneHandler = kernel.register('members.gone', this.#gone);
  }

  /** Sets a claimed member going. */
  start(member: number, startup: Duration, attachDelay: Duration): void {
    this.#attachDelay[member] = attachDelay;
    this.#pendingStep[member] = this.#kernel.scheduleAfter(startup, this.#startedHandler, member);
  }

  /** Gives up a member that is on its way in. */
  giveUp(member: number): void {
    this.#kernel.cancel(this.#pendingStep[member]!);
    this.#pendingStep[member] = NO_EVENT;
    this.#membership.release(member);
    this.#listener.changed(member);
  }

  /** An attached member is to go. */
  retire(member: number, { detachDelay, pod }: Leaving): void {
    this.#isLeaving[member] = 1;
    this.#drainsFirst[member] = pod === null ? 1 : 0;
    this.#kernel.scheduleAfter(detachDelay, this.#detachedHandler, member);
    if (pod === null) return;
    // One that is told to stop later than it is killed goes on until then.
    if (pod.preStop < pod.terminationGracePeriod)
      this.#kernel.scheduleAfter(pod.preStop, this.#finishingHandler, member);
    this.#kernel.scheduleAfter(pod.terminationGracePeriod, this.#goneHandler, member);
  }

  /** Members that a backend has and that were not told to go, ascending. */
  stayingMembers(backend: number): number[] {
    return this.#membership.membersIn(backend, ATTACHED).filter((member) => this.#isLeaving[member] === 0);
  }

  readonly #started: Handler = (member) => {
    this.#membership.serverUp(member);
    this.#pendingStep[member] = this.#kernel.scheduleAfter(
      this.#attachDelay[member]! as Duration,
      this.#attachedHandler,
      member,
    );
    this.#listener.changed(member);
  };

  readonly #attached: Handler = (member) => {
    this.#pendingStep[member] = NO_EVENT;
    this.#membership.attach(member);
    this.#listener.changed(member);
  };

  readonly #detached: Handler = (member) => {
    this.#membership.drain(member);
    if (!this.#fleet.isRunning(member)) {
      this.#release(member);
      return;
    }
    if (this.#drainsFirst[member] === 1) {
      const backend = this.#fleet.backendOf[member]!;
      const delay = duration(this.#terminationDelay * this.#streamOf(backend).uniform());
      this.#kernel.scheduleAfter(duration(this.#drainingTimeout + delay), this.#goneHandler, member);
    }
    this.#listener.drains(member);
    this.#listener.changed(member);
  };

  readonly #finishing: Handler = (member) => {
    this.#fleet.setServer(member, REFUSES);
    this.#healthChecks.memberChanged(member);
  };

  readonly #gone: Handler = (member) => {
    this.#fleet.setServer(member, IS_SILENT);
    this.#healthChecks.memberChanged(member);
    this.#listener.gone(member);
    if (this.#membership.stateOf(member) === DRAINING) this.#release(member);
    else this.#listener.changed(member);
  };

  #release(member: number): void {
    this.#isLeaving[member] = 0;
    this.#membership.release(member);
    this.#listener.changed(member);
  }

  #streamOf(backend: number): RandomStream {
    const made = this.#terminationStream[backend];
    if (made !== null && made !== undefined) return made;
    const stream = this.#streams.stream(`termination/${this.#fleet.plan.backends[backend]!.id}`);
    this.#terminationStream[backend] = stream;
    return stream;
  }
}
