/**
 * What a run of the benchmark found, as `--json` prints it; the text report is made from the same.
 */
import type { ProfilePart } from '../measure/profile-parts.ts';
import type { Spread } from '../measure/spread.ts';
import type { Machine } from './machine.ts';

export interface EngineResult {
  readonly name: string;
  readonly customersPerSlice: number;
  readonly slices: number;
  readonly nsPerCustomer: Spread;
  /** Time of this engine over that of Spillway in the same round. */
  readonly timesSpillway: Spread;
  readonly meanInSystem: number;
}

export interface QueueingResult {
  readonly title: string;
  readonly exactMean: number | null;
  readonly engines: readonly EngineResult[];
}

export interface ConnectionResult {
  readonly scenario: string;
  readonly design: string;
  readonly runs: number;
  readonly eventsPerConnection: number;
  readonly nsPerConnection: Spread;
  readonly customersPerConnection: Spread;
  /** On V8's heap, in a run that is under way; and once instants have passed 2^31 us. */
  readonly bytesPerConnection: number;
  readonly bytesPerConnectionLate: number;
}

export interface DesignProfile {
  readonly scenario: string;
  readonly design: string;
  readonly parts: readonly ProfilePart[];
}

export interface ReplicationResult {
  readonly what: string;
  /** Spillway's; else programs that share nothing, for what the machine gives. */
  readonly isOurs: boolean;
  readonly workers: number;
  readonly slices: number;
  /** Wall time of a slice, start of the workers included. */
  readonly seconds: Spread;
  /** Time on one worker over that on these, in the same round. */
  readonly timesOneWorker: Spread;
}

export interface BenchResult {
  readonly machine: Machine;
  readonly queueing: readonly QueueingResult[];
  readonly missing: readonly { readonly name: string; readonly install: string }[];
  readonly connections: readonly ConnectionResult[];
  readonly replications: readonly ReplicationResult[];
  readonly profiles: readonly DesignProfile[];
  readonly targets: readonly {
    readonly what: string;
    readonly target: string;
    readonly found: string;
    readonly isMet: boolean;
  }[];
  /** Why the figures cannot be trusted; empty when every check held. */
  readonly problems: readonly string[];
}
