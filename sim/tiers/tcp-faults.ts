/**
 * Servers that go down under the connections that clients have with them, and what those clients then hear.
 *
 * A kernel that is there tells everybody at once: a RST for each connection, and for each SYN. A host that is gone
 * tells nobody: clients wait, and send again what was not acknowledged, until their patience ends; what they send once
 * the host is back is answered with a RST. Event: `<name>.rst`, registered when a server first goes down.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import { CONNECTION_REFUSED, RESET } from './hop.ts';
import type { ListeningEnd } from './listening-end.ts';
import type { Segments } from './segments.ts';
import type { FrontFaults } from './server-end.ts';
import { type DownState, HOST_SILENT, SERVES } from './server-states.ts';
import {
  ACCEPTED,
  COOKIE,
  FINISHED,
  HALF_OPEN,
  NEVER_CLOSES,
  NO_SOCKET,
  QUEUED,
  WAITING,
} from './tier-connection-states.ts';
import type { TierConnections } from './tier-connections.ts';
import { NO_ROW } from './wait-queues.ts';

export interface TcpFaultParts {
  readonly kernel: Kernel;
  readonly name: string;
  readonly connections: TierConnections;
  readonly segments: Segments;
  readonly listening: ListeningEnd;
  /** The client's end of a row is over. */
  readonly endClient: (row: number, outcome: number) => void;
  readonly freeIfDone: (row: number) => void;
}

export class TcpFaults implements FrontFaults {
  readonly #parts: TcpFaultParts;
  #rst: HandlerId | null = null;

  constructor(parts: TcpFaultParts) {
    this.#parts = parts;
  }

  fail(server: number, state: DownState): number {
    const { connections, listening, freeIfDone } = this.#parts;
    listening.sockets.setState(server, state);
    let brokenCount = 0;
    while (listening.sockets.dequeue(server) !== NO_ROW);
    for (let row = 0; row < connections.rowCount; row++) {
      if (connections.server(row) !== server) continue;
      const end = connections.serverEnd(row);
      if (end === HALF_OPEN || end === COOKIE) listening.forget(row);
      else if (end === QUEUED || end === ACCEPTED) {
        if (connections.kind(row) <= NEVER_CLOSES && connections.clientEnd(row) === WAITING) brokenCount++;
        if (end === ACCEPTED) listening.server.lost(row, state === HOST_SILENT);
        connections.setServerEnd(row, NO_SOCKET);
        if (state !== HOST_SILENT) this.tell(row);
      } else continue;
      freeIfDone(row);
    }
    listening.server.emptied(server);
    return brokenCount;
  }

  /**
   * Clients that hold connections send a byte now and then (assumption: soon), and learn that
   * the server knows nothing of them.
   */
  recover(server: number): void {
    const { connections, listening } = this.#parts;
    listening.sockets.setState(server, SERVES);
    for (let row = 0; row < connections.rowCount; row++) {
      if (connections.server(row) !== server || connections.serverEnd(row) !== NO_SOCKET) continue;
      const isHeld = connections.kind(row) > NEVER_CLOSES && connections.clientEnd(row) < FINISHED;
      if (isHeld && connections.clientTimer(row) === NO_ROW && connections.inFlight(row) === 0) this.tell(row);
    }
  }

  /** The server's kernel answers with a RST. */
  tell(row: number): void {
    const { kernel, name, segments } = this.#parts;
    this.#rst ??= kernel.register(`${name}.rst`, this.#onRst);
    segments.send(row, segments.oneWayUs(row), this.#rst);
  }

  readonly #onRst: Handler = (row) => {
    const { connections, endClient, freeIfDone } = this.#parts;
    connections.addInFlight(row, -1);
    // To a SYN it says that nothing listens; the SYN's own timer still runs.
    const isOfSyn = connections.clientEnd(row) < WAITING;
    endClient(row, isOfSyn ? CONNECTION_REFUSED : RESET);
    freeIfDone(row);
  };
}
