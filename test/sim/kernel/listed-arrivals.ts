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

  arrive(): void {
    this.#onArrival(this.#next++);
  }
}

export function at(us: number): SimTime {
  return us as SimTime;
}
