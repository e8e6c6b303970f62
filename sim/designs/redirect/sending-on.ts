/**
 * Servers that send clients to a balancer instead of serving them (HTTP 421 or 307), each by what it knows
 * itself: it drains, it has more load than a server has on average, or the client cannot show that a
 * balancer meant it to come here.
 *
 * Redirection by the servers themselves, and only of what is too much, after Cardellini, Colajanni and Yu (IEEE
 * Internet Computing 3(3), 1999; TPDS 14(4), 2003). State: when each server may send the next client away.
 */
import type { Fleet } from '../../fleet/fleet.ts';
import type { KnownConfiguration } from '../../fleet/known-configuration.ts';
import { DRAINING, type Membership } from '../../fleet/membership/membership.ts';
import { SECOND } from '../../kernel/time.ts';
import type { ResolvedForumOptions } from '../../scenario/resolved-forum-options.ts';
import type { Assignments } from './assignments.ts';
import type { LoadBeats } from './load-beats.ts';

export interface SendingParts {
  readonly fleet: Fleet;
  readonly membership: Membership;
  /** What has been configured, which servers know at once. */
  readonly configuration: KnownConfiguration;
  readonly assignments: Assignments;
  /** `null` where nobody asks for loads. */
  readonly loadBeats: LoadBeats | null;
}

export class SendingOn {
  readonly #options: ResolvedForumOptions;
  readonly #parts: SendingParts;
  /** [slotCount] instant, us; for rebalancing. */
  readonly #nextAt: Float64Array;

  constructor(options: ResolvedForumOptions, parts: SendingParts) {
    this.#options = options;
    this.#parts = parts;
    this.#nextAt = new Float64Array(parts.fleet.plan.slotCount);
  }

  /** Whether a server sends the client of a request on. Hot. */
  isSentOn(row: number, server: number, nowUs: number): boolean {
    const { onDrain, tokens } = this.#options;
    if (onDrain === 'moved' && this.#isDraining(server)) return true;
    if (tokens === 'required' && !this.#parts.assignments.holdsTokenFor(row, server)) return true;
    return this.#hasTooMuch(server, nowUs);
  }

  #isDraining(server: number): boolean {
    const { membership, configuration, fleet } = this.#parts;
    const backend = fleet.backendOf[server]!;
    return (
      membership.stateOf(server) === DRAINING ||
      configuration.isDraining[backend] === 1 ||
      configuration.isInService[backend] === 0
    );
  }

  #hasTooMuch(server: number, nowUs: number): boolean {
    const { rebalance } = this.#options;
    const { loadBeats } = this.#parts;
    if (rebalance === null || loadBeats === null || nowUs < this.#nextAt[server]!) return false;
    if (loadBeats.averageOf(server) <= rebalance.above * loadBeats.meanToldTo(server)) return false;
    this.#nextAt[server] = nowUs + SECOND / rebalance.perSecond;
    return true;
  }
}

/** Whether any server can have a reason to send a client on. */
export function sendsOn({ onDrain, rebalance, tokens }: ResolvedForumOptions): boolean {
  return onDrain === 'moved' || rebalance !== null || tokens === 'required';
}
