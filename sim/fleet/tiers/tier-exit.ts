/**
 * Where a request leaves a tier: the tier answers it itself, when its rules say so, or hands it to what lies behind.
 *
 * A tier's own answer takes no time beyond the processor time that the request has had. Event: `<name>.ownAnswer`.
 */
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import { MICROSECOND } from '../../kernel/time.ts';
import type { Caller, Hop } from '../../tiers/hop.ts';
import type { TierConnections } from '../../tiers/tier-connections.ts';
import type { Journeys } from './journeys.ts';
import type { Onward } from './onward.ts';
import type { TierServers } from './tier-servers.ts';

/** In `ownAnswers`: a form that is handed on. */
export const HANDS_ON = 255;

/** Handles of own answers are this minus their event; those of the tier behind are from 0. */
const OWN_ANSWER = -2;

export class TierExit implements Hop {
  readonly #kernel: Kernel;
  readonly #connections: TierConnections;
  readonly #journeys: Journeys;
  readonly #servers: TierServers;
  /** [formCount] outcome of the tier's own answer, or HANDS_ON. */
  readonly #ownAnswers: Uint8Array;
  readonly #hasOwnAnswers: boolean;
  readonly #onward: Onward;
  readonly #tier: Caller;
  readonly #ownAnswer: HandlerId;

  /**
   * @param connections of the tier, whose rows are the tickets
   * @param servers of the tier
   * @param tier told of its own answers
   */
  constructor(
    kernel: Kernel,
    name: string,
    connections: TierConnections,
    journeys: Journeys,
    servers: TierServers,
    ownAnswers: Uint8Array,
    onward: Onward,
    tier: Caller,
  ) {
    this.#kernel = kernel;
    this.#connections = connections;
    this.#journeys = journeys;
    this.#servers = servers;
    this.#ownAnswers = ownAnswers;
    this.#hasOwnAnswers = ownAnswers.some((outcome) => outcome !== HANDS_ON);
    this.#onward = onward;
    this.#tier = tier;
    this.#ownAnswer = kernel.register(`${name}.ownAnswer`, this.#onOwnAnswer);
  }

  request(ticket: number, server: number): number {
    const journey = this.#connections.origin(ticket);
    if (this.#connections.watch !== null) this.#connections.watch.handedOn(ticket);
    if (this.#hasOwnAnswers && this.#ownAnswerTo(journey) !== HANDS_ON) {
      return OWN_ANSWER - this.#kernel.scheduleAfter(MICROSECOND, this.#ownAnswer, ticket);
    }
    return this.#onward.send(ticket, journey, this.#servers.siteOf(server));
  }

  abandon(handle: number, isSilent = false): void {
    if (handle <= OWN_ANSWER) this.#kernel.cancel(OWN_ANSWER - handle);
    else this.#onward.abandon(handle, isSilent);
  }

  #ownAnswerTo(journey: number): number {
    return this.#ownAnswers[this.#journeys.form(journey)]!;
  }

  readonly #onOwnAnswer: Handler = (ticket) => {
    this.#tier.answered(ticket, this.#ownAnswerTo(this.#connections.origin(ticket)));
  };
}
