/**
 * The fleet as it truly is: which members live, what each has open, and the servers behind them.
 *
 * Those who decide see it only through a `FleetView`. A connection counts at its member from the decision to its end, handshake included.
 */
import { type Distribution, fillDurations, isSameDistribution } from '../kernel/distribution.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { RandomStream } from '../kernel/random-stream.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import { ANSWERS, type FaultWay, REFUSES } from './answer.ts';
import { BusyMeter } from './busy-meter.ts';
import type { ConnectionStore } from './connection-store.ts';
import { type Degradation, Degradations } from './degradations.ts';
import type { FleetPlan } from './fleet-plan.ts';
import { MemberFaults } from './member-faults.ts';
import { ProcessorSharing } from './processor-sharing.ts';
import type { ClosedListener, ServiceDiscipline } from './service-discipline.ts';
import { Workers } from './workers.ts';

export class Fleet {
  readonly plan: FleetPlan;
  readonly #connections: ConnectionStore;
  /** [memberCount] the zonal backend it belongs to. */
  readonly backendOf: Int32Array;
  /** [memberCount] connections assigned and not ended. */
  readonly memberLoad: Int32Array;
  /** [backendCount] connections assigned and not ended. */
  readonly backendLoad: Float64Array;
  readonly #faults: MemberFaults;
  readonly #degradations: Degradations;
  /** [backendCount] members that live. */
  readonly serviceableCount: Int32Array;
  /** Busy time of the members; null where no backend is balanced by it. */
  readonly busyMeter: BusyMeter | null;
  readonly #workers: ServiceDiscipline;
  readonly #processorSharing: ServiceDiscipline;
  /** [backendCount] 1 for processor sharing. */
  readonly #sharesCores: Uint8Array;
  /** [backendCount] work of a backend's own; null where it is the work that connections bring. */
  readonly #ownWork: readonly (OwnWork | null)[];

  /** @param commonWork the distribution that connections' work was drawn from */
  constructor(
    plan: FleetPlan,
    commonWork: Distribution,
    kernel: Kernel,
    connections: ConnectionStore,
    streams: RandomStreams,
    onClosed: ClosedListener,
  ) {
    this.plan = plan;
    this.#ownWork = plan.backends.map(({ id, member }) =>
      isSameDistribution(member.serviceTime, commonWork)
        ? null
        : new OwnWork(member.serviceTime, streams.stream(`service/${id}`)),
    );
    this.#connections = connections;
    this.backendOf = new Int32Array(plan.memberCount);
    this.memberLoad = new Int32Array(plan.memberCount);
    this.backendLoad = new Float64Array(plan.backends.length);
    this.#faults = new MemberFaults(plan.memberCount);
    this.#degradations = new Degradations(plan.memberCount);
    this.serviceableCount = Int32Array.from(plan.backends, (backend) => backend.memberCount);
    this.#sharesCores = Uint8Array.from(plan.backends, (backend) =>
      backend.member.discipline === 'processorSharing' ? 1 : 0,
    );
    const servers = new Int32Array(plan.memberCount);
    const backlog = new Int32Array(plan.memberCount);
    plan.backends.forEach((backend, index) => {
      const end = backend.firstMember + backend.memberCount;
      this.backendOf.fill(index, backend.firstMember, end);
      servers.fill(backend.member.workers, backend.firstMember, end);
      backlog.fill(backend.member.backlog, backend.firstMember, end);
    });
    const isMetered = plan.backends.some(({ target }) => target.balancingMode === 'UTILIZATION');
    this.busyMeter = isMetered ? new BusyMeter(kernel, plan.memberCount) : null;
    this.#workers = new Workers(kernel, connections, servers, backlog, this.busyMeter, onClosed);
    this.#processorSharing = new ProcessorSharing(kernel, connections, servers, backlog, this.busyMeter, onClosed);
  }

  /** What a member answers to a SYN: ANSWERS, REFUSES or IS_SILENT. Hot. */
  answerOf(member: number): number {
    return this.#faults.answer[member]!;
  }

  /** What a member answers to a probe. */
  probeAnswerOf(member: number): number {
    const answer = this.answerOf(member);
    return answer === ANSWERS && this.#degradations.failsProbes(member) ? REFUSES : answer;
  }

  /** Counts a connection at a member that a GFE has picked. Hot. */
  assign(row: number, member: number): void {
    this.#connections.member[row] = member;
    this.memberLoad[member]!++;
    this.backendLoad[this.backendOf[member]!]!++;
  }

  /** Takes an assigned connection off the counts; at its end, however that came. Hot. */
  release(member: number): void {
    this.memberLoad[member]!--;
    this.backendLoad[this.backendOf[member]!]!--;
  }

  /** Hands an assigned connection to its member, which lives; returns ADMITTED or REFUSED. Hot. */
  admit(row: number): number {
    const member = this.#connections.member[row]!;
    const ownWork = this.#ownWork[this.backendOf[member]!]!;
    if (ownWork !== null) this.#connections.service[row] = ownWork.draw();
    const slowdown = this.#degradations.slowdownOf(member);
    if (slowdown !== 1) this.#connections.service[row] = Math.round(this.#connections.service[row]! * slowdown);
    return this.#disciplineOf(member).admit(row, member);
  }

  /** Takes an admitted connection out of its member before its own end. */
  evict(row: number): void {
    const member = this.#connections.member[row]!;
    this.#disciplineOf(member).evict(row, member);
  }

  /** Whether an admitted member breaks the connection before its first byte: it is degraded. Hot. */
  breaks(row: number, member: number): boolean {
    return this.#degradations.breaks(member, this.#connections.flowHash[row]!);
  }

  /** Adds a fault to a member; returns whether its answer changed by this. */
  addFault(member: number, way: FaultWay): boolean {
    const answered = this.answerOf(member) === ANSWERS;
    const hasChanged = this.#faults.add(member, way);
    if (answered) this.serviceableCount[this.backendOf[member]!]!--;
    return hasChanged;
  }

  /** Ends one fault of a member, or with `null` all of them; returns whether its answer changed by this. */
  removeFault(member: number, way: FaultWay | null): boolean {
    const hasChanged = this.#faults.remove(member, way);
    if (hasChanged && this.answerOf(member) === ANSWERS) this.serviceableCount[this.backendOf[member]!]!++;
    return hasChanged;
  }

  degrade(member: number, degradation: Degradation): void {
    this.#degradations.add(member, degradation);
  }

  endDegradation(member: number, degradation: Degradation): void {
    this.#degradations.remove(member, degradation);
  }

  #disciplineOf(member: number): ServiceDiscipline {
    return this.#sharesCores[this.backendOf[member]!] === 1 ? this.#processorSharing : this.#workers;
  }
}

/** Work of the answers of a backend whose members differ from the rest: drawn when a connection is admitted. */
class OwnWork {
  readonly #distribution: Distribution;
  readonly #stream: RandomStream;
  readonly #drawn = new Float64Array(1);

  constructor(distribution: Distribution, stream: RandomStream) {
    this.#distribution = distribution;
    this.#stream = stream;
  }

  draw(): number {
    fillDurations(this.#distribution, this.#stream, this.#drawn, 1);
    return this.#drawn[0]!;
  }
}
