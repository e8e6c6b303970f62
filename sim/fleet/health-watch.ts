/**
 * Who watches over the health of members, as those see it that start, stop and strike them: probers of a
 * proxy, or heartbeats of balancers.
 */
export interface HealthWatch {
  /** To be called when what a member answers may have changed. */
  memberChanged(member: number): void;
  /** A member joins its backend: it has yet to be held healthy. */
  memberJoined(member: number): void;
  /** A member leaves its backend: it is on no list from now on. */
  memberLeft(member: number): void;
  /** Whether a member is held to be healthy. */
  isHealthy(member: number): boolean;
}
