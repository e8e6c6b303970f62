/**
 * Counts and latencies by flow: (path into the service, region that served). Dense arrays by cell, so
 * recording is index arithmetic.
 */
import { grownUint32 } from '../kernel/grow-array.ts';
import { bucketOf, Histogram } from '../stats/histogram.ts';
import { OUTCOME_COUNT } from './outcome.ts';

export const NO_REGION = -1;

export class FlowTable {
  readonly #regionCount: number;
  /** [cellCount][OUTCOME_COUNT] */
  #outcomes = new Uint32Array(0);
  readonly #latency: (Histogram | null)[] = [];

  constructor(regionCount: number) {
    this.#regionCount = regionCount;
  }

  /** Cells in use: paths seen x (regions + 1). */
  get cellCount(): number {
    return this.#latency.length;
  }

  /**
   * Counts one connection's end. Hot. `region` may be NO_REGION; `latencyUs` is negative when it got no first byte.
   *
   * @param bucket that of the latency in a histogram
   */
  record(path: number, region: number, outcome: number, latencyUs: number, bucket = bucketOf(latencyUs)): void {
    const cell = this.cellOf(path, region);
    if (cell >= this.#latency.length) this.#growTo(path);
    this.#outcomes[cell * OUTCOME_COUNT + outcome]!++;
    if (latencyUs < 0) return;
    let histogram = this.#latency[cell]!;
    if (histogram === null) {
      histogram = new Histogram();
      this.#latency[cell] = histogram;
    }
    histogram.recordIn(bucket, latencyUs);
  }

  /** Adds what another table of as many regions has recorded. */
  add(other: FlowTable): void {
    for (let cell = 0; cell < other.cellCount; cell++) {
      const outcomes = other.outcomesOf(cell);
      if (outcomes.every((count) => count === 0)) continue;
      if (cell >= this.#latency.length) this.#growTo(Math.floor(cell / (this.#regionCount + 1)));
      for (let outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
        this.#outcomes[cell * OUTCOME_COUNT + outcome]! += outcomes[outcome]!;
      }
      const latency = other.#latency[cell]!;
      if (latency === null) continue;
      this.#latency[cell] ??= new Histogram();
      this.#latency[cell]!.add(latency.toData());
    }
  }

  cellOf(path: number, region: number): number {
    return path * (this.#regionCount + 1) + region + 1;
  }

  /** [OUTCOME_COUNT] of a cell, a copy. */
  outcomesOf(cell: number): Uint32Array {
    return this.#outcomes.slice(cell * OUTCOME_COUNT, (cell + 1) * OUTCOME_COUNT);
  }

  latencyOf(cell: number): Histogram {
    return this.#latency[cell] ?? new Histogram();
  }

  #growTo(path: number): void {
    const cells = Math.max(2 * this.#latency.length, (path + 1) * (this.#regionCount + 1));
    this.#outcomes = grownUint32(this.#outcomes, cells * OUTCOME_COUNT);
    while (this.#latency.length < cells) this.#latency.push(null);
  }
}
