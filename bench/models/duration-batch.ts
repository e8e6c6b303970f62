/**
 * Durations drawn a batch at a time and handed out one by one, as Spillway's traffic draws them a block at a time.
 */
import { type Distribution, fillDurations } from '../../sim/kernel/distribution.ts';
import type { RandomStream } from '../../sim/kernel/random-stream.ts';

const BATCH = 1_024;

export class DurationBatch {
  readonly #distribution: Distribution;
  readonly #stream: RandomStream;
  readonly #drawn = new Float64Array(BATCH);
  #cursor = BATCH;

  constructor(distribution: Distribution, stream: RandomStream) {
    this.#distribution = distribution;
    this.#stream = stream;
  }

  /** Whole microseconds. */
  next(): number {
    if (this.#cursor === this.#drawn.length) this.#draw();
    return this.#drawn[this.#cursor++]!;
  }

  #draw(): void {
    fillDurations(this.#distribution, this.#stream, this.#drawn, BATCH);
    this.#cursor = 0;
  }
}
