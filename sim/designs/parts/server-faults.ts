/**
 * What events do to servers, in whatever design they stand: they fail, are degraded, drained, resized, replaced; and
 * the connections that this costs are broken. What a design has besides servers its own faults add.
 */
import type { NetworkMask, Push } from '../../faults/fault-target.ts';
import type { FaultWay } from '../../fleet/answer.ts';
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import type { Degradation } from '../../fleet/degradations.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { HealthWatch } from '../../fleet/health-watch.ts';
import type { KnownConfiguration } from '../../fleet/known-configuration.ts';
import type { Duration } from '../../kernel/time.ts';
import { MEMBER_LOST } from '../../metrics/break-cause.ts';
import type { ResolvedRollingUpdate } from '../../scenario/resolved-membership.ts';
import type { ResolvedRollout } from '../../scenario/resolved-rollout.ts';
import type { CertificateFault } from '../../scenario/schema/server-settings.ts';
import type { Configuration } from './configuration.ts';
import type { Disconnection } from './disconnection.ts';
import type { Members } from './members.ts';
import type { ServerRules } from './server-rules.ts';

/** The parts of a design that events on servers strike. */
export interface ServerParts {
  readonly connections: ConnectionStore;
  readonly fleet: Fleet;
  readonly healthChecks: HealthWatch;
  readonly members: Members;
  readonly configuration: Configuration;
  readonly disconnection: Disconnection;
  /** `null` where the packets of clients do not come to servers. */
  readonly rules: ServerRules | null;
}

export class ServerFaults {
  readonly #parts: ServerParts;

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  failMembers(members: readonly number[], way: FaultWay): number {
    const { fleet, healthChecks, connections, disconnection } = this.#parts;
    const changed = new Set(members.filter((member) => fleet.addFault(member, way)));
    for (const member of changed) healthChecks.memberChanged(member);
    return disconnection.breakWhere((row) => changed.has(connections.member(row)), 'goOn', MEMBER_LOST);
  }

  recoverMembers(members: readonly number[], way: FaultWay | null): number {
    const { fleet, healthChecks } = this.#parts;
    for (const member of members) {
      if (fleet.removeFault(member, way)) healthChecks.memberChanged(member);
    }
    return 0;
  }

  degradeMembers(members: readonly number[], degradation: Degradation): number {
    for (const member of members) {
      this.#parts.fleet.degrade(member, degradation);
      this.#parts.healthChecks.memberChanged(member);
    }
    return 0;
  }

  endDegradation(members: readonly number[], degradation: Degradation): number {
    for (const member of members) {
      this.#parts.fleet.endDegradation(member, degradation);
      this.#parts.healthChecks.memberChanged(member);
    }
    return 0;
  }

  pushFirewall(
    mask: NetworkMask,
    members: readonly number[],
    isBlocked: boolean,
    missing: number,
    push: Push,
  ): number | null {
    return this.#parts.rules?.push(mask, members, isBlocked, missing, push) ?? null;
  }

  spoilCertificates(members: readonly number[], fault: CertificateFault, push: Push): boolean {
    const { rules } = this.#parts;
    if (rules === null) return false;
    rules.spoilCertificates(members);
    // Who revokes one pushes another.
    if (fault === 'revoked') rules.renewCertificates(members, push);
    return true;
  }

  renewCertificates(members: readonly number[]): void {
    this.#parts.rules?.renewCertificates(members, null);
  }

  /** Only the forum design tells clients the names of members. */
  loseNames(_members: readonly number[]): boolean {
    return false;
  }

  restoreNames(_members: readonly number[]): void {}

  drainBackends(backends: readonly number[], push: Push): number {
    this.#parts.members.drainBackends(backends, push);
    return 0;
  }

  undrainBackends(backends: readonly number[], push: Push): number {
    this.#parts.members.undrainBackends(backends, push);
    return 0;
  }

  scaleBackends(backends: readonly number[], scalerOf: (backend: number) => number | null, push: Push): number {
    const scalers = backends.map(scalerOf);
    if (backends.length === 0) return 0;
    const apply = (known: KnownConfiguration): void => {
      backends.forEach((backend, k) => {
        known.setScaler(backend, scalers[k]!);
      });
    };
    this.#parts.configuration.change([{ apply }], push);
    return 0;
  }

  resizeBackend(backend: number, count: number | null, startup: Duration | null): number {
    this.#parts.members.scaleBackend(backend, count, startup);
    return 0;
  }

  updateBackends(backends: readonly number[], settings: ResolvedRollingUpdate, note: (what: string) => void): number {
    this.#parts.members.updateBackends(backends, settings, note);
    return 0;
  }

  detachBackends(backends: readonly number[], push: Push): number {
    this.#parts.members.detachBackends(backends, push);
    return 0;
  }

  attachBackends(backends: readonly number[], endsAll: boolean, push: Push): number {
    this.#parts.members.attachBackends(backends, endsAll, push);
    return 0;
  }

  /** Only a chain has another one to move to. */
  beginRollout(_rollout: ResolvedRollout, _note: (what: string) => void): boolean {
    return false;
  }

  /** Only designs that have balancers suffer when those fail. */
  failBalancers(_balancers: readonly number[], _way: FaultWay): number {
    return 0;
  }

  recoverBalancers(_balancers: readonly number[], _way: FaultWay | null): number {
    return 0;
  }

  /** Only a chain has tiers. */
  failTiers(_servers: readonly number[], _way: FaultWay): number {
    return 0;
  }

  recoverTiers(_servers: readonly number[], _way: FaultWay | null): number {
    return 0;
  }

  drainTiers(_servers: readonly number[]): number {
    return 0;
  }

  undrainTiers(_servers: readonly number[]): number {
    return 0;
  }

  degradeTiers(_servers: readonly number[], _degradation: Degradation): number {
    return 0;
  }

  endTierDegradation(_servers: readonly number[], _degradation: Degradation): number {
    return 0;
  }

  cutOff(_members: readonly number[], _balancers: readonly number[]): number {
    return 0;
  }

  endCutOff(_members: readonly number[], _balancers: readonly number[]): number {
    return 0;
  }
}
