/**
 * Callers that open a TCP connection for each request: their ends of the handshake, their repetitions, their giving up.
 *
 * The server's kernel is `listening-end`, the way between them `segments`. Events: `<name>.syn`, `.reply` (a SYN-ACK),
 * `.ack`, `.data`, `.answer`, `.fin` (or RST): a segment comes in; `.repeat`: it sends again, or hangs up; `.giveUp`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { Duration, SimTime } from '../kernel/time.ts';
import {
  type AnsweredListener,
  CLOSED_UNANSWERED,
  type Hop,
  RESET,
  TIMED_OUT_CONNECTING,
  TIMED_OUT_WAITING,
} from './hop.ts';
import type { ListenSockets } from './listen-sockets.ts';
import { ESTABLISHES, ListeningEnd, RESETS } from './listening-end.ts';
import { Segments } from './segments.ts';
import type { ServerEnd, StruckFront } from './server-end.ts';
import { TcpFaults } from './tcp-faults.ts';
import type { TcpPath } from './tcp-path.ts';
import { dataGapUs, SYN_TURN_US, wheelExpiry } from './tcp-timers.ts';
import {
  ABORTED,
  ACCEPTED,
  CLOSED,
  CONNECTING,
  FINISHED,
  HALF_OPEN,
  HELLO,
  LEAVES_OPEN,
  LEFT,
  NEVER_CLOSES,
  NO_HELLO,
  NO_SOCKET,
  ONE_REQUEST,
  OPEN,
  QUEUED,
  SILENT,
  WAITING,
} from './tier-connection-states.ts';
import { TierConnections } from './tier-connections.ts';
import { TlsExchange } from './tls-exchange.ts';
import { NO_ROW } from './wait-queues.ts';

/** Told when the server has closed a connection that its client held open. */
export type HeldListener = (ticket: number) => void;

export class TcpFront implements Hop, StruckFront {
  readonly connections = new TierConnections();
  readonly lingers = true;
  readonly faults: TcpFaults;
  readonly #listening: ListeningEnd;
  readonly #kernel: Kernel;
  readonly #path: TcpPath;
  readonly #tls: TlsExchange;
  readonly #answered: AnsweredListener;
  readonly #held: HeldListener;
  readonly #segments: Segments;
  readonly #syn: HandlerId;
  readonly #reply: HandlerId;
  readonly #ack: HandlerId;
  readonly #data: HandlerId;
  readonly #answer: HandlerId;
  readonly #fin: HandlerId;
  readonly #repeat: HandlerId;
  readonly #giveUp: HandlerId;

  /**
   * @param name prefix of the events' names
   * @param answered told how each request of kind ONE_REQUEST, LEAVES_OPEN or NEVER_CLOSES ended
   * @param held told when a connection of another kind was closed by the server
   */
  constructor(
    kernel: Kernel,
    name: string,
    path: TcpPath,
    serverCount: number,
    answered: AnsweredListener,
    held: HeldListener,
  ) {
    this.#kernel = kernel;
    this.#path = path;
    this.#segments = new Segments(kernel, this.connections, path.segmentUs);
    this.#answered = answered;
    this.#held = held;
    this.#listening = new ListeningEnd(kernel, name, path, serverCount, this.connections, {
      synAckDue: (row) => this.#segments.carry(row, this.#reply),
      expired: (row) => this.#freeIfDone(row),
      accepted: (row) => this.#tls.review(row),
      refused: (row) => this.faults.tell(row),
    });
    this.faults = new TcpFaults({
      kernel,
      name,
      connections: this.connections,
      segments: this.#segments,
      listening: this.#listening,
      endClient: (row, outcome) => this.#endClient(row, outcome),
      freeIfDone: (row) => this.#freeIfDone(row),
    });
    this.#tls = new TlsExchange(kernel, name, this.connections, path.tlsTrips, this.#tlsBegins, this.#requestIn);
    this.#syn = kernel.register(`${name}.syn`, this.#onSyn);
    this.#reply = kernel.register(`${name}.reply`, this.#onReply);
    this.#ack = kernel.register(`${name}.ack`, this.#onAck);
    this.#data = kernel.register(`${name}.data`, this.#onData);
    this.#answer = kernel.register(`${name}.answer`, this.#onAnswer);
    this.#fin = kernel.register(`${name}.fin`, this.#onFin);
    this.#repeat = kernel.register(`${name}.repeat`, this.#onRepeat);
    this.#giveUp = kernel.register(`${name}.giveUp`, this.#onGiveUp);
  }

  /** The listening sockets of the servers. */
  get sockets(): ListenSockets {
    return this.#listening.sockets;
  }

  serve(server: ServerEnd): void {
    this.#listening.server = server;
  }

  request(ticket: number, server: number): number {
    return this.open(ticket, server, ONE_REQUEST, this.#path.rttUs, 0);
  }

  /**
   * Opens a connection of any kind; those that are held rather than answered never give up. Hot.
   *
   * @param openForUs with LEAVES_OPEN: how long the client leaves it open after the answer; 0: until the server closes
   */
  open(ticket: number, server: number, kind: number, rttUs = this.#path.rttUs, openForUs = 0): number {
    const connections = this.connections;
    const row = connections.allocate();
    connections.setTicket(row, ticket);
    connections.setServer(row, server);
    connections.setKind(row, kind);
    connections.setRttUs(row, rttUs);
    connections.setOpenForUs(row, openForUs);
    if (this.#path.timeoutUs > 0 && kind <= NEVER_CLOSES) {
      connections.setGiveUpTimer(row, this.#kernel.scheduleAfter(this.#path.timeoutUs as Duration, this.#giveUp, row));
    }
    this.#sendSyn(row);
    return row;
  }

  abandon(row: number): void {
    this.connections.cancelGiveUpTimer(this.#kernel, row);
    this.#leave(row);
  }

  answer(row: number, outcome: number): void {
    if (!this.connections.isAwaited(row)) return;
    this.connections.setOutcome(row, outcome);
    this.#segments.send(row, (this.#segments.oneWayUs(row) + this.#path.clientUs) as Duration, this.#answer);
  }

  shutDown(row: number): void {
    const kind = this.connections.kind(row);
    if (kind === NEVER_CLOSES || !this.connections.isAwaited(row)) return;
    this.#endClient(row, CLOSED_UNANSWERED);
    this.#segments.send(row, this.connections.rttUs(row) as Duration, this.#fin);
  }

  close(row: number): void {
    this.connections.setServerEnd(row, CLOSED);
    if (this.connections.inFlight(row) === 0) this.#endClient(row, CLOSED_UNANSWERED);
    this.#freeIfDone(row);
  }

  reset(row: number): void {
    this.connections.setServerEnd(row, CLOSED);
    this.#endClient(row, RESET);
    this.#freeIfDone(row);
  }

  wake(server: number): void {
    this.#listening.wake(server);
  }

  /** Sends the first SYN or the next, and sets the timer for what follows: the one after it, or the end of trying. */
  #sendSyn(row: number): void {
    const { connections } = this;
    const { synGapsUs, clientTickUs } = this.#path;
    const sentBefore = connections.countSent(row) - 1;
    if (connections.watch !== null) connections.watch.sent(row);
    this.#segments.carry(row, this.#syn);
    const gapUs = synGapsUs[sentBefore] ?? 2 * synGapsUs[sentBefore - 1]!;
    const at = wheelExpiry(this.#kernel.now, gapUs, clientTickUs) + SYN_TURN_US;
    connections.setClientTimer(row, this.#kernel.schedule(at as SimTime, this.#repeat, row));
  }

  readonly #onSyn: Handler = (row) => {
    const { connections } = this;
    connections.addInFlight(row, -1);
    if (connections.clientEnd(row) !== CONNECTING) return this.#freeIfDone(row);
    if (!this.#listening.admits(row)) return;
    this.connections.cancelClientTimer(this.#kernel, row);
    connections.setClientEnd(row, WAITING);
    this.#segments.carry(row, this.#reply);
  };

  /** A SYN-ACK is in: with the first the client is connected, for all it knows; to a repeated one it says so again. */
  readonly #onReply: Handler = (row) => {
    const { connections } = this;
    connections.addInFlight(row, -1);
    const isFirst = connections.synAckCount(row) === 0;
    // A deferred accept drops the bare ACK, unless a cookie leaves it nothing to wait with.
    const isAckIdle = isFirst && this.#path.defersAccept && connections.serverEnd(row) === HALF_OPEN;
    if (connections.clientEnd(row) !== ABORTED && !isAckIdle) this.#segments.carry(row, this.#ack);
    if (isFirst && connections.clientEnd(row) === WAITING && connections.kind(row) !== SILENT) {
      connections.setSentCount(row, 1);
      connections.setClientTimer(row, this.#kernel.scheduleAfter(this.#path.clientUs as Duration, this.#repeat, row));
    }
    this.#freeIfDone(row);
  };

  readonly #onAck: Handler = (row) => {
    this.connections.addInFlight(row, -1);
    if (this.connections.serverEnd(row) === CLOSED) this.#endClient(row, CLOSED_UNANSWERED);
    else this.#establish(row);
    this.#freeIfDone(row);
  };

  /** Tries to get a half-open connection established; returns whether it is. */
  #establish(row: number): boolean {
    const answer = this.#listening.establish(row);
    if (answer === RESETS) this.#endClient(row, RESET);
    return answer === ESTABLISHES;
  }

  readonly #onData: Handler = (row) => {
    const { connections } = this;
    connections.addInFlight(row, -1);
    if (connections.clientEnd(row) === ABORTED) return this.#freeIfDone(row);
    const end = connections.serverEnd(row);
    if (this.#listening.misses(row)) this.#setDataTimer(row);
    else if (end === NO_SOCKET || end === CLOSED) this.#endClient(row, RESET);
    else this.#take(row, end);
    this.#freeIfDone(row);
  };

  /** The request, or TLS's hello before it, is at the server, whose end of the connection is none or open. Hot. */
  #take(row: number, end: number): void {
    const { connections } = this;
    const isRequest = this.#tls.isSecured(row);
    if (isRequest) connections.putData(row);
    else connections.setTls(row, HELLO);
    if (end >= QUEUED) {
      this.#acknowledge(row);
      if (end !== ACCEPTED) return;
      if (isRequest) this.#listening.server.received(row);
      else this.#tls.review(row);
    } else if (this.#establish(row)) this.#acknowledge(row);
    else {
      connections.takeData(row);
      connections.setTls(row, NO_HELLO);
      this.#setDataTimer(row);
    }
  }

  readonly #tlsBegins = (row: number): void => this.#listening.server.securing(row);
  /** The request has come in behind TLS's handshake, or its client's end. */
  readonly #requestIn = (row: number): void => {
    const { connections } = this;
    const end = connections.serverEnd(row);
    if (end === ACCEPTED && connections.isAwaited(row)) {
      connections.putData(row);
      this.#listening.server.received(row);
    } else if (end === ACCEPTED) this.#listening.server.clientGone(row);
    else if (end === CLOSED) this.#endClient(row, CLOSED_UNANSWERED);
    this.#freeIfDone(row);
  };

  /** The request has arrived: a client that had given up gets its FIN through behind it. */
  #acknowledge(row: number): void {
    if (this.connections.clientEnd(row) === LEFT) this.#segments.send(row, this.#segments.oneWayUs(row), this.#fin);
  }

  #setDataTimer(row: number): void {
    const { connections } = this;
    if (connections.clientEnd(row) === ABORTED || connections.clientEnd(row) === FINISHED) return;
    const gapUs = dataGapUs(connections.countSent(row) - 1);
    if (gapUs === null) {
      this.#abortAtServer(row);
      return;
    }
    // The request went out half a round trip ago.
    const at = wheelExpiry(this.#kernel.now - this.#segments.oneWayUs(row), gapUs, this.#path.clientTickUs);
    connections.setClientTimer(row, this.#kernel.schedule(at, this.#repeat, row));
  }

  /** The client's timer: the SYN again (or no more), the request again, or its next request. */
  readonly #onRepeat: Handler = (row) => {
    const { connections } = this;
    connections.setClientTimer(row, NO_ROW);
    if (connections.clientEnd(row) === CONNECTING) {
      if (connections.sentCount(row) <= this.#path.synGapsUs.length) this.#sendSyn(row);
      else this.#endClient(row, TIMED_OUT_CONNECTING);
      return this.#freeIfDone(row);
    }
    if (connections.clientEnd(row) === OPEN) {
      if (connections.kind(row) === LEAVES_OPEN) return this.#hangUp(row);
      connections.setClientEnd(row, WAITING);
      connections.setSentCount(row, 1);
    }
    this.#segments.carry(row, this.#data);
  };

  readonly #onGiveUp: Handler = (row) => {
    this.connections.setGiveUpTimer(row, NO_ROW);
    const outcome = this.connections.clientEnd(row) === CONNECTING ? TIMED_OUT_CONNECTING : TIMED_OUT_WAITING;
    const ticket = this.connections.ticket(row);
    this.#leave(row);
    this.#answered(ticket, outcome);
  };

  /** The client closes before its answer. */
  #leave(row: number): void {
    const { connections } = this;
    const wasConnecting = connections.clientEnd(row) === CONNECTING;
    const aborts = this.#path.closesBy === 'RST';
    connections.setClientEnd(row, aborts ? ABORTED : LEFT);
    if (wasConnecting || aborts) this.connections.cancelClientTimer(this.#kernel, row);
    // An unacknowledged request keeps a FIN back: the congestion window is one segment then.
    if (!wasConnecting && (aborts || connections.clientTimer(row) === NO_ROW))
      this.#segments.send(row, this.#segments.oneWayUs(row), this.#fin);
    this.#freeIfDone(row);
  }

  /** The client's FIN or RST comes in. */
  readonly #onFin: Handler = (row) => {
    const { connections } = this;
    connections.addInFlight(row, -1);
    const end = connections.serverEnd(row);
    if (end === ACCEPTED) this.#listening.server.clientGone(row);
    else if (connections.clientEnd(row) === ABORTED) this.#listening.forget(row);
    this.#freeIfDone(row);
  };

  readonly #onAnswer: Handler = (row) => {
    const { connections } = this;
    connections.addInFlight(row, -1);
    if (connections.isAwaited(row)) {
      const kind = connections.kind(row);
      this.connections.cancelGiveUpTimer(this.#kernel, row);
      if (kind === LEAVES_OPEN || kind === NEVER_CLOSES) {
        connections.setClientEnd(row, OPEN);
        const openForUs = connections.openForUs(row);
        if (kind === LEAVES_OPEN && openForUs > 0) {
          connections.setClientTimer(row, this.#kernel.scheduleAfter(openForUs as Duration, this.#repeat, row));
        }
        this.#answered(connections.ticket(row), connections.outcome(row));
      } else if (kind === ONE_REQUEST) {
        this.#endClient(row, connections.outcome(row));
        if (connections.serverEnd(row) === ACCEPTED) this.#segments.send(row, this.#segments.oneWayUs(row), this.#fin);
      } else {
        connections.setClientEnd(row, OPEN);
        connections.setClientTimer(row, this.#kernel.scheduleAfter(this.#path.askAgainUs, this.#repeat, row));
      }
      if (connections.serverEnd(row) === CLOSED) this.#endClient(row, CLOSED_UNANSWERED);
    }
    this.#freeIfDone(row);
  };

  /** The client closes the connection that it has left open. */
  #hangUp(row: number): void {
    this.#endClient(row, RESET);
    if (this.connections.serverEnd(row) === ACCEPTED) this.#segments.send(row, this.#segments.oneWayUs(row), this.#fin);
    this.#freeIfDone(row);
  }

  /** The client's end is over, and its caller hears of it if it has not yet. */
  #endClient(row: number, outcome: number): void {
    const { connections } = this;
    const end = connections.clientEnd(row);
    if (end >= FINISHED) return;
    connections.setClientEnd(row, FINISHED);
    this.connections.cancelClientTimer(this.#kernel, row);
    this.connections.cancelGiveUpTimer(this.#kernel, row);
    if (connections.kind(row) > NEVER_CLOSES) this.#held(connections.ticket(row));
    else if (end !== OPEN) this.#answered(connections.ticket(row), outcome);
  }

  /** The client's kernel repeats no more: its half-open connection is left to the server's timers. */
  #abortAtServer(row: number): void {
    this.#endClient(row, RESET);
    this.connections.setClientEnd(row, ABORTED);
    this.#segments.send(row, this.#segments.oneWayUs(row), this.#fin);
  }

  /** A row is free when both ends are done with it and nothing of it is on its way. */
  #freeIfDone(row: number): void {
    const { connections } = this;
    const end = connections.serverEnd(row);
    if (connections.inFlight(row) !== 0 || connections.clientEnd(row) < FINISHED) return;
    if (connections.clientTimer(row) !== NO_ROW || (end !== NO_SOCKET && end !== CLOSED)) return;
    connections.free(row);
  }
}
