/**
 * Clients' connections that end at flood protection: a load balancer that never lacks room, judges each request, and
 * sends those that pass to the first tier over connections that it keeps.
 *
 * Whatever clients do with their connections, slow ones included, is its affair and costs the tiers nothing. Requests
 * that find no server free wait in its surge queue. A client that gives up is noticed half a round trip later, and
 * its request abandoned. Time passes as `direct-round-trips` counts it. Events: `protection.request`, `.reply`,
 * `.gone`, `.giveUp`, subject = journey.
 */

import { type Journeys, NOBODY, OUTSIDE } from '../../fleet/tiers/journeys.ts';
import type { Onward } from '../../fleet/tiers/onward.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { Duration } from '../../kernel/time.ts';
import { type FloodGate, PASSES } from '../../tiers/flood-gate.ts';
import { type Caller, TIMED_OUT_WAITING } from '../../tiers/hop.ts';
import { untilClientUs, untilRequestUs, untilSynUs } from '../parts/direct-round-trips.ts';
import type { ChainEntry, EndListener } from './chain-entry.ts';
import { TURNED_AWAY } from './chain-outcomes.ts';

const NO_TIMER = -1;
/** As the handle, while a request is being handed to the first tier. */
const SENDING = -2;

export interface ProtectedEntryParts {
  /** Before the names of events. */
  readonly namePrefix: string;
  readonly kernel: Kernel;
  readonly journeys: Journeys;
  /** [siteCount] */
  readonly gates: readonly FloodGate[];
  readonly tlsTrips: number;
  /** How long clients wait. */
  readonly responseTimeout: Duration;
  readonly ended: EndListener;
}

export class ProtectedEntry implements ChainEntry, Caller {
  readonly #parts: ProtectedEntryParts;
  /** The first tier; set once, before the run. */
  onward!: Onward;
  /** Told of every request that is judged, where somebody follows connections. */
  judged: ((journey: number, passes: boolean) => void) | null = null;
  readonly #request: HandlerId;
  readonly #reply: HandlerId;
  readonly #gone: HandlerId;
  readonly #giveUp: HandlerId;

  constructor(parts: ProtectedEntryParts) {
    const { kernel, namePrefix } = parts;
    this.#parts = parts;
    this.#request = kernel.register(`${namePrefix}protection.request`, this.#onRequest);
    this.#reply = kernel.register(`${namePrefix}protection.reply`, this.#onReply);
    this.#gone = kernel.register(`${namePrefix}protection.gone`, this.#onGone);
    this.#giveUp = kernel.register(`${namePrefix}protection.giveUp`, this.#onGiveUp);
  }

  enter(journey: number): void {
    const { kernel, journeys, tlsTrips, responseTimeout } = this.#parts;
    const rttUs = journeys.rttUs(journey);
    journeys.setGiveUp(journey, kernel.scheduleAfter(responseTimeout, this.#giveUp, journey));
    this.#after(untilSynUs(rttUs) + untilRequestUs(rttUs, tlsTrips), this.#request, journey);
  }

  /** The first tier has answered. Hot. */
  answered(journey: number, outcome: number): void {
    this.#parts.journeys.setHandle(journey, OUTSIDE);
    this.#answer(journey, outcome);
  }

  /** Stops a client's clock: the run is over. */
  stop(journey: number): void {
    const { kernel, journeys } = this.#parts;
    if (journeys.giveUp(journey) === NO_TIMER) return;
    kernel.cancel(journeys.giveUp(journey));
    journeys.setGiveUp(journey, NO_TIMER);
  }

  readonly #onRequest: Handler = (journey) => {
    const { kernel, journeys, gates } = this.#parts;
    if (journeys.client(journey) !== NOBODY) {
      const site = journeys.site(journey);
      const passes = gates[site]!.judge(journeys.work.client(journey), kernel.now) === PASSES;
      if (this.judged !== null) this.judged(journey, passes);
      if (passes) {
        journeys.setHandle(journey, SENDING);
        const handle = this.onward.send(journey, journey, site);
        // A server without a slot resets the connection at once.
        if (journeys.handle(journey) === SENDING) journeys.setHandle(journey, handle);
      } else this.#answer(journey, TURNED_AWAY);
    }
    journeys.release(journey);
  };

  #answer(journey: number, outcome: number): void {
    const { journeys } = this.#parts;
    journeys.setOutcome(journey, outcome);
    this.#after(untilClientUs(journeys.rttUs(journey)), this.#reply, journey);
  }

  readonly #onReply: Handler = (journey) => {
    const { journeys, ended } = this.#parts;
    if (journeys.client(journey) !== NOBODY) {
      this.stop(journey);
      ended(journey, journeys.outcome(journey));
    }
    journeys.release(journey);
  };

  readonly #onGiveUp: Handler = (journey) => {
    const { journeys, ended } = this.#parts;
    journeys.setGiveUp(journey, NO_TIMER);
    this.#after(untilSynUs(journeys.rttUs(journey)), this.#gone, journey);
    ended(journey, TIMED_OUT_WAITING);
  };

  readonly #onGone: Handler = (journey) => {
    const { journeys } = this.#parts;
    const handle = journeys.handle(journey);
    journeys.setHandle(journey, OUTSIDE);
    if (handle !== OUTSIDE) this.onward.abandon(handle);
    journeys.release(journey);
  };

  /** The event holds the journey. */
  #after(us: number, handler: HandlerId, journey: number): void {
    const { kernel, journeys } = this.#parts;
    journeys.hold(journey);
    kernel.scheduleAfter(us as Duration, handler, journey);
  }
}
