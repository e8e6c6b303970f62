/**
 * What a request carries on its way through the tiers, as long as anybody has it in hand:
 * its client may be gone by then.
 *
 * A journey is a row of a connection store, so that the members serve it like a connection of any design, with a record
 * of the chain's own beside (`journey-layout.ts`). It is forgotten when its client has its answer or has given up, and
 * no hop, member or pending event holds it. All methods by journey are hot.
 *
 * There are two kinds. That of a chain's client is the client's connection too (`beginOwn`): what the client brought is
 * put aside, because a member's own work takes its place in the row. Any other (`begin`) is of a connection with a row
 * in another store, as members with tiers have them, or of nobody's, as those of slow clients.
 */

import { grownInt32 } from '../../kernel/grow-array.ts';
import { NO_BACKEND } from '../../metrics/backend-table.ts';
import { ConnectionStore } from '../connection-store.ts';
import {
  BACKEND,
  BROUGHT_WORK_US,
  CLIENT,
  FORM,
  GIVE_UP,
  HANDLE,
  HOLDERS,
  IS_SLOW,
  OPEN_FOR_US,
  OUTCOME,
  RECORD_SHIFT,
  RTT_US,
  SIDE,
  SITE,
  SPAN_SHIFT,
  TICKET,
} from './journey-layout.ts';

/** As the client: nobody waits any more. */
export const NOBODY = -1;
/** As the ticket: at no member, or the tier that sent it there waits no more. */
export const NO_TICKET = -1;
/** As the handle: not within the tiers. */
export const OUTSIDE = -1;

/** Which chain it takes. */
export const OLD_SIDE = 0;
export const NEW_SIDE = 1;

const INITIAL_ROWS = 1_024;

export class Journeys {
  /** Rows are journeys; work, hashes and the like as the client brought them, the member while it is at one. */
  readonly work: ConnectionStore;
  /** [rows][16], and the same memory as [rows][8]. */
  #record = new Int32Array(INITIAL_ROWS << RECORD_SHIFT);
  #spans = new Float64Array(this.#record.buffer);

  /** @param expected how many are expected to be on their way at a time; there may be more */
  constructor(expected = 0) {
    this.work = new ConnectionStore(expected);
    // It goes on after a member has served it.
    this.work.keepSetups();
  }

  /** A journey of a connection that has its row in another store (or of NOBODY's), held by nobody yet. */
  begin(client: number): number {
    const journey = this.work.allocate();
    this.#begin(journey, client);
    this.work.setHold(journey, 0);
    return journey;
  }

  /**
   * The same, where the journey's row is its client's connection too: one that no member
   * holds open once it has answered.
   */
  beginOwn(): number {
    const journey = this.work.allocate();
    this.#begin(journey, journey);
    return journey;
  }

  #begin(journey: number, client: number): void {
    const at = journey << RECORD_SHIFT;
    if (at >= this.#record.length) this.#grow();
    const record = this.#record;
    record[at | CLIENT] = client;
    record[at | IS_SLOW] = client === NOBODY ? 1 : 0;
    record[at | HOLDERS] = 0;
    record[at | SIDE] = OLD_SIDE;
    record[at | FORM] = 0;
    record[at | HANDLE] = OUTSIDE;
    record[at | GIVE_UP] = -1;
    record[at | TICKET] = NO_TICKET;
    record[at | BACKEND] = NO_BACKEND;
    this.work.setSecondLayerGfe(journey, 0);
  }

  /**
   * Of one whose row is its client's connection: the client holds open what it has to the first tier, and what a member
   * makes of the work is the member's affair, so both are put aside.
   */
  putAsideBrought(journey: number, openForUs: number, workUs: number): void {
    const spans = this.#spans;
    spans[(journey << SPAN_SHIFT) | OPEN_FOR_US] = openForUs;
    spans[(journey << SPAN_SHIFT) | BROUGHT_WORK_US] = workUs;
    this.work.setHold(journey, 0);
  }

  /** Work of the answer as the client brought it, us; of one whose row is its client's connection. */
  broughtWorkUs(journey: number): number {
    return this.#spans[(journey << SPAN_SHIFT) | BROUGHT_WORK_US]!;
  }

  /** Somebody takes it in hand: a tier, an event or a member. */
  hold(journey: number): void {
    this.#record[(journey << RECORD_SHIFT) | HOLDERS]!++;
  }

  /** Somebody lets go of it. */
  release(journey: number): void {
    const at = journey << RECORD_SHIFT;
    const holders = this.#record[at | HOLDERS]! - 1;
    this.#record[at | HOLDERS] = holders;
    if (holders === 0 && this.#record[at | CLIENT] === NOBODY) this.work.free(journey);
  }

  /** Its client has its answer, or waits no longer. */
  clientLeft(journey: number): void {
    const at = journey << RECORD_SHIFT;
    this.#record[at | CLIENT] = NOBODY;
    if (this.#record[at | HOLDERS] === 0) this.work.free(journey);
  }

  /** The client's connection: the journey itself, or a row of another store; NOBODY once that is over. */
  client(journey: number): number {
    return this.#record[(journey << RECORD_SHIFT) | CLIENT]!;
  }

  /** Whether it is that of a slow client, whose connection is none of the service's. */
  isSlow(journey: number): boolean {
    return this.#record[(journey << RECORD_SHIFT) | IS_SLOW] === 1;
  }

  /** Site (region with backends) that it goes to. */
  site(journey: number): number {
    return this.#record[(journey << RECORD_SHIFT) | SITE]!;
  }

  setSite(journey: number, site: number): void {
    this.#record[(journey << RECORD_SHIFT) | SITE] = site;
  }

  /** The round trip there, us. */
  rttUs(journey: number): number {
    return this.#record[(journey << RECORD_SHIFT) | RTT_US]!;
  }

  setRttUs(journey: number, us: number): void {
    this.#record[(journey << RECORD_SHIFT) | RTT_US] = us;
  }

  /** Which chain it takes: OLD_SIDE or NEW_SIDE. */
  side(journey: number): number {
    return this.#record[(journey << RECORD_SHIFT) | SIDE]!;
  }

  setSide(journey: number, side: number): void {
    this.#record[(journey << RECORD_SHIFT) | SIDE] = side;
  }

  /** Which of the scenario's forms it has; 0 where requests have none. */
  form(journey: number): number {
    return this.#record[(journey << RECORD_SHIFT) | FORM]!;
  }

  setForm(journey: number, form: number): void {
    this.#record[(journey << RECORD_SHIFT) | FORM] = form;
  }

  /** How long its client leaves the connection open after the answer, us. */
  openForUs(journey: number): number {
    return this.#spans[(journey << SPAN_SHIFT) | OPEN_FOR_US]!;
  }

  setOpenForUs(journey: number, us: number): void {
    this.#spans[(journey << SPAN_SHIFT) | OPEN_FOR_US] = us;
  }

  /** Handle at the first tier, or OUTSIDE. */
  handle(journey: number): number {
    return this.#record[(journey << RECORD_SHIFT) | HANDLE]!;
  }

  setHandle(journey: number, handle: number): void {
    this.#record[(journey << RECORD_SHIFT) | HANDLE] = handle;
  }

  /** The client's timer, or -1. */
  giveUp(journey: number): number {
    return this.#record[(journey << RECORD_SHIFT) | GIVE_UP]!;
  }

  setGiveUp(journey: number, event: number): void {
    this.#record[(journey << RECORD_SHIFT) | GIVE_UP] = event;
  }

  /** The last tier's request while it is at a member, or NO_TICKET. */
  ticket(journey: number): number {
    return this.#record[(journey << RECORD_SHIFT) | TICKET]!;
  }

  setTicket(journey: number, ticket: number): void {
    this.#record[(journey << RECORD_SHIFT) | TICKET] = ticket;
  }

  /** The backend that took it, or NO_BACKEND. */
  backend(journey: number): number {
    return this.#record[(journey << RECORD_SHIFT) | BACKEND]!;
  }

  setBackend(journey: number, backend: number): void {
    this.#record[(journey << RECORD_SHIFT) | BACKEND] = backend;
  }

  /** How the request ended, until its client hears of it. */
  outcome(journey: number): number {
    return this.#record[(journey << RECORD_SHIFT) | OUTCOME]!;
  }

  setOutcome(journey: number, outcome: number): void {
    this.#record[(journey << RECORD_SHIFT) | OUTCOME] = outcome;
  }

  #grow(): void {
    this.#record = grownInt32(this.#record, this.#record.length * 2);
    this.#spans = new Float64Array(this.#record.buffer);
  }
}
