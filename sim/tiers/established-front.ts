/**
 * Connections that a tier is given established: whoever gives them reckons their handshakes and round trips, as the
 * proxy's front ends do for clients, and a design for what it sends to its members.
 *
 * They wait to be taken, up to a limit; one that finds neither a server nor room is not taken. When their caller has
 * gone the tier learns it, a connection that waits excepted: it is taken later, for nobody. Closing costs no round trip
 * (assumption). Event: `<name>.hangUp`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { Duration } from '../kernel/time.ts';
import { AcceptQueue } from './accept-queue.ts';
import { ANSWERED, CLOSED_UNANSWERED, RESET } from './hop.ts';
import type { Front, ServerEnd } from './server-end.ts';
import {
  ACCEPTED,
  CLOSED,
  FINISHED,
  LEAVES_OPEN,
  LEFT,
  ONE_REQUEST,
  OPEN,
  SECURED,
  WAITING,
} from './tier-connection-states.ts';
import { TierConnections } from './tier-connections.ts';
import { NO_ROW } from './wait-queues.ts';

/** Tickets are those that connections were given with. */
export interface EstablishedListener {
  /** The answer is there; the connection goes on. Hot. */
  answered(ticket: number): void;
  /**
   * The tier is done with a connection, however that came: with ANSWERED, or the outcome of
   * its request. Once for each. Hot.
   */
  ended(ticket: number, outcome: number): void;
}

export class EstablishedFront implements Front {
  readonly connections = new TierConnections();
  readonly lingers = false;
  readonly #kernel: Kernel;
  readonly #queue: AcceptQueue;
  readonly #listener: EstablishedListener;
  readonly #hangUp: HandlerId;
  /** [serverCount] connections that a server or its queue has. */
  readonly #openCount: Int32Array;
  /**
   * The connection that is being given and is still there, or NO_ROW; its end meanwhile is
   * the giver's answer, and not told.
   */
  #entering = NO_ROW;

  /**
   * @param name prefix of the event's name
   * @param waitingMax connections that may wait for each server
   */
  constructor(kernel: Kernel, name: string, serverCount: number, waitingMax: number, listener: EstablishedListener) {
    this.#kernel = kernel;
    this.#queue = new AcceptQueue(this.connections, serverCount, waitingMax);
    this.#listener = listener;
    this.#openCount = new Int32Array(serverCount);
    this.#hangUp = kernel.register(`${name}.hangUp`, this.#onHangUp);
  }

  serve(server: ServerEnd): void {
    this.#queue.server = server;
  }

  /** Connections that a server or its queue has. */
  openCountOf(server: number): number {
    return this.#openCount[server]!;
  }

  /** Whether the next connection to a server is not taken for want of room. */
  isFull(server: number): boolean {
    return this.#queue.isFull(server);
  }

  /**
   * Gives a server a connection; returns its row, or NO_ROW where the server does not keep it: its queue is full,
   * or it has thrown it away. Hot.
   *
   * @param hasRequest the request is in, too; otherwise `receive` says when
   * @param isSecured TLS ends here
   * @param openForUs how long its caller leaves it open after the answer
   */
  open(ticket: number, server: number, hasRequest: boolean, isSecured: boolean, openForUs: number): number {
    if (this.#queue.isFull(server)) return NO_ROW;
    const { connections } = this;
    const row = connections.allocate();
    connections.setTicket(row, ticket);
    connections.setServer(row, server);
    connections.setKind(row, openForUs > 0 ? LEAVES_OPEN : ONE_REQUEST);
    connections.setOpenForUs(row, openForUs);
    connections.setClientEnd(row, WAITING);
    connections.setOutcome(row, CLOSED_UNANSWERED);
    if (hasRequest) connections.putData(row);
    if (isSecured) connections.setTls(row, SECURED);
    this.#openCount[server]!++;
    this.#entering = row;
    this.#queue.enter(row, server);
    const kept = this.#entering;
    this.#entering = NO_ROW;
    return kept;
  }

  /** The request of a connection is in. Hot. */
  receive(row: number): void {
    this.connections.putData(row);
    if (this.connections.serverEnd(row) === ACCEPTED) this.#queue.server.received(row);
  }

  /** The caller has gone. The end is still told: at once, or when the tier has noticed. */
  leave(row: number): void {
    const { connections } = this;
    this.#cancelHangUp(row);
    connections.setClientEnd(row, LEFT);
    if (connections.serverEnd(row) === ACCEPTED) this.#queue.server.clientGone(row);
  }

  answer(row: number, outcome: number): void {
    const { connections } = this;
    if (!connections.isAwaited(row)) return;
    connections.setOutcome(row, outcome);
    if (outcome !== ANSWERED || connections.kind(row) === ONE_REQUEST) {
      // Whoever gets an error does not leave the connection open.
      connections.setKind(row, ONE_REQUEST);
      connections.setClientEnd(row, FINISHED);
    } else {
      connections.setClientEnd(row, OPEN);
      const openFor = Math.round(connections.openForUs(row)) as Duration;
      connections.setClientTimer(row, this.#kernel.scheduleAfter(openFor, this.#hangUp, row));
    }
    if (outcome === ANSWERED) this.#listener.answered(connections.ticket(row));
  }

  shutDown(row: number): void {
    this.#cancelHangUp(row);
    this.connections.setClientEnd(row, FINISHED);
    this.#queue.server.clientGone(row);
  }

  close(row: number): void {
    this.#end(row, this.connections.outcome(row));
  }

  reset(row: number): void {
    this.#end(row, RESET);
  }

  wake(server: number): void {
    this.#queue.wake(server);
  }

  readonly #onHangUp: Handler = (row) => {
    this.connections.setClientTimer(row, NO_ROW);
    this.connections.setClientEnd(row, FINISHED);
    this.#queue.server.clientGone(row);
  };

  #end(row: number, outcome: number): void {
    const { connections } = this;
    this.#cancelHangUp(row);
    this.#openCount[connections.server(row)]!--;
    connections.setServerEnd(row, CLOSED);
    if (row === this.#entering) this.#entering = NO_ROW;
    else this.#listener.ended(connections.ticket(row), outcome);
    connections.free(row);
  }

  #cancelHangUp(row: number): void {
    this.connections.cancelClientTimer(this.#kernel, row);
  }
}
