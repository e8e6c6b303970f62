/**
 * A locality policy picks the member inside a zonal backend (Google Cloud's `localityLbPolicy`).
 *
 * One instance serves all second-layer GFEs of a run. Adding one: a file beside this, a line in
 * `locality-policy-registry.ts`, a test, a scenario.
 */

export interface LocalityPolicy {
  /**
   * Tells the members of a zonal backend that health checks hold to be healthy, ascending; before the
   * first pick and after each change.
   */
  setMembers(backend: number, members: Int32Array): void;

  /**
   * Picks one of those members; there is at least one. Hot: allocates nothing.
   *
   * @param affinityHash 32-bit hash of what the session is kept by: the client's address, or the connection's 5-tuple
   * @param choice 32 random bits of this connection; both signed or not: signed ones are never boxed on their way here
   */
  pick(backend: number, affinityHash: number, choice: number): number;
}

export interface LocalityContext {
  readonly backendCount: number;
  /** [slotCount] connections that GFEs have open to each member; kept up to date. */
  readonly memberLoad: Int32Array;
  /** A name that stays with a member: `web-seoul/3`. */
  memberName(member: number): string;
}

export const NO_MEMBERS: Int32Array = new Int32Array(0);
