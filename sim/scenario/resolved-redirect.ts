/** The forum design: balancers that only tell each client which server to use. */
import type { Duration } from '../kernel/time.ts';
import type { OutcomeName } from '../metrics/outcome.ts';
import type { AssignmentPolicyName } from '../policies/assignment/assignment-policy-registry.ts';
import type { ResolvedForumOptions } from './resolved-forum-options.ts';

/** How clients find a balancer. */
export const DISCOVERIES = ['dnsRoundRobin', 'failover', 'dnsFailover'] as const;
export type Discovery = (typeof DISCOVERIES)[number];

export interface ResolvedRedirect {
  readonly balancers: ResolvedBalancers;
  readonly assignment: AssignmentPolicyName;
  /**
   * Servers say that they are alive every `interval`; a balancer that has missed `missed` in a row holds a server dead.
   */
  readonly heartbeat: {
    readonly interval: Duration;
    readonly missed: number;
    /**
     * A balancer that hears less than this share, 0 .. 1, of those it holds alive drops none; `null`: it drops each.
     */
    readonly selfPreservation: number | null;
  };
  /**
   * How long a client keeps to its server; `null`: perpetually. Each client's is shorter
   * by up to `jitter` of it, 0 .. 1.
   */
  readonly lease: { readonly duration: Duration | null; readonly jitter: number };
  /** Outcomes that a client takes for a failure of its server: it then asks a balancer again. */
  readonly failures: readonly OutcomeName[];
  /** Whether those who are clients when the run begins have been given a server before. */
  readonly clientsAtStart: 'assigned' | 'strangers';
  readonly options: ResolvedForumOptions;
}

export interface ResolvedBalancers {
  readonly count: number;
  /** Regions in which they stand, in turn; ignored where they are on servers. */
  readonly regions: readonly string[];
  /** They run on the first servers, in turn, and go down with them. */
  readonly isOnServers: boolean;
  readonly discovery: Discovery;
  /** Work of an answer, TLS included; `workers` of them at a time, `backlog` wait. */
  readonly serviceTime: Duration;
  readonly workers: number;
  readonly backlog: number;
  /**
   * With `failover` and `dnsFailover`: from the failure of the active balancer until the next one has its
   * address, or its place in the record.
   */
  readonly takeover: Duration;
}

/** What a scenario, the log and the report call a balancer: `lb1` is the first. */
export function balancerName(index: number): string {
  return `lb${index + 1}`;
}

/** The other way round. */
export function balancerIndex(name: string): number {
  return Number(name.slice(2)) - 1;
}
