/**
 * The proxy's side of members that come and go: who is told when a backend gets or loses a member, and
 * what happens to its connections.
 *
 * Nothing here happens, and no event is scheduled, in a run whose scenario asks for none of it.
 */

import type { Push } from '../../faults/fault-target.ts';
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { HealthWatch } from '../../fleet/health-watch.ts';
import type { KnownConfiguration } from '../../fleet/known-configuration.ts';
import type { LoadReports } from '../../fleet/load-reports.ts';
import { Autoscalers } from '../../fleet/membership/autoscalers.ts';
import {
  DrainClock,
  type DrainRule,
  drainRule,
  effectiveDrainingTimeout,
  NOT_DRAINED,
} from '../../fleet/membership/drain-clock.ts';
import { GroupSizes } from '../../fleet/membership/group-sizes.ts';
import { MemberLifecycle } from '../../fleet/membership/member-lifecycle.ts';
import { ABSENT, ATTACHED, Membership } from '../../fleet/membership/membership.ts';
import { RollingUpdates, type UpdateNote } from '../../fleet/membership/rolling-updates.ts';
import { avalanche } from '../../kernel/avalanche.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import type { RandomStreams } from '../../kernel/random-streams.ts';
import type { Duration } from '../../kernel/time.ts';
import { DRAINED, MEMBER_GONE } from '../../metrics/break-cause.ts';
import type { Collector } from '../../metrics/collector.ts';
import type { ResolvedRollingUpdate } from '../../scenario/resolved-membership.ts';
import type { ResolvedService } from '../../scenario/resolved-scenario.ts';
import type { Change, Configuration } from './configuration.ts';
import type { Disconnection } from './disconnection.ts';
import { Draining } from './draining.ts';

/** So that the order in which connections are closed has nothing to do with where they went. */
const CLOSING_SALT = 0x7f4a7c15;

export interface MemberParts {
  readonly service: ResolvedService;
  readonly kernel: Kernel;
  readonly streams: RandomStreams;
  readonly collector: Collector;
  readonly connections: ConnectionStore;
  readonly fleet: Fleet;
  /** [backendCount] */
  readonly memberCount: Int32Array;
  readonly configuration: Configuration;
  /** Second-layer GFEs, or 1 where nobody stands between Maglev and members. */
  readonly gfeCount: number;
  readonly openCountOf: (gfe: number) => number;
  readonly healthChecks: HealthWatch;
  readonly loadReports: LoadReports;
  /** Takes down what happened of its own accord. */
  readonly note: (cause: string, what: string) => void;
}

/** Those who start members and let them go. */
interface Orchestration {
  readonly sizes: GroupSizes;
  readonly updates: RollingUpdates;
}

export class Members {
  readonly #parts: MemberParts;
  readonly membership: Membership;
  readonly #rule: DrainRule;
  readonly #clock: DrainClock;
  /** Units of the clock before this are backends as GFEs have them. */
  readonly #firstMemberUnit: number;
  readonly #draining: Draining;
  readonly #disconnection: Disconnection;
  /** [backendCount] events that hold a backend out of the service. */
  readonly #detachCount: Uint8Array;
  /** `null` where no backend has one. */
  readonly #autoscalers: Autoscalers | null;
  /** Made when first needed: its events then come after all others, so that nobody else's change number. */
  #orchestration: Orchestration | null = null;

  constructor(parts: MemberParts, disconnection: Disconnection) {
    const { service, kernel, fleet, memberCount, configuration, gfeCount, healthChecks, loadReports, collector } =
      parts;
    this.#parts = parts;
    this.#disconnection = disconnection;
    const changed = (member: number, joined: boolean): void => {
      const backend = fleet.backendOf[member]!;
      configuration.review(backend);
      loadReports.membersChanged(backend, memberCount[backend]!);
      if (joined) this.#autoscalers?.memberJoined(member);
      if (joined) collector.memberPresent(kernel.now, member);
      else collector.memberAbsent(member);
      if (!joined) healthChecks.memberLeft(member);
      else if (configuration.pushed.isInService[backend] === 1) healthChecks.memberJoined(member);
    };
    this.membership = new Membership(fleet.plan, fleet, memberCount, {
      joined: (member) => changed(member, true),
      left: (member) => changed(member, false),
    });
    this.#detachCount = new Uint8Array(fleet.plan.backends.length);
    this.#rule = drainRule(service);
    const { backends, slotCount } = fleet.plan;
    backends.forEach((_, backend) => {
      for (const member of this.membership.membersIn(backend, ABSENT)) collector.memberAbsent(member);
    });
    this.#firstMemberUnit = gfeCount * backends.length;
    this.#clock = new DrainClock(kernel, this.#firstMemberUnit + slotCount, this.#close);
    this.#draining = new Draining(this.#clock, backends.length);
    this.#autoscalers = backends.some(({ autoscaler }) => autoscaler !== null)
      ? new Autoscalers({
          kernel,
          fleet,
          membership: this.membership,
          sizes: this.#orchestrate().sizes,
          loadReports,
          note: (backendId, what) => parts.note(`autoscaler/${backendId}`, what),
        })
      : null;
  }

  drainBackends(backends: readonly number[], push: Push): void {
    this.#parts.configuration.change(this.#draining.begin(backends, this.#rule), push);
  }

  undrainBackends(backends: readonly number[], push: Push): void {
    this.#parts.configuration.change(this.#draining.end(backends), push);
  }

  /** @param count `null` for the configured number of members */
  scaleBackend(backend: number, count: number | null, startup: Duration | null): void {
    this.#orchestrate().sizes.set(backend, count ?? this.#parts.fleet.plan.backends[backend]!.initialMembers, startup);
  }

  /** @param note takes down what each step of the update does */
  updateBackends(backends: readonly number[], settings: ResolvedRollingUpdate, note: UpdateNote): void {
    this.#orchestrate().updates.begin(backends, settings, note);
  }

  /**
   * Takes backends out of the service: their members stay, but once all have learnt nobody
   * probes them or sends them anything.
   */
  detachBackends(backends: readonly number[], push: Push): void {
    const { configuration, healthChecks, service } = this.#parts;
    const { isInService } = configuration.pushed;
    for (const backend of backends) this.#detachCount[backend]!++;
    const detached = backends.filter((backend) => isInService[backend] === 1);
    if (detached.length === 0) return;
    const leave: Change = {
      apply: (known) => {
        for (const backend of detached) known.setInService(backend, false);
      },
      allLearnt: () => {
        // One that was put back meanwhile goes on being probed.
        for (const backend of detached.filter((candidate) => isInService[candidate] === 0)) {
          for (const member of this.membership.membersIn(backend, ATTACHED)) healthChecks.memberLeft(member);
        }
      },
    };
    const rule = service.connectionDraining.onDetach ? this.#rule : NOT_DRAINED;
    configuration.change([leave, ...this.#draining.begin(detached, rule)], push);
  }

  /**
   * Ends one detachment of each, or all: with none left a backend is back, and its members have
   * to pass probes as new ones do.
   */
  attachBackends(backends: readonly number[], endsAll: boolean, push: Push): void {
    const { configuration, healthChecks } = this.#parts;
    const attached = backends.filter((backend) => {
      if (this.#detachCount[backend] === 0) return false;
      this.#detachCount[backend] = endsAll ? 0 : this.#detachCount[backend]! - 1;
      return this.#detachCount[backend] === 0;
    });
    if (attached.length === 0) return;
    const apply = (known: KnownConfiguration): void => {
      for (const backend of attached) known.setInService(backend, true);
    };
    configuration.change([{ apply }, ...this.#draining.end(attached)], push);
    for (const backend of attached) {
      for (const member of this.membership.membersIn(backend, ATTACHED)) healthChecks.memberJoined(member);
    }
  }

  /** The run ends. */
  finish(): void {
    this.#orchestration?.updates.finish();
  }

  #orchestrate(): Orchestration {
    if (this.#orchestration !== null) return this.#orchestration;
    const { kernel, fleet, healthChecks, service, streams } = this.#parts;
    const lifecycle = new MemberLifecycle(
      kernel,
      fleet,
      this.membership,
      healthChecks,
      {
        drainingTimeout: effectiveDrainingTimeout(service.connectionDraining),
        terminationDelay: service.connectionDraining.terminationDelay,
      },
      streams,
      {
        drains: (member) => this.#clock.start(this.#firstMemberUnit + member, this.#rule),
        gone: (member) => {
          this.#clock.stop(this.#firstMemberUnit + member);
          this.#disconnection.breakWhere((row) => this.#parts.connections.member(row) === member, 'goOn', MEMBER_GONE);
        },
        changed: (member) => sizes.review(fleet.backendOf[member]!),
      },
    );
    const sizes = new GroupSizes(fleet.plan, this.membership, lifecycle);
    const parts = { fleet, membership: this.membership, lifecycle, healthChecks };
    this.#orchestration = { sizes, updates: new RollingUpdates(kernel, parts, sizes) };
    return this.#orchestration;
  }

  /**
   * Closes a share of what a GFE has at a backend, or of what a member has, those that are
   * still on their way there included.
   */
  readonly #close = (unit: number, share: number): void => {
    const { connections, fleet, openCountOf } = this.#parts;
    const backendCount = fleet.plan.backends.length;
    const isOfMember = unit >= this.#firstMemberUnit;
    const gfe = Math.floor(unit / backendCount);
    if (!isOfMember && openCountOf(gfe) === 0) return;
    const isThere = (row: number, member: number): boolean =>
      isOfMember
        ? member === unit - this.#firstMemberUnit
        : connections.secondLayerGfe(row) === gfe && fleet.backendOf[member] === unit % backendCount;
    const isDue = (row: number): boolean =>
      share === 1 || (avalanche(connections.flowHash(row) ^ CLOSING_SALT) >>> 0) / TWO_POW_32 < share;
    const isHit = (row: number): boolean => {
      const member = connections.member(row);
      return member >= 0 && isThere(row, member) && isDue(row);
    };
    this.#disconnection.breakWhere(isHit, 'reset', DRAINED);
  };
}
