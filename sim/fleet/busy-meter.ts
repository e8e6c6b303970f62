/**
 * How long the workers or cores of every member have been busy, for those modes that balance by it; a run without them has no meter.
 */
import type { Kernel } from '../kernel/kernel.ts';

export class BusyMeter {
  readonly #kernel: Kernel;
  /** [slotCount] busy since `#since`, which is in us. */
  readonly #busy: Int32Array;
  readonly #since: Float64Array;
  /** [slotCount] busy time up to `#since`, added over workers or cores, us. */
  readonly #busyUs: Float64Array;

  constructor(kernel: Kernel, slotCount: number) {
    this.#kernel = kernel;
    this.#busy = new Int32Array(slotCount);
    this.#since = new Float64Array(slotCount);
    this.#busyUs = new Float64Array(slotCount);
  }

  /** So many workers or cores of a member are busy from now on. Hot. */
  set(member: number, busy: number): void {
    this.#busyUs[member] = this.busyUs(member);
    this.#since[member] = this.#kernel.now;
    this.#busy[member] = busy;
  }

  /** Busy time of a member up to now, added over its workers or cores, us. */
  busyUs(member: number): number {
    return this.#busyUs[member]! + this.#busy[member]! * (this.#kernel.now - this.#since[member]!);
  }
}
