/**
 * Collects a run's figures as they happen, and makes the run record of them.
 *
 * Hot methods do index arithmetic on typed arrays and allocate nothing once every flow has been seen. The home side is
 * counted by the instant of offer, the serving side by the instant of occurrence (see `run-record.ts`).
 */
import { Fingerprint } from '../kernel/fingerprint.ts';
import type { ResolvedTime, ResolvedWindow } from '../scenario/resolved-scenario.ts';
import { bucketOf } from '../stats/histogram.ts';
import { BackendTable, NO_BACKEND } from './backend-table.ts';
import { BREAK_CAUSE_COUNT } from './break-cause.ts';
import { COUNTER_COUNT } from './counters.ts';
import { FlowSliceTable } from './flow-slice-table.ts';
import { FlowTable, NO_REGION } from './flow-table.ts';
import { type FormIdentity, type FormRecord, FormTally } from './form-tally.ts';
import { type MachineIdentity, type MachineRecord, MachineTally } from './machine-tally.ts';
import { isEstablished, OUTCOME_COUNT } from './outcome.ts';
import type { HomeSeries, MemberRecord, ServingSeries } from './run-record.ts';
import { NO_SEGMENT, TimeSegments } from './time-segments.ts';

export class Collector {
  readonly #intervalUs: number;
  readonly intervalCount: number;
  readonly #warmupUs: number;
  readonly #regionCount: number;
  readonly #backendCount: number;
  readonly windows: readonly ResolvedWindow[];
  /** [windowCount] start and end, us. */
  readonly #windowStart: Float64Array;
  readonly #windowEnd: Float64Array;
  readonly #segments: TimeSegments;
  /** [segmentCount] */
  readonly #flowTables: readonly FlowTable[];
  /** [segmentCount] */
  readonly #backendTables: readonly BackendTable[];
  readonly slices: FlowSliceTable;
  /**
   * [windowCount][zonalBackendCount][BREAK_CAUSE_COUNT] established connections that broke, by instant of the break.
   */
  readonly breaks: Uint32Array;
  /** [intervalCount][COUNTER_COUNT] */
  readonly counters: Float64Array;
  /** [segmentCount][COUNTER_COUNT] */
  readonly #segmentCounters: Float64Array;
  readonly home: HomeSeries;
  readonly serving: ServingSeries;
  readonly members: MemberRecord;
  readonly #machines: MachineTally[] = [];
  #forms: FormTally | null = null;
  readonly #outcomeFingerprint = new Fingerprint();

  constructor(
    time: ResolvedTime,
    windows: readonly ResolvedWindow[],
    regionCount: number,
    backendCount: number,
    slotCount: number,
  ) {
    this.#intervalUs = time.interval;
    this.intervalCount = Math.ceil(time.duration / time.interval);
    this.#warmupUs = time.warmup;
    this.#regionCount = regionCount;
    this.#backendCount = backendCount;
    this.windows = windows;
    this.#windowStart = Float64Array.from(windows, (window) => window.start);
    this.#windowEnd = Float64Array.from(windows, (window) => window.end);
    this.#segments = new TimeSegments(windows);
    this.#flowTables = Array.from({ length: this.#segments.count }, () => new FlowTable(regionCount));
    this.#backendTables = Array.from({ length: this.#segments.count }, () => {
      return new BackendTable(backendCount, slotCount);
    });
    this.slices = new FlowSliceTable(time, regionCount);
    this.breaks = new Uint32Array(windows.length * backendCount * BREAK_CAUSE_COUNT);
    this.counters = new Float64Array(this.intervalCount * COUNTER_COUNT);
    this.#segmentCounters = new Float64Array(this.#segments.count * COUNTER_COUNT);
    const homeCells = this.intervalCount * regionCount;
    const servingCells = this.intervalCount * backendCount;
    this.home = {
      offered: new Uint32Array(homeCells),
      outcomes: new Uint32Array(homeCells * OUTCOME_COUNT),
      spilledOut: new Uint32Array(homeCells),
    };
    this.serving = {
      established: new Uint32Array(servingCells),
      spilledIn: new Uint32Array(servingCells),
      broken: new Uint32Array(servingCells),
      active: new Uint32Array(servingCells),
      load: new Float64Array(servingCells),
      capacity: new Float64Array(servingCells),
      members: new Uint32Array(servingCells),
      serviceable: new Uint32Array(servingCells),
      seenHealthy: new Uint32Array(servingCells),
    };
    this.members = {
      established: new Uint32Array(slotCount),
      refused: new Uint32Array(slotCount),
      activeMax: new Uint32Array(slotCount),
      bytesIn: new Float64Array(slotCount),
      bytesOut: new Float64Array(slotCount),
      isPartTime: new Uint8Array(slotCount),
      assigned: null,
    };
  }

  /** Declares machines besides members, which a design runs all the time; what counts for them. */
  declareMachines(machines: readonly MachineIdentity[]): MachineTally {
    const tally = new MachineTally(machines, this.#warmupUs);
    this.#machines.push(tally);
    return tally;
  }

  /** In the order in which they were declared. */
  machineRecords(): MachineRecord[] {
    return this.#machines.flatMap((tally) => tally.records());
  }

  /**
   * Declares the forms of request that a design tells apart, for each of its chains; what counts for them. Once a run.
   */
  declareForms(forms: readonly FormIdentity[]): FormTally {
    this.#forms = new FormTally(forms, this.#segments);
    return this.#forms;
  }

  /** In the order in which they were declared; none where requests have no form. */
  formRecords(): FormRecord[] {
    return this.#forms?.records() ?? [];
  }

  /** Hash of every outcome with its instant and latency. */
  get outcomeFingerprint(): string {
    return this.#outcomeFingerprint.hex();
  }

  /** A connection is offered. Hot. */
  offered(atUs: number, homeRegion: number): void {
    this.home.offered[this.#homeCell(atUs, homeRegion)]!++;
  }

  /** A connection is established at a member. Hot. */
  established(
    nowUs: number,
    offeredAtUs: number,
    homeRegion: number,
    region: number,
    backend: number,
    member: number,
    memberLoad: number,
  ): void {
    const cell = this.#servingCell(nowUs, backend);
    this.serving.established[cell]!++;
    if (region !== homeRegion) {
      this.serving.spilledIn[cell]!++;
      this.home.spilledOut[this.#homeCell(offeredAtUs, homeRegion)]!++;
    }
    const segment = this.#segments.at(offeredAtUs);
    if (segment !== NO_SEGMENT) this.#backendTables[segment]!.established[member]!++;
    if (nowUs < this.#warmupUs) return;
    this.members.established[member]!++;
    if (memberLoad > this.members.activeMax[member]!) this.members.activeMax[member] = memberLoad;
  }

  /** The run ends: clients that keep to each member [slotCount]. */
  assigned(counts: Uint32Array): void {
    this.members.assigned = counts;
  }

  /** A slot holds no member from now on, or from the start. */
  memberAbsent(member: number): void {
    this.members.isPartTime[member] = 1;
  }

  /** A slot holds a member from now on. */
  memberPresent(nowUs: number, member: number): void {
    if (nowUs < this.#warmupUs) this.members.isPartTime[member] = 0;
  }

  /** A member refuses a connection. */
  refused(nowUs: number, member: number): void {
    if (nowUs >= this.#warmupUs) this.members.refused[member]!++;
  }

  /**
   * Something that belongs to no region and no backend happens. Hot.
   *
   * @param counter one of `COUNTER`
   * @param amount in the unit of the counter, 0 or more
   */
  count(counter: number, nowUs: number, amount = 1): void {
    this.counters[this.#intervalOf(nowUs) * COUNTER_COUNT + counter]! += amount;
    const segment = this.#segments.at(nowUs);
    if (segment !== NO_SEGMENT) this.#segmentCounters[segment * COUNTER_COUNT + counter]! += amount;
  }

  /** A member gets a request, or has given an answer. Hot. */
  memberBytes(nowUs: number, member: number, bytesIn: number, bytesOut: number): void {
    if (nowUs < this.#warmupUs) return;
    this.members.bytesIn[member]! += bytesIn;
    this.members.bytesOut[member]! += bytesOut;
  }

  /** An established connection breaks before its own end. */
  broken(nowUs: number, backend: number, cause: number): void {
    this.serving.broken[this.#servingCell(nowUs, backend)]!++;
    for (let window = 0; window < this.#windowStart.length; window++) {
      if (!this.#isIn(window, nowUs)) continue;
      this.breaks[(window * this.#backendCount + backend) * BREAK_CAUSE_COUNT + cause]!++;
    }
  }

  /**
   * A connection ends, whatever its outcome. Hot. `backend`: the one it was sent to, or NO_BACKEND; `latencyUs` is
   * negative when the client got no first byte.
   */
  ended(
    nowUs: number,
    offeredAtUs: number,
    path: number,
    homeRegion: number,
    region: number,
    backend: number,
    outcome: number,
    latencyUs: number,
  ): void {
    this.home.outcomes[this.#homeCell(offeredAtUs, homeRegion) * OUTCOME_COUNT + outcome]!++;
    this.slices.record(offeredAtUs, path, isEstablished(outcome) ? region : NO_REGION);
    this.#outcomeFingerprint.mixTime(nowUs);
    this.#outcomeFingerprint.mix(outcome, latencyUs | 0);
    const segment = this.#segments.at(offeredAtUs);
    if (segment === NO_SEGMENT) return;
    const bucket = bucketOf(latencyUs);
    this.#flowTables[segment]!.record(path, region, outcome, latencyUs, bucket);
    // On its way to a backend when it ended, but not there yet: at none.
    if (backend === NO_BACKEND || region === NO_REGION) return;
    this.#backendTables[segment]!.record(path, backend, outcome, latencyUs, bucket);
  }

  /** What was recorded of the connections offered in a window; put together for each call. */
  flowTableOf(window: number): FlowTable {
    const whole = new FlowTable(this.#regionCount);
    for (const segment of this.#segments.ofWindow[window]!) whole.add(this.#flowTables[segment]!);
    return whole;
  }

  /** The same by zonal backend and member. */
  backendTableOf(window: number): BackendTable {
    const whole = new BackendTable(this.#backendCount, this.members.established.length);
    for (const segment of this.#segments.ofWindow[window]!) whole.add(this.#backendTables[segment]!);
    return whole;
  }

  /** [COUNTER_COUNT] what was counted in a window; put together for each call. */
  countersOf(window: number): Float64Array {
    const whole = new Float64Array(COUNTER_COUNT);
    for (const segment of this.#segments.ofWindow[window]!) {
      for (let at = 0; at < COUNTER_COUNT; at++) whole[at]! += this.#segmentCounters[segment * COUNTER_COUNT + at]!;
    }
    return whole;
  }

  /** Takes down the state of a backend at the end of an interval. */
  sample(
    interval: number,
    backend: number,
    active: number,
    load: number,
    capacity: number,
    members: number,
    serviceable: number,
    seenHealthy: number,
  ): void {
    const cell = interval * this.#backendCount + backend;
    this.serving.active[cell] = active;
    this.serving.load[cell] = load;
    this.serving.capacity[cell] = capacity;
    this.serving.members[cell] = members;
    this.serving.serviceable[cell] = serviceable;
    this.serving.seenHealthy[cell] = seenHealthy;
  }

  #isIn(window: number, atUs: number): boolean {
    return atUs >= this.#windowStart[window]! && atUs < this.#windowEnd[window]!;
  }

  #intervalOf(atUs: number): number {
    const interval = Math.floor(atUs / this.#intervalUs);
    return interval < this.intervalCount ? interval : this.intervalCount - 1;
  }

  #homeCell(atUs: number, homeRegion: number): number {
    return this.#intervalOf(atUs) * this.#regionCount + homeRegion;
  }

  #servingCell(atUs: number, backend: number): number {
    return this.#intervalOf(atUs) * this.#backendCount + backend;
  }
}
