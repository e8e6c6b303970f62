/**
 * Callers that open a TCP connection for each request: their ends of the handshake, their repetitions, their giving up.
 *
 * The server's kernel is `listening-end.ts`. Left out: segments lost on the way, and the sizes of requests and answers. One-way delay is half
 * the round trip. Events: `<name>.syn`, `.reply` (a SYN-ACK), `.ack`, `.data`, `.answer`, `.fin` (or RST): a segment comes in; `.repeat`: the
 * client sends again; `.giveUp`.
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
import { ESTABLISHES, ListeningEnd, RESETS } from './listening-end.ts';
import type { Front, ServerEnd } from './server-end.ts';
import type { TcpPath } from './tcp-path.ts';
import { dataGapUs, SYN_TURN_US, wheelExpiry } from './tcp-timers.ts';
import {
  ABORTED,
  ACCEPTED,
  CLOSED,
  CONNECTING,
  FINISHED,
  HALF_OPEN,
  LEAVES_OPEN,
  LEFT,
  NEVER_CLOSES,
  NO_CONNECTION,
  NO_SOCKET,
  ONE_REQUEST,
  OPEN,
  QUEUED,
  SILENT,
  TierConnections,
  WAITING,
} from './tier-connections.ts';
import { NO_ROW } from './wait-queues.ts';

/** Told when the server has closed a connection that its client held open. */
export type HeldListener = (ticket: number) => void;

export class TcpFront implements Hop, Front {
  readonly connections = new TierConnections();
  readonly lingers = true;
  readonly #listening: ListeningEnd;
  readonly #kernel: Kernel;
  readonly #path: TcpPath;
  readonly #oneWay: Duration;
  readonly #answered: AnsweredListener;
  readonly #held: HeldListener;
  /** [0]: instant at which the processor that carries the callers' segments is free. */
  readonly #carrierFreeAt = new Float64Array(1);
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
    this.#oneWay = Math.floor(path.rttUs / 2) as Duration;
    this.#answered = answered;
    this.#held = held;
    this.#listening = new ListeningEnd(kernel, name, path, serverCount, this.connections, {
      synAckDue: (row) => this.#carry(row, this.#reply),
      expired: (row) => this.#freeIfDone(row),
    });
    this.#syn = kernel.register(`${name}.syn`, this.#onSyn);
    this.#reply = kernel.register(`${name}.reply`, this.#onReply);
    this.#ack = kernel.register(`${name}.ack`, this.#onAck);
    this.#data = kernel.register(`${name}.data`, this.#onData);
    this.#answer = kernel.register(`${name}.answer`, this.#onAnswer);
    this.#fin = kernel.register(`${name}.fin`, this.#onFin);
    this.#repeat = kernel.register(`${name}.repeat`, this.#onRepeat);
    this.#giveUp = kernel.register(`${name}.giveUp`, this.#onGiveUp);
  }

  /** Connections in a server's accept queue. */
  waitingCount(server: number): number {
    return this.#listening.sockets.waitingCount(server);
  }

  /** Connections that a server's kernel keeps half open, those behind SYN cookies aside. */
  halfOpenCount(server: number): number {
    return this.#listening.sockets.halfOpenCount(server);
  }

  serve(server: ServerEnd): void {
    this.#listening.server = server;
  }

  request(ticket: number, server: number): number {
    return this.open(ticket, server, ONE_REQUEST);
  }

  /** Opens a connection of any kind; those that are held rather than answered never give up. Hot. */
  open(ticket: number, server: number, kind: number): number {
    const connections = this.connections;
    const row = connections.allocate();
    connections.ticket[row] = ticket;
    connections.server[row] = server;
    connections.kind[row] = kind;
    if (this.#path.timeoutUs > 0 && kind <= NEVER_CLOSES) {
      connections.giveUpTimer[row] = this.#kernel.scheduleAfter(this.#path.timeoutUs as Duration, this.#giveUp, row);
    }
    this.#sendSyn(row);
    return row;
  }

  abandon(row: number): void {
    this.#cancelGiveUp(row);
    this.#leave(row);
  }

  answer(row: number, outcome: number): void {
    if (!this.connections.isAwaited(row)) return;
    this.connections.outcome[row] = outcome;
    this.#send(row, (this.#oneWay + this.#path.clientUs) as Duration, this.#answer);
  }

  shutDown(row: number): void {
    const kind = this.connections.kind[row]!;
    if (kind === NEVER_CLOSES || !this.connections.isAwaited(row)) return;
    this.#endClient(row, CLOSED_UNANSWERED);
    this.#send(row, (2 * this.#oneWay) as Duration, this.#fin);
  }

  close(row: number): void {
    this.connections.serverEnd[row] = CLOSED;
    if (this.connections.inFlight[row] === 0) this.#endClient(row, CLOSED_UNANSWERED);
    this.#freeIfDone(row);
  }

  reset(row: number): void {
    this.connections.serverEnd[row] = CLOSED;
    this.#endClient(row, RESET);
    this.#freeIfDone(row);
  }

  wake(server: number): void {
    this.#listening.wake(server);
  }

  #send(row: number, delay: Duration, segment: HandlerId): void {
    this.connections.inFlight[row]!++;
    this.#kernel.scheduleAfter(delay, segment, row);
  }

  /** Sends a segment of a handshake or request, in the order of all callers' where one processor carries them. */
  #carry(row: number, segment: HandlerId): void {
    const { segmentUs } = this.#path;
    const sentAt = Math.max(this.#kernel.now, this.#carrierFreeAt[0]!) + segmentUs;
    if (segmentUs > 0) this.#carrierFreeAt[0] = sentAt;
    this.connections.inFlight[row]!++;
    this.#kernel.schedule((sentAt + this.#oneWay) as SimTime, segment, row);
  }

  /** Sends the first SYN or the next, and sets the timer for what follows: the one after it, or the end of trying. */
  #sendSyn(row: number): void {
    const { connections } = this;
    const { synGapsUs, clientTickUs } = this.#path;
    const sentBefore = connections.sentCount[row]!++;
    this.#carry(row, this.#syn);
    const gapUs = synGapsUs[sentBefore] ?? 2 * synGapsUs[sentBefore - 1]!;
    const at = wheelExpiry(this.#kernel.now, gapUs, clientTickUs) + SYN_TURN_US;
    connections.clientTimer[row] = this.#kernel.schedule(at as SimTime, this.#repeat, row);
  }

  readonly #onSyn: Handler = (row) => {
    const { connections } = this;
    connections.inFlight[row]!--;
    if (connections.clientEnd[row] !== CONNECTING) {
      this.#freeIfDone(row);
      return;
    }
    if (!this.#listening.admits(row)) return;
    this.#cancelClientTimer(row);
    connections.clientEnd[row] = WAITING;
    this.#carry(row, this.#reply);
  };

  /** A SYN-ACK is in: with the first the client is connected, for all it knows; to a repeated one it says so again. */
  readonly #onReply: Handler = (row) => {
    const { connections } = this;
    connections.inFlight[row]!--;
    const isFirst = connections.synAckCount[row] === 0;
    // A deferred accept drops the bare ACK, unless a cookie leaves it nothing to wait with.
    const isAckIdle = isFirst && this.#path.defersAccept && connections.serverEnd[row] === HALF_OPEN;
    if (connections.clientEnd[row] !== ABORTED && !isAckIdle) this.#carry(row, this.#ack);
    if (isFirst && connections.clientEnd[row] === WAITING && connections.kind[row] !== SILENT) {
      connections.sentCount[row] = 1;
      connections.clientTimer[row] = this.#kernel.scheduleAfter(this.#path.clientUs as Duration, this.#repeat, row);
    }
    this.#freeIfDone(row);
  };

  readonly #onAck: Handler = (row) => {
    this.connections.inFlight[row]!--;
    if (this.connections.serverEnd[row] === CLOSED) this.#endClient(row, CLOSED_UNANSWERED);
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
    connections.inFlight[row]!--;
    if (connections.clientEnd[row] === ABORTED) {
      this.#freeIfDone(row);
      return;
    }
    const end = connections.serverEnd[row]!;
    if (end === NO_SOCKET || end === CLOSED) this.#endClient(row, RESET);
    else if (end >= QUEUED) {
      connections.hasData[row] = 1;
      this.#acknowledge(row);
      if (end === ACCEPTED) this.#listening.server.received(row);
    } else {
      connections.hasData[row] = 1;
      if (this.#establish(row)) this.#acknowledge(row);
      else {
        connections.hasData[row] = 0;
        this.#setDataTimer(row);
      }
    }
    this.#freeIfDone(row);
  };

  /** The request has arrived: a client that had given up gets its FIN through behind it. */
  #acknowledge(row: number): void {
    if (this.connections.clientEnd[row] === LEFT) this.#send(row, this.#oneWay, this.#fin);
  }

  #setDataTimer(row: number): void {
    const { connections } = this;
    if (connections.clientEnd[row] === ABORTED || connections.clientEnd[row] === FINISHED) return;
    const gapUs = dataGapUs(connections.sentCount[row]!++);
    if (gapUs === null) {
      this.#abortAtServer(row);
      return;
    }
    // The request went out half a round trip ago.
    const at = wheelExpiry(this.#kernel.now - this.#oneWay, gapUs, this.#path.clientTickUs);
    connections.clientTimer[row] = this.#kernel.schedule(at, this.#repeat, row);
  }

  /** The client's timer: the SYN again (or no more), the request again, or its next request. */
  readonly #onRepeat: Handler = (row) => {
    const { connections } = this;
    connections.clientTimer[row] = NO_ROW;
    if (connections.clientEnd[row] === CONNECTING) {
      if (connections.sentCount[row]! <= this.#path.synGapsUs.length) this.#sendSyn(row);
      else this.#endClient(row, TIMED_OUT_CONNECTING);
      this.#freeIfDone(row);
      return;
    }
    if (connections.clientEnd[row] === OPEN) {
      connections.clientEnd[row] = WAITING;
      connections.sentCount[row] = 1;
    }
    this.#carry(row, this.#data);
  };

  readonly #onGiveUp: Handler = (row) => {
    this.connections.giveUpTimer[row] = NO_ROW;
    const outcome = this.connections.clientEnd[row] === CONNECTING ? TIMED_OUT_CONNECTING : TIMED_OUT_WAITING;
    const ticket = this.connections.ticket[row]!;
    this.#leave(row);
    this.#answered(ticket, outcome);
  };

  /** The client closes before its answer. */
  #leave(row: number): void {
    const { connections } = this;
    const wasConnecting = connections.clientEnd[row] === CONNECTING;
    const aborts = this.#path.closesBy === 'RST';
    connections.clientEnd[row] = aborts ? ABORTED : LEFT;
    if (wasConnecting || aborts) this.#cancelClientTimer(row);
    // An unacknowledged request keeps a FIN back: the congestion window is one segment then.
    if (!wasConnecting && (aborts || connections.clientTimer[row] === NO_ROW)) this.#send(row, this.#oneWay, this.#fin);
    this.#freeIfDone(row);
  }

  /** The client's FIN or RST comes in. */
  readonly #onFin: Handler = (row) => {
    const { connections } = this;
    connections.inFlight[row]!--;
    const end = connections.serverEnd[row]!;
    if (end === ACCEPTED) this.#listening.server.clientGone(row);
    else if (connections.clientEnd[row] === ABORTED) this.#listening.forget(row);
    this.#freeIfDone(row);
  };

  readonly #onAnswer: Handler = (row) => {
    const { connections } = this;
    connections.inFlight[row]!--;
    if (connections.isAwaited(row)) {
      const kind = connections.kind[row]!;
      this.#cancelGiveUp(row);
      if (kind === LEAVES_OPEN || kind === NEVER_CLOSES) {
        connections.clientEnd[row] = OPEN;
        this.#answered(connections.ticket[row]!, connections.outcome[row]!);
      } else if (kind === ONE_REQUEST) {
        this.#endClient(row, connections.outcome[row]!);
        if (connections.serverEnd[row] === ACCEPTED) this.#send(row, this.#oneWay, this.#fin);
      } else {
        connections.clientEnd[row] = OPEN;
        connections.clientTimer[row] = this.#kernel.scheduleAfter(this.#path.askAgainUs, this.#repeat, row);
      }
      if (connections.serverEnd[row] === CLOSED) this.#endClient(row, CLOSED_UNANSWERED);
    }
    this.#freeIfDone(row);
  };

  /** The client's end is over, and its caller hears of it if it has not yet. */
  #endClient(row: number, outcome: number): void {
    const { connections } = this;
    const end = connections.clientEnd[row]!;
    if (end >= FINISHED) return;
    connections.clientEnd[row] = FINISHED;
    this.#cancelClientTimer(row);
    this.#cancelGiveUp(row);
    if (connections.kind[row]! > NEVER_CLOSES) this.#held(connections.ticket[row]!);
    else if (end !== OPEN) this.#answered(connections.ticket[row]!, outcome);
  }

  /** The client's kernel repeats no more: its half-open connection is left to the server's timers. */
  #abortAtServer(row: number): void {
    this.#endClient(row, RESET);
    this.connections.clientEnd[row] = ABORTED;
    this.#send(row, this.#oneWay, this.#fin);
  }

  #cancelClientTimer(row: number): void {
    const timer = this.connections.clientTimer[row]!;
    if (timer === NO_ROW) return;
    this.#kernel.cancel(timer);
    this.connections.clientTimer[row] = NO_ROW;
  }

  #cancelGiveUp(row: number): void {
    const timer = this.connections.giveUpTimer[row]!;
    if (timer === NO_ROW) return;
    this.#kernel.cancel(timer);
    this.connections.giveUpTimer[row] = NO_ROW;
  }

  /** A row is free when both ends are done with it and nothing of it is on its way. */
  #freeIfDone(row: number): void {
    const { connections } = this;
    const end = connections.serverEnd[row]!;
    if (connections.inFlight[row] !== 0 || connections.clientEnd[row]! < FINISHED) return;
    if (connections.clientTimer[row] !== NO_ROW || (end !== NO_SOCKET && end !== CLOSED)) return;
    connections.serverEnd[row] = NO_CONNECTION;
    connections.free(row);
  }
}
