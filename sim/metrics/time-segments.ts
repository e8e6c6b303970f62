/**
 * The stretches of a run between any two ends of its windows: a connection is counted in one stretch, whatever the
 * number of windows it is in, and a window's figures are the sum over its stretches.
 */
import { pinned } from '../kernel/pinned.ts';

/** A stretch of no window. */
export const NO_SEGMENT = -1;

/** Words of `#lastSpan`, us: where the stretch of the last instant asked for begins, and where it ends. */
const FROM = 0;
const TO = 1;

interface Span {
  /** us; the end is not part of it. */
  readonly start: number;
  readonly end: number;
}

export class TimeSegments {
  /** [boundaryCount] ends of windows, ascending, between two that no instant reaches. */
  readonly #boundaries: Float64Array;
  /** [boundaryCount - 1] NO_SEGMENT for a stretch of no window. */
  readonly #segmentOf: Int32Array;
  /** [windowCount] the segments of a window, ascending. */
  readonly ofWindow: readonly (readonly number[])[];
  readonly count: number;
  /**
   * The stretch of the last instant asked for, its span and its segment: the next instant is most often in the same.
   */
  #last = 0;
  readonly #lastSpan = pinned(new Float64Array(2));
  #lastSegment = NO_SEGMENT;

  constructor(windows: readonly Span[]) {
    const ends = new Set(windows.flatMap(({ start, end }) => [start, end]));
    this.#boundaries = Float64Array.of(-Number.MAX_VALUE, ...[...ends].sort((a, b) => a - b), Number.MAX_VALUE);
    this.#segmentOf = new Int32Array(this.#boundaries.length - 1).fill(NO_SEGMENT);
    const ofWindow = windows.map((): number[] => []);
    let count = 0;
    for (let stretch = 0; stretch < this.#segmentOf.length; stretch++) {
      const from = this.#boundaries[stretch]!;
      const covering = windows.flatMap(({ start, end }, window) => (from >= start && from < end ? [window] : []));
      if (covering.length === 0) continue;
      this.#segmentOf[stretch] = count;
      for (const window of covering) ofWindow[window]!.push(count);
      count++;
    }
    this.ofWindow = ofWindow;
    this.count = count;
  }

  /** Segment of an instant in us, or NO_SEGMENT. Hot. */
  at(us: number): number {
    const span = this.#lastSpan;
    if (us < span[FROM]! || us >= span[TO]!) this.#move(us);
    return this.#lastSegment;
  }

  #move(us: number): void {
    const boundaries = this.#boundaries;
    let stretch = this.#last;
    while (us < boundaries[stretch]!) stretch--;
    while (us >= boundaries[stretch + 1]!) stretch++;
    this.#last = stretch;
    this.#lastSpan[FROM] = boundaries[stretch]!;
    this.#lastSpan[TO] = boundaries[stretch + 1]!;
    this.#lastSegment = this.#segmentOf[stretch]!;
  }
}
