/**
 * The proxy's side of members that come and go: who is told when a backend gets or loses a member, and what happens to its connections.
 *
 * Nothing here happens, and no event is scheduled, in a run whose scenario asks for none of it.
 */

import { BackendCapacity } from '../../fleet/backend-capacity.ts';
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { FleetView } from '../../fleet/fleet-view.ts';
import type { HealthChecks } from '../../fleet/health-checks.ts';
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
import type { RandomStreams } from '../../kernel/random-streams.ts';
import type { Duration } from '../../kernel/time.ts';
import { DRAINED, MEMBER_GONE } from '../../metrics/break-cause.ts';
import type { Collector } from '../../metrics/collector.ts';
import type { ResolvedRollingUpdate } from '../../scenario/resolved-membership.ts';
import type { ResolvedService } from '../../scenario/resolved-scenario.ts';
import type { Disconnection } from './disconnection.ts';
import { Draining } from './draining.ts';

const TWO_POW_MINUS_32 = 2 ** -32;
/** So that the order in which connections are closed has nothing to do with where they went. */
const CLOSING_SALT = 0x7f4a7c15;

export interface MemberParts {
  readonly service: ResolvedService;
  readonly kernel: Kernel;
  readonly streams: RandomStreams;
  readonly collector: Collector;
  readonly connections: ConnectionStore;
  readonly fleet: Fleet;
  readonly view: Pick<FleetView, 'capacity' | 'capacityScaler' | 'memberCount' | 'isInService' | 'isDraining'>;
  readonly healthChecks: HealthChecks;
  readonly loadReports: LoadReports;
  /** Takes down what happened of its own accord. */
  readonly note: (cause: string, what: string) => void;
}

/** Those who start members and let them go. */
interface Orchestration {
  readonly sizes: GroupSizes;
  readonly updates: RollingUpdates;
}

export class ProxyMembers {
  readonly #parts: MemberParts;
  readonly membership: Membership;
  readonly capacity: BackendCapacity;
  readonly #rule: DrainRule;
  readonly #clock: DrainClock;
  readonly #draining: Draining;
  readonly #disconnection: Disconnection;
  /** [backendCount] events that hold a backend out of the service. */
  readonly #detachCount: Uint8Array;
  /** `null` where no backend has one. */
  readonly #autoscalers: Autoscalers | null;
  /** Made when first needed: its events then come after all others, so that nobody else's change number. */
  #orchestration: Orchestration | null = null;

  constructor(parts: MemberParts, disconnection: Disconnection) {
    const { service, kernel, fleet, view, healthChecks, loadReports, collector } = parts;
    this.#parts = parts;
    this.#disconnection = disconnection;
    this.capacity = new BackendCapacity(fleet.plan, view);
    const changed = (member: number, joined: boolean): void => {
      const backend = fleet.backendOf[member]!;
      this.capacity.review(backend);
      loadReports.membersChanged(backend, view.memberCount[backend]!);
      if (joined) this.#autoscalers?.memberJoined(member);
      if (joined) collector.memberPresent(kernel.now, member);
      else collector.memberAbsent(member);
      if (!joined) healthChecks.memberLeft(member);
      else if (view.isInService[backend] === 1) healthChecks.memberJoined(member);
    };
    this.membership = new Membership(fleet.plan, fleet, view.memberCount, {
      joined: (member) => changed(member, true),
      left: (member) => changed(member, false),
    });
    this.#detachCount = new Uint8Array(fleet.plan.backends.length);
    this.#rule = drainRule(service);
    const { backends, slotCount } = fleet.plan;
    backends.forEach((_, backend) => {
      for (const member of this.membership.membersIn(backend, ABSENT)) collector.memberAbsent(member);
    });
    this.#clock = new DrainClock(kernel, backends.length + slotCount, this.#close);
    this.#draining = new Draining(this.#clock, view);
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

  drainBackend(backend: number): void {
    this.#draining.begin(backend, this.#rule);
  }

  undrainBackend(backend: number): void {
    this.#draining.end(backend);
  }

  /** @param count `null` for the configured number of members */
  scaleBackend(backend: number, count: number | null, startup: Duration | null): void {
    this.#orchestrate().sizes.set(backend, count ?? this.#parts.fleet.plan.backends[backend]!.initialMembers, startup);
  }

  /** @param note takes down what each step of the update does */
  updateBackends(backends: readonly number[], settings: ResolvedRollingUpdate, note: UpdateNote): void {
    this.#orchestrate().updates.begin(backends, settings, note);
  }

  /** Takes a backend out of the service: its members stay, but nobody probes them or sends them anything. */
  detachBackend(backend: number): void {
    const { view, healthChecks, service } = this.#parts;
    this.#detachCount[backend]!++;
    if (view.isInService[backend] === 0) return;
    view.isInService[backend] = 0;
    this.capacity.review(backend);
    for (const member of this.membership.membersIn(backend, ATTACHED)) healthChecks.memberLeft(member);
    this.#draining.begin(backend, service.connectionDraining.onDetach ? this.#rule : NOT_DRAINED);
  }

  /** Ends one detachment, or all: with none left the backend is back, and its members have to pass probes as new ones do. */
  attachBackend(backend: number, endsAll: boolean): void {
    const { view, healthChecks } = this.#parts;
    if (this.#detachCount[backend] === 0) return;
    this.#detachCount[backend] = endsAll ? 0 : this.#detachCount[backend]! - 1;
    if (this.#detachCount[backend] !== 0) return;
    view.isInService[backend] = 1;
    this.capacity.review(backend);
    this.#draining.end(backend);
    for (const member of this.membership.membersIn(backend, ATTACHED)) healthChecks.memberJoined(member);
  }

  #orchestrate(): Orchestration {
    if (this.#orchestration !== null) return this.#orchestration;
    const { kernel, fleet, healthChecks, service, streams } = this.#parts;
    const { backends } = fleet.plan;
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
        drains: (member) => this.#clock.start(backends.length + member, this.#rule),
        gone: (member) => {
          this.#clock.stop(backends.length + member);
          this.#disconnection.breakWhere((row) => this.#parts.connections.member[row] === member, 'goOn', MEMBER_GONE);
        },
        changed: (member) => sizes.review(fleet.backendOf[member]!),
      },
    );
    const sizes = new GroupSizes(fleet.plan, this.membership, lifecycle);
    const parts = { fleet, membership: this.membership, lifecycle, healthChecks };
    this.#orchestration = { sizes, updates: new RollingUpdates(kernel, parts, sizes) };
    return this.#orchestration;
  }

  /** Closes a share of what a backend or a member has, those that are still on their way there included. */
  readonly #close = (unit: number, share: number): void => {
    const { connections, fleet } = this.#parts;
    const backendCount = fleet.plan.backends.length;
    const isThere = (member: number): boolean =>
      member >= 0 && (unit < backendCount ? fleet.backendOf[member] === unit : member === unit - backendCount);
    const isDue = (row: number): boolean =>
      share === 1 || (avalanche(connections.flowHash[row]! ^ CLOSING_SALT) >>> 0) * TWO_POW_MINUS_32 < share;
    this.#disconnection.breakWhere((row) => isThere(connections.member[row]!) && isDue(row), 'reset', DRAINED);
  };
}
