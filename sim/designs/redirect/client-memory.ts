/**
 * What clients remember: the server that each was told to use, and until when. Twelve bytes a client, four where leases are perpetual.
 */

export const NO_SERVER = -1;

export class ClientMemory {
  /** [clientCount] */
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
    return this.#server[client]!;
  }

  /** The server that a client was last told, whether or not its lease has ended. */
  lastServerOf(client: number): number {
    return this.#server[client]!;
  }

  remember(client: number, server: number, leaseEndsAtUs: number): void {
    this.#server[client] = server;
    if (this.#leaseEndsAt !== null) this.#leaseEndsAt[client] = leaseEndsAtUs;
  }

  forget(client: number): void {
    this.#server[client] = NO_SERVER;
  }

  /** [slotCount] clients that hold each server to be theirs. */
  countByServer(slotCount: number): Int32Array {
    const counts = new Int32Array(slotCount);
    for (const server of this.#server) {
      if (server !== NO_SERVER) counts[server]!++;
    }
    return counts;
  }
}
