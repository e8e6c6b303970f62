/**
 * What became of the connections of one side since somebody last looked: how many ended, how many of them
 * failed, and how long answers took.
 *
 * Counted by the instant of the end, as monitoring sees it. A connection that the end of the run cuts off is neither.
 */
import { isFailed, UNFINISHED } from '../../../metrics/outcome.ts';
import { Histogram } from '../../../stats/histogram.ts';

/** Figures of a stretch of time. */
export interface SideFigures {
  readonly count: number;
  readonly failedCount: number;
  /** Time to first byte of those that got one. */
  readonly latency: Histogram;
}

export class SideTally {
  #count = 0;
  #failedCount = 0;
  #latency = new Histogram();

  /** A connection is over; `latencyUs` is negative where the client got no answer. Hot. */
  ended(outcome: number, latencyUs: number): void {
    if (outcome === UNFINISHED) return;
    this.#count++;
    if (isFailed(outcome)) this.#failedCount++;
    if (latencyUs >= 0) this.#latency.record(latencyUs);
  }

  get count(): number {
    return this.#count;
  }

  /** What was counted since the last time; counting begins anew. */
  take(): SideFigures {
    const taken = { count: this.#count, failedCount: this.#failedCount, latency: this.#latency };
    this.#count = 0;
    this.#failedCount = 0;
    this.#latency = new Histogram();
    return taken;
  }
}
