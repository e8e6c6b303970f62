/**
 * What machines besides members did over the measured time, one by one: designs declare theirs with the collector, and count here.
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

export class MachineTally {
  readonly #machines: readonly MachineIdentity[];
  readonly #warmupUs: number;
  /** [machineCount] */
  readonly #handled: Float64Array;
  readonly #bytesIn: Float64Array;
  readonly #bytesOut: Float64Array;
  readonly #openMax: Float64Array;
  readonly #workUs: Float64Array;
  readonly #memoryMax: Float64Array;
  readonly #busyMax: Float64Array;
  readonly #logBytes: Float64Array;

  constructor(machines: readonly MachineIdentity[], warmupUs: number) {
    this.#machines = machines;
    this.#warmupUs = warmupUs;
    this.#handled = new Float64Array(machines.length);
    this.#bytesIn = new Float64Array(machines.length);
    this.#bytesOut = new Float64Array(machines.length);
    this.#openMax = new Float64Array(machines.length);
    this.#workUs = new Float64Array(machines.length);
    this.#memoryMax = new Float64Array(machines.length);
    this.#busyMax = new Float64Array(machines.length);
    this.#logBytes = new Float64Array(machines.length);
  }

  /** A machine takes something; `openCount`: what it has in hand now, this included. Hot. */
  took(machine: number, nowUs: number, bytesIn: number, bytesOut: number, openCount: number): void {
    if (nowUs < this.#warmupUs) return;
    this.#handled[machine]!++;
    this.#bytesIn[machine]! += bytesIn;
    this.#bytesOut[machine]! += bytesOut;
    if (openCount > this.#openMax[machine]!) this.#openMax[machine] = openCount;
  }

  /** A machine has done so much work, and has so much memory in use. Hot. */
  worked(machine: number, nowUs: number, workUs: number, memoryBytes: number): void {
    if (nowUs < this.#warmupUs) return;
    this.#workUs[machine]! += workUs;
    if (memoryBytes > this.#memoryMax[machine]!) this.#memoryMax[machine] = memoryBytes;
  }

  /** A machine has been busy with such a share of its cores, over the interval that ends now. */
  busy(machine: number, nowUs: number, share: number): void {
    if (nowUs > this.#warmupUs && share > this.#busyMax[machine]!) this.#busyMax[machine] = share;
  }

  /** A machine writes so much log. Hot. */
  logged(machine: number, nowUs: number, bytes: number): void {
    if (nowUs >= this.#warmupUs) this.#logBytes[machine]! += bytes;
  }

  records(): MachineRecord[] {
    return this.#machines.map((machine, at) => ({
      ...machine,
      handled: this.#handled[at]!,
      bytesIn: this.#bytesIn[at]!,
      bytesOut: this.#bytesOut[at]!,
      peakOpen: this.#openMax[at]!,
      workUs: this.#workUs[at]!,
      peakMemoryBytes: this.#memoryMax[at]!,
      busyMax: this.#busyMax[at]!,
      logBytes: this.#logBytes[at]!,
    }));
  }
}
