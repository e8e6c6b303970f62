/**
 * The way back: a client that had to leave its first server tries that again with some probability at each
 * new connection (not when it tries one again), and stays once it has been served there. State: the first
 * server of each client, four bytes.
 */
import type { RandomStream } from '../../kernel/random-stream.ts';
import { NO_SERVER } from './client-memory.ts';

export class Homes {
  readonly #probability: number;
  readonly #chance: RandomStream;
  /** [clientCount] */
  readonly #home: Int32Array;

  constructor(probability: number, chance: RandomStream, clientCount: number) {
    this.#probability = probability;
    this.#chance = chance;
    this.#home = new Int32Array(clientCount).fill(NO_SERVER);
  }

  homeOf(client: number): number {
    return this.#home[client]!;
  }

  /** A client is told a server: its home if it is the first. */
  settle(client: number, server: number): void {
    if (this.#home[client] === NO_SERVER) this.#home[client] = server;
  }

  /** Whether a client that now uses another server tries its home with this connection. Hot. */
  isTried(client: number, server: number): boolean {
    const home = this.#home[client]!;
    return home !== NO_SERVER && home !== server && this.#chance.uniform() < this.#probability;
  }

  forget(client: number): void {
    this.#home[client] = NO_SERVER;
  }
}
