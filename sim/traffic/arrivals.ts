/**
 * All arrivals of a run in order of time: fills blocks metro by metro and hands them out row by row.
 *
 * The length of a block is chosen from the rates so that a block fits in the processor's cache; it
 * changes speed, never a number.
 */
import { Fingerprint } from '../kernel/fingerprint.ts';
import type { ArrivalSource } from '../kernel/kernel.ts';
import { NEVER, type SimTime } from '../kernel/time.ts';
import { ArrivalBlock } from './arrival-block.ts';
import type { MetroTraffic } from './metro-traffic.ts';

/** About 200 KB of columns: half of a second-level cache of 512 KB. */
const TARGET_ROWS = 4_096;

/** Words of `#progress`. Instant of the next arrival, us; NEVER after the last. */
const NEXT_AT = 0;
/** End of the present block, us. */
const BLOCK_ENDS_AT = 1;
const WORD_COUNT = 2;

/** Serves one arrival: `row` of `block`. Hot. */
export type ArrivalHandler = (block: ArrivalBlock, row: number) => void;

export class Arrivals implements ArrivalSource {
  readonly #metros: readonly MetroTraffic[];
  readonly #endUs: number;
  readonly #blockUs: number;
  readonly #handler: ArrivalHandler;
  readonly #block = new ArrivalBlock();
  readonly #fingerprint = new Fingerprint();
  #cursor = 0;
  /** How far the run has come: the words above. An array, because V8 allocates a box for each double in a field. */
  readonly #progress = new Float64Array(WORD_COUNT);
  /** Arrivals of earlier blocks. */
  #earlierCount = 0;

  /**
   * @param maxRatePerUs highest total rate, for sizing blocks
   * @param end no arrival at or after it
   */
  constructor(metros: readonly MetroTraffic[], maxRatePerUs: number, end: SimTime, handler: ArrivalHandler) {
    this.#metros = metros;
    this.#endUs = end;
    this.#blockUs = Math.max(1, Math.min(end, Math.floor(TARGET_ROWS / Math.max(maxRatePerUs, 1e-12))));
    this.#handler = handler;
    this.#nextBlock();
  }

  get nextAt(): SimTime {
    return this.#progress[NEXT_AT] as SimTime;
  }

  /** Arrivals handed out so far. */
  get offeredCount(): number {
    return this.#earlierCount + this.#cursor;
  }

  /** Hash of every arrival generated: instant, client, flow, hold and work. */
  get fingerprint(): string {
    return this.#fingerprint.hex();
  }

  /** Hot. */
  arrive(): void {
    const block = this.#block;
    const row = block.order[this.#cursor]!;
    this.#cursor++;
    this.#handler(block, row);
    if (this.#cursor < block.count) this.#progress[NEXT_AT] = block.at[block.order[this.#cursor]!]!;
    else this.#nextBlock();
  }

  /** Fills blocks until one has an arrival or the end is reached. */
  #nextBlock(): void {
    const block = this.#block;
    this.#earlierCount += block.count;
    block.count = 0;
    this.#cursor = 0;
    while (block.count === 0) {
      const start = this.#progress[BLOCK_ENDS_AT]!;
      if (start >= this.#endUs) {
        this.#progress[NEXT_AT] = NEVER;
        return;
      }
      const end = Math.min(this.#endUs, start + this.#blockUs);
      for (const metro of this.#metros) metro.appendTo(block, end);
      block.arrange(start, end);
      this.#progress[BLOCK_ENDS_AT] = end;
    }
    this.#fingerprintBlock();
    this.#progress[NEXT_AT] = block.at[block.order[0]!]!;
  }

  #fingerprintBlock(): void {
    const block = this.#block;
    for (let i = 0; i < block.count; i++) {
      const row = block.order[i]!;
      this.#fingerprint.mixTime(block.at[row]!);
      // Signed: half of all unsigned words would be boxed on their way.
      this.#fingerprint.mix(block.clientHash[row]! | 0, block.flowHash[row]! | 0);
      this.#fingerprint.mix(block.hold[row]! | 0, block.service[row]! | 0);
    }
  }
}
