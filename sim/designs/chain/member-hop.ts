/**
 * The end of a chain: the service's members, which serve requests of the last tier as they
 * serve connections of any design.
 *
 * The tier picks among the healthy members of its own region: the zonal backend by how many of them it has, the member
 * by the service's locality policy. A member does not notice that the tier has given a request up: it works on.
 * Assumption: no time passes between tier and member.
 * Events: `members.answer` (a member turns the request away, or there is none), `members.giveUp`.
 */
import { ANSWERS, IS_SILENT } from '../../fleet/answer.ts';
import { SETTING_UP, UNANSWERED } from '../../fleet/connection-state.ts';
import { NO_MEMBER } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { LoadReports } from '../../fleet/load-reports.ts';
import { REFUSED } from '../../fleet/service-discipline.ts';
import { type Journeys, NO_TICKET, OLD_SIDE } from '../../fleet/tiers/journeys.ts';
import type { Onward } from '../../fleet/tiers/onward.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import { type Duration, MICROSECOND } from '../../kernel/time.ts';
import { ANSWERED, type Caller, RESET } from '../../tiers/hop.ts';
import type { Disconnection } from '../parts/disconnection.ts';
import type { MemberDoors } from '../parts/member-doors.ts';
import { FORM_REJECTED, MEMBER_REFUSED, MEMBER_SILENT, NO_SERVER } from './chain-outcomes.ts';
import type { MemberPick } from './member-pick.ts';

export interface MemberHopParts {
  readonly kernel: Kernel;
  readonly journeys: Journeys;
  readonly fleet: Fleet;
  readonly loadReports: LoadReports;
  readonly doors: MemberDoors;
  readonly disconnection: Disconnection;
  readonly memberPick: MemberPick;
  readonly regionOfSite: Int16Array;
  /** How long the last tier waits for a member that does not answer. */
  readonly connectTimeout: Duration;
  /** [sideCount][formCount] 1 for forms that, as this chain hands them on, the members answer with an error. */
  readonly rejects: readonly Uint8Array[];
  /** Told of a request that a member has taken. */
  readonly established: (journey: number, member: number) => void;
  /** Told of one served though nobody waited for it any more. */
  readonly orphaned: () => void;
}

export class MemberHop implements Onward {
  readonly #parts: MemberHopParts;
  readonly #rejectsSome: boolean;
  /** The last tiers of the chains, which are told of answers; set once, before the run. */
  #oldCaller!: Caller;
  #newCaller!: Caller;
  readonly #answer: HandlerId;
  readonly #giveUp: HandlerId;

  constructor(parts: MemberHopParts) {
    this.#parts = parts;
    this.#rejectsSome = parts.rejects.some((forms) => forms.includes(1));
    this.#answer = parts.kernel.register('members.answer', this.#onAnswer);
    this.#giveUp = parts.kernel.register('members.giveUp', this.#onGiveUp);
  }

  /** Stands behind the last tier of a chain too; once for each chain, before the run. */
  standBehind(side: number, caller: Caller): this {
    if (side === OLD_SIDE) this.#oldCaller = caller;
    else this.#newCaller = caller;
    return this;
  }

  send(ticket: number, journey: number, site: number): number {
    const { journeys, fleet, memberPick, loadReports, doors, regionOfSite, connectTimeout } = this.#parts;
    const region = regionOfSite[site]!;
    journeys.hold(journey);
    journeys.setTicket(journey, ticket);
    const member = memberPick.pick(region, journey);
    if (member === NO_MEMBER) {
      this.#turnAway(journey, NO_SERVER);
      return journey;
    }
    fleet.assign(journey, member);
    loadReports.count(region, fleet.backendOf[member]!, 1);
    const answer = doors.answerTo(journey);
    if (answer === IS_SILENT) {
      journeys.work.setState(journey, UNANSWERED);
      this.#after(connectTimeout, this.#giveUp, journey);
    } else if (answer !== ANSWERS || doors.isOverLimit(journey, answer)) this.#turnAway(journey, MEMBER_REFUSED);
    else this.#admit(journey, member);
    return journey;
  }

  abandon(journey: number): void {
    this.#parts.journeys.setTicket(journey, NO_TICKET);
  }

  #admit(journey: number, member: number): void {
    const { fleet, doors, disconnection } = this.#parts;
    if (fleet.admit(journey) === REFUSED) {
      this.#turnAway(journey, MEMBER_REFUSED);
      return;
    }
    doors.enter(journey);
    this.#parts.established(journey, member);
    if (fleet.breaks(journey, member)) disconnection.breakByServer(journey);
  }

  /** A member has answered in full. Hot. */
  complete(journey: number): void {
    this.#end(journey, this.#rejectsSome && this.#rejects(journey) ? FORM_REJECTED : ANSWERED);
  }

  #rejects(journey: number): boolean {
    const { journeys, rejects } = this.#parts;
    return rejects[journeys.side(journey)]![journeys.form(journey)] === 1;
  }

  /** A request is cut off at its member: the tier hears of it in a moment, as of any other end. */
  cutOff(journey: number): void {
    this.#leaveMember(journey);
    this.#turnAway(journey, RESET);
  }

  /** The request is over, whether it is at a member or never got to one. Hot. */
  #end(journey: number, outcome: number): void {
    const { journeys } = this.#parts;
    this.#leaveMember(journey);
    const ticket = journeys.ticket(journey);
    journeys.setTicket(journey, NO_TICKET);
    if (ticket === NO_TICKET) this.#parts.orphaned();
    else if (journeys.side(journey) === OLD_SIDE) this.#oldCaller.answered(ticket, outcome);
    else this.#newCaller.answered(ticket, outcome);
    journeys.release(journey);
  }

  #leaveMember(journey: number): void {
    const { journeys, fleet, doors, loadReports, regionOfSite } = this.#parts;
    const { work } = journeys;
    const member = work.member(journey);
    if (member !== NO_MEMBER) {
      fleet.release(member);
      doors.leave(journey);
      loadReports.count(regionOfSite[journeys.site(journey)]!, fleet.backendOf[member]!, -1);
    }
    work.setMember(journey, NO_MEMBER);
    work.setState(journey, SETTING_UP);
  }

  #turnAway(journey: number, outcome: number): void {
    this.#parts.journeys.setOutcome(journey, outcome);
    this.#after(MICROSECOND, this.#answer, journey);
  }

  readonly #onAnswer: Handler = (journey) => this.#end(journey, this.#parts.journeys.outcome(journey));

  readonly #onGiveUp: Handler = (journey) => this.#end(journey, MEMBER_SILENT);

  #after(span: Duration, handler: HandlerId, journey: number): void {
    this.#parts.journeys.work.setEvent(journey, this.#parts.kernel.scheduleAfter(span, handler, journey));
  }
}
