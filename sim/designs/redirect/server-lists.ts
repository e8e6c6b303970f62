/**
 * The further servers of an answer that names several: a client whose server fails goes on to the next one without
 * asking anybody, as players of Netflix Open Connect do. They are any of the others, each alike. Four bytes a client
 * for each further server, and one.
 */
import type { RandomStream } from '../../kernel/random-stream.ts';
import { NO_SERVER } from './client-memory.ts';

export class ServerLists {
  /** Servers of a list after the first. */
  readonly #length: number;
  readonly #chance: RandomStream;
  /** [clientCount][length] */
  readonly #servers: Int32Array;
  /** [clientCount] how many of them the client has gone through. */
  readonly #used: Uint8Array;

  /** @param length servers of a list after the first, at least 1 */
  constructor(clientCount: number, length: number, chance: RandomStream) {
    this.#length = length;
    this.#chance = chance;
    this.#servers = new Int32Array(clientCount * length).fill(NO_SERVER);
    this.#used = new Uint8Array(clientCount).fill(length);
  }

  /**
   * A client is told a server, and others after it.
   *
   * @param known servers that the balancer would name, `server` among them
   */
  remember(client: number, server: number, known: Int32Array): void {
    const others = known.filter((candidate) => candidate !== server);
    const first = client * this.#length;
    for (let place = 0; place < this.#length; place++) {
      if (place >= others.length) {
        this.#servers[first + place] = NO_SERVER;
        continue;
      }
      // Fisher and Yates, as far as the list goes.
      const chosen = place + Math.floor(this.#chance.uniform() * (others.length - place));
      this.#servers[first + place] = others[chosen]!;
      others[chosen] = others[place]!;
    }
    this.#used[client] = 0;
  }

  /** The next server of a client's list, which it goes on to; NO_SERVER at its end. */
  next(client: number): number {
    const used = this.#used[client]!;
    if (used === this.#length) return NO_SERVER;
    this.#used[client] = used + 1;
    return this.#servers[client * this.#length + used]!;
  }

  forget(client: number): void {
    this.#used[client] = this.#length;
  }
}
