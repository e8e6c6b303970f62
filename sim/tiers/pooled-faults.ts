/**
 * Servers that go down behind callers who keep connections to them, and what callers then do.
 *
 * A request in the hands of a server is not sent again: who knows what came of it (nginx: "requests with a
 * non-idempotent method are not passed to the next server if a request has been sent"). With a RST its caller knows at
 * once; of a silent host it waits for the answer until its read timeout. A request that finds nobody listening, or no
 * host within the connect timeout, goes to another server where callers pass on (`passOn`), else it has failed. Event:
 * `<name>.silent`, registered when a server first goes down: a caller's patience is over.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import { pinned } from '../kernel/pinned.ts';
import { type Duration, fromSeconds } from '../kernel/time.ts';
import type { AcceptQueue } from './accept-queue.ts';
import { CONNECTION_REFUSED, RESET, TIMED_OUT_CONNECTING, TIMED_OUT_WAITING } from './hop.ts';
import type { FrontFaults, ServerEnd } from './server-end.ts';
import { type DownState, HOST_SILENT, PORT_CLOSED, SERVES } from './server-states.ts';
import { ACCEPTED, CONNECTING, NO_SOCKET, WAITING } from './tier-connection-states.ts';
import type { TierConnections } from './tier-connections.ts';
import { NO_ROW } from './wait-queues.ts';

/**
 * nginx, `proxy_read_timeout`; Apache, `Timeout`; AWS, idle timeout of a load balancer: 60 s, from the
 * fault on (assumption: just asked).
 */
const READ_TIMEOUT = fromSeconds(60);
const NONE = -1;

/** How callers deal with servers that are down. */
export interface Callers {
  /** How long they wait for a host that does not answer. */
  readonly connectTimeout: Duration;
  /** A server was of no use: the one to ask instead, or -1 where callers do not look for another. */
  readonly passOn: (server: number) => number;
  /** How many servers a request is sent to at most. */
  readonly triesMax: number;
}

export interface PooledFaultParts {
  readonly kernel: Kernel;
  readonly name: string;
  readonly connections: TierConnections;
  readonly waiting: Pick<AcceptQueue, 'shift'>;
  readonly serverCount: number;
  readonly callers: Callers;
  readonly serverEnd: () => ServerEnd;
  /** Sends a request to a server. */
  readonly place: (row: number, server: number) => void;
  /** The caller hears of the end in a moment. */
  readonly failSoon: (row: number, outcome: number) => void;
}

export class PooledFaults implements FrontFaults {
  readonly #parts: PooledFaultParts;
  /** [serverCount] SERVES, PORT_CLOSED or HOST_SILENT. */
  readonly #state: Uint8Array;
  #silent: HandlerId | null = null;

  constructor(parts: PooledFaultParts) {
    this.#parts = parts;
    this.#state = pinned(new Uint8Array(parts.serverCount));
  }

  /** Whether a request meets a server that serves. Hot. */
  serves(server: number): boolean {
    return this.#state[server] === SERVES;
  }

  fail(server: number, state: DownState): number {
    const { connections, waiting, serverEnd, failSoon } = this.#parts;
    this.#state[server] = state;
    let brokenCount = 0;
    for (let row = 0; row < connections.rowCount; row++) {
      if (connections.server(row) !== server || connections.serverEnd(row) !== ACCEPTED) continue;
      serverEnd().lost(row, state === HOST_SILENT);
      connections.setServerEnd(row, NO_SOCKET);
      if (!connections.isAwaited(row)) connections.free(row);
      else {
        brokenCount++;
        if (state === PORT_CLOSED) failSoon(row, RESET);
        else this.#wait(row, READ_TIMEOUT);
      }
    }
    serverEnd().emptied(server);
    // What waits for the server waits with its callers.
    for (let row = waiting.shift(server); row !== NO_ROW; row = waiting.shift(server)) this.meets(row, server);
    return brokenCount;
  }

  recover(server: number): void {
    this.#state[server] = SERVES;
  }

  /** A request comes to a server that is down. */
  meets(row: number, server: number): void {
    const { connections, callers } = this.#parts;
    connections.setServerEnd(row, NO_SOCKET);
    connections.setClientEnd(row, CONNECTING);
    if (this.#state[server] === PORT_CLOSED) this.#goOn(row, CONNECTION_REFUSED);
    else this.#wait(row, callers.connectTimeout);
  }

  /** Whether a row's caller waits for a silent host: then it waits no more. */
  leaves(row: number): boolean {
    const { kernel, connections } = this.#parts;
    const timer = connections.clientTimer(row);
    if (timer === NO_ROW) return false;
    kernel.cancel(timer);
    connections.setClientTimer(row, NO_ROW);
    return true;
  }

  #wait(row: number, span: Duration): void {
    const { kernel, name, connections } = this.#parts;
    this.#silent ??= kernel.register(`${name}.silent`, this.#onSilent);
    connections.setClientTimer(row, kernel.scheduleAfter(span, this.#silent, row));
  }

  readonly #onSilent: Handler = (row) => {
    const { connections, failSoon } = this.#parts;
    connections.setClientTimer(row, NO_ROW);
    if (connections.clientEnd(row) === WAITING) failSoon(row, TIMED_OUT_WAITING);
    else this.#goOn(row, TIMED_OUT_CONNECTING);
  };

  /** To another server, or the request has failed. */
  #goOn(row: number, outcome: number): void {
    const { connections, callers, place, failSoon } = this.#parts;
    const other = connections.countSent(row) < callers.triesMax ? callers.passOn(connections.server(row)) : NONE;
    if (other === NONE) failSoon(row, outcome);
    else place(row, other);
  }
}
