/**
 * The servers of a tier, numbered site by site, and which of them a new request or connection gets.
 *
 * Assumption: whoever keeps connections to a tier sends requests round robin, all callers of a site in one turn; clients come by the hash of
 * their connection, as through an ECMP router. Servers that are out of their pool get neither.
 */

const NONE = -1;

export class TierServers {
  readonly perSite: number;
  /** [serverCount] 1 while it is in the pool of its site. */
  readonly #isPooled: Uint8Array;
  /** [siteCount] */
  readonly #turn: Int32Array;

  constructor(siteCount: number, perSite: number) {
    this.perSite = perSite;
    this.#isPooled = new Uint8Array(siteCount * perSite).fill(1);
    this.#turn = new Int32Array(siteCount);
  }

  get count(): number {
    return this.#isPooled.length;
  }

  setPooled(server: number, isPooled: boolean): void {
    this.#isPooled[server] = isPooled ? 1 : 0;
  }

  /** The next server of a site in turn, or -1 when none is in the pool. Hot. */
  next(site: number): number {
    const turn = this.#turn[site]!;
    this.#turn[site] = turn + 1 === this.perSite ? 0 : turn + 1;
    return this.#pooledFrom(site, turn);
  }

  /** The server of a site that a hash (32 bits) leads to, or the next one in the pool, or -1. Hot. */
  ofHash(site: number, hash: number): number {
    return this.#pooledFrom(site, (hash >>> 0) % this.perSite);
  }

  #pooledFrom(site: number, start: number): number {
    const first = site * this.perSite;
    for (let step = 0; step < this.perSite; step++) {
      const server = first + ((start + step) % this.perSite);
      if (this.#isPooled[server] === 1) return server;
    }
    return NONE;
  }
}
