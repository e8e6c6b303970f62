/** How members and backends come and go, resolved: draining, autoscalers, rolling updates. */
import type { Duration } from '../kernel/time.ts';

export interface ResolvedDraining {
  readonly drainingTimeout: Duration;
  /** Timeouts of other services that have the same groups. */
  readonly sharedWith: readonly Duration[];
  /** How long after the timeout, and when in that time, a proxy Network Load Balancer closes what is still open. */
  readonly closeWithin: Duration;
  readonly closing: 'atEnd' | 'spread';
  /** Whether a backend that is detached from the service drains. */
  readonly onDetach: boolean;
  /** The longest time from the end of draining to the end of an instance. */
  readonly terminationDelay: Duration;
}

/** Who sets the number of members of an instance group, by which signals: `null` for one that is not used. */
export interface ResolvedAutoscaler {
  readonly minMembers: number;
  readonly maxMembers: number;
  readonly mode: 'ON' | 'ONLY_SCALE_OUT' | 'OFF';
  /** Busy share of workers or cores, and share of serving capacity, to keep. */
  readonly cpuUtilization: number | null;
  readonly loadBalancingUtilization: number | null;
  /** Open connections of a member to keep. */
  readonly openConnections: number | null;
  /** How long a new member is left out of the CPU signal. */
  readonly initialization: Duration;
  /** Scaling in goes to the largest recommendation of so long. */
  readonly stabilization: Duration;
  /** How often it looks. */
  readonly interval: Duration;
  readonly scaleInControl: { readonly maxScaledIn: ResolvedAmount; readonly timeWindow: Duration } | null;
}

/** A number of members, or a share of those there are. */
export interface ResolvedAmount {
  readonly kind: 'count' | 'share';
  readonly value: number;
}

/** How the members of a deployment or an instance group are replaced. */
export interface ResolvedRollingUpdate {
  /** How many more than wanted there may be, and how many fewer available. */
  readonly maxSurge: ResolvedAmount;
  readonly maxUnavailable: ResolvedAmount;
  /** `null`: as configured for the member. */
  readonly startup: Duration | null;
  /** From the start of a member's server until its backend has it. */
  readonly attachDelay: Duration;
  /** From the decision that a member goes until front ends know. */
  readonly detachDelay: Duration;
  /**
   * Of pods: until one is told to stop, and until it is killed, both from the decision that it goes;
   * `null` where only instances go.
   */
  readonly pod: { readonly preStop: Duration; readonly terminationGracePeriod: Duration } | null;
  /** How long a ready member has to stay ready until it is available. */
  readonly minReady: Duration;
  /** Whether a member is ready only when health checks hold it healthy. */
  readonly readinessGate: boolean;
  readonly order: 'mixed' | 'zoneByZone';
}
