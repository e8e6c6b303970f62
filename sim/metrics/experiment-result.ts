/**
 * The whole experiment, merged over replications: the one structure that result files and the report are written from.
 *
 * JSON through and through (plain numbers, no typed arrays), so that `result.json` holds it and a report can be drawn
 * again without simulating. Counts of a row are totals over all replications divided by their number.
 */

import type { CapacityUnit } from '../scenario/capacity-unit.ts';
import type { Comparison } from '../scenario/expectation.ts';
import type { BreakCause } from './break-cause.ts';
import type { CounterName } from './counters.ts';
import type { ChainSide } from './form-tally.ts';
import type { CounterUnit } from './format-number.ts';
import type { MachineRole } from './machine-role.ts';
import type { OutcomeName } from './outcome.ts';
import type { Fingerprints } from './run-record.ts';
import type { Trail } from './trail/trail.ts';

export const RESULT_FORMAT_VERSION = 8;

export interface ExperimentResult {
  readonly formatVersion: typeof RESULT_FORMAT_VERSION;
  readonly toolVersion: string;
  readonly scenario: ScenarioSummary;
  readonly designs: readonly DesignSummary[];
  readonly places: Places;
  readonly events: readonly EventSummary[];
  readonly windows: readonly { readonly id: string; readonly startMs: number; readonly endMs: number }[];
  readonly verdicts: readonly Verdict[];
  readonly summary: readonly SummaryRow[];
  /** Whole replications only, by design, then number: what a comparison with another result pairs. */
  readonly replications: readonly ReplicationRow[];
  /** One per design, in order of `designs`. */
  readonly series: readonly DesignSeries[];
  /** By design, in the order of the table of counters; none of what a design never counted. */
  readonly counters: readonly CounterSeries[];
  readonly breaks: readonly BreakRow[];
  readonly flows: readonly FlowRow[];
  readonly flowSlices: readonly DesignFlowSlices[];
  readonly latency: readonly LatencyDistribution[];
  readonly regions: readonly RegionRow[];
  readonly backends: readonly BackendRow[];
  /** By design: servers, then the others. */
  readonly machines: readonly MachineRow[];
  /** By design, window, form and chain; none of designs whose requests have no form. */
  readonly forms: readonly FormRow[];
  readonly log: readonly LogRow[];
  /** Of the connections that the scenario asks to explain: by question, design and instant. */
  readonly trails: readonly Trail[];
  /**
   * What the reader should know before trusting a figure: a short warm-up, a single replication, an interrupted run.
   */
  readonly notices: readonly string[];
  /** Hash over all runs, by ingredient, then of everything. */
  readonly fingerprint: {
    readonly traffic: string;
    readonly routing: string;
    readonly outcomes: string;
    readonly events: string;
    readonly all: string;
  };
  readonly isComplete: boolean;
}

export interface ScenarioSummary {
  readonly name: string;
  readonly question: string | null;
  /** The author's answer to it. */
  readonly answer: string | null;
  /** Path below the working directory, or the name alone. */
  readonly file: string;
  /** SHA-256 of the resolved scenario. */
  readonly hash: string;
  /** SHA-256 of each part of it that decides what happens in a replication: `traffic`, `design spray`. */
  readonly setup: Readonly<Record<string, string>>;
  readonly seed: string;
  readonly replications: number;
  readonly durationMs: number;
  readonly warmupMs: number;
  readonly intervalMs: number;
  readonly baseline: string | null;
  /** A command that reproduces the run. */
  readonly command: string;
}

export interface DesignSummary {
  readonly id: string;
  readonly kind: string;
  readonly policy: string;
  /** One line that tells this design from the others. */
  readonly description: string;
  readonly isBaseline: boolean;
  /** What the scenario's author calls this design on each axis of a comparison, in the order written; often empty. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Only what the scenario uses; indexes elsewhere in the result point into these lists. */
export interface Places {
  readonly metros: readonly {
    readonly id: string;
    readonly name: string;
    readonly country: string;
    readonly latDeg: number;
    readonly lonDeg: number;
    readonly trafficShare: number;
  }[];
  readonly pops: readonly {
    readonly id: string;
    readonly name: string;
    readonly latDeg: number;
    readonly lonDeg: number;
  }[];
  /** Regions with backends. */
  readonly regions: readonly {
    readonly id: string;
    readonly location: string;
    readonly latDeg: number;
    readonly lonDeg: number;
  }[];
  /** Zonal backends: a regional group has one for each of its zones. */
  readonly backends: readonly {
    readonly id: string;
    readonly zone: string;
    readonly regionIndex: number;
    /** Places for members: as many as any design can ever need there. */
    readonly slotCount: number;
  }[];
}

export interface EventSummary {
  readonly id: string;
  /** `surge`, or the action of the event. */
  readonly kind: string;
  readonly startMs: number;
  /** null: lasts to the end. */
  readonly endMs: number | null;
  /** In words: "fail region asia-northeast3". */
  readonly label: string;
}

export type VerdictState = 'held' | 'failed' | 'undecided';

export interface Verdict {
  readonly id: string;
  readonly designId: string;
  readonly that: string;
  readonly window: string;
  readonly severity: 'error' | 'warn';
  readonly state: VerdictState;
  /**
   * Mean over replications of the left side, in `unit`; null where nothing was measured,
   * or a time never came to its end.
   */
  readonly measured: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly threshold: number;
  /** How far from the threshold still counts as equal, in `unit`; 0 without a tolerance. */
  readonly tolerance: number;
  readonly comparison: Comparison;
  readonly unit: string;
  /** One sentence a person can read, with the figures. */
  readonly sentence: string;
}

/** One metric of one design over the measured time. */
export interface SummaryRow {
  readonly designId: string;
  readonly metric: string;
  readonly unit: string;
  readonly mean: number | null;
  /** 95 % Student interval on replication means; null with one replication. */
  readonly low: number | null;
  readonly high: number | null;
  /** Paired difference from the baseline (this minus baseline), with its interval; null for the baseline itself. */
  readonly difference: number | null;
  readonly differenceLow: number | null;
  readonly differenceHigh: number | null;
  /** True when the interval of the difference excludes zero. */
  readonly isEstablished: boolean | null;
}

/** One replication of one design over the measured time. */
export interface ReplicationRow {
  readonly designId: string;
  readonly replication: number;
  readonly fingerprint: Fingerprints;
  /** In the order of the design's rows in `summary`. */
  readonly values: readonly (number | null)[];
}

/** [intervalCount], means over replications; null from the interval on in which a run was cut short. */
export type Samples = readonly (number | null)[];

/**
 * Every interval of the scenario, for every design; nested arrays [regionCount][intervalCount] or
 * [backendCount][intervalCount].
 */
export interface DesignSeries {
  readonly designId: string;
  /** What `load` and `capacity` count. */
  readonly capacityUnit: CapacityUnit;
  /** Start of each interval. */
  readonly timesMs: readonly number[];
  readonly regions: readonly RegionSeries[];
  readonly backends: readonly { readonly active: Samples; readonly load: Samples; readonly capacity: Samples }[];
}

/** What a design counted beside its connections, by the instant at which it happened. */
export interface CounterSeries {
  readonly designId: string;
  readonly counter: CounterName;
  readonly unit: CounterUnit;
  /** In each interval of `DesignSeries.timesMs`. */
  readonly values: Samples;
}

export interface RegionSeries {
  /** Home side, by interval of offer. */
  readonly offered: Samples;
  readonly outcomes: Readonly<Record<OutcomeName, Samples>>;
  readonly spilledOut: Samples;
  /** Serving side, by interval of occurrence. */
  readonly established: Samples;
  readonly spilledIn: Samples;
  readonly broken: Samples;
  readonly active: Samples;
  /** What fills the capacity, in its unit: with balancing mode CONNECTION the open connections. */
  readonly load: Samples;
  /** Lowest and highest replication, so that a mean does not hide a spread. */
  readonly loadLow: Samples;
  readonly loadHigh: Samples;
  /** Target capacity x scaler of all backends of the region. */
  readonly capacity: Samples;
  /** load / capacity; null where capacity is 0, too. */
  readonly utilisation: Samples;
  readonly members: Samples;
  readonly serviceable: Samples;
  readonly seenHealthy: Samples;
}

/** Established connections that broke in one window, by instant of the break. */
export interface BreakRow {
  readonly designId: string;
  readonly window: string;
  /** Connections that were open at some time of the window. */
  readonly open: number;
  /** Over all causes. */
  readonly broken: number;
  readonly causes: Readonly<Record<BreakCause, number>>;
  /** Connections offered in the window that their Maglev machine had no room to remember. */
  readonly unremembered: number;
}

/**
 * The way of a metro's connections, in one window. Indexes into `places`; -1 as in the run record:
 * `regionIndex` says where they were sent.
 */
export interface FlowRow {
  readonly designId: string;
  readonly window: string;
  readonly metroIndex: number;
  readonly ingressPopIndex: number;
  readonly servingPopIndex: number;
  readonly regionIndex: number;
  readonly homeRegionIndex: number;
  readonly offered: number;
  readonly outcomes: Readonly<Record<OutcomeName, number>>;
  /** Time to first byte; null without an answer. */
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
  readonly p99Ms: number | null;
  readonly meanMs: number | null;
}

export interface DesignFlowSlices {
  readonly designId: string;
  readonly sliceMs: number;
  readonly sliceCount: number;
  readonly flows: readonly {
    readonly metroIndex: number;
    readonly ingressPopIndex: number;
    readonly servingPopIndex: number;
    /** Region that served them; -1: no answer, wherever they were sent. */
    readonly regionIndex: number;
    /** [sliceCount], new connections. */
    readonly offered: readonly number[];
  }[];
}

/** Time to first byte over the measured time: all replications merged. */
export interface LatencyDistribution {
  readonly designId: string;
  /** Metro of the clients; -1: all. */
  readonly metroIndex: number;
  readonly count: number;
  readonly meanMs: number | null;
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
  readonly p99Ms: number | null;
  readonly p999Ms: number | null;
  /** Non-empty buckets: [low, high) in ms and how many. */
  readonly buckets: readonly { readonly lowMs: number; readonly highMs: number; readonly count: number }[];
}

/** Peaks of a region over the measured time, as `peak.ts` defines them. */
export interface RegionRow {
  readonly designId: string;
  readonly regionIndex: number;
  readonly peakActive: number;
  /** null where no interval has capacity. */
  readonly peakUtilisation: number | null;
}

export interface BackendRow {
  readonly designId: string;
  readonly backendIndex: number;
  /** Members it has, mean over the ends of intervals. */
  readonly members: number;
  readonly established: number;
  readonly spilledIn: number;
  readonly broken: number;
  readonly refused: number;
  readonly meanActive: number;
  /** Peaks as `peak.ts` defines them. */
  readonly peakActive: number;
  /** In the capacity's unit. */
  readonly meanLoad: number;
  readonly meanCapacity: number;
  readonly capacityUnit: CapacityUnit;
  readonly meanUtilisation: number | null;
  readonly peakUtilisation: number | null;
  /** Standard deviation over mean of connections per member: 0 is even. */
  readonly memberImbalance: number | null;
}

/** A machine that the operator runs, or a front end of the provider's that is a server, over the measured time. */
export interface MachineRow {
  readonly designId: string;
  readonly role: MachineRole;
  /**
   * `web-seoul/3` for a member (members that had one place one after the other count together), `lb1` for a
   * balancer, `icn/0` for a front end.
   */
  readonly machine: string;
  /** null at a PoP. */
  readonly regionIndex: number | null;
  /** Connections that a server or a front end took, asks that a balancer took. */
  readonly handled: number;
  /** null where the scenario gives no sizes. */
  readonly bytesIn: number | null;
  readonly bytesOut: number | null;
  /** Most in hand at a time in a replication, mean over replications. */
  readonly peakOpen: number;
  /** Clients that keep to a server as the run ends; null where nobody is assigned to any. */
  readonly assigned: number | null;
  /** Processor time over that of all its cores; null where its processors are not simulated. */
  readonly cpuUse: number | null;
  /** Peak in a replication, mean over replications; null where its processors are not simulated. */
  readonly peakMemoryBytes: number | null;
  /** Share of its cores that was busy in its busiest interval, and bytes of its log; null but for servers of tiers. */
  readonly cpuPeak: number | null;
  readonly logBytes: number | null;
}

/** Requests of one form that took one chain, by instant of offer. */
export interface FormRow {
  readonly designId: string;
  readonly window: string;
  readonly form: string;
  readonly side: ChainSide;
  /** Of the chain's answer when nothing goes wrong. */
  readonly status: number;
  /**
   * From what the form got before (of the old chain; for an old chain, of the baseline's): another status, the same
   * status in another meaning. null where there is nothing before.
   */
  readonly change: 'none' | 'status' | 'meaning' | null;
  readonly offered: number;
  readonly outcomes: Readonly<Record<OutcomeName, number>>;
  /** Completed in another meaning. */
  readonly silentlyOther: number;
}

export interface LogRow {
  readonly designId: string;
  readonly replication: number;
  readonly atMs: number;
  readonly eventId: string;
  readonly what: string;
  readonly brokenCount: number;
}
