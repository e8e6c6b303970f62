/**
 * New connections by path and serving region over coarse slices of the run: what the map's time slider shows.
 */
import { grownUint32 } from '../kernel/grow-array.ts';
import type { ResolvedTime } from '../scenario/resolved-scenario.ts';

/** Enough for a slider, few enough for a file: at most this many slices, each a whole number of intervals. */
const SLICES_MAX = 60;

export class FlowSliceTable {
  readonly #regionCount: number;
  readonly sliceUs: number;
  readonly sliceCount: number;
  /** [cellCount][sliceCount] */
  #offered = new Uint32Array(0);

  constructor(time: ResolvedTime, regionCount: number) {
    const intervalCount = Math.ceil(time.duration / time.interval);
    this.sliceUs = time.interval * Math.ceil(intervalCount / SLICES_MAX);
    this.sliceCount = Math.ceil(time.duration / this.sliceUs);
    this.#regionCount = regionCount;
  }

  /** Counts one connection by the instant it was offered. Hot. `region`: that which served it, or NO_REGION. */
  record(offeredAtUs: number, path: number, region: number): void {
    const at = (path * (this.#regionCount + 1) + region + 1) * this.sliceCount + Math.floor(offeredAtUs / this.sliceUs);
    if (at >= this.#offered.length) {
      const cells = (path + 1) * (this.#regionCount + 1) * this.sliceCount;
      this.#offered = grownUint32(this.#offered, Math.max(cells, 2 * this.#offered.length));
    }
    this.#offered[at]!++;
  }

  /** [sliceCount] of a cell, a copy; all zero for a cell never seen. */
  offeredOf(path: number, region: number): Uint32Array {
    const cell = path * (this.#regionCount + 1) + region + 1;
    const counts = this.#offered.slice(cell * this.sliceCount, (cell + 1) * this.sliceCount);
    return counts.length === this.sliceCount ? counts : new Uint32Array(this.sliceCount);
  }
}
