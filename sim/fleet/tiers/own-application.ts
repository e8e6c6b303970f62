/**
 * The end of a member's own chain: its application, which serves what its last tier hands on as a member
 * without tiers serves connections.
 *
 * It holds a worker, or shares its cores, for the answer only; what its client holds open is the first tier's
 * affair. A full queue is answered with 503. The application does not notice that the tier has given a request up:
 * it works on. Event: `<name>.full`.
 */
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import { MICROSECOND } from '../../kernel/time.ts';
import { ANSWERED, type Caller, OVERLOADED } from '../../tiers/hop.ts';
import type { TierUsage } from '../../tiers/tier-usage.ts';
import { SETTING_UP } from '../connection-state.ts';
import { NO_MEMBER } from '../connection-store.ts';
import { REFUSED, type ServiceDiscipline } from '../service-discipline.ts';
import { type Journeys, NO_TICKET } from './journeys.ts';
import type { Onward } from './onward.ts';

export interface ApplicationParts {
  readonly kernel: Kernel;
  readonly name: string;
  readonly journeys: Journeys;
  /** Of the members, over the journeys. */
  readonly discipline: ServiceDiscipline;
  /** Slot of the member that is site 0. */
  readonly firstMember: number;
  /** Of the last tier, which is told of answers, and accounts for those that nobody waits for. */
  readonly caller: Caller;
  readonly usage: () => TierUsage;
}

export class OwnApplication implements Onward {
  readonly #parts: ApplicationParts;
  readonly #full: HandlerId;

  constructor(parts: ApplicationParts) {
    this.#parts = parts;
    this.#full = parts.kernel.register(`${parts.name}.full`, this.#onFull);
  }

  send(ticket: number, journey: number, site: number): number {
    const { kernel, journeys, discipline, firstMember } = this.#parts;
    journeys.hold(journey);
    journeys.setTicket(journey, ticket);
    journeys.work.setMember(journey, firstMember + site);
    if (discipline.admit(journey, firstMember + site) === REFUSED)
      kernel.scheduleAfter(MICROSECOND, this.#full, journey);
    return journey;
  }

  abandon(journey: number): void {
    this.#parts.journeys.setTicket(journey, NO_TICKET);
  }

  /** The application has answered in full. Hot. */
  complete(journey: number): void {
    this.#end(journey, ANSWERED);
  }

  readonly #onFull: Handler = (journey) => this.#end(journey, OVERLOADED);

  #end(journey: number, outcome: number): void {
    const { journeys, caller, usage } = this.#parts;
    const ticket = journeys.ticket(journey);
    journeys.setTicket(journey, NO_TICKET);
    journeys.work.setMember(journey, NO_MEMBER);
    journeys.work.setState(journey, SETTING_UP);
    if (ticket !== NO_TICKET) caller.answered(ticket, outcome);
    else if (outcome === ANSWERED) usage().orphanCount++;
    journeys.release(journey);
  }
}
