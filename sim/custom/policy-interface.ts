/**
 * `spillway/policy`: what a module of the user's own looks like. docs/OWN-POLICY.md shows it at work.
 *
 * Types only, without imports, so that a module needs nothing at run time: `import type { ServicePolicyModule }
 * from 'spillway/policy'`. A module has one default export, an object with `kind` and `apiVersion`. It runs in a
 * realm of its own that has no clock, no chance but the stream it is given, no files and no network: same
 * scenario, same seed, same answers.
 */

/** Numbers that may be read and not written; live: they change as the run goes on. */
export interface Numbers {
  readonly length: number;
  readonly [index: number]: number;
}

/** Random numbers under the scenario's seed, in a stream that nobody else draws from. */
export interface RandomStream {
  /** A whole number, 0 .. 2^32 - 1. */
  uint32(): number;
  /** In (0, 1). */
  uniform(): number;
  /** A whole number, 0 .. bound - 1. */
  below(bound: number): number;
  /** Exponential with mean 1. */
  exponential(): number;
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number;
}

export type OptionValue = number | string | boolean;

/** An option that a scenario may set: its default gives its type. */
export interface OptionRule<Value extends OptionValue = OptionValue> {
  readonly summary: string;
  readonly default: Value;
  /** Of numbers, both inclusive. */
  readonly min?: number;
  readonly max?: number;
  /** Of texts. */
  readonly oneOf?: readonly string[];
}

/** What every module says of itself. */
export interface ModuleHeader<Options> {
  readonly apiVersion: 1;
  /** What tables, charts and messages call it: letters, digits and single dashes, such as `spill-early`. */
  readonly name: string;
  /** One sentence for a person choosing. */
  readonly summary: string;
  readonly options?: { readonly [Key in keyof Options]: OptionRule<OptionValue & Options[Key]> };
}

/**
 * What one second-layer GFE knows when a connection arrives: not the truth, but what probes, reports
 * and configuration have told it.
 */
export interface FleetView {
  /** Region the GFE stands in: an index into the context's `regions`. */
  readonly region: number;
  /** Regions whose backends it knows, nearest first by RTT from where it stands: its own is the first. */
  readonly knownRegions: Numbers;
  /** [regionCount] indexes of zonal backends. */
  readonly backendsOfRegion: readonly Numbers[];
  /** [backendCount] 1 for a backend of the zone it stands in. */
  readonly isNearestZone: Numbers;
  /** [1] share of its new connections that Google's waterfall would keep in its own zone. */
  readonly nearestZoneShare: Numbers;
  /** [backendCount] target capacity x scaler, in the unit of the balancing mode; 0 takes no new connections. */
  readonly capacity: Numbers;
  /**
   * [backendCount] load in the same unit. Of its own region as it is; of the others as last reported:
   * `loadReport.interval + delay` old at most.
   */
  readonly load: Numbers;
  /** [backendCount] new connections of a region spread in proportion to capacity x this. */
  readonly shareFactor: Numbers;
  /** [backendCount] the scaler by itself. */
  readonly capacityScaler: Numbers;
  /** [backendCount] members that the backend has, healthy or not, without those that drain. */
  readonly memberCount: Numbers;
  /** [backendCount] members that health checks hold to be healthy: late by as many probes as the thresholds ask for. */
  readonly healthyCount: Numbers;
  /** [backendCount] 1 while the backend belongs to the service. */
  readonly isInService: Numbers;
  /** [backendCount] 1 while draining: no new connections. */
  readonly isDraining: Numbers;
  /** [backendCount] 1 for a backend of preference PREFERRED. */
  readonly isPreferred: Numbers;
  readonly hasPreferred: boolean;
  /** Share of a backend's members that have to be healthy for it to keep all of its traffic: 0 .. 1. */
  readonly failoverThreshold: number;
  readonly isolationMode: 'NONE' | 'NEAREST' | 'STRICT';
}

export interface BackendFacts {
  /** `web-seoul`, or `web-iowa/us-central1-a` for a zone of a regional group. */
  readonly id: string;
  readonly zone: string;
  /** Index into `regions`. */
  readonly region: number;
}

export interface ServicePolicy {
  /**
   * Picks the zonal backend of a new connection: an index of one that is eligible (healthy members, capacity, not
   * draining), or -1 for none, which drops the connection. Called for every connection: allocate nothing if you can.
   *
   * @param view of the GFE that the connection reached
   * @param choice 32 random bits of this connection, 0 .. 2^32 - 1; the same in every design, so that
   *   designs meet the same chance
   */
  pick(view: FleetView, choice: number): number;
}

export type BuiltInServicePolicy = 'WATERFALL_BY_REGION' | 'SPRAY_TO_REGION' | 'WATERFALL_BY_ZONE' | 'SPRAY_TO_WORLD';

export interface ServicePolicyContext<Options> {
  /** With defaults filled in. */
  readonly options: Readonly<Options>;
  /** The stream `policy/<name>`. */
  readonly stream: RandomStream;
  /** What index b means, of all designs together. */
  readonly backends: readonly BackendFacts[];
  /** What index r means. */
  readonly regions: readonly string[];
  /** Google's own, to fall back on. */
  readonly builtIn: Readonly<Record<BuiltInServicePolicy, ServicePolicy>>;
}

/** A module for `serviceLbPolicy.loadBalancingAlgorithm`. */
export interface ServicePolicyModule<Options = Record<string, OptionValue>> extends ModuleHeader<Options> {
  readonly kind: 'servicePolicy';
  /**
   * Whether the answer follows from view and choice alone: then `spillway explain` can say what it
   * would have picked on another view.
   */
  readonly isStateless?: boolean;
  /**
   * Makes the policy of one run (a design in a replication), afresh for each. One policy serves all GFEs of the run.
   */
  create(context: ServicePolicyContext<Options>): ServicePolicy;
}

export interface LocalityPolicy {
  /**
   * Tells the members of a zonal backend that health checks hold to be healthy, ascending; before the
   * first pick and after each change.
   */
  setMembers(backend: number, members: Numbers): void;
  /**
   * Picks one of those members; there is at least one. Called for every connection.
   *
   * @param affinityHash 32-bit hash of what the session is kept by: the client's address, or the connection's 5-tuple
   * @param choice 32 random bits of this connection
   */
  pick(backend: number, affinityHash: number, choice: number): number;
}

export interface LocalityPolicyContext<Options> {
  readonly options: Readonly<Options>;
  /** The stream `policy/<name>`. */
  readonly stream: RandomStream;
  readonly backendCount: number;
  /** [memberCount] connections that GFEs have open to each member; live. */
  readonly memberLoad: Numbers;
  /** A name that stays with a member: `web-seoul/3`. */
  memberName(member: number): string;
}

/** A module for `service.localityLbPolicy`. */
export interface LocalityPolicyModule<Options = Record<string, OptionValue>> extends ModuleHeader<Options> {
  readonly kind: 'localityPolicy';
  create(context: LocalityPolicyContext<Options>): LocalityPolicy;
}

export interface Place {
  readonly id: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface ClientNetwork {
  /** `seoul/0`. */
  readonly id: string;
  readonly metro: Place;
  /** Share of the world's traffic, 0 .. 1. */
  readonly share: number;
  /** The order of PoPs that the profile draws for it: indexes, best first. */
  readonly byProfile: Numbers;
  /** [popCount] round trip to each PoP, ms. */
  readonly rttMs: Numbers;
  /** The stream `policy/<name>/<network>` under the world's seed. */
  readonly stream: RandomStream;
}

export interface Catchment {
  /**
   * The network's order of PoPs: indexes, best first, each at most once. Those it leaves out
   * follow as the profile orders them.
   */
  order(network: ClientNetwork): readonly number[];
}

export interface CatchmentContext<Options> {
  readonly options: Readonly<Options>;
  /** What index p means: the PoPs that announce the address. */
  readonly pops: readonly Place[];
}

/** A module for `world.catchment`: which PoP a client network's packets reach. */
export interface CatchmentModule<Options = Record<string, OptionValue>> extends ModuleHeader<Options> {
  readonly kind: 'catchment';
  create(context: CatchmentContext<Options>): Catchment;
}

export interface TrafficMoment {
  /** Minutes from the start of the run to the middle of a step: 0.5, 1.5 and so on. */
  readonly minuteOfRun: number;
  /** Local minute of the week, from Monday 00:00: 0 .. 10080. */
  readonly localMinuteOfWeek: number;
}

export interface TrafficShape {
  /** Multiple of the metro's ordinary rate in that minute: 0 or more. */
  factor(metro: Place, moment: TrafficMoment): number;
}

/** A module for `traffic.shape`. */
export interface TrafficShapeModule<Options = Record<string, OptionValue>> extends ModuleHeader<Options> {
  readonly kind: 'trafficShape';
  create(context: { readonly options: Readonly<Options> }): TrafficShape;
}
