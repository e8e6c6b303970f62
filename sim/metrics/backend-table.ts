/**
 * Counts by zonal backend and member of the connections offered in one stretch of time: outcomes by (path into the
 * service, backend), latency by backend, connections taken by member. Dense arrays, so recording is index arithmetic.
 *
 * Latency is not kept by path and backend at once: a histogram for each pair would be most of a run's memory.
 */
import { grownUint32 } from '../kernel/grow-array.ts';
import { bucketOf, Histogram } from '../stats/histogram.ts';
import { OUTCOME_COUNT } from './outcome.ts';

export const NO_BACKEND = -1;

export class BackendTable {
  readonly #backendCount: number;
  /** [pathCount][zonalBackendCount][OUTCOME_COUNT], as many paths as were seen. */
  #outcomes = new Uint32Array(0);
  /** [zonalBackendCount] time to first byte, us. */
  readonly latency: readonly Histogram[];
  /** [slotCount] connections that the member took. */
  readonly established: Uint32Array;

  constructor(backendCount: number, slotCount: number) {
    this.#backendCount = backendCount;
    this.latency = Array.from({ length: backendCount }, () => new Histogram());
    this.established = new Uint32Array(slotCount);
  }

  /**
   * Counts one connection's end. Hot. `latencyUs` is negative when it got no first byte;
   * `bucket` is its bucket in a histogram.
   */
  record(path: number, backend: number, outcome: number, latencyUs: number, bucket = bucketOf(latencyUs)): void {
    const at = (path * this.#backendCount + backend) * OUTCOME_COUNT + outcome;
    if (at >= this.#outcomes.length) this.#growTo(path);
    this.#outcomes[at]!++;
    if (latencyUs >= 0) this.latency[backend]!.recordIn(bucket, latencyUs);
  }

  /** Adds what another table of as many backends and members has recorded. */
  add(other: BackendTable): void {
    if (other.#outcomes.length > this.#outcomes.length) {
      this.#outcomes = grownUint32(this.#outcomes, other.#outcomes.length);
    }
    other.#outcomes.forEach((count, at) => {
      this.#outcomes[at]! += count;
    });
    other.latency.forEach((histogram, backend) => {
      this.latency[backend]!.add(histogram.toData());
    });
    other.established.forEach((count, member) => {
      this.established[member]! += count;
    });
  }

  /** [OUTCOME_COUNT] of a path and backend, a copy. */
  outcomesOf(path: number, backend: number): Uint32Array {
    const first = (path * this.#backendCount + backend) * OUTCOME_COUNT;
    const counts = this.#outcomes.slice(first, first + OUTCOME_COUNT);
    return counts.length === OUTCOME_COUNT ? counts : new Uint32Array(OUTCOME_COUNT);
  }

  #growTo(path: number): void {
    const cells = (path + 1) * this.#backendCount * OUTCOME_COUNT;
    this.#outcomes = grownUint32(this.#outcomes, Math.max(cells, 2 * this.#outcomes.length));
  }
}
