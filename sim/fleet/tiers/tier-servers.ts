/**
 * The servers of a tier, numbered site by site, and which of them a new request or connection gets.
 *
 * Assumption: whoever keeps connections to a tier sends requests round robin, all callers of a site in one turn;
 * clients come by the hash of their connection, as through an ECMP router. Servers that are drained, or held to
 * be down, get neither. When all that are in service are held down, all of them count (Elastic Load Balancing
 * "fails open"; assumption for tiers, whose callers ask the next one all the same). State: who is in service,
 * held up, or left alone for a while.
 */
import { pinned } from '../../kernel/pinned.ts';

const NONE = -1;
/**
 * nginx, `fail_timeout`: how long a server that was of no use is left alone, us; `max_fails` is 1. After that one
 * request tries it (`checked` in `ngx_http_upstream_get_peer`), and all come back once it serves that (assumption: from
 * then on, not from its answer on).
 */
const LEFT_ALONE_US = 10_000_000;

export class TierServers {
  readonly perSite: number;
  /** [serverCount] 1 while it is not drained; 1 while whoever checks it holds it up. */
  readonly #isInService: Uint8Array;
  readonly #isHeldUp: Uint8Array;
  /** [serverCount] until when it is left alone, us. */
  readonly #aloneUntil: Float64Array;
  /** [serverCount] 1 where all of these are as at the start: whose turn it is takes what comes. */
  readonly #isReady: Uint8Array;
  /** [serverCount] */
  readonly #site: Int32Array;
  /** [siteCount] */
  readonly #turn: Int32Array;
  /** Whether a server serves: what the request finds that tries it. */
  readonly #serves: (server: number) => boolean;

  /** @param serves whether a server serves, asked of one that was of no use to a caller before */
  constructor(siteCount: number, perSite: number, serves: (server: number) => boolean) {
    this.perSite = perSite;
    this.#serves = serves;
    this.#isInService = new Uint8Array(siteCount * perSite).fill(1);
    this.#isHeldUp = new Uint8Array(siteCount * perSite).fill(1);
    this.#aloneUntil = new Float64Array(siteCount * perSite);
    this.#isReady = pinned(new Uint8Array(siteCount * perSite).fill(1));
    this.#site = pinned(Int32Array.from({ length: siteCount * perSite }, (_, server) => Math.floor(server / perSite)));
    this.#turn = pinned(new Int32Array(siteCount));
  }

  get count(): number {
    return this.#isHeldUp.length;
  }

  /** Hot. */
  siteOf(server: number): number {
    return this.#site[server]!;
  }

  setInService(server: number, isInService: boolean): void {
    this.#isInService[server] = isInService ? 1 : 0;
    this.#review(server);
  }

  setHeldUp(server: number, isHeldUp: boolean): void {
    this.#isHeldUp[server] = isHeldUp ? 1 : 0;
    this.#review(server);
  }

  isHeldUp(server: number): boolean {
    return this.#isHeldUp[server] === 1;
  }

  /** Whether any server of a site takes anything new. */
  isServed(site: number): boolean {
    const end = (site + 1) * this.perSite;
    for (let server = end - this.perSite; server < end; server++) if (this.#isInService[server] === 1) return true;
    return false;
  }

  /** The next server of a site in turn, or -1 when none is in service. Hot. */
  next(site: number, nowUs: number): number {
    const turn = this.#turn[site]!;
    this.#turn[site] = turn + 1 === this.perSite ? 0 : turn + 1;
    const server = site * this.perSite + turn;
    return this.#isReady[server] === 1 ? server : this.#from(site, turn, nowUs);
  }

  /** The server of a site that a hash (32 bits) leads to, or the next one that takes connections, or -1. Hot. */
  ofHash(site: number, hash: number): number {
    return this.#from(site, (hash >>> 0) % this.perSite, 0);
  }

  /** A server was of no use to a caller, who asks the next one: which, or -1. */
  passOn(server: number, nowUs: number): number {
    this.#leaveAlone(server, nowUs + LEFT_ALONE_US);
    return this.#from(this.siteOf(server), (server % this.perSite) + 1, nowUs);
  }

  #from(site: number, start: number, nowUs: number): number {
    const first = site * this.perSite;
    let fallback = NONE;
    for (let step = 0; step < this.perSite; step++) {
      const server = first + ((start + step) % this.perSite);
      if (this.#isInService[server] === 0) continue;
      if (this.#isHeldUp[server] === 1 && this.#aloneUntil[server]! <= nowUs) return this.#chosen(server, nowUs);
      if (fallback === NONE) fallback = server;
    }
    return fallback;
  }

  /**
   * One caller tries a server that has been left alone long enough; the others go on leaving
   * it alone unless it serves. Hot.
   */
  #chosen(server: number, nowUs: number): number {
    if (this.#aloneUntil[server]! > 0) this.#leaveAlone(server, this.#serves(server) ? 0 : nowUs + LEFT_ALONE_US);
    return server;
  }

  #leaveAlone(server: number, untilUs: number): void {
    this.#aloneUntil[server] = untilUs;
    this.#review(server);
  }

  #review(server: number): void {
    const isReady = this.#isInService[server] === 1 && this.#isHeldUp[server] === 1 && this.#aloneUntil[server] === 0;
    this.#isReady[server] = isReady ? 1 : 0;
  }
}
