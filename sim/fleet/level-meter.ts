/**
 * A whole number of each member added up over time: its busy workers or cores, or its open connections. A mean over a
 * span is the difference of two sums over the span. Only those balancing modes that go by it have one.
 */
import type { Kernel } from '../kernel/kernel.ts';

export class LevelMeter {
  readonly #kernel: Kernel;
  /** [slotCount] level since `#since`, which is in us. */
  readonly #level: Int32Array;
  readonly #since: Float64Array;
  /** [slotCount] level times its duration up to `#since`, us. */
  readonly #sumUs: Float64Array;

  constructor(kernel: Kernel, slotCount: number) {
    this.#kernel = kernel;
    this.#level = new Int32Array(slotCount);
    this.#since = new Float64Array(slotCount);
    this.#sumUs = new Float64Array(slotCount);
  }

  /** The level of a member from now on. Hot. */
  set(member: number, level: number): void {
    this.#sumUs[member] = this.sumUs(member);
    this.#since[member] = this.#kernel.now;
    this.#level[member] = level;
  }

  /** A member's level times its duration, from the start of the run up to now, us. */
  sumUs(member: number): number {
    return this.#sumUs[member]! + this.#level[member]! * (this.#kernel.now - this.#since[member]!);
  }
}
