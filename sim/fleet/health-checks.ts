/**
 * Health checks: when the GFEs learn that a member went down or came back.
 *
 * One prober a member, every `checkInterval` at a phase of its own. A dead member does not answer, so a probe fails after `timeout`; a member is
 * held unhealthy after `unhealthyThreshold` failures in a row, healthy after `healthyThreshold` successes. Only changes need events: the
 * instant of the verdict follows from phase, interval and threshold, and a change back in between takes the pending verdict away, which is
 * what counting in a row means. Event: `healthChecks.verdict`, subject = member.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import type { SimTime } from '../kernel/time.ts';
import type { ResolvedHealthCheck } from '../scenario/resolved-scenario.ts';
import type { Fleet } from './fleet.ts';
import type { FleetView } from './fleet-view.ts';

const NONE = -1;

export class HealthChecks {
  readonly #config: ResolvedHealthCheck;
  readonly #kernel: Kernel;
  readonly #fleet: Fleet;
  readonly #view: Pick<FleetView, 'healthyCount'>;
  readonly #verdictHandler: HandlerId;
  /** [memberCount] offset of the member's probes from multiples of the interval, us. */
  readonly #phase: Float64Array;
  /** [memberCount] 1 while held to be healthy. */
  readonly #isSeenHealthy: Uint8Array;
  /** [memberCount] the pending verdict, or -1. */
  readonly #pendingVerdict: Int32Array;
  /** [backendCount] 1 when the list of healthy members changed since it was last taken. */
  readonly #isListStale: Uint8Array;

  constructor(
    config: ResolvedHealthCheck,
    kernel: Kernel,
    fleet: Fleet,
    view: Pick<FleetView, 'healthyCount'>,
    streams: RandomStreams,
  ) {
    this.#config = config;
    this.#kernel = kernel;
    this.#fleet = fleet;
    this.#view = view;
    const memberCount = fleet.plan.memberCount;
    this.#phase = new Float64Array(memberCount);
    // A stream for each backend: another one's members move nobody's probes.
    for (const backend of fleet.plan.backends) {
      const stream = streams.stream(`health-checks/${backend.id}`);
      const end = backend.firstMember + backend.memberCount;
      for (let member = backend.firstMember; member < end; member++) {
        this.#phase[member] = Math.floor(stream.uniform() * config.checkInterval);
      }
    }
    this.#isSeenHealthy = new Uint8Array(memberCount).fill(1);
    this.#pendingVerdict = new Int32Array(memberCount).fill(NONE);
    this.#isListStale = new Uint8Array(fleet.plan.backends.length).fill(1);
    this.#verdictHandler = kernel.register('healthChecks.verdict', this.#verdict);
  }

  /** To be called when a member goes down or comes back. */
  memberChanged(member: number): void {
    if (this.#pendingVerdict[member] !== NONE) {
      this.#kernel.cancel(this.#pendingVerdict[member]!);
      this.#pendingVerdict[member] = NONE;
    }
    const isAlive = this.#fleet.isAlive(member);
    if (isAlive === (this.#isSeenHealthy[member] === 1)) return;
    this.#pendingVerdict[member] = this.#kernel.schedule(
      this.#verdictAt(member, isAlive),
      this.#verdictHandler,
      member,
    );
  }

  /** Whether a backend's healthy members changed since this was last asked. Hot. */
  takeListChange(backend: number): boolean {
    if (this.#isListStale[backend] === 0) return false;
    this.#isListStale[backend] = 0;
    return true;
  }

  /** Members of a backend held to be healthy, ascending. */
  healthyMembers(backend: number): Int32Array {
    const { firstMember, memberCount } = this.#fleet.plan.backends[backend]!;
    const healthy = new Int32Array(this.#view.healthyCount[backend]!);
    let count = 0;
    for (let member = firstMember; member < firstMember + memberCount; member++) {
      if (this.#isSeenHealthy[member] === 1) healthy[count++] = member;
    }
    return healthy;
  }

  readonly #verdict: Handler = (member) => {
    this.#pendingVerdict[member] = NONE;
    const isHealthy = this.#isSeenHealthy[member] === 0;
    this.#isSeenHealthy[member] = isHealthy ? 1 : 0;
    const backend = this.#fleet.backendOf[member]!;
    this.#view.healthyCount[backend]! += isHealthy ? 1 : -1;
    this.#isListStale[backend] = 1;
  };

  /** Instant at which enough probes in a row will have agreed on the member's new state. */
  #verdictAt(member: number, isAlive: boolean): SimTime {
    const { checkInterval, timeout, healthyThreshold, unhealthyThreshold } = this.#config;
    const sinceProbe = (this.#kernel.now - this.#phase[member]!) % checkInterval;
    const untilProbe = sinceProbe === 0 ? 0 : sinceProbe > 0 ? checkInterval - sinceProbe : -sinceProbe;
    const firstProbeAt = this.#kernel.now + untilProbe;
    return (
      isAlive
        ? firstProbeAt + (healthyThreshold - 1) * checkInterval
        : firstProbeAt + (unhealthyThreshold - 1) * checkInterval + timeout
    ) as SimTime;
  }
}
