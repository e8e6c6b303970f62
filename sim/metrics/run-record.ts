/**
 * What one run (one design, one replication) leaves behind: plain data and typed arrays that cross
 * a worker boundary as they are.
 *
 * Two points of view never mix. The *home* side counts a connection at the region it should go to when nothing is wrong
 * (the nearest region with a backend), in the interval in which it was offered, so outcomes add up to offered in every
 * row. The *serving* side counts it at the backend that took it, in the interval in which that happened.
 */
import type { HistogramData } from '../stats/histogram.ts';
import type { FormRecord } from './form-tally.ts';
import type { MachineRecord } from './machine-tally.ts';
import type { Trail } from './trail/trail.ts';

export interface RunRecord {
  readonly designId: string;
  readonly replication: number;
  readonly intervalCount: number;
  readonly home: HomeSeries;
  readonly serving: ServingSeries;
  /** [intervalCount][COUNTER_COUNT] in the order of `COUNTERS`, by instant. */
  readonly counters: Float64Array;
  /** One per window of the scenario, in its order. */
  readonly windows: readonly WindowRecord[];
  readonly slices: FlowSlices;
  readonly members: MemberRecord;
  /** Besides the members, in the order in which the design declared them. */
  readonly machines: readonly MachineRecord[];
  /** Forms of request by the chain that they took; none where requests have no form. */
  readonly forms: readonly FormRecord[];
  /** What the faults did, in order of time. */
  readonly log: readonly LogEntry[];
  /** Of the connections that the run was asked to explain. */
  readonly trails: readonly Trail[];
  readonly fingerprint: Fingerprints;
  /** Kernel events executed and connections offered: the size of the run, for throughput figures. */
  readonly eventCount: number;
  readonly offeredCount: number;
  /** False when the run was cut short (interrupted): everything above covers the time up to `simulatedUs`. */
  readonly isComplete: boolean;
  readonly simulatedUs: number;
}

/**
 * By interval of offer and home region: arrays [intervalCount][regionCount]. Regions are those with
 * backends, in the model's order.
 */
export interface HomeSeries {
  readonly offered: Uint32Array;
  /** [intervalCount][regionCount][OUTCOME_COUNT], outcome order of `OUTCOMES`. */
  readonly outcomes: Uint32Array;
  /** Offered here but established in another region. */
  readonly spilledOut: Uint32Array;
}

/** By interval of occurrence and zonal backend: arrays [intervalCount][zonalBackendCount], the model's order. */
export interface ServingSeries {
  /** Connections established in the interval. */
  readonly established: Uint32Array;
  /** Of those, the ones whose home region is another. */
  readonly spilledIn: Uint32Array;
  /** Connections that broke in the interval. */
  readonly broken: Uint32Array;
  /** Open connections at the end of the interval. */
  readonly active: Uint32Array;
  /**
   * What fills the capacity at the end of the interval, in its unit: with balancing mode
   * CONNECTION the open connections.
   */
  readonly load: Float64Array;
  /** Target capacity x scaler at the end of the interval, in the unit of the design (`sim/scenario/capacity-unit`). */
  readonly capacity: Float64Array;
  /** Members the backend has, healthy or not, without those that drain, at the end of the interval. */
  readonly members: Uint32Array;
  /** Members that can serve, truly (not as seen by probes), at the end of the interval. */
  readonly serviceable: Uint32Array;
  /** Members that health checks hold to be healthy at the end of the interval. */
  readonly seenHealthy: Uint32Array;
}

export interface WindowRecord {
  readonly windowId: string;
  readonly flows: readonly FlowRecord[];
  readonly backendFlows: readonly BackendFlowRecord[];
  /** [zonalBackendCount] time to first byte of the connections offered in this window that got one there, us. */
  readonly backendLatency: readonly HistogramData[];
  /** [slotCount] connections offered in this window that the member took. */
  readonly memberEstablished: Uint32Array;
  /** [zonalBackendCount][BREAK_CAUSE_COUNT] where the breaks were. */
  readonly backendBreaks: Uint32Array;
  /**
   * [BREAK_CAUSE_COUNT] established connections that broke while this window ran (by instant of the break),
   * in the order of `BREAK_CAUSES`.
   */
  readonly breaks: Uint32Array;
  /** [COUNTER_COUNT] what was counted while this window ran, in the order of `COUNTERS`. */
  readonly counters: Float64Array;
}

/** Connections of one metro that took one way: outcomes and time to first byte. */
export interface FlowRecord {
  readonly metroIndex: number;
  /** -1: reached no PoP. */
  readonly ingressPopIndex: number;
  readonly servingPopIndex: number;
  /** Region they were sent to, among those with backends, whether or not it served them; -1: sent to none. */
  readonly regionIndex: number;
  readonly homeRegionIndex: number;
  readonly offered: number;
  /** [OUTCOME_COUNT] */
  readonly outcomes: Uint32Array;
  /** Time from the client's SYN to the first byte of the answer, us; only connections that got one. */
  readonly latency: HistogramData;
}

/**
 * Connections of one metro that were sent to one zonal backend, whether or not it took them: by
 * instant of offer, as all flows.
 */
export interface BackendFlowRecord {
  readonly metroIndex: number;
  readonly homeRegionIndex: number;
  readonly backendIndex: number;
  /** [OUTCOME_COUNT] */
  readonly outcomes: Uint32Array;
}

/**
 * New connections over coarse slices of time, for the map. By the region that *served* them: an attempt that a region
 * turned away or left without an answer is one without a region, unlike in `FlowRecord`, whose outcomes tell.
 */
export interface FlowSlices {
  readonly sliceUs: number;
  readonly sliceCount: number;
  readonly flows: readonly {
    readonly metroIndex: number;
    readonly ingressPopIndex: number;
    readonly servingPopIndex: number;
    /** Region that established them; -1: no answer. */
    readonly regionIndex: number;
    /** [sliceCount] */
    readonly offered: Uint32Array;
  }[];
}

/**
 * Per member over the measured time: arrays [slotCount], slots in the order of their zonal backends; members that had
 * one slot after the other count together.
 */
export interface MemberRecord {
  readonly established: Uint32Array;
  readonly refused: Uint32Array;
  /** Most connections on their way to it or open at it, itself included, as it took one. */
  readonly activeMax: Uint32Array;
  /** Bytes of the requests that it took and of the answers that it gave; 0 where the scenario gives no sizes. */
  readonly bytesIn: Float64Array;
  readonly bytesOut: Float64Array;
  /** 1 where no member was there all the measured time. */
  readonly isPartTime: Uint8Array;
  /** Clients that keep to it as the run ends; of designs that assign clients to members, else `null`. */
  assigned: Uint32Array | null;
}

export interface LogEntry {
  readonly atUs: number;
  readonly eventId: string;
  readonly what: string;
  /** Connections it broke at once. */
  readonly brokenCount: number;
}

/** 64-bit hashes in hex, one for each ingredient: where two runs part is where to look. */
export interface Fingerprints {
  /** Arrival instants, clients, holds and service times. */
  readonly traffic: string;
  /** Every routing decision. */
  readonly routing: string;
  /** Every outcome with its instant and latency. */
  readonly outcomes: string;
  /** Every kernel event: instant, handler, subject. */
  readonly events: string;
}
