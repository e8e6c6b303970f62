/**
 * The server's kernel, from SYN to accept: half-open connections, their SYN-ACKs, and the accept
 * queue that the program takes from.
 *
 * A SYN that a free slot let in has no claim to it. Whoever's ACK (or data, where accepting is deferred) finds the
 * queue full stays half open, believing to be connected. Its request comes again; and the SYN-ACK does, whose ACK can
 * establish a connection without a request in it, which then keeps a thread waiting. Event: `<name>.synAck`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { SimTime } from '../kernel/time.ts';
import { DROPS_SYN, KEEPS_SYN, ListenSockets } from './listen-sockets.ts';
import type { ServerEnd } from './server-end.ts';
import { HOST_SILENT, PORT_CLOSED } from './server-states.ts';
import type { TcpPath } from './tcp-path.ts';
import { SYN_ACK_TIMEOUT_US, SYN_ACK_TURN_US, TICK_US, wheelExpiry } from './tcp-timers.ts';
import { ACCEPTED, COOKIE, HALF_OPEN, NO_SOCKET, QUEUED } from './tier-connection-states.ts';
import type { TierConnections } from './tier-connections.ts';
import { NO_ROW } from './wait-queues.ts';

/** What becomes of a segment that would establish a connection. */
export const ESTABLISHES = 0;
/** No room, or nothing half open: it is dropped. */
export const IGNORES = 1;
/** No room, and the client is told (`tcp_abort_on_overflow`). */
export const RESETS = 2;

/**
 * SYN-ACKs that a deferred accept lets pass before it takes a bare ACK: Apache's 30 s are five
 * doubling timeouts (`secs_to_retrans`).
 */
const DEFERRED_SYN_ACKS = 5;

/** What the server's kernel asks of the way back; rows. */
export interface SynAckListener {
  /** The SYN-ACK goes out again. */
  synAckDue(row: number): void;
  /** A half-open connection is forgotten: its SYN-ACKs were never answered. */
  expired(row: number): void;
  /** The program has taken the connection. */
  accepted(row: number): void;
  /** A SYN finds nothing that listens. */
  refused(row: number): void;
}

export class ListeningEnd {
  /** The program behind; set once, before the run. */
  server!: ServerEnd;
  readonly sockets: ListenSockets;
  readonly #kernel: Kernel;
  readonly #connections: TierConnections;
  readonly #listener: SynAckListener;
  readonly #defersAccept: boolean;
  readonly #abortsOnOverflow: boolean;
  readonly #synAck: HandlerId;
  #isWaking = false;

  constructor(
    kernel: Kernel,
    name: string,
    path: TcpPath,
    serverCount: number,
    connections: TierConnections,
    listener: SynAckListener,
  ) {
    this.#kernel = kernel;
    this.#connections = connections;
    this.#listener = listener;
    this.#defersAccept = path.defersAccept;
    this.#abortsOnOverflow = path.abortsOnOverflow;
    this.sockets = new ListenSockets(connections, serverCount, path.backlog, path.hasSynCookies);
    this.#synAck = kernel.register(`${name}.synAck`, this.#onSynAck);
  }

  /** Whether a SYN is answered; the connection is half open then. Hot. */
  admits(row: number): boolean {
    const connections = this.#connections;
    const server = connections.server(row);
    const verdict = this.sockets.judgeSyn(server);
    if (verdict === DROPS_SYN) {
      if (this.sockets.stateOf(server) === PORT_CLOSED) this.#listener.refused(row);
      return false;
    }
    connections.setServerEnd(row, verdict === KEEPS_SYN ? HALF_OPEN : COOKIE);
    connections.setSynAckCount(row, 0);
    if (verdict === KEEPS_SYN) {
      this.sockets.keepHalfOpen(server);
      this.#setTimer(row);
    }
    return true;
  }

  /** Puts a half-open connection into the accept queue, if that has room: ESTABLISHES, IGNORES or RESETS. Hot. */
  establish(row: number): number {
    const connections = this.#connections;
    const end = connections.serverEnd(row);
    if (end !== HALF_OPEN && end !== COOKIE) return IGNORES;
    const server = connections.server(row);
    if (this.sockets.isFull(server)) {
      if (!this.#abortsOnOverflow || end === COOKIE) return IGNORES;
      this.forget(row);
      return RESETS;
    }
    this.forget(row);
    connections.setServerEnd(row, QUEUED);
    this.sockets.enqueue(row, server);
    this.wake(server);
    return ESTABLISHES;
  }

  /** Whether data of a connection never gets to the server's kernel. Hot. */
  misses(row: number): boolean {
    const server = this.#connections.server(row);
    return this.sockets.stateOf(server) === HOST_SILENT || this.sockets.losesPacket(server);
  }

  /** Forgets a half-open connection: it is established, or its client has reset it. */
  forget(row: number): void {
    const connections = this.#connections;
    const end = connections.serverEnd(row);
    if (end !== HALF_OPEN && end !== COOKIE) return;
    connections.setServerEnd(row, NO_SOCKET);
    if (end === COOKIE) return;
    this.sockets.dropHalfOpen(connections.server(row), connections.synAckCount(row));
    this.#kernel.cancel(connections.synAckTimer(row));
    connections.setSynAckTimer(row, NO_ROW);
  }

  /** Offers the server what waits. Hot. */
  wake(server: number): void {
    // What is accepted may end at once and wake the server again: the loop goes on anyway.
    if (this.#isWaking) return;
    this.#isWaking = true;
    while (this.sockets.waitingCount(server) > 0 && this.server.canAccept(server)) {
      const row = this.sockets.dequeue(server);
      this.#connections.setServerEnd(row, ACCEPTED);
      if (this.#connections.watch !== null) this.#connections.watch.taken(row);
      this.server.accept(row, server);
      this.#listener.accepted(row);
    }
    this.#isWaking = false;
  }

  #setTimer(row: number): void {
    const waitUs = SYN_ACK_TIMEOUT_US * 2 ** this.#connections.synAckCount(row);
    const at = wheelExpiry(this.#kernel.now, waitUs, TICK_US) + SYN_ACK_TURN_US;
    this.#connections.setSynAckTimer(row, this.#kernel.schedule(at as SimTime, this.#synAck, row));
  }

  /** A half-open connection has waited for its ACK: the SYN-ACK goes out again, or the socket goes away. */
  readonly #onSynAck: Handler = (row) => {
    const connections = this.#connections;
    const server = connections.server(row);
    const count = connections.synAckCount(row);
    const isPastRetries = count >= this.sockets.synAckRetries(server);
    if (isPastRetries && (!this.#defersAccept || count >= DEFERRED_SYN_ACKS)) {
      connections.setSynAckTimer(row, NO_ROW);
      connections.setServerEnd(row, NO_SOCKET);
      this.sockets.dropHalfOpen(server, count);
      this.#listener.expired(row);
      return;
    }
    if (count === 0) this.sockets.age(server);
    connections.setSynAckCount(row, count + 1);
    this.#setTimer(row);
    // While accepting is deferred an ACK that came is as good as none that is awaited: nothing goes out until the end.
    if (!this.#defersAccept || count >= DEFERRED_SYN_ACKS - 1) this.#listener.synAckDue(row);
  };
}
