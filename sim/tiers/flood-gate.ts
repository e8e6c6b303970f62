/**
 * Protection against floods of requests, in front of a chain: a block list, then a rate for
 * each client, then a rate for all.
 *
 * A client above its own rate may be banned for a while (Google Cloud Armor's `rate_based_ban`, AWS WAF's rate-based
 * rules); a request that only the common rate turns away bans nobody. A request turned away by one rule takes no token
 * of a later one. What is modelled is the verdict; what the verdict costs is the caller's.
 */
import { TokenBuckets } from './token-buckets.ts';

export const PASSES = 0;
/** The client is on the block list, or banned. */
export const BLOCKED = 1;
/** Its own rate is exceeded. */
export const OVER_CLIENT_RATE = 2;
/** The rate of all together is. */
export const OVER_COMMON_RATE = 3;

export interface Rate {
  readonly perS: number;
  /** Requests that may come at once. */
  readonly burst: number;
}

export interface FloodGateSettings {
  readonly clientCount: number;
  readonly clientRate: Rate | null;
  readonly commonRate: Rate | null;
  /** How long a client above its rate is banned, us; 0: not at all. */
  readonly banUs: number;
}

export class FloodGate {
  readonly #clientBuckets: TokenBuckets | null;
  readonly #commonBucket: TokenBuckets | null;
  readonly #banUs: number;
  /** [clientCount] us */
  readonly #blockedUntil: Float64Array;
  /** The latest of these: while nobody is blocked no client is looked up. */
  #someBlockedUntil = 0;
  /** Requests by verdict. */
  readonly counts = new Float64Array(OVER_COMMON_RATE + 1);

  constructor({ clientCount, clientRate, commonRate, banUs }: FloodGateSettings) {
    this.#clientBuckets = clientRate === null ? null : new TokenBuckets(clientCount, clientRate.perS, clientRate.burst);
    this.#commonBucket = commonRate === null ? null : new TokenBuckets(1, commonRate.perS, commonRate.burst);
    this.#banUs = banUs;
    this.#blockedUntil = new Float64Array(clientCount);
  }

  /** Puts a client on the block list until an instant, us; an earlier instant than one set before has no effect. */
  block(client: number, untilUs: number): void {
    this.#blockedUntil[client] = Math.max(this.#blockedUntil[client]!, untilUs);
    this.#someBlockedUntil = Math.max(this.#someBlockedUntil, untilUs);
  }

  /** What becomes of a client's request: PASSES, BLOCKED, OVER_CLIENT_RATE or OVER_COMMON_RATE. Hot. */
  judge(client: number, nowUs: number): number {
    const verdict = this.#verdict(client, nowUs);
    this.counts[verdict]!++;
    return verdict;
  }

  #verdict(client: number, nowUs: number): number {
    if (nowUs < this.#someBlockedUntil && nowUs < this.#blockedUntil[client]!) return BLOCKED;
    if (this.#clientBuckets !== null && !this.#clientBuckets.take(client, nowUs)) {
      this.block(client, nowUs + this.#banUs);
      return OVER_CLIENT_RATE;
    }
    if (this.#commonBucket !== null && !this.#commonBucket.take(0, nowUs)) return OVER_COMMON_RATE;
    return PASSES;
  }
}
