/**
 * Connections between the callers of a tier and its servers: a struct of typed arrays, one row each, rows reused.
 *
 * The front (TCP, both ends) and the tier behind it share the rows: who writes which column is said beside it. Columns are replaced when they
 * grow, so no one keeps a reference to one across an allocation.
 */
import { grownFloat64, grownInt32, grownUint8 } from '../kernel/grow-array.ts';
import { NO_ROW } from './wait-queues.ts';

/** Server's end of a connection. */
export const NO_SOCKET = 0;
/** A SYN was admitted and an embryonic socket keeps it, until an ACK or data that finds room in the accept queue. */
export const HALF_OPEN = 1;
/** The same without a socket: the sequence number of the SYN-ACK keeps what is needed (SYN cookie). */
export const COOKIE = 2;
/** Established, in the accept queue. */
export const QUEUED = 3;
/** The server has taken it. */
export const ACCEPTED = 4;
/** The server has closed it. */
export const CLOSED = 5;
/** The row is free. */
export const NO_CONNECTION = 6;

/** Client's end. */
export const CONNECTING = 0;
/** Established, for all the client knows; the request is sent, or about to be. */
export const WAITING = 1;
/** Answered, and left open. */
export const OPEN = 2;
/** Closed in order. */
export const FINISHED = 3;
/** Gave up and closed in order (FIN): an unacknowledged request is repeated on. */
export const LEFT = 4;
/** Gave up and reset the connection (RST). */
export const ABORTED = 5;

/** TLS: nothing of it yet; the client has begun; the server answers; the request comes next; the server has worked on that. */
export const NO_HELLO = 0;
export const HELLO = 1;
export const EXCHANGING = 2;
export const SECURED = 3;
export const WORKED_ON = 4;

/** What a client does with its connection. */
export const ONE_REQUEST = 0;
/** Asks once and leaves the connection open: for a while, or until the server closes it. */
export const LEAVES_OPEN = 1;
/** The same, and does not even then close its own end. */
export const NEVER_CLOSES = 2;
/** Asks again and again, at intervals, on one connection. */
export const ASKS_AGAIN = 3;
/** Begins a request and never comes to its end. */
export const SLOW_HEADERS = 4;
/** Connects and sends nothing. */
export const SILENT = 5;

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

const INITIAL_ROWS = 1_024;

export class TierConnections {
  /** Whose request the next row is, for those who follow requests through a chain: copied to `origin`. */
  nextOrigin = NO_ROW;
  /** Told of the `origin` of every row that is given back. */
  freed: ((origin: number) => void) | null = null;
  /** `null` unless somebody follows connections. */
  watch: RowWatch | null = null;

  origin = new Int32Array(INITIAL_ROWS);
  /** Written by the front. */
  ticket = new Int32Array(INITIAL_ROWS);
  server = new Int32Array(INITIAL_ROWS);
  kind = new Uint8Array(INITIAL_ROWS);
  /** Round-trip time between its ends, us; how long its client leaves it open after the answer, us, or 0: until the server closes it. */
  rttUs = new Int32Array(INITIAL_ROWS);
  openForUs = new Float64Array(INITIAL_ROWS);
  /** How far TLS has come: NO_HELLO, HELLO, EXCHANGING, SECURED or WORKED_ON. */
  tls = new Uint8Array(INITIAL_ROWS);
  serverEnd = new Uint8Array(INITIAL_ROWS);
  clientEnd = new Uint8Array(INITIAL_ROWS);
  /** 1 once a request (or the beginning of one) that the tier has not served is in the server's buffer; the tier clears it. */
  hasData = new Uint8Array(INITIAL_ROWS);
  /** How often the SYN, then the request, has been sent. */
  sentCount = new Uint8Array(INITIAL_ROWS);
  /** Repetitions of the SYN-ACK. */
  synAckCount = new Uint8Array(INITIAL_ROWS);
  /** Segments on their way; a row is not reused before they have come in. */
  inFlight = new Uint8Array(INITIAL_ROWS);
  /** Outcome of the answer on its way. */
  outcome = new Uint8Array(INITIAL_ROWS);
  /** Pending events, or -1: the client's next repetition, its giving up, the server's next SYN-ACK. */
  clientTimer = new Int32Array(INITIAL_ROWS);
  giveUpTimer = new Int32Array(INITIAL_ROWS);
  synAckTimer = new Int32Array(INITIAL_ROWS);
  /** Next in the accept queue or another queue of the server, or next free row. */
  next = new Int32Array(INITIAL_ROWS);

  /** Written by the tier: what it is doing with the connection, which process has it, its pending event, its handle at the next hop. */
  phase = new Uint8Array(INITIAL_ROWS);
  process = new Int32Array(INITIAL_ROWS);
  tierTimer = new Int32Array(INITIAL_ROWS);
  onward = new Int32Array(INITIAL_ROWS);
  /** Neighbour in a list that rows leave from the middle. */
  previous = new Int32Array(INITIAL_ROWS);

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

  /** Takes a free row and clears it. Hot. */
  allocate(): number {
    this.#openCount++;
    let row = this.#freeHead;
    if (row !== NO_ROW) this.#freeHead = this.next[row]!;
    else {
      if (this.#usedCount === this.kind.length) this.#grow();
      row = this.#usedCount++;
    }
    this.origin[row] = this.nextOrigin;
    this.tls[row] = NO_HELLO;
    this.serverEnd[row] = NO_SOCKET;
    this.clientEnd[row] = CONNECTING;
    this.hasData[row] = 0;
    this.sentCount[row] = 0;
    this.synAckCount[row] = 0;
    this.inFlight[row] = 0;
    this.clientTimer[row] = NO_ROW;
    this.giveUpTimer[row] = NO_ROW;
    this.synAckTimer[row] = NO_ROW;
    this.tierTimer[row] = NO_ROW;
    this.onward[row] = NO_ROW;
    return row;
  }

  /** Gives a row back. Hot. */
  free(row: number): void {
    this.#openCount--;
    this.serverEnd[row] = NO_CONNECTION;
    this.next[row] = this.#freeHead;
    this.#freeHead = row;
    if (this.freed !== null) this.freed(this.origin[row]!);
  }

  /** Whether the client still wants an answer. Hot. */
  isAwaited(row: number): boolean {
    return this.clientEnd[row]! <= OPEN;
  }

  #grow(): void {
    const rows = this.kind.length * 2;
    this.origin = grownInt32(this.origin, rows);
    this.ticket = grownInt32(this.ticket, rows);
    this.rttUs = grownInt32(this.rttUs, rows);
    this.openForUs = grownFloat64(this.openForUs, rows);
    this.tls = grownUint8(this.tls, rows);
    this.server = grownInt32(this.server, rows);
    this.kind = grownUint8(this.kind, rows);
    this.serverEnd = grownUint8(this.serverEnd, rows);
    this.clientEnd = grownUint8(this.clientEnd, rows);
    this.hasData = grownUint8(this.hasData, rows);
    this.sentCount = grownUint8(this.sentCount, rows);
    this.synAckCount = grownUint8(this.synAckCount, rows);
    this.inFlight = grownUint8(this.inFlight, rows);
    this.outcome = grownUint8(this.outcome, rows);
    this.clientTimer = grownInt32(this.clientTimer, rows);
    this.giveUpTimer = grownInt32(this.giveUpTimer, rows);
    this.synAckTimer = grownInt32(this.synAckTimer, rows);
    this.next = grownInt32(this.next, rows);
    this.phase = grownUint8(this.phase, rows);
    this.process = grownInt32(this.process, rows);
    this.tierTimer = grownInt32(this.tierTimer, rows);
    this.onward = grownInt32(this.onward, rows);
    this.previous = grownInt32(this.previous, rows);
  }
}
