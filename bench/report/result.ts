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
  /** By theory for as many customers from an empty start, or on Spillway where theory has no answer. */
  readonly expectedMean: number;
}

export interface QueueingResult {
  readonly title: string;
  /** Mean time in the system without a beginning; null where theory has no answer. */
  readonly erlangCMean: number | null;
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

export interface MissingPeer {
  readonly name: string;
  /** Ways to get what it needs. */
  readonly install: readonly string[];
}

export interface PeerVersion {
  readonly name: string;
  readonly version: string;
}

export interface BenchResult {
  readonly machine: Machine;
  readonly queueing: readonly QueueingResult[];
  readonly missing: readonly MissingPeer[];
  /** Of peers that are libraries. */
  readonly versions: readonly PeerVersion[];
  readonly connections: readonly ConnectionResult[];
  readonly replications: readonly ReplicationResult[];
  readonly profiles: readonly DesignProfile[];
  /** A quick look: too few slices to judge a target by. */
  readonly isQuick: boolean;
  readonly targets: readonly {
    readonly what: string;
    readonly target: string;
    readonly found: string;
    /** Null where it is not judged. */
    readonly isMet: boolean | null;
  }[];
  /** Why the figures cannot be trusted; empty when every check held. */
  readonly problems: readonly string[];
}
