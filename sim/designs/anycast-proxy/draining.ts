/**
 * Draining a backend: no new connections at once; what is still open when the time is over is closed.
 *
 * Source: Google Cloud, "Enabling connection draining". With a timeout of 0 existing connections end as soon as possible. Otherwise those of
 * a proxy load balancer stay active beyond the timeout, and the proxy closes them within 10 minutes; assumption: at the end of the ten
 * minutes. Event: `draining.over`, subject = zonal backend.
 */
import type { FleetView } from '../../fleet/fleet-view.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import { type Duration, MINUTE } from '../../kernel/time.ts';

const NO_EVENT = -1;
const CLOSED_WITHIN = (10 * MINUTE) as Duration;

export class Draining {
  readonly #kernel: Kernel;
  readonly #view: Pick<FleetView, 'isDraining'>;
  readonly #timeBeforeClosing: Duration;
  readonly #onOver: (backend: number) => void;
  /** [backendCount] reasons for which a backend drains; it takes new connections while there are none. */
  readonly #reasonCount: Uint8Array;
  /** [backendCount] the pending end, or -1. */
  readonly #overEvent: Int32Array;
  readonly #overHandler: HandlerId;

  /** @param onOver told when what is left on a backend is to be closed */
  constructor(
    kernel: Kernel,
    drainingTimeout: Duration,
    view: Pick<FleetView, 'isDraining'>,
    onOver: (backend: number) => void,
  ) {
    this.#kernel = kernel;
    this.#view = view;
    this.#timeBeforeClosing = drainingTimeout === 0 ? drainingTimeout : ((drainingTimeout + CLOSED_WITHIN) as Duration);
    this.#onOver = onOver;
    this.#reasonCount = new Uint8Array(view.isDraining.length);
    this.#overEvent = new Int32Array(view.isDraining.length).fill(NO_EVENT);
    this.#overHandler = kernel.register('draining.over', this.#over);
  }

  /** Starts draining; of a backend that is draining already, the time goes on as it was. */
  begin(backend: number): void {
    this.#reasonCount[backend]!++;
    if (this.#reasonCount[backend] !== 1) return;
    this.#view.isDraining[backend] = 1;
    this.#overEvent[backend] = this.#kernel.scheduleAfter(this.#timeBeforeClosing, this.#overHandler, backend);
  }

  /** Ends one reason; with none left the backend takes new connections again. */
  end(backend: number): void {
    this.#reasonCount[backend]!--;
    if (this.#reasonCount[backend] !== 0) return;
    this.#view.isDraining[backend] = 0;
    if (this.#overEvent[backend] === NO_EVENT) return;
    this.#kernel.cancel(this.#overEvent[backend]!);
    this.#overEvent[backend] = NO_EVENT;
  }

  readonly #over: Handler = (backend) => {
    this.#overEvent[backend] = NO_EVENT;
    this.#onOver(backend);
  };
}
