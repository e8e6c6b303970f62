/**
 * What clients remember: the server that each was told to use, and until when. Twelve bytes a client,
 * four where leases are perpetual.
 */

export const NO_SERVER = -1;
/** A server that the client has left is kept as LEFT - server. */
const LEFT = -2;

export class ClientMemory {
  /** [clientCount] a server, NO_SERVER, or one that was left. */
  readonly #server: Int32Array;
  /** [clientCount] instant at which the lease ends, us; `null`: leases are perpetual. */
  readonly #leaseEndsAt: Float64Array | null;

  constructor(clientCount: number, hasLeases: boolean) {
    this.#server = new Int32Array(clientCount).fill(NO_SERVER);
    this.#leaseEndsAt = hasLeases ? new Float64Array(clientCount) : null;
  }

  /** The server of a client whose lease has not ended, or NO_SERVER. Hot. */
  serverOf(client: number, nowUs: number): number {
    if (this.#leaseEndsAt !== null && this.#leaseEndsAt[client]! <= nowUs) return NO_SERVER;
    const server = this.#server[client]!;
    return server >= 0 ? server : NO_SERVER;
  }

  /** The server that a client was last told, whether or not it still goes by that; NO_SERVER for a newcomer. */
  lastServerOf(client: number): number {
    const server = this.#server[client]!;
    return server >= NO_SERVER ? server : LEFT - server;
  }

  /** Whether the client has left the server that it was last told. */
  hasLeft(client: number): boolean {
    return this.#server[client]! <= LEFT;
  }

  remember(client: number, server: number, leaseEndsAtUs: number): void {
    this.#server[client] = server;
    if (this.#leaseEndsAt !== null) this.#leaseEndsAt[client] = leaseEndsAtUs;
  }

  /** The client goes by another server, for as long as it was to go by the one before. */
  move(client: number, server: number): void {
    this.#server[client] = server;
  }

  /** The client goes by its server no longer: it failed. */
  leave(client: number): void {
    const server = this.#server[client]!;
    if (server >= 0) this.#server[client] = LEFT - server;
  }

  /** Another person has taken the client's place. */
  forget(client: number): void {
    this.#server[client] = NO_SERVER;
  }

  /** [slotCount] clients that keep to each server, whether or not they ever come again. */
  countByServer(slotCount: number, nowUs: number): Uint32Array {
    const counts = new Uint32Array(slotCount);
    for (let client = 0; client < this.#server.length; client++) {
      const server = this.serverOf(client, nowUs);
      if (server !== NO_SERVER) counts[server]!++;
    }
    return counts;
  }
}
