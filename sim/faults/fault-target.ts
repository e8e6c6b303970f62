/**
 * What a design must be able to suffer: the scenario's events act through this, so they know no design.
 *
 * Each method takes effect at the present instant and returns how many established connections it broke at once.
 * Members and zonal backends are numbered as in the fleet plan; Maglev machines and GFEs PoP by PoP (PoP *
 * machines of a PoP + number), second-layer GFEs region by region. The random stream is the event's own: for when
 * others learn of what happened.
 */
import type { FaultWay } from '../fleet/answer.ts';
import type { Degradation } from '../fleet/degradations.ts';
import type { RandomStream } from '../kernel/random-stream.ts';
import type { Duration } from '../kernel/time.ts';
import type { ResolvedRollingUpdate } from '../scenario/resolved-membership.ts';
import type { ResolvedRollout } from '../scenario/resolved-rollout.ts';
import type { CertificateFault } from '../scenario/schema/server-settings.ts';
import type { ServiceProtocol } from '../scenario/service-protocol.ts';
import type { Attack } from './attack.ts';

/** Who answered SYNs to ports that no forwarding rule names. */
export interface ScanResult {
  readonly answeredCount: number;
  /** Distinct first-layer GFEs, and their PoPs. */
  readonly gfeCount: number;
  readonly popCount: number;
}

/** A firewall rule as servers match packets: 1 for client networks whose packets are dropped [networkCount]. */
export type NetworkMask = Uint8Array;

/** What came of a pushed protocol: a design without a proxy has none, and leaves it to clients and members. */
export type PushedProtocol = 'changed' | 'unchanged' | 'withoutProxy';

export interface FaultTarget {
  failMembers(members: readonly number[], way: FaultWay): number;
  /** Ends one fault of each member, or with `null` all its faults. */
  recoverMembers(members: readonly number[], way: FaultWay | null): number;
  degradeMembers(members: readonly number[], degradation: Degradation): number;
  endDegradation(members: readonly number[], degradation: Degradation): number;
  /** Of the forum design. */
  failBalancers(balancers: readonly number[], way: FaultWay): number;
  /** Ends one fault of each balancer, or with `null` all its faults. */
  recoverBalancers(balancers: readonly number[], way: FaultWay | null): number;
  /** Servers of the tiers of a chain, as `chain-servers` numbers them. */
  failTiers(servers: readonly number[], way: FaultWay): number;
  /** Ends one fault of each server, or with `null` all its faults. */
  recoverTiers(servers: readonly number[], way: FaultWay | null): number;
  drainTiers(servers: readonly number[]): number;
  undrainTiers(servers: readonly number[]): number;
  degradeTiers(servers: readonly number[], degradation: Degradation): number;
  endTierDegradation(servers: readonly number[], degradation: Degradation): number;
  /** Heartbeats of members do not reach balancers from now on; each call adds a cut. */
  cutOff(members: readonly number[], balancers: readonly number[]): number;
  /** Takes one cut away. */
  endCutOff(members: readonly number[], balancers: readonly number[]): number;
  failPop(pop: number, chance: RandomStream): number;
  recoverPop(pop: number, endsAllFaults: boolean, chance: RandomStream): number;
  withdrawPop(pop: number, chance: RandomStream): number;
  announcePop(pop: number, endsAllWithdrawals: boolean, chance: RandomStream): number;
  failMaglevs(machines: readonly number[], chance: RandomStream): number;
  recoverMaglevs(machines: readonly number[], endsAllFaults: boolean, chance: RandomStream): number;
  failGfes(gfes: readonly number[], chance: RandomStream): number;
  recoverGfes(gfes: readonly number[], endsAllFaults: boolean, chance: RandomStream): number;
  drainGfes(gfes: readonly number[], chance: RandomStream): number;
  undrainGfes(gfes: readonly number[], chance: RandomStream): number;
  /** Relative to the ordinary weight of 1; `null` restores that. */
  weighGfes(gfes: readonly number[], weight: number | null, chance: RandomStream): number;
  failSecondLayer(gfes: readonly number[]): number;
  recoverSecondLayer(gfes: readonly number[], endsAllFaults: boolean): number;
  drainSecondLayer(gfes: readonly number[]): number;
  undrainSecondLayer(gfes: readonly number[]): number;
  drainBackends(backends: readonly number[], push: Push): number;
  undrainBackends(backends: readonly number[], push: Push): number;
  /** @param scalerOf `null` restores the configured scaler */
  scaleBackends(backends: readonly number[], scalerOf: (backend: number) => number | null, push: Push): number;
  /** Sets how many members a zonal backend has; `null` restores the configured number, or startup. */
  resizeBackend(backend: number, count: number | null, startup: Duration | null): number;
  /** Returns what the log says of it. */
  beginAttack(attack: Attack): string;
  endAttack(attack: Attack): string;
  /**
   * A rule of the servers' firewalls, or its end; how many servers will learn of it, `null` where
   * they see no packets of clients.
   */
  pushFirewall(
    mask: NetworkMask,
    members: readonly number[],
    isBlocked: boolean,
    missing: number,
    push: Push,
  ): number | null;
  /** Clients refuse the certificates of members; returns whether clients see those. */
  spoilCertificates(members: readonly number[], fault: CertificateFault, push: Push): boolean;
  renewCertificates(members: readonly number[]): void;
  /** DNS no longer knows the names of members; returns whether clients are told names of members. */
  loseNames(members: readonly number[]): boolean;
  /** Takes one such loss away. */
  restoreNames(members: readonly number[]): void;
  scanPorts(connectionCount: number, chance: RandomStream): ScanResult;
  /** The forwarding rule is deleted and made again; `null` where it keeps its address. */
  recreateRule(dnsTtl: Duration): number | null;
  /**
   * Changes the backend protocol; members are out of reach of a front end for `unreachable` from when it learns of it.
   */
  pushProtocol(protocol: ServiceProtocol, unreachable: Duration, push: Push): PushedProtocol;
  /**
   * Moves clients to the design's other chain, step by step, from now on; false where there is none.
   * `note` takes down how that goes.
   */
  beginRollout(rollout: ResolvedRollout, note: (what: string) => void): boolean;
  /** Replaces the members of zonal backends, a few at a time; `note` takes down what each step does. */
  updateBackends(backends: readonly number[], settings: ResolvedRollingUpdate, note: (what: string) => void): number;
  /** Takes zonal backends out of the service. */
  detachBackends(backends: readonly number[], push: Push): number;
  /** Ends one detachment of each, or all of them. */
  attachBackends(backends: readonly number[], endsAll: boolean, push: Push): number;
}

/** What a change of configuration needs, since it reaches front ends one by one. */
export interface Push {
  /** For when each of them learns of it. */
  readonly chance: RandomStream;
  /** Told of its progress, for the log of events. */
  readonly note: (what: string) => void;
}
