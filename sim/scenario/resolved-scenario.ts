/**
 * A scenario after units, references, defaults and inheritance are resolved: what the compiler of the model reads.
 *
 * Every dimension is in its base unit (microseconds, per second, whole counts); every reference names something that
 * exists. The scenario layer guarantees that, with positions in its messages; the model layer only asserts it.
 */
import type { ResolvedModule } from '../custom/module-library.ts';
import type { FaultWay } from '../fleet/answer.ts';
import type { Degradation } from '../fleet/degradations.ts';
import type { AddressRange } from '../kernel/address-range.ts';
import type { Distribution } from '../kernel/distribution.ts';
import type { Duration, SimTime } from '../kernel/time.ts';
import type { LocalityPolicyName } from '../policies/locality/locality-policy-registry.ts';
import type { ServicePolicyName } from '../policies/service/service-policy-registry.ts';
import type { ShapeName } from '../traffic/diurnal-shape.ts';
import type { Place } from '../world/distance.ts';
import type { BackendKind } from './backend-kinds.ts';
import type { ParsedExpectation } from './expectation.ts';
import type { ResolvedChain, ResolvedServers } from './resolved-chain.ts';
import type { ResolvedClients } from './resolved-clients.ts';
import type { ResolvedFailoverPolicy } from './resolved-failover.ts';
import type { FrontEndHappening } from './resolved-front-end.ts';
import type { ResolvedEdge, ResolvedSecondLayer } from './resolved-machines.ts';
import type { ResolvedAutoscaler, ResolvedDraining, ResolvedRollingUpdate } from './resolved-membership.ts';
import type { ResolvedNaming } from './resolved-naming.ts';
import type { ResolvedOutlierDetection } from './resolved-outlier-detection.ts';
import type { ResolvedPacketRate, SynSchedule } from './resolved-packet-rate.ts';
import type { ResolvedPayload } from './resolved-payload.ts';
import type { ResolvedRedirect } from './resolved-redirect.ts';
import type { ResolvedRequests } from './resolved-requests.ts';
import type { ResolvedResponseTimeout } from './resolved-response-timeout.ts';
import type { ResolvedRetry } from './resolved-retry.ts';
import type { ResolvedSecurityPolicy } from './resolved-security-policy.ts';
import type { ResolvedSlowClients } from './resolved-slow-clients.ts';
import type { ResolvedWorld } from './resolved-world.ts';
import type { AMOUNT_FIELDS, BALANCING_MODES } from './schema/backend-capacity.ts';
import type { ServiceProtocol } from './service-protocol.ts';

export interface ResolvedScenario {
  readonly version: 1;
  readonly name: string;
  /** The question this scenario answers, in the author's words. */
  readonly question: string | null;
  /** The author's answer, which the expectations support. */
  readonly answer: string | null;
  readonly time: ResolvedTime;
  readonly world: ResolvedWorld;
  readonly traffic: ResolvedTraffic;
  /** In the order of `experiment.compare`; at least one. */
  readonly designs: readonly ResolvedDesign[];
  /** In the order of `at`, then as written. */
  readonly events: readonly ResolvedEvent[];
  readonly experiment: ResolvedExperiment;
  /** Windows that an expectation asks about; the first is always the whole run after the warm-up, with id `all`. */
  readonly windows: readonly ResolvedWindow[];
  readonly expectations: readonly ParsedExpectation[];
  /** Connections to explain, in the order written. */
  readonly explain: readonly ResolvedQuestion[];
  /** Only in scenarios that have either: what is not there does not change the hash of the others. */
  readonly requests?: ResolvedRequests;
}

/** The first `count` connections of a metro with `at <= offered < until`, in the first replication. */
export interface ResolvedQuestion {
  readonly id: string;
  /** `null`: of every design. */
  readonly designId: string | null;
  readonly metroId: string;
  readonly at: SimTime;
  readonly until: SimTime;
  readonly count: number;
}

export interface ResolvedTime {
  readonly duration: Duration;
  /** Connections offered before this instant are simulated but not reported in summaries. */
  readonly warmup: Duration;
  /** Width of a row of the time series. */
  readonly interval: Duration;
  /** Minutes from Monday 00:00 UTC to the start of the run: 0 .. 10079. Fixes the local hour of every metro. */
  readonly startsAtUtcMinute: number;
  /** Named parts of the run, in the order written. */
  readonly phases: readonly ResolvedWindow[];
}

export interface ResolvedTraffic {
  /** Mean rate of new connections over the whole world, per second, before shape and surges. */
  readonly connectionsPerSecond: number;
  /** How long an established connection stays open after its first answer. */
  readonly hold: Distribution;
  readonly shape: ShapeName | ResolvedModule;
  readonly clients: ResolvedClients;
  /** Share of them that come over IPv6. */
  readonly ipv6Share: number;
  /** Longest time within a connection in which nothing comes either way; `null`: it never matters. */
  readonly idle: Distribution | null;
  /** Absent where sizes are not given: a scenario without them keeps the hash that it had before there were any. */
  readonly payload?: ResolvedPayload;
  readonly surges: readonly ResolvedSurge[];
  /** Absent where there are none. */
  readonly slowClients?: ResolvedSlowClients;
}

export interface ResolvedSurge {
  readonly id: string;
  readonly at: SimTime;
  readonly metroIds: readonly string[];
  /** Multiple of the metro's ordinary rate at the top. */
  readonly peak: number;
  readonly rise: Duration;
  readonly hold: Duration;
  readonly decay: Duration;
}

export type DesignKind = 'anycastProxy' | 'networkPassthrough' | 'redirect' | 'dns' | 'chain';

export interface ResolvedDesign {
  readonly id: string;
  readonly kind: DesignKind;
  /** The service as this design configures it: the scenario's service with the design's own changes merged in. */
  readonly service: ResolvedService;
  readonly serviceLbPolicy: ResolvedServiceLbPolicy;
  readonly edge: ResolvedEdge;
  readonly secondLayer: ResolvedSecondLayer;
  readonly loadReport: ResolvedLoadReport;
  /** A front end learns of a change of configuration after `delay`, and up to `spread` later, each in its own time. */
  readonly propagation: { readonly delay: Duration; readonly spread: Duration };
  /**
   * How long whoever connects to a member waits for one that does not answer its SYN: a second-layer GFE, or the
   * client where nobody stands between.
   */
  readonly connectTimeout: Duration;
  /** What machines can take of a flood. */
  readonly packetRate: ResolvedPacketRate;
  readonly synRetransmission: SynSchedule;
  /** Clients that leave before their first byte; `null`: none does. */
  readonly responseTimeout: ResolvedResponseTimeout | null;
  /** What clients do when a connection fails before its first byte; `null`: nothing. */
  readonly retry: ResolvedRetry | null;
  /** Of kind `redirect`; `null` for all others. */
  readonly redirect: ResolvedRedirect | null;
  /** Of kinds `redirect` and `dns`; `null` for all others. */
  readonly naming: ResolvedNaming | null;
  /** Of kind `chain`; absent for all others. */
  readonly chain?: ResolvedChain;
  /** What the author calls this design on each axis of a comparison: `table: full`. In the order written. */
  readonly labels: Readonly<Record<string, string>>;
}

/** How second-layer GFEs come to know the load. */
export interface ResolvedLoadReport {
  readonly interval: Duration;
  readonly delay: Duration;
  /** Time constant over which a rate of requests is taken. */
  readonly rateWindow: Duration;
  /** How UTILIZATION and CUSTOM_METRICS correct the shares of a region's backends at each report. */
  readonly correction: { readonly gain: number; readonly most: number };
}

/** Google Cloud's service load balancing policy. */
export interface ResolvedServiceLbPolicy {
  readonly loadBalancingAlgorithm: ServicePolicyName | ResolvedModule;
  /** Percent of a backend's members that must be healthy for it to keep all of its traffic: 1 .. 99. */
  readonly failoverHealthThreshold: number;
  readonly autoCapacityDrain: {
    readonly isEnabled: boolean;
    /** `belowHalf`: fewer than half of the backends, or none; `atMostHalf`: up to half of them. */
    readonly limit: 'belowHalf' | 'atMostHalf';
  };
  /** Enforced with granularity REGION only. */
  readonly isolation: { readonly granularity: 'REGION' | 'UNSPECIFIED'; readonly mode: 'NEAREST' | 'STRICT' };
}

export interface ResolvedService {
  readonly protocol: ServiceProtocol;
  readonly port: number;
  readonly loadBalancingScheme: 'EXTERNAL' | 'EXTERNAL_MANAGED';
  readonly networkTier: 'PREMIUM' | 'STANDARD';
  /** Of a STANDARD forwarding rule or a passthrough balancer; `null` for a proxy with PREMIUM. */
  readonly region: string | null;
  readonly sessionAffinity: 'NONE' | 'CLIENT_IP';
  readonly localityLbPolicy: LocalityPolicyName | ResolvedModule;
  /** TLS that ends at the first-layer GFE: `none` with TCP and HTTP. */
  readonly tls: 'none' | '1.2' | '1.3';
  readonly connectionDraining: ResolvedDraining;
  readonly firewall: readonly ResolvedFirewallRule[];
  /** Named port that instance groups map to their own; `null`: they are given their port. */
  readonly portName: string | null;
  /** What second-layer GFEs send before the client's first byte. */
  readonly proxyHeader: ProxyHeader;
  /** IP family between second-layer GFEs and members. */
  readonly ipAddressSelectionPolicy: 'IPV4_ONLY' | 'PREFER_IPV6' | 'IPV6_ONLY';
  readonly network: string;
  /** The backend service's timeout: for a proxy Network Load Balancer, of idle connections. */
  readonly timeout: Duration;
  /** Which of two documented times closes idle connections: this timeout, or the one that ends draining. */
  readonly idleTimeoutFrom: 'timeout' | 'draining';
  /** `null`: off. */
  readonly outlierDetection: ResolvedOutlierDetection | null;
  /** Of each second-layer GFE. */
  readonly circuitBreakers: { readonly maxConnections: 'none' | number };
  /** Rate limit at the first-layer GFEs; `null`: nothing is blocked. */
  readonly securityPolicy: ResolvedSecurityPolicy | null;
  /** Whether the address survives its forwarding rule. */
  readonly address: 'reserved' | 'ephemeral';
  /** IP versions of the address. */
  readonly ipVersions: readonly IpVersion[];
  readonly healthCheck: ResolvedHealthCheck;
  /** `null` for a proxy. */
  readonly failoverPolicy: ResolvedFailoverPolicy | null;
  readonly backends: readonly ResolvedBackend[];
}

export interface ResolvedHealthCheck {
  readonly checkInterval: Duration;
  readonly timeout: Duration;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Probers of each member. */
  readonly probers: number;
  /** A member is healthy while this many of its probers hold it so. */
  readonly quorum: number;
  /** `TCP` is content with the handshake. */
  readonly type: 'TCP' | 'SSL';
  /** `null`: the port that the load balancer connects to. */
  readonly port: number | null;
  readonly proxyHeader: ProxyHeader;
}

export type IpVersion = 'IPV4' | 'IPV6';

export type ProxyHeader = 'NONE' | 'PROXY_V1';

/** Ingress that the members' firewall allows. */
export interface ResolvedFirewallRule {
  readonly sourceRanges: readonly AddressRange[];
  readonly ports: 'all' | readonly { readonly from: number; readonly to: number }[];
}

export type BalancingMode = (typeof BALANCING_MODES)[number];
/** The targets that are an amount: connections, requests per second, requests in flight. */
export type CapacityField = (typeof AMOUNT_FIELDS)[keyof typeof AMOUNT_FIELDS][number];

/** A backend's balancing mode and its targets. */
export interface ResolvedCapacity {
  readonly balancingMode: BalancingMode;
  /** The one amount, or the one beside the utilisation; `null` where there is none, as for serverless. */
  readonly capacityField: CapacityField | null;
  /** Its value, per group or per member as the field says; 0 without a field. */
  readonly capacityValue: number;
  /** Target utilisation of the members, 0 .. 1; `null` unless the mode is UTILIZATION. */
  readonly maxUtilization: number | null;
  /** Targets of CUSTOM_METRICS, in the order written; empty in other modes. */
  readonly customMetrics: readonly ResolvedCustomMetric[];
  readonly trafficDuration: 'SHORT' | 'LONG';
}

export interface ResolvedCustomMetric {
  readonly name: string;
  readonly maxUtilization: number;
  /** Measured, but balances nothing. */
  readonly dryRun: boolean;
}

/** A backend of the backend service. */
export interface ResolvedBackend extends ResolvedCapacity {
  readonly id: string;
  readonly kind: BackendKind;
  /** Of an internet endpoint in a metro: the nearest to it. */
  readonly region: string;
  /** Where an internet endpoint is; `null` for all others, and for one that is where a region is. */
  readonly metro: (Place & { readonly id: string }) | null;
  /** One entry for each zone; some of a regional group may have no members. What is in none: its region or metro. */
  readonly zones: readonly { readonly zone: string; readonly members: number }[];
  /** 0, or 0.1 .. 1. */
  readonly capacityScaler: number;
  /** Port that the load balancer connects to. */
  readonly port: number;
  readonly namedPorts: Readonly<Record<string, number>>;
  readonly ipStack: 'IPV4' | 'IPV6' | 'DUAL';
  /** PREFERRED ones are filled first, whatever the distance. */
  readonly preference: 'PREFERRED' | 'DEFAULT';
  /** Of a passthrough balancer: takes over when too few primaries are healthy. */
  readonly isFailover: boolean;
  /** `null`: nobody scales it. */
  readonly autoscaler: ResolvedAutoscaler | null;
  readonly member: ResolvedMember;
}

/** What one member (instance or endpoint) can do at a time. */
export interface ResolvedMember {
  /** Tiers in series before its application, from the way in; absent without any. `servers` are those of one member. */
  readonly tiers?: readonly ResolvedServers[];
  /** `workers`: a connection holds one from accept to close. `processorSharing`: answers share the cores equally. */
  readonly discipline: 'workers' | 'processorSharing';
  readonly workers: number;
  /** Connections that may wait for a worker before the next one is refused. */
  readonly backlog: number;
  /** From the decision to have a new member to a server that answers. */
  readonly startup: Duration;
  /** Work of the first answer. */
  readonly serviceTime: Distribution;
  /** Metrics that it reports, by name: what it says when idle, and what every open connection adds. */
  readonly customMetrics: Readonly<Record<string, { readonly idle: number; readonly perConnection: number }>>;
  /** Ports on which the server listens. */
  readonly listensOn: 'any' | readonly number[];
  readonly speaks: 'TCP' | 'SSL';
  /** What it expects before the client's first byte. */
  readonly proxyHeader: ProxyHeader;
  /** Connections a member takes from one source address. */
  readonly perClientLimit: 'none' | number;
}

export type EventAction =
  | 'fail'
  | 'recover'
  | 'withdraw'
  | 'announce'
  | 'drain'
  | 'detach'
  | 'attach'
  | 'scale'
  | 'rollingUpdate'
  | 'upgrade'
  | 'restart'
  | 'partition'
  | 'attack'
  | 'scan'
  | 'recreate'
  | 'push'
  | 'rollout'
  | 'firewall'
  | 'certificate'
  | 'dns'
  | 'degrade';
export type SelectorKind =
  | 'region'
  | 'zone'
  | 'backend'
  | 'member'
  | 'pop'
  | 'maglev'
  | 'gfe'
  | 'secondLayer'
  | 'balancer'
  | 'tier';

export interface ResolvedEvent {
  readonly id: string;
  readonly at: SimTime;
  /** When the event undoes itself (`for:`), or an upgrade or restart is through at the latest; `null`: it lasts. */
  readonly until: SimTime | null;
  readonly action: EventAction;
  /** `service`: the front end as a whole; `ids` is empty. */
  readonly target: { readonly kind: SelectorKind | 'service'; readonly ids: readonly string[] };
  /** For `scale` of backends: the capacity scaler to set. */
  readonly capacityScaler: number | null;
  /** For `scale` of GFEs: the weight to set, 1 being the ordinary one. */
  readonly weight: number | null;
  /** For `scale` of members: how many each backend is to have, how long one takes to start; `null`: as configured. */
  readonly members: { readonly count: number; readonly startup: Duration | null } | null;
  readonly rollingUpdate: ResolvedRollingUpdate | null;
  /** For `upgrade` and `restart`: machines or members in turn, each for `downtime`, the next one `gap` after that. */
  readonly upgrade: { readonly gap: Duration; readonly downtime: Duration } | null;
  /** For `partition`: balancers that hear nothing of the target. */
  readonly cutOff: readonly string[] | null;
  /** For `fail` and `restart` of members: what they answer from then on. */
  readonly faultWay: FaultWay | null;
  /** For `attack`, `scan`, `recreate` and `push`. */
  readonly frontEnd: FrontEndHappening | null;
  /** For `degrade`. */
  readonly degradation: Degradation | null;
  /** Designs in which it happens; `null`: in all. */
  readonly designIds: readonly string[] | null;
}

export interface ResolvedExperiment {
  /** The design that others are compared with; `null` with a single design. */
  readonly baseline: string | null;
  readonly replications: number;
  readonly seed: string;
}

/** A span of the run, by the instant a connection was offered: `start <= offered < end`. */
export interface ResolvedWindow {
  readonly id: string;
  readonly start: SimTime;
  readonly end: SimTime;
}
