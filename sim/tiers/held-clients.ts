/**
 * Clients that hold connections rather than want answers: slow headers, idle kept-alive
 * connections, connections without a byte.
 *
 * So many, one to a connection; whoever is closed by the server comes back a little later. Event: `<name>.open`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import { fromMs, type SimTime } from '../kernel/time.ts';
import type { TcpFront } from './tcp-front.ts';

/** Time until a closed client connects again: the load generator looks every 50 ms. */
const COMES_BACK_AFTER = fromMs(50);

export class HeldClients {
  readonly #kernel: Kernel;
  readonly #open: HandlerId;
  readonly #kind: number;
  readonly #serverCount: number;
  #front: TcpFront | null = null;

  /** @param kind ASKS_AGAIN, SLOW_HEADERS or SILENT; client n connects to server n modulo the number of servers */
  constructor(kernel: Kernel, name: string, kind: number, serverCount: number) {
    this.#kernel = kernel;
    this.#kind = kind;
    this.#serverCount = serverCount;
    this.#open = kernel.register(`${name}.open`, this.#onOpen);
  }

  /** All of them connect at an instant. */
  start(front: TcpFront, count: number, at: SimTime): void {
    this.#front = front;
    for (let client = 0; client < count; client++) this.#kernel.schedule(at, this.#open, client);
  }

  /** The server has closed a client's connection. */
  readonly closed = (client: number): void => {
    this.#kernel.scheduleAfter(COMES_BACK_AFTER, this.#open, client);
  };

  readonly #onOpen: Handler = (client) => {
    this.#front!.open(client, client % this.#serverCount, this.#kind);
  };
}
