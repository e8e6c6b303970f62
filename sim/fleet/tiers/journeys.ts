/**
 * What a request carries on its way through the tiers, as long as anybody has it in hand: its client may be gone by then.
 *
 * A journey is a row of a connection store, so that the members serve it like a connection of any design, with the columns of a chain beside.
 * It is forgotten when its client has its answer or has given up, and no hop, member or pending event holds it.
 */

import { grownFloat64, grownInt16, grownInt32, grownUint8 } from '../../kernel/grow-array.ts';
import { NO_BACKEND } from '../../metrics/backend-table.ts';
import { ConnectionStore } from '../connection-store.ts';

/** In the column `client`: nobody waits any more. */
export const NOBODY = -1;
/** In the column `ticket`: at no member, or the tier that sent it there waits no more. */
export const NO_TICKET = -1;
/** In the column `handle`: not within the tiers. */
export const OUTSIDE = -1;

/** In the column `side`. */
export const OLD_SIDE = 0;
export const NEW_SIDE = 1;

const INITIAL_ROWS = 1_024;

export class Journeys {
  /** Rows are journeys; `service`, `clientHash` and the like as the client brought them, `member` while it is at one. */
  readonly work = new ConnectionStore();
  /** The client's connection, a row of the design's store; NOBODY once that is over. */
  client = new Int32Array(INITIAL_ROWS).fill(NOBODY);
  /** 1 where it is that of a slow client, whose connection is none of the service's. */
  isSlow = new Uint8Array(INITIAL_ROWS);
  /** Tiers, events and members that have it in hand. */
  #holders = new Int32Array(INITIAL_ROWS);
  /** Site (region with backends) that it goes to, and the round trip there, us. */
  site = new Int16Array(INITIAL_ROWS);
  rttUs = new Int32Array(INITIAL_ROWS);
  /** Which chain it takes: OLD_SIDE or NEW_SIDE. */
  side = new Uint8Array(INITIAL_ROWS);
  /** Which of the scenario's forms it has; 0 where requests have none. */
  form = new Int16Array(INITIAL_ROWS);
  /** How long its client leaves the connection open after the answer, us. */
  openForUs = new Float64Array(INITIAL_ROWS);
  /** Handle at the first tier, or OUTSIDE; the client's timer. */
  handle = new Int32Array(INITIAL_ROWS);
  giveUp = new Int32Array(INITIAL_ROWS);
  /** The last tier's request while it is at a member; the backend that took it, or NO_BACKEND. */
  ticket = new Int32Array(INITIAL_ROWS);
  backend = new Int32Array(INITIAL_ROWS);
  /** How the request ended, until its client hears of it. */
  outcome = new Uint8Array(INITIAL_ROWS);

  /** A journey of a client's connection (or of NOBODY's), held by nobody yet. Hot. */
  begin(client: number): number {
    const journey = this.work.allocate();
    if (journey >= this.client.length) this.#grow();
    this.client[journey] = client;
    this.#holders[journey] = 0;
    this.isSlow[journey] = client === NOBODY ? 1 : 0;
    this.handle[journey] = OUTSIDE;
    this.giveUp[journey] = -1;
    this.ticket[journey] = NO_TICKET;
    this.backend[journey] = NO_BACKEND;
    this.form[journey] = 0;
    this.side[journey] = OLD_SIDE;
    this.work.setHold(journey, 0);
    this.work.setSecondLayerGfe(journey, 0);
    return journey;
  }

  /** Somebody takes it in hand. Hot. */
  hold(journey: number): void {
    this.#holders[journey]!++;
  }

  /** Somebody lets go of it. Hot. */
  release(journey: number): void {
    this.#holders[journey]!--;
    this.#freeIfDone(journey);
  }

  /** Its client has its answer, or waits no longer. Hot. */
  clientLeft(journey: number): void {
    this.client[journey] = NOBODY;
    this.#freeIfDone(journey);
  }

  #freeIfDone(journey: number): void {
    if (this.#holders[journey] === 0 && this.client[journey] === NOBODY) this.work.free(journey);
  }

  #grow(): void {
    const rows = this.client.length * 2;
    const used = this.client.length;
    this.client = grownInt32(this.client, rows).fill(NOBODY, used);
    this.isSlow = grownUint8(this.isSlow, rows);
    this.#holders = grownInt32(this.#holders, rows);
    this.site = grownInt16(this.site, rows);
    this.rttUs = grownInt32(this.rttUs, rows);
    this.side = grownUint8(this.side, rows);
    this.form = grownInt16(this.form, rows);
    this.openForUs = grownFloat64(this.openForUs, rows);
    this.handle = grownInt32(this.handle, rows);
    this.giveUp = grownInt32(this.giveUp, rows);
    this.ticket = grownInt32(this.ticket, rows);
    this.backend = grownInt32(this.backend, rows);
    this.outcome = grownUint8(this.outcome, rows);
  }
}
