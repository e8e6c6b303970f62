/**
 * The fleet as it truly is: which members live, what each has open, and the servers behind them.
 *
 * Those who decide see it only through a `FleetView`. A connection counts at its member from the decision
 * to its end, handshake included.
 */
import { type Distribution, fillDurations, isSameDistribution } from '../kernel/distribution.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { RandomStream } from '../kernel/random-stream.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import type { EstablishedFront } from '../tiers/established-front.ts';
import { ANSWERS, type FaultWay, IS_SILENT, REFUSES } from './answer.ts';
import type { ConnectionStore } from './connection-store.ts';
import { type Degradation, Degradations } from './degradations.ts';
import type { FleetPlan, ZonalBackend } from './fleet-plan.ts';
import { LevelMeter } from './level-meter.ts';
import { MemberFaults } from './member-faults.ts';
import { ProcessorSharing } from './processor-sharing.ts';
import type { ClosedListener, ServiceDiscipline } from './service-discipline.ts';
import { TieredMembers } from './tiered-members.ts';
import type { PlacedTier } from './tiers/tiers-in-series.ts';
import { Workers } from './workers.ts';

/** How a backend's members serve. */
const BY_WORKERS = 0;
const BY_CORES = 1;
const IN_TIERS = 2;

export class Fleet {
  readonly plan: FleetPlan;
  readonly #connections: ConnectionStore;
  /** [slotCount] the zonal backend it belongs to. */
  readonly backendOf: Int32Array;
  /** [slotCount] index of the region it is in. */
  readonly regionOf: Int16Array;
  /** [slotCount] connections assigned and not ended. */
  readonly memberLoad: Int32Array;
  readonly #faults: MemberFaults;
  readonly #degradations: Degradations;
  /** [slotCount] what a slot's server answers while no fault holds it down; IS_SILENT where there is none. */
  readonly #server: Uint8Array;
  /** [slotCount] what a slot answers: its server and its faults together. */
  readonly #answer: Uint8Array;
  /** [slotCount] 1 while its backend has it. */
  readonly #isPooled: Uint8Array;
  /** [slotCount] 1 while it counts in `serviceableCount`. */
  readonly #isServiceable: Uint8Array;
  /** [backendCount] members that their backend has and that answer. */
  readonly serviceableCount: Int32Array;
  /** Busy workers or cores, and open connections; null where no backend is balanced or scaled by them. */
  readonly busyMeter: LevelMeter | null;
  readonly openMeter: LevelMeter | null;
  /** `null` where no backend has any. */
  readonly #tiered: TieredMembers | null;
  readonly #workers: ServiceDiscipline;
  readonly #processorSharing: ServiceDiscipline;
  /** [slotCount] BY_WORKERS, BY_CORES or IN_TIERS. */
  readonly #disciplines: Uint8Array;
  /** [backendCount] work of a backend's own; null where it is the work that connections bring. */
  readonly #ownWork: readonly (OwnWork | null)[];
  /**
   * [slotCount] 1 for members that do not just do the work that connections bring: their backend has its own, or
   * they were degraded in this run.
   */
  readonly #isOdd: Uint8Array;

  /**
   * @param commonWork the distribution that connections' work was drawn from
   * @param onFailed told when a member breaks a connection that it has taken; ends it
   */
  constructor(
    plan: FleetPlan,
    commonWork: Distribution,
    kernel: Kernel,
    connections: ConnectionStore,
    streams: RandomStreams,
    onClosed: ClosedListener,
    onFailed: ClosedListener,
  ) {
    this.plan = plan;
    this.#ownWork = plan.backends.map(({ id, member }) =>
      isSameDistribution(member.serviceTime, commonWork)
        ? null
        : new OwnWork(member.serviceTime, streams.stream(`service/${id}`)),
    );
    this.#connections = connections;
    this.backendOf = new Int32Array(plan.slotCount);
    this.regionOf = new Int16Array(plan.slotCount);
    this.memberLoad = new Int32Array(plan.slotCount);
    this.#faults = new MemberFaults(plan.slotCount);
    this.#degradations = new Degradations(plan.slotCount);
    this.#server = new Uint8Array(plan.slotCount).fill(IS_SILENT);
    this.#answer = new Uint8Array(plan.slotCount).fill(IS_SILENT);
    this.#isPooled = new Uint8Array(plan.slotCount);
    this.#isServiceable = new Uint8Array(plan.slotCount);
    this.serviceableCount = Int32Array.from(plan.backends, (backend) => backend.initialMembers);
    this.#disciplines = new Uint8Array(plan.slotCount);
    this.#isOdd = new Uint8Array(plan.slotCount);
    const servers = new Int32Array(plan.slotCount);
    const backlog = new Int32Array(plan.slotCount);
    plan.backends.forEach((backend, index) => {
      const end = backend.firstMember + backend.slotCount;
      const endInitial = backend.firstMember + backend.initialMembers;
      this.backendOf.fill(index, backend.firstMember, end);
      this.regionOf.fill(backend.regionIndex, backend.firstMember, end);
      this.#server.fill(ANSWERS, backend.firstMember, endInitial);
      this.#answer.fill(ANSWERS, backend.firstMember, endInitial);
      this.#isPooled.fill(1, backend.firstMember, endInitial);
      this.#isServiceable.fill(1, backend.firstMember, endInitial);
      this.#disciplines.fill(disciplineOf(backend), backend.firstMember, end);
      this.#isOdd.fill(this.#ownWork[index] === null ? 0 : 1, backend.firstMember, end);
      servers.fill(backend.member.workers, backend.firstMember, end);
      backlog.fill(backend.member.backlog, backend.firstMember, end);
    });
    const modes = new Set(plan.backends.map(({ target }) => target.balancingMode));
    const scalesByUse = plan.backends.some(({ autoscaler }) => (autoscaler?.cpuUtilization ?? null) !== null);
    this.busyMeter = modes.has('UTILIZATION') || scalesByUse ? new LevelMeter(kernel, plan.slotCount) : null;
    this.openMeter = modes.has('CUSTOM_METRICS') ? new LevelMeter(kernel, plan.slotCount) : null;
    this.#workers = new Workers(kernel, connections, servers, backlog, this.busyMeter, onClosed);
    this.#processorSharing = new ProcessorSharing(kernel, connections, servers, backlog, this.busyMeter, onClosed);
    this.#tiered = plan.backends.some(({ member }) => member.tiers !== undefined)
      ? new TieredMembers({
          plan,
          kernel,
          streams,
          connections,
          backendOf: this.backendOf,
          workers: servers,
          backlog,
          meter: this.busyMeter,
          closed: onClosed,
          failed: onFailed,
        })
      : null;
  }

  /** What a member answers to a SYN: ANSWERS, REFUSES or IS_SILENT. Hot. */
  answerOf(member: number): number {
    return this.#answer[member]!;
  }

  /** What a member answers to a probe. */
  probeAnswerOf(member: number): number {
    const answer = this.answerOf(member);
    return answer === ANSWERS && this.#degradations.failsProbes(member) ? REFUSES : answer;
  }

  /** Whether a member in tiers turns the next connection away for want of room. */
  isFull(member: number): boolean {
    return this.#disciplines[member] === IN_TIERS && this.#tiered!.isFull(member);
  }

  /** The tiers of members that have some. */
  get tiers(): readonly PlacedTier<EstablishedFront>[] {
    return this.#tiered?.tiers ?? [];
  }

  /** Whether a member is in its backend and answers. */
  isServiceable(member: number): boolean {
    return this.#isServiceable[member] === 1;
  }

  /** Whether a slot has a server, struck by a fault or not. */
  isRunning(member: number): boolean {
    return this.#server[member] !== IS_SILENT;
  }

  /** Whether a fault holds a slot down, whoever is in it. */
  isStruck(member: number): boolean {
    return this.#faults.answer[member] !== ANSWERS;
  }

  /** A slot's server comes up (ANSWERS), takes no more connections (REFUSES), or is no more (IS_SILENT). */
  setServer(member: number, answer: number): void {
    this.#server[member] = answer;
    this.#review(member);
  }

  /** A member joins its backend, or leaves it. */
  setPooled(member: number, isPooled: boolean): void {
    this.#isPooled[member] = isPooled ? 1 : 0;
    this.#review(member);
  }

  /**
   * Connections assigned to a backend and not ended. Added up when asked for, which is far less often than
   * they come and go. O(its members).
   */
  backendLoadOf(backend: number): number {
    const { firstMember, slotCount } = this.plan.backends[backend]!;
    let load = 0;
    for (let member = firstMember; member < firstMember + slotCount; member++) load += this.memberLoad[member]!;
    return load;
  }

  /** Counts a connection at a member that a GFE has picked. Hot. */
  assign(row: number, member: number): void {
    this.#connections.setMember(row, member);
    this.memberLoad[member]!++;
    if (this.openMeter !== null) this.openMeter.set(member, this.memberLoad[member]!);
  }

  /** Takes an assigned connection off the counts; at its end, however that came. Hot. */
  release(member: number): void {
    this.memberLoad[member]!--;
    if (this.openMeter !== null) this.openMeter.set(member, this.memberLoad[member]!);
  }

  /** Hands an assigned connection to its member, which lives; returns ADMITTED or REFUSED. Hot. */
  admit(row: number): number {
    const member = this.#connections.member(row);
    if (this.#isOdd[member] === 1) this.#setWork(row, member);
    return this.#disciplineOf(member).admit(row, member);
  }

  #setWork(row: number, member: number): void {
    const ownWork = this.#ownWork[this.backendOf[member]!]!;
    if (ownWork !== null) this.#connections.setService(row, ownWork.draw());
    const slowdown = this.#degradations.slowdownOf(member);
    if (slowdown !== 1) this.#connections.setService(row, Math.round(this.#connections.service(row) * slowdown));
  }

  /** Takes an admitted connection out of its member before its own end. */
  evict(row: number): void {
    const member = this.#connections.member(row);
    this.#disciplineOf(member).evict(row, member);
  }

  /** The client of an admitted connection without an answer has left: its member works on, for nobody. */
  abandon(row: number): void {
    this.#disciplineOf(this.#connections.member(row)).abandon(row);
  }

  /** Whether an admitted member breaks the connection before its first byte: it is degraded. Hot. */
  breaks(row: number, member: number): boolean {
    return this.#isOdd[member] === 1 && this.#degradations.breaks(member, this.#connections.flowHash(row) | 0);
  }

  /** Adds a fault to a member; returns whether its answer changed by this. */
  addFault(member: number, way: FaultWay): boolean {
    this.#faults.add(member, way);
    return this.#review(member);
  }

  /** Ends one fault of a member, or with `null` all of them; returns whether its answer changed by this. */
  removeFault(member: number, way: FaultWay | null): boolean {
    this.#faults.remove(member, way);
    return this.#review(member);
  }

  /** The less it answers, the larger the number. Returns whether the member's answer changed. */
  #review(member: number): boolean {
    const before = this.#answer[member]!;
    const answer = Math.max(this.#server[member]!, this.#faults.answer[member]!);
    this.#answer[member] = answer;
    const isServiceable = this.#isPooled[member] === 1 && answer === ANSWERS ? 1 : 0;
    this.serviceableCount[this.backendOf[member]!]! += isServiceable - this.#isServiceable[member]!;
    this.#isServiceable[member] = isServiceable;
    return answer !== before;
  }

  degrade(member: number, degradation: Degradation): void {
    this.#isOdd[member] = 1;
    this.#degradations.add(member, degradation);
  }

  endDegradation(member: number, degradation: Degradation): void {
    this.#degradations.remove(member, degradation);
  }

  #disciplineOf(member: number): ServiceDiscipline {
    const discipline = this.#disciplines[member]!;
    if (discipline === IN_TIERS) return this.#tiered!;
    return discipline === BY_CORES ? this.#processorSharing : this.#workers;
  }
}

function disciplineOf({ member: { tiers, discipline } }: ZonalBackend): number {
  if (tiers !== undefined) return IN_TIERS;
  return discipline === 'processorSharing' ? BY_CORES : BY_WORKERS;
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
    fillDurations(this.#distribution, this.#stream, this.#drawn, 0, 1);
    return this.#drawn[0]!;
  }
}
