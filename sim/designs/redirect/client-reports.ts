/**
 * Health on the path of clients: one that asks again says which server failed it, and a balancer that has heard so
 * from enough clients names that server to nobody for a while. A check of its own of what heartbeats say, and
 * sooner; anyone can lie with it.
 *
 * State: for each balancer and server, reports of late and until when it is not named.
 */
import type { ResolvedClientReports } from '../../scenario/resolved-forum-options.ts';

export class ClientReports {
  readonly #config: ResolvedClientReports;
  readonly #slotCount: number;
  /** [balancerCount][slotCount] reports since `#since`. */
  readonly #count: Uint32Array;
  /** [balancerCount][slotCount] instant of the first of these, us. */
  readonly #since: Float64Array;
  /** [balancerCount][slotCount] instant from which on it is named again, us. */
  readonly #shunnedUntil: Float64Array;
  /** [balancerCount] the earliest of these that is not over, us. */
  readonly #nextEndAt: Float64Array;

  constructor(config: ResolvedClientReports, balancerCount: number, slotCount: number) {
    this.#config = config;
    this.#slotCount = slotCount;
    this.#count = new Uint32Array(balancerCount * slotCount);
    this.#since = new Float64Array(balancerCount * slotCount);
    this.#shunnedUntil = new Float64Array(balancerCount * slotCount);
    this.#nextEndAt = new Float64Array(balancerCount).fill(Number.POSITIVE_INFINITY);
  }

  /** A client says that a server failed it; returns whether the balancer shuns that from now on. */
  report(balancer: number, server: number, nowUs: number): boolean {
    const at = balancer * this.#slotCount + server;
    if (this.#shunnedUntil[at]! > nowUs) return false;
    if (nowUs - this.#since[at]! > this.#config.hold) {
      this.#since[at] = nowUs;
      this.#count[at] = 0;
    }
    this.#count[at]!++;
    if (this.#count[at]! < this.#config.count) return false;
    this.#count[at] = 0;
    this.#shunnedUntil[at] = nowUs + this.#config.hold;
    this.#nextEndAt[balancer] = Math.min(this.#nextEndAt[balancer]!, this.#shunnedUntil[at]!);
    return true;
  }

  isShunned(balancer: number, server: number, nowUs: number): boolean {
    return this.#shunnedUntil[balancer * this.#slotCount + server]! > nowUs;
  }

  /** Whether a balancer names a server again that it has shunned, since this was last asked. Hot. */
  hasEnded(balancer: number, nowUs: number): boolean {
    if (nowUs < this.#nextEndAt[balancer]!) return false;
    const own = this.#shunnedUntil.subarray(balancer * this.#slotCount, (balancer + 1) * this.#slotCount);
    this.#nextEndAt[balancer] = own.reduce(
      (earliest, until) => (until > nowUs ? Math.min(earliest, until) : earliest),
      Number.POSITIVE_INFINITY,
    );
    return true;
  }
}
