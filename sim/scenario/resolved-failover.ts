/** How a passthrough balancer fails over, after defaults are resolved. */
export interface ResolvedFailoverPolicy {
  /** Below this share of healthy primaries the failover backends take over: 0 .. 1; 0: when no primary is healthy. */
  readonly failoverRatio: number;
  /** What happens when nobody is healthy: connections are dropped, or all primaries get them. */
  readonly dropTrafficIfUnhealthy: boolean;
  /** Connections to the pool that is left end at once, and not ten minutes later. */
  readonly disableConnectionDrainOnFailover: boolean;
}
