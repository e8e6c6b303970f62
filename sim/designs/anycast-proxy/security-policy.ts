/**
 * A security policy at the first-layer GFEs: connections over a rate limit are turned away
 * there, and nothing behind sees them.
 *
 * Sources: Google Cloud Armor, "Rate limiting overview" (throttle, rate-based ban), Compute API
 * `securityPolicies.rules[].rateLimitOptions`. Assumptions: time is cut into intervals that begin with a key's first
 * connection; the whole front end counts as one, exactly (Cloud Armor counts by region, and approximately). State: for
 * each key the interval it is in, its connections in it, and until when it is banned.
 */
import type { ResolvedSecurityPolicy } from '../../scenario/resolved-security-policy.ts';

/** The one key where all clients count together. */
const ALL_CLIENTS = 0;
const NOT_BANNED = -1;

export class SecurityPolicy {
  readonly #config: ResolvedSecurityPolicy;
  /** Rows of the arrays below, by client address or `ALL_CLIENTS`. */
  readonly #rowOf = new Map<number, number>();
  /** When the key's interval began, us. */
  readonly #intervalAt: number[] = [];
  /** Connections in it, those that were turned away included. */
  readonly #count: number[] = [];
  /** When the key's ban ends, us. */
  readonly #bannedUntil: number[] = [];

  constructor(config: ResolvedSecurityPolicy) {
    this.#config = config;
  }

  /**
   * Counts a new connection of a client address; returns whether it is turned away. Hot: allocates at
   * a key's first connection only.
   */
  turnsAway(clientHash: number, nowUs: number): boolean {
    const { enforceOnKey, threshold, interval, banDuration } = this.#config;
    const row = this.#rowFor(enforceOnKey === 'ALL' ? ALL_CLIENTS : clientHash, nowUs);
    if (nowUs - this.#intervalAt[row]! >= interval) {
      this.#intervalAt[row] = nowUs;
      this.#count[row] = 0;
    }
    this.#count[row]!++;
    const isOver = this.#count[row]! > threshold;
    // The ban lasts so long from the last connection over the limit.
    if (isOver && banDuration !== null) this.#bannedUntil[row] = nowUs + banDuration;
    return isOver || nowUs < this.#bannedUntil[row]!;
  }

  #rowFor(key: number, nowUs: number): number {
    const known = this.#rowOf.get(key);
    if (known !== undefined) return known;
    const row = this.#count.length;
    this.#rowOf.set(key, row);
    this.#intervalAt.push(nowUs);
    this.#count.push(0);
    this.#bannedUntil.push(NOT_BANNED);
    return row;
  }
}
