/**
 * Health checks: when the GFEs learn that a member went down or came back.
 *
 * Several probers probe every member, each at `checkInterval` with a phase of its own, and each counts for itself:
 * `unhealthyThreshold` failures in a row, or `healthyThreshold` successes, turn its opinion. A member is healthy while
 * at least `quorum` of its probers hold it so. A probe that is refused fails at once, one that nobody answers after
 * `timeout`. Only changes need events: the instant of a prober's opinion follows from phase, interval and threshold,
 * and a change back in between takes the pending one away, which is what counting in a row means. The run begins when
 * probers have long settled; a member that joins later is not healthy until it has passed, and one that leaves is no
 * longer probed. Event: `healthChecks.verdict`, subject = member * probers + prober.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import type { SimTime } from '../kernel/time.ts';
import type { ResolvedHealthCheck } from '../scenario/resolved-scenario.ts';
import { ANSWERS, IS_SILENT } from './answer.ts';
import type { FleetPlan } from './fleet-plan.ts';
import type { HealthWatch } from './health-watch.ts';
import { QueueLooks } from './queue-looks.ts';
import type { SharedKnowledge } from './shared-knowledge.ts';

const NONE = -1;

export class HealthChecks implements HealthWatch {
  readonly #config: ResolvedHealthCheck;
  readonly #kernel: Kernel;
  readonly #plan: FleetPlan;
  readonly #view: Pick<SharedKnowledge, 'healthyCount' | 'revision'>;
  readonly #answerTo: (member: number, prober: number) => number;
  readonly #verdictHandler: HandlerId;
  /** [slotCount][probers] offset of the prober's probes from multiples of the interval, us. */
  readonly #phase: Float64Array;
  /** [slotCount][probers] 1 while the prober holds the member to be healthy. */
  readonly #isHeldHealthy: Uint8Array;
  /** [slotCount] probers that hold the member to be healthy. */
  readonly #votes: Uint8Array;
  /** [slotCount][probers] the pending change of opinion, or -1. */
  readonly #pending: Int32Array;
  /** [slotCount] 1 while its backend has it and the service has the backend. */
  readonly #isProbed: Uint8Array;
  /** [slotCount][probers] when the probe is sent that brings it, us. */
  readonly #lastProbeAt: Float64Array;
  /** [slotCount] */
  readonly #backendOf: Int32Array;
  /** [backendCount] 1 when the list of healthy members changed since it was last taken. */
  readonly #isListStale: Uint8Array;
  #onCount: (backend: number) => void = () => {};

  /**
   * @param view its counts of healthy members are kept up to date
   * @param answerTo what a member answers to a prober now: ANSWERS, REFUSES or IS_SILENT
   */
  constructor(
    config: ResolvedHealthCheck,
    kernel: Kernel,
    plan: FleetPlan,
    view: Pick<SharedKnowledge, 'healthyCount' | 'revision'>,
    streams: RandomStreams,
    answerTo: (member: number, prober: number) => number,
  ) {
    this.#config = config;
    this.#kernel = kernel;
    this.#plan = plan;
    this.#view = view;
    this.#answerTo = answerTo;
    const { checkInterval, probers } = config;
    const { slotCount } = plan;
    this.#phase = new Float64Array(slotCount * probers);
    this.#isHeldHealthy = new Uint8Array(slotCount * probers);
    this.#votes = new Uint8Array(slotCount);
    this.#pending = new Int32Array(slotCount * probers).fill(NONE);
    this.#isProbed = new Uint8Array(slotCount);
    this.#lastProbeAt = new Float64Array(slotCount * probers);
    this.#backendOf = new Int32Array(slotCount);
    plan.backends.forEach(({ id, firstMember, slotCount: count, initialMembers }, backend) => {
      // A stream for each backend: another one's members move nobody's probes.
      const stream = streams.stream(`health-checks/${id}`);
      this.#backendOf.fill(backend, firstMember, firstMember + count);
      for (let probe = firstMember * probers; probe < (firstMember + count) * probers; probe++) {
        this.#phase[probe] = Math.floor(stream.uniform() * checkInterval);
      }
      this.#isProbed.fill(1, firstMember, firstMember + initialMembers);
      for (let member = firstMember; member < firstMember + initialMembers; member++) this.#settle(member);
      view.healthyCount[backend] = this.healthyMembers(backend).length;
    });
    view.revision.advance();
    this.#isListStale = new Uint8Array(plan.backends.length).fill(1);
    this.#verdictHandler = kernel.register('healthChecks.verdict', this.#verdict);
    if (plan.backends.some(({ member }) => member.tiers !== undefined))
      new QueueLooks(kernel, plan, checkInterval, (member) => this.memberChanged(member));
  }

  /** @param onCount told when the number of a backend's healthy members has changed */
  watch(onCount: (backend: number) => void): void {
    this.#onCount = onCount;
  }

  /** To be called when what a member answers to probers may have changed. */
  memberChanged(member: number): void {
    if (this.#isProbed[member] === 0) return;
    for (let prober = 0; prober < this.#config.probers; prober++) this.#review(member, prober);
  }

  /** A member joins its backend: every prober has yet to see it pass. */
  memberJoined(member: number): void {
    this.#isProbed[member] = 1;
    this.memberChanged(member);
  }

  /** A member leaves its backend: it is on no list from now on. */
  memberLeft(member: number): void {
    const wasHealthy = this.isHealthy(member);
    this.#isProbed[member] = 0;
    this.#votes[member] = 0;
    const { probers } = this.#config;
    for (let probe = member * probers; probe < (member + 1) * probers; probe++) {
      if (this.#pending[probe] !== NONE) this.#kernel.cancel(this.#pending[probe]!);
      this.#pending[probe] = NONE;
      this.#isHeldHealthy[probe] = 0;
    }
    if (wasHealthy) this.#count(member, -1);
  }

  /** Whether a backend's healthy members changed since this was last asked. */
  takeListChange(backend: number): boolean {
    if (this.#isListStale[backend] === 0) return false;
    this.#isListStale[backend] = 0;
    return true;
  }

  /** Members of a backend held to be healthy, ascending. */
  healthyMembers(backend: number): Int32Array {
    const { firstMember, slotCount } = this.#plan.backends[backend]!;
    const healthy = new Int32Array(slotCount);
    let count = 0;
    for (let member = firstMember; member < firstMember + slotCount; member++) {
      if (this.isHealthy(member)) healthy[count++] = member;
    }
    return healthy.slice(0, count);
  }

  /** Whether a member is held to be healthy. */
  isHealthy(member: number): boolean {
    return this.#votes[member]! >= this.#config.quorum;
  }

  /** Every prober holds what it has long seen. */
  #settle(member: number): void {
    const { probers } = this.#config;
    for (let prober = 0; prober < probers; prober++) {
      const isHealthy = this.#answerTo(member, prober) === ANSWERS ? 1 : 0;
      this.#isHeldHealthy[member * probers + prober] = isHealthy;
      this.#votes[member]! += isHealthy;
    }
  }

  #review(member: number, prober: number): void {
    const probe = member * this.#config.probers + prober;
    const answer = this.#answerTo(member, prober);
    const pending = this.#pending[probe]!;
    if ((answer === ANSWERS) === (this.#isHeldHealthy[probe] === 1)) {
      if (pending !== NONE) this.#kernel.cancel(pending);
      this.#pending[probe] = NONE;
      return;
    }
    if (pending === NONE) this.#lastProbeAt[probe] = this.#settlingProbeAt(probe, answer === ANSWERS);
    // It goes on failing, but in another way, and the probe that settles it is out already:
    // that one fails as it would have.
    else if (this.#lastProbeAt[probe]! < this.#kernel.now) return;
    else this.#kernel.cancel(pending);
    const waitsFor = answer === IS_SILENT ? this.#config.timeout : 0;
    const verdictAt = (this.#lastProbeAt[probe]! + waitsFor) as SimTime;
    this.#pending[probe] = this.#kernel.schedule(verdictAt, this.#verdictHandler, probe);
  }

  /** When the probe is sent with which enough in a row will have agreed. */
  #settlingProbeAt(probe: number, isHealthy: boolean): number {
    const { checkInterval, healthyThreshold, unhealthyThreshold } = this.#config;
    const sinceProbe = (this.#kernel.now - this.#phase[probe]!) % checkInterval;
    const untilProbe = sinceProbe === 0 ? 0 : sinceProbe > 0 ? checkInterval - sinceProbe : -sinceProbe;
    return this.#kernel.now + untilProbe + ((isHealthy ? healthyThreshold : unhealthyThreshold) - 1) * checkInterval;
  }

  readonly #verdict: Handler = (probe) => {
    this.#pending[probe] = NONE;
    const member = Math.floor(probe / this.#config.probers);
    const wasHealthy = this.isHealthy(member);
    const isHeldHealthy = this.#isHeldHealthy[probe] === 0;
    this.#isHeldHealthy[probe] = isHeldHealthy ? 1 : 0;
    this.#votes[member]! += isHeldHealthy ? 1 : -1;
    if (this.isHealthy(member) !== wasHealthy) this.#count(member, isHeldHealthy ? 1 : -1);
  };

  #count(member: number, change: 1 | -1): void {
    const backend = this.#backendOf[member]!;
    this.#view.healthyCount[backend]! += change;
    this.#view.revision.advance();
    this.#isListStale[backend] = 1;
    this.#onCount(backend);
  }
}
