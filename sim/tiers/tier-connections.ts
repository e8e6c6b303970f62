/**
 * Connections between the callers of a tier and its servers: a record of words for each, rows reused.
 *
 * The front (TCP, both ends) and the tier behind it share the rows: who writes what is said below. 96 bytes a row, laid
 * out in `tier-connection-layout.ts`. All methods by row are hot.
 */
import { grownInt32 } from '../kernel/grow-array.ts';
import type { Kernel } from '../kernel/kernel.ts';
import {
  CLIENT_END,
  CLIENT_TIMER,
  FAR_SHIFT,
  FOLLOWING,
  GIVE_UP_TIMER,
  HAS_DATA,
  IN_FLIGHT,
  KIND,
  ONWARD,
  OPEN_FOR_US,
  ORIGIN,
  OUTCOME,
  PHASE,
  PREVIOUS,
  PROCESS,
  RECORD_SHIFT,
  RTT_US,
  SENT_COUNT,
  SERVER,
  SERVER_END,
  SPAN_SHIFT,
  SYN_ACK_COUNT,
  SYN_ACK_TIMER,
  TICKET,
  TIER_TIMER,
  TLS,
} from './tier-connection-layout.ts';
import { CONNECTING, NO_CONNECTION, NO_HELLO, NO_SOCKET, OPEN } from './tier-connection-states.ts';
import { NO_ROW } from './wait-queues.ts';

/** Told of rows on their way, for those who follow connections through a chain; reads, and changes nothing. */
export interface RowWatch {
  /** A SYN goes to a server, or a request does. */
  sent(row: number): void;
  /** The server takes it. */
  taken(row: number): void;
  /** Its request is there, and the server begins with it. */
  begun(row: number): void;
  /** The server is done with it and hands it on, or answers itself. */
  handedOn(row: number): void;
  /** The server has the answer. */
  answered(row: number): void;
}

/** Those whose requests rows are. */
export interface Origins {
  /** A row of this origin has been given back. Hot. */
  release(origin: number): void;
}

const INITIAL_ROWS = 1_024;

export class TierConnections {
  /** Whose request the next row is, for those who follow requests through a chain: copied to `origin`. */
  nextOrigin = NO_ROW;
  /** Told of every row that is given back, where anybody is; set once, before the run. */
  origins?: Origins;
  /** `null` unless somebody follows connections. */
  watch: RowWatch | null = null;

  /** [rows][16] */
  #record = new Int32Array(INITIAL_ROWS << RECORD_SHIFT);
  /** [rows][8], and the same memory as [rows][4]. */
  #far = new Int32Array(INITIAL_ROWS << FAR_SHIFT);
  #spans = new Float64Array(this.#far.buffer);
  #freeHead = NO_ROW;
  #usedCount = 0;
  #openCount = 0;

  /** Rows that have ever been in use: those of now are among them. */
  get rowCount(): number {
    return this.#usedCount;
  }

  /** Rows in use. */
  get openCount(): number {
    return this.#openCount;
  }

  /** Takes a free row and clears it. */
  allocate(): number {
    this.#openCount++;
    const row = this.#freeHead === NO_ROW ? this.#firstUse() : this.#freeHead;
    const record = this.#record;
    const at = row << RECORD_SHIFT;
    this.#freeHead = record[at | FOLLOWING]!;
    record[at | ORIGIN] = this.nextOrigin;
    record[at | TLS] = NO_HELLO;
    record[at | SERVER_END] = NO_SOCKET;
    record[at | CLIENT_END] = CONNECTING;
    record[at | HAS_DATA] = 0;
    record[at | SENT_COUNT] = 0;
    record[at | ONWARD] = NO_ROW;
    return row;
  }

  /**
   * Gives a row back, of which nothing is pending and nothing on its way (tested in
   * `test/sim/rows-in-use.contract.test.ts`, not looked at here).
   */
  free(row: number): void {
    const record = this.#record;
    const at = row << RECORD_SHIFT;
    this.#openCount--;
    record[at | SERVER_END] = NO_CONNECTION;
    record[at | FOLLOWING] = this.#freeHead;
    this.#freeHead = row;
    if (this.origins !== undefined) this.origins.release(record[at | ORIGIN]!);
  }

  /** Whether the client still wants an answer. */
  isAwaited(row: number): boolean {
    return this.clientEnd(row) <= OPEN;
  }

  /** Whose request it is, for those who follow requests through a chain. */
  origin(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | ORIGIN]!;
  }

  /** Next in the accept queue or another queue of the server, or next free row. */
  following(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | FOLLOWING]!;
  }

  follow(row: number, following: number): void {
    this.#record[(row << RECORD_SHIFT) | FOLLOWING] = following;
  }

  /** Neighbour in a list that rows leave from the middle. */
  previous(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | PREVIOUS]!;
  }

  setPrevious(row: number, previous: number): void {
    this.#record[(row << RECORD_SHIFT) | PREVIOUS] = previous;
  }

  // Written by the front:

  /** The caller's integer for the request. */
  ticket(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | TICKET]!;
  }

  setTicket(row: number, ticket: number): void {
    this.#record[(row << RECORD_SHIFT) | TICKET] = ticket;
  }

  server(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | SERVER]!;
  }

  setServer(row: number, server: number): void {
    this.#record[(row << RECORD_SHIFT) | SERVER] = server;
  }

  /** What its client does with it: ONE_REQUEST and the like. */
  kind(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | KIND]!;
  }

  setKind(row: number, kind: number): void {
    this.#record[(row << RECORD_SHIFT) | KIND] = kind;
  }

  /** Round-trip time between its ends, us. */
  rttUs(row: number): number {
    return this.#far[(row << FAR_SHIFT) | RTT_US]!;
  }

  setRttUs(row: number, us: number): void {
    this.#far[(row << FAR_SHIFT) | RTT_US] = us;
  }

  /** How long its client leaves it open after the answer, us, or 0: until the server closes it. */
  openForUs(row: number): number {
    return this.#spans[(row << SPAN_SHIFT) | OPEN_FOR_US]!;
  }

  setOpenForUs(row: number, us: number): void {
    this.#spans[(row << SPAN_SHIFT) | OPEN_FOR_US] = us;
  }

  /** How far TLS has come: NO_HELLO, HELLO, EXCHANGING, SECURED or WORKED_ON. */
  tls(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | TLS]!;
  }

  setTls(row: number, tls: number): void {
    this.#record[(row << RECORD_SHIFT) | TLS] = tls;
  }

  serverEnd(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | SERVER_END]!;
  }

  setServerEnd(row: number, end: number): void {
    this.#record[(row << RECORD_SHIFT) | SERVER_END] = end;
  }

  clientEnd(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | CLIENT_END]!;
  }

  setClientEnd(row: number, end: number): void {
    this.#record[(row << RECORD_SHIFT) | CLIENT_END] = end;
  }

  /**
   * Whether a request (or the beginning of one) that the tier has not served is in the
   * server's buffer; the tier clears it.
   */
  hasData(row: number): boolean {
    return this.#record[(row << RECORD_SHIFT) | HAS_DATA] === 1;
  }

  putData(row: number): void {
    this.#record[(row << RECORD_SHIFT) | HAS_DATA] = 1;
  }

  takeData(row: number): void {
    this.#record[(row << RECORD_SHIFT) | HAS_DATA] = 0;
  }

  /** Outcome of the answer on its way. */
  outcome(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | OUTCOME]!;
  }

  setOutcome(row: number, outcome: number): void {
    this.#record[(row << RECORD_SHIFT) | OUTCOME] = outcome;
  }

  /** How often the SYN, then the request, has been sent. */
  sentCount(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | SENT_COUNT]!;
  }

  setSentCount(row: number, count: number): void {
    this.#record[(row << RECORD_SHIFT) | SENT_COUNT] = count;
  }

  /** It is sent once more; returns how often that makes. */
  countSent(row: number): number {
    return ++this.#record[(row << RECORD_SHIFT) | SENT_COUNT]!;
  }

  /** Repetitions of the SYN-ACK, once there is one. */
  synAckCount(row: number): number {
    return this.#far[(row << FAR_SHIFT) | SYN_ACK_COUNT]!;
  }

  setSynAckCount(row: number, count: number): void {
    this.#far[(row << FAR_SHIFT) | SYN_ACK_COUNT] = count;
  }

  /** Segments on their way; a row is not reused before they have come in. */
  inFlight(row: number): number {
    return this.#far[(row << FAR_SHIFT) | IN_FLIGHT]!;
  }

  addInFlight(row: number, change: 1 | -1): void {
    this.#far[(row << FAR_SHIFT) | IN_FLIGHT]! += change;
  }

  /** Pending event, or -1: the client's next repetition. */
  clientTimer(row: number): number {
    return this.#far[(row << FAR_SHIFT) | CLIENT_TIMER]!;
  }

  setClientTimer(row: number, event: number): void {
    this.#far[(row << FAR_SHIFT) | CLIENT_TIMER] = event;
  }

  cancelClientTimer(kernel: Kernel, row: number): void {
    cancelEvent(kernel, this.#far, (row << FAR_SHIFT) | CLIENT_TIMER);
  }

  /** The same: its giving up. */
  giveUpTimer(row: number): number {
    return this.#far[(row << FAR_SHIFT) | GIVE_UP_TIMER]!;
  }

  setGiveUpTimer(row: number, event: number): void {
    this.#far[(row << FAR_SHIFT) | GIVE_UP_TIMER] = event;
  }

  cancelGiveUpTimer(kernel: Kernel, row: number): void {
    cancelEvent(kernel, this.#far, (row << FAR_SHIFT) | GIVE_UP_TIMER);
  }

  /** The same: the server's next SYN-ACK. */
  synAckTimer(row: number): number {
    return this.#far[(row << FAR_SHIFT) | SYN_ACK_TIMER]!;
  }

  setSynAckTimer(row: number, event: number): void {
    this.#far[(row << FAR_SHIFT) | SYN_ACK_TIMER] = event;
  }

  // Written by the tier:

  /** What it is doing with the connection. */
  phase(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | PHASE]!;
  }

  setPhase(row: number, phase: number): void {
    this.#record[(row << RECORD_SHIFT) | PHASE] = phase;
  }

  /** Which of its processes has it. */
  process(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | PROCESS]!;
  }

  setProcess(row: number, process: number): void {
    this.#record[(row << RECORD_SHIFT) | PROCESS] = process;
  }

  /** Its pending event, or -1. */
  tierTimer(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | TIER_TIMER]!;
  }

  setTierTimer(row: number, event: number): void {
    this.#record[(row << RECORD_SHIFT) | TIER_TIMER] = event;
  }

  cancelTierTimer(kernel: Kernel, row: number): void {
    cancelEvent(kernel, this.#record, (row << RECORD_SHIFT) | TIER_TIMER);
  }

  /** Its handle at the next hop. */
  onward(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | ONWARD]!;
  }

  setOnward(row: number, handle: number): void {
    this.#record[(row << RECORD_SHIFT) | ONWARD] = handle;
  }

  /**
   * A row that was never in use, as the only free one. Once it is in use, whoever gives it back leaves
   * it without events and segments.
   */
  #firstUse(): number {
    const row = this.#usedCount++;
    if (row << RECORD_SHIFT === this.#record.length) {
      this.#record = grownInt32(this.#record, this.#record.length * 2);
      this.#far = grownInt32(this.#far, this.#far.length * 2);
      this.#spans = new Float64Array(this.#far.buffer);
    }
    this.follow(row, NO_ROW);
    this.setTierTimer(row, NO_ROW);
    this.setClientTimer(row, NO_ROW);
    this.setGiveUpTimer(row, NO_ROW);
    this.setSynAckTimer(row, NO_ROW);
    return row;
  }
}

/** Cancels the event in a word, if there is one. */
function cancelEvent(kernel: Kernel, words: Int32Array, at: number): void {
  const event = words[at]!;
  if (event === NO_ROW) return;
  kernel.cancel(event);
  words[at] = NO_ROW;
}
