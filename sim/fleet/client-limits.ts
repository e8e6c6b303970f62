/**
 * A member's own limit on connections from one address, as nginx has with `limit_conn`: it
 * counts by the address that it sees.
 *
 * That is the second-layer GFE's, and the client's where a PROXY header carries it. State: connections by member and
 * address, of members that limit.
 */
import type { FleetPlan } from './fleet-plan.ts';

const NO_LIMIT = 0;
const ADDRESSES = 2 ** 32;

export class ClientLimits {
  /** [backendCount] connections an address may have at a member; 0 for no limit. */
  readonly #limit: Int32Array;
  /** Connections by member * 2^32 + address. */
  readonly #count = new Map<number, number>();

  constructor(plan: Pick<FleetPlan, 'backends'>) {
    this.#limit = Int32Array.from(plan.backends, ({ member }) =>
      member.perClientLimit === 'none' ? NO_LIMIT : member.perClientLimit,
    );
  }

  /** Whether an address, a number below 2^32, has all the connections that it may have at a member. Hot. */
  isReached(backend: number, member: number, address: number): boolean {
    const limit = this.#limit[backend]!;
    return limit !== NO_LIMIT && (this.#count.get(member * ADDRESSES + address) ?? 0) >= limit;
  }

  /** A member takes a connection from an address. Hot. */
  count(backend: number, member: number, address: number): void {
    if (this.#limit[backend] === NO_LIMIT) return;
    const key = member * ADDRESSES + address;
    this.#count.set(key, (this.#count.get(key) ?? 0) + 1);
  }

  /** A connection that was counted ends. Hot. */
  release(backend: number, member: number, address: number): void {
    if (this.#limit[backend] === NO_LIMIT) return;
    const key = member * ADDRESSES + address;
    const count = this.#count.get(key)!;
    if (count === 1) this.#count.delete(key);
    else this.#count.set(key, count - 1);
  }
}
