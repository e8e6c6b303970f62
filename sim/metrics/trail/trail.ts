/**
 * The decision trail of one connection: each decision on its way with what was chosen, what was passed over
 * and why; then what became of it.
 *
 * Plain JSON: it goes from a run into `result.json`, the report and `spillway explain` as it is. Reasons are names of
 * `reasons.ts`; the figures that a reason speaks of are its facts, with the unit at the end of each name.
 */
import type { OutcomeName } from '../outcome.ts';
import type { Facts } from './fact-text.ts';
import type { ReasonName } from './reasons.ts';

/** In the order of a connection's way. */
export const STAGES = [
  'ingress',
  'serving',
  'maglev',
  'frontEnd',
  'secondLayer',
  'backend',
  'pool',
  'member',
  // Clients that connect to servers directly; once for each try.
  'address',
  'memory',
  'balancer',
  'server',
  'try',
  // Tiers in series; tier and form once for each tier.
  'site',
  'chain',
  'protection',
  'tier',
  'form',
] as const;
export type StageName = (typeof STAGES)[number];

export interface Trail {
  /** Id of the question that it answers. */
  readonly ask: string;
  readonly designId: string;
  readonly replication: number;
  readonly metro: string;
  /** Instant of the SYN. */
  readonly atMs: number;
  readonly client: {
    /** `seoul/0`, and how its clients reach it. */
    readonly network: string;
    readonly access: string;
    /** Hashes of the client's address and of the connection's 5-tuple, hexadecimal. */
    readonly addressHash: string;
    readonly flowHash: string;
  };
  /** Ids of the scenario's events that were in force at the SYN. */
  readonly inForce: readonly string[];
  /** Decisions as far as the connection came. */
  readonly steps: readonly TrailStep[];
  /** Zonal backends as its second-layer GFE saw them, and as they were; empty where none was asked. */
  readonly backends: readonly BackendCandidate[];
  /** What the service policy would have picked, had one thing been different; only what would have changed the pick. */
  readonly otherwise: readonly Otherwise[];
  readonly timeline: readonly { readonly atMs: number; readonly what: string }[];
  /** Parts of the time to first byte; empty without one. */
  readonly latency: readonly { readonly part: string; readonly ms: number }[];
  readonly outcome: {
    readonly name: OutcomeName;
    readonly reason: ReasonName;
    readonly facts: Facts;
    readonly atMs: number;
    /** Time to first byte. */
    readonly latencyMs: number | null;
  };
}

export interface TrailStep {
  readonly stage: StageName;
  /** `null`: there was nothing to choose. */
  readonly chosen: string | null;
  readonly reason: ReasonName;
  readonly facts: Facts;
  readonly passedOver: readonly PassedOver[];
  /** Further candidates, no better than the last of those passed over. */
  readonly leftOutCount: number;
}

export interface PassedOver {
  readonly name: string;
  readonly reason: ReasonName;
  readonly facts: Facts;
}

/** A zonal backend at the moment of the pick. */
export interface BackendCandidate {
  readonly name: string;
  readonly zone: string;
  readonly region: string;
  /** Place of its region in the order in which the GFE goes, from 1; `null`: the GFE does not know it. */
  readonly rank: number | null;
  /** From the second-layer GFE. */
  readonly rttMs: number;
  /** Target capacity x scaler. */
  readonly capacity: number;
  /** What load and capacity count. */
  readonly unit: string;
  readonly seenLoad: number;
  readonly realLoad: number;
  /** Members held to be healthy, able to serve in truth, and in all. */
  readonly seenHealthy: number;
  readonly reallyServing: number;
  readonly members: number;
  /**
   * Of connections that come to this GFE at this instant, the share that the policy would send there: 0 ..
   * 1; `null`: it cannot be asked.
   */
  readonly share: number | null;
  readonly isPicked: boolean;
  readonly reason: ReasonName;
}

export interface Otherwise {
  readonly what: 'realLoad' | 'realHealth' | 'noZonePreference';
  /** `null`: it would have found none. */
  readonly backend: string | null;
}
