/**
 * TLS on connections whose server ends it: round trips between the acceptance of a connection and its
 * request, while the server holds it.
 *
 * The first data of a connection is the client's hello. What the server does with it takes a program that has
 * accepted the connection, so the exchange begins when both are there. What it costs the processor is part of the
 * request's. Event: `<name>.secured`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { Duration } from '../kernel/time.ts';
import { ACCEPTED, EXCHANGING, HELLO, SECURED } from './tier-connection-states.ts';
import type { TierConnections } from './tier-connections.ts';

export class TlsExchange {
  readonly #kernel: Kernel;
  readonly #connections: TierConnections;
  readonly #trips: number;
  readonly #begins: (row: number) => void;
  readonly #requestIn: (row: number) => void;
  readonly #secured: HandlerId;

  /**
   * @param trips round trips of the handshake: 1 of TLS 1.3, 2 of TLS 1.2 (RFC 8446, RFC 5246)
   * @param begins the exchange begins: the server has the hello
   * @param requestIn the request has come in behind it; the row is one segment less in flight
   */
  constructor(
    kernel: Kernel,
    name: string,
    connections: TierConnections,
    trips: number,
    begins: (row: number) => void,
    requestIn: (row: number) => void,
  ) {
    this.#kernel = kernel;
    this.#connections = connections;
    this.#trips = trips;
    this.#begins = begins;
    this.#requestIn = requestIn;
    this.#secured = kernel.register(`${name}.secured`, this.#onSecured);
  }

  /** Whether what a connection sends now is its request. Hot. */
  isSecured(row: number): boolean {
    return this.#trips === 0 || this.#connections.tls(row) >= SECURED;
  }

  /** The hello is in, or the server has accepted the connection: with both the exchange begins. Hot. */
  review(row: number): void {
    const connections = this.#connections;
    if (connections.tls(row) !== HELLO || connections.serverEnd(row) !== ACCEPTED) return;
    connections.setTls(row, EXCHANGING);
    connections.addInFlight(row, 1);
    this.#begins(row);
    // Of a client that has gone the server reads the end right behind the hello.
    const waitUs = connections.isAwaited(row) ? this.#trips * connections.rttUs(row) : 0;
    this.#kernel.scheduleAfter(waitUs as Duration, this.#secured, row);
  }

  readonly #onSecured: Handler = (row) => {
    this.#connections.addInFlight(row, -1);
    this.#connections.setTls(row, SECURED);
    this.#requestIn(row);
  };
}
