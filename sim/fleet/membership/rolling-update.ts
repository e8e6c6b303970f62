/**
 * A rolling update of one deployment: its members are replaced a few at a time, so that enough of them serve meanwhile.
 *
 * The rules are those of a Kubernetes Deployment, which a managed instance group's are alike: at most `maxSurge`
 * members above the wanted number, at most `maxUnavailable` below it available; a new member is ready when its server
 * answers or, with a readiness gate, when health checks hold it healthy, and available `minReady` later. Old members
 * that are unhealthy go first. Members that are on their way out count for neither bound. A deployment spans all zonal
 * backends that the event names; each keeps its number of members. Which member goes next is up to the orchestrator
 * (assumption: zones by turns, or zone by zone). State: who is old, who is new and since when ready.
 */
import type { Duration } from '../../kernel/time.ts';
import type { ResolvedRollingUpdate } from '../../scenario/resolved-membership.ts';
import type { Fleet } from '../fleet.ts';
import type { HealthWatch } from '../health-watch.ts';
import { amountOf } from './amount.ts';
import type { Leaving, MemberLifecycle } from './member-lifecycle.ts';
import { ABSENT, type Membership, NO_SLOT } from './membership.ts';

const NOT_READY = -1;

/** The parts of a fleet that an update works on. */
export interface UpdatedParts {
  readonly fleet: Fleet;
  readonly membership: Membership;
  readonly lifecycle: MemberLifecycle;
  readonly healthChecks: HealthWatch;
}

/** What one look of the orchestrator led to. */
export interface UpdateStep {
  readonly started: readonly string[];
  readonly retired: readonly string[];
  readonly isOver: boolean;
}

export class RollingUpdate {
  readonly #parts: UpdatedParts;
  readonly #settings: ResolvedRollingUpdate;
  readonly backends: readonly number[];
  /** Members wanted of each of the backends. */
  readonly #wanted: readonly number[];
  readonly #surge: number;
  readonly #leastAvailable: number;
  /** Old members that were not told to go. */
  #old: number[];
  /** New members, and the instant since which each is ready, or NOT_READY. */
  readonly #readySince = new Map<number, number>();

  /** @param backends indexes of zonal backends; what they hold now is to be replaced */
  constructor(parts: UpdatedParts, backends: readonly number[], settings: ResolvedRollingUpdate) {
    this.#parts = parts;
    this.#settings = settings;
    this.backends = backends;
    const old = backends.map((backend) => parts.lifecycle.stayingMembers(backend));
    this.#wanted = old.map((members) => members.length);
    this.#old = old.flat();
    this.#surge = amountOf(settings.maxSurge, this.#old.length, Math.ceil);
    const unavailable = amountOf(settings.maxUnavailable, this.#old.length, Math.floor);
    // Kubernetes, deployment util, ResolveFenceposts: where both come to 0 one may be
    // unavailable, or nothing would ever happen.
    this.#leastAvailable = this.#old.length - (this.#surge === 0 && unavailable === 0 ? 1 : unavailable);
  }

  /** The orchestrator looks and does what the bounds allow. */
  step(nowUs: number): UpdateStep {
    this.#reviewReadiness(nowUs);
    const retired = this.#retire(nowUs);
    const started = this.#start();
    const isOver = this.#old.length === 0 && this.#availableCount(nowUs) === sum(this.#wanted);
    return { started, retired, isOver };
  }

  /** How far it is: `3 of 10 replaced`, those whose new member is available. */
  progress(nowUs: number): string {
    const wanted = sum(this.#wanted);
    return `${Math.min(this.#availableCount(nowUs), wanted - this.#old.length)} of ${wanted} replaced`;
  }

  #reviewReadiness(nowUs: number): void {
    const { fleet, healthChecks, membership } = this.#parts;
    for (const [member, since] of this.#readySince) {
      if (membership.stateOf(member) === ABSENT) this.#readySince.delete(member);
      else {
        const isReady = this.#settings.readinessGate ? healthChecks.isHealthy(member) : fleet.isRunning(member);
        if (isReady !== since > NOT_READY) this.#readySince.set(member, isReady ? nowUs : NOT_READY);
      }
    }
  }

  #availableCount(nowUs: number): number {
    let count = 0;
    for (const since of this.#readySince.values()) {
      if (since !== NOT_READY && nowUs - since >= this.#settings.minReady) count++;
    }
    return count;
  }

  #retire(nowUs: number): string[] {
    const { membership, lifecycle, healthChecks } = this.#parts;
    const canGo = this.#old.length + this.#availableCount(nowUs) - this.#leastAvailable;
    if (canGo <= 0 || this.#old.length === 0) return [];
    const isSick = (member: number): number => (healthChecks.isHealthy(member) ? 1 : 0);
    const ordered = this.#inOrder(this.#old).sort((a, b) => isSick(a) - isSick(b));
    const going = ordered.slice(0, canGo);
    this.#old = this.#old.filter((member) => !going.includes(member));
    for (const member of going) lifecycle.retire(member, this.#leavingOf(member));
    return going.map((member) => membership.nameOf(member));
  }

  #start(): string[] {
    const { membership, lifecycle } = this.#parts;
    const wanted = sum(this.#wanted);
    const room = wanted + this.#surge - this.#old.length - this.#readySince.size;
    const started: string[] = [];
    for (let count = Math.min(room, wanted - this.#readySince.size); count > 0; count--) {
      const member = membership.claim(this.#shortestBackend());
      if (member === NO_SLOT) break;
      this.#readySince.set(member, NOT_READY);
      lifecycle.start(member, this.#settings.startup ?? this.#startupOf(member), this.#settings.attachDelay);
      started.push(membership.nameOf(member));
    }
    return started;
  }

  /**
   * The backend that lacks most of its new members, in proportion, the first of equals; zone by
   * zone, the first that lacks any.
   */
  #shortestBackend(): number {
    const missing = this.backends.map((backend, at) => this.#wanted[at]! - this.#newIn(backend));
    if (this.#settings.order === 'zoneByZone') return this.backends[missing.findIndex((count) => count > 0)]!;
    const shares = missing.map((count, at) => (count === 0 ? 0 : count / this.#wanted[at]!));
    return this.backends[shares.indexOf(Math.max(...shares))]!;
  }

  #newIn(backend: number): number {
    let count = 0;
    for (const member of this.#readySince.keys()) if (this.#parts.fleet.backendOf[member] === backend) count++;
    return count;
  }

  /** Old members in the order in which they go: backends by turns, or one after the other. */
  #inOrder(members: readonly number[]): number[] {
    const { backendOf } = this.#parts.fleet;
    if (this.#settings.order === 'zoneByZone') return members.toSorted((a, b) => a - b);
    const turnOf = new Map<number, number>();
    const met = this.backends.map(() => 0);
    // Counted from the last, so that those left over after equal turns come first.
    for (const member of members.toReversed()) {
      const at = this.backends.indexOf(backendOf[member]!);
      turnOf.set(member, met[at]! / this.#wanted[at]!);
      met[at]!++;
    }
    return members.toSorted((a, b) => turnOf.get(b)! - turnOf.get(a)! || a - b);
  }

  #leavingOf(member: number): Leaving {
    const { detachDelay, pod } = this.#settings;
    return { detachDelay, pod: this.#planOf(member).kind === 'NETWORK_ENDPOINT_GROUP' ? pod : null };
  }

  #startupOf(member: number): Duration {
    return this.#planOf(member).member.startup;
  }

  #planOf(member: number) {
    const { fleet } = this.#parts;
    return fleet.plan.backends[fleet.backendOf[member]!]!;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
