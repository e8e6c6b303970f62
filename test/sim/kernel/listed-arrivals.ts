/**
 * Arrivals at listed instants, for tests of the kernel.
 */
import type { ArrivalSource } from '../../../sim/kernel/kernel.ts';
import { NEVER, type SimTime } from '../../../sim/kernel/time.ts';

export class ListedArrivals implements ArrivalSource {
  readonly #times: readonly number[];
  readonly #onArrival: (number: number) => void;
  #next = 0;

  constructor(times: readonly number[], onArrival: (number: number) => void) {
    this.#times = times;
    this.#onArrival = onArrival;
  }

  get nextAt(): SimTime {
    return (this.#times[this.#next] ?? NEVER) as SimTime;
  }

  /** Throws when there is none left, so that a kernel that asks the wrong source comes to an end. */
  arrive(): void {
    if (this.#next === this.#times.length) throw new Error('no arrival is left');
    this.#onArrival(this.#next++);
  }
}

export function at(us: number): SimTime {
  return us as SimTime;
}
