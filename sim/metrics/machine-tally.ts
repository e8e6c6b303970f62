/**
 * What machines besides members did over the measured time, one by one: designs declare theirs with
 * the collector, and count here.
 *
 * State: counts of each machine, from the end of the warm-up on. Hot methods allocate nothing.
 */
import type { MachineRole } from './machine-role.ts';

export interface MachineIdentity {
  readonly role: MachineRole;
  readonly name: string;
  /** Among the regions with backends; `null`: at a PoP. */
  readonly regionIndex: number | null;
  /** Whether it runs on the machine of a member, which is counted there. */
  readonly isHosted: boolean;
  /** Absent where its processors are not simulated. */
  readonly cores?: number;
}

export interface MachineRecord extends MachineIdentity {
  /** What its role handles: asks that a balancer took. */
  readonly handled: number;
  /** 0 where the scenario gives no sizes. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Most that it had in hand at a time. */
  readonly peakOpen: number;
  /** Processor time that it spent, us of one core; its memory at its peak, bytes. */
  readonly workUs: number;
  readonly peakMemoryBytes: number;
  /** Share of its cores that was busy in its busiest interval; bytes of log. Of servers of tiers. */
  readonly busyMax: number;
  readonly logBytes: number;
}

/** A machine's counts side by side: machine << SHIFT is the first of its eight numbers, and behind it come these. */
const SHIFT = 3;
const HANDLED = 0;
const BYTES_IN = 1;
const BYTES_OUT = 2;
const OPEN_MAX = 3;
const WORK_US = 4;
const MEMORY_MAX = 5;
const BUSY_MAX = 6;
const LOG_BYTES = 7;

export class MachineTally {
  readonly #machines: readonly MachineIdentity[];
  readonly #warmupUs: number;
  /** [machineCount][1 << SHIFT] */
  readonly #counts: Float64Array;

  constructor(machines: readonly MachineIdentity[], warmupUs: number) {
    this.#machines = machines;
    this.#warmupUs = warmupUs;
    this.#counts = new Float64Array(machines.length << SHIFT);
  }

  /** A machine takes something; `openCount`: what it has in hand now, this included. Hot. */
  took(machine: number, nowUs: number, bytesIn: number, bytesOut: number, openCount: number): void {
    if (nowUs < this.#warmupUs) return;
    const counts = this.#counts;
    const at = machine << SHIFT;
    counts[at | HANDLED]!++;
    counts[at | BYTES_IN]! += bytesIn;
    counts[at | BYTES_OUT]! += bytesOut;
    if (openCount > counts[at | OPEN_MAX]!) counts[at | OPEN_MAX] = openCount;
  }

  /**
   * A machine takes something of whose bytes nothing is known; returns whether it has more in hand than ever
   * before. Hot.
   */
  began(machine: number, nowUs: number, openCount: number): boolean {
    if (nowUs < this.#warmupUs) return false;
    const counts = this.#counts;
    const at = machine << SHIFT;
    counts[at | HANDLED]!++;
    if (openCount <= counts[at | OPEN_MAX]!) return false;
    counts[at | OPEN_MAX] = openCount;
    return true;
  }

  /** A machine has done so much work, and has so much memory in use. Hot. */
  worked(machine: number, nowUs: number, workUs: number, memoryBytes: number): void {
    if (nowUs < this.#warmupUs) return;
    const counts = this.#counts;
    const at = machine << SHIFT;
    counts[at | WORK_US]! += workUs;
    if (memoryBytes > counts[at | MEMORY_MAX]!) counts[at | MEMORY_MAX] = memoryBytes;
  }

  /** A machine has done so much work over a span that ends now: measured is its part after the warm-up. */
  spent(machine: number, nowUs: number, spanUs: number, workUs: number): void {
    const measuredUs = Math.min(spanUs, nowUs - this.#warmupUs);
    if (measuredUs > 0) this.#counts[(machine << SHIFT) | WORK_US]! += workUs * (measuredUs / spanUs);
  }

  /** A machine has been busy with such a share of its cores, over the interval that ends now. */
  busy(machine: number, nowUs: number, share: number): void {
    const at = (machine << SHIFT) | BUSY_MAX;
    if (nowUs > this.#warmupUs && share > this.#counts[at]!) this.#counts[at] = share;
  }

  /** A machine writes so much log. Hot. */
  logged(machine: number, nowUs: number, bytes: number): void {
    if (nowUs >= this.#warmupUs) this.#counts[(machine << SHIFT) | LOG_BYTES]! += bytes;
  }

  records(): MachineRecord[] {
    return this.#machines.map((machine, index) => {
      const of = (count: number): number => this.#counts[(index << SHIFT) | count]!;
      return {
        ...machine,
        handled: of(HANDLED),
        bytesIn: of(BYTES_IN),
        bytesOut: of(BYTES_OUT),
        peakOpen: of(OPEN_MAX),
        workUs: of(WORK_US),
        peakMemoryBytes: of(MEMORY_MAX),
        busyMax: of(BUSY_MAX),
        logBytes: of(LOG_BYTES),
      };
    });
  }
}
