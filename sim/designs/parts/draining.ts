/**
 * Draining a whole backend: no new connections from a GFE that has learnt of it, while there is a reason to drain it;
 * each GFE's clock says when what it has open there is closed.
 *
 * State: the reasons of each backend (events that drain it, its being out of the service).
 */
import type { DrainClock, DrainRule } from '../../fleet/membership/drain-clock.ts';
import type { Change } from './configuration.ts';

export class Draining {
  readonly #clock: DrainClock;
  /** [backendCount] reasons for which a backend drains; it takes new connections while there are none. */
  readonly #reasonCount: Uint8Array;

  /** @param clock whose first units are the backends as each GFE has them: GFE x backends + backend */
  constructor(clock: DrainClock, backendCount: number) {
    this.#clock = clock;
    this.#reasonCount = new Uint8Array(backendCount);
  }

  /** What to push to start draining backends; of one that is draining already, the time goes on as it was. */
  begin(backends: readonly number[], rule: DrainRule): Change[] {
    const begun = backends.filter((backend) => ++this.#reasonCount[backend]! === 1);
    return this.#change(begun, true, (unit) => this.#clock.start(unit, rule));
  }

  /**
   * What to push to end one reason of each; with none left a backend takes new connections
   * again, and what is left goes on.
   */
  end(backends: readonly number[]): Change[] {
    const ended = backends.filter((backend) => --this.#reasonCount[backend]! === 0);
    return this.#change(ended, false, (unit) => this.#clock.stop(unit));
  }

  #change(backends: readonly number[], isDraining: boolean, onUnit: (unit: number) => void): Change[] {
    if (backends.length === 0) return [];
    const backendCount = this.#reasonCount.length;
    return [
      {
        apply: (known) => {
          for (const backend of backends) known.setDraining(backend, isDraining);
        },
        gfeLearnt: (gfe) => {
          for (const backend of backends) onUnit(gfe * backendCount + backend);
        },
      },
    ];
  }
}
