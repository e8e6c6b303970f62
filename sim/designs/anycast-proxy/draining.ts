/**
 * Draining a whole backend: no new connections while there is a reason to drain it; the clock says when what is open is closed.
 *
 * State: the reasons of each backend (events that drain it, its being out of the service).
 */
import type { FleetView } from '../../fleet/fleet-view.ts';
import type { DrainClock, DrainRule } from '../../fleet/membership/drain-clock.ts';

export class Draining {
  readonly #clock: DrainClock;
  readonly #view: Pick<FleetView, 'isDraining'>;
  /** [backendCount] reasons for which a backend drains; it takes new connections while there are none. */
  readonly #reasonCount: Uint8Array;

  /** @param clock whose first units are the backends */
  constructor(clock: DrainClock, view: Pick<FleetView, 'isDraining'>) {
    this.#clock = clock;
    this.#view = view;
    this.#reasonCount = new Uint8Array(view.isDraining.length);
  }

  /** Starts draining; of a backend that is draining already, the time goes on as it was. */
  begin(backend: number, rule: DrainRule): void {
    this.#reasonCount[backend]!++;
    if (this.#reasonCount[backend] !== 1) return;
    this.#view.isDraining[backend] = 1;
    this.#clock.start(backend, rule);
  }

  /** Ends one reason; with none left the backend takes new connections again, and what is left goes on. */
  end(backend: number): void {
    this.#reasonCount[backend]!--;
    if (this.#reasonCount[backend] !== 0) return;
    this.#view.isDraining[backend] = 0;
    this.#clock.stop(backend);
  }
}
