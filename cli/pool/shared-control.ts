/**
 * Memory that the main thread and all workers see: a flag that stops every run, and how far each run has come.
 *
 * A run reads the flag and writes its progress between two batches of events, so no message is needed while it
 * computes. None of this reaches a result: progress is only drawn, and a stopped run says that it is incomplete.
 */

const FLAG_BYTES = 8;
/** Simulated microseconds and executed events. */
const DOUBLES_PER_RUN = 2;

export class SharedControl {
  readonly buffer: SharedArrayBuffer;
  readonly #stop: Int32Array;
  /** [runCount][DOUBLES_PER_RUN] */
  readonly #progress: Float64Array;

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#stop = new Int32Array(buffer, 0, 1);
    this.#progress = new Float64Array(buffer, FLAG_BYTES);
  }

  static forRuns(runCount: number): SharedControl {
    const bytes = FLAG_BYTES + runCount * DOUBLES_PER_RUN * Float64Array.BYTES_PER_ELEMENT;
    return new SharedControl(new SharedArrayBuffer(bytes));
  }

  requestStop(): void {
    Atomics.store(this.#stop, 0, 1);
  }

  get isStopRequested(): boolean {
    return Atomics.load(this.#stop, 0) === 1;
  }

  report(runIndex: number, simulatedUs: number, eventCount: number): void {
    this.#progress[runIndex * DOUBLES_PER_RUN] = simulatedUs;
    this.#progress[runIndex * DOUBLES_PER_RUN + 1] = eventCount;
  }

  simulatedUs(runIndex: number): number {
    return this.#progress[runIndex * DOUBLES_PER_RUN]!;
  }

  eventCount(runIndex: number): number {
    return this.#progress[runIndex * DOUBLES_PER_RUN + 1]!;
  }
}
