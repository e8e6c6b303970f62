/**
 * The balancers as machines: where they stand, whether they answer, and how long an ask takes there.
 *
 * A balancer answers asks in the order in which they come, `workers` at a time, each after its work; when more than
 * `backlog` wait it refuses. Since all asks are alike it is kept as one queue of waiting time (D/c/K): the wait is what
 * is left of the work before it, over the workers. State: faults of each, and until when each is busy.
 */
import { ANSWERS, type FaultWay, IS_SILENT } from '../../fleet/answer.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import { MemberFaults } from '../../fleet/member-faults.ts';
import type { ResolvedBalancers } from '../../scenario/resolved-redirect.ts';

/** The ask finds the queue full. */
export const TURNED_AWAY = -1;

export class Balancers {
  readonly count: number;
  readonly #config: ResolvedBalancers;
  readonly #fleet: Fleet;
  readonly #faults: MemberFaults;
  /** [balancerCount] the member that it runs on, where balancers run on servers. */
  readonly #hostOf: readonly number[];
  /** [balancerCount] region it stands in, among those with backends. */
  readonly #regionOf: Int16Array;
  /** [balancerCount] instant at which the work it has is done, us. */
  readonly #freeAt: Float64Array;

  /**
   * @param hosts members in the order in which balancers run on them; empty where balancers are machines of their own
   */
  constructor(config: ResolvedBalancers, fleet: Fleet, hosts: readonly number[], regionIds: readonly string[]) {
    this.count = config.count;
    this.#config = config;
    this.#fleet = fleet;
    this.#faults = new MemberFaults(config.count);
    this.#hostOf = config.isOnServers ? Array.from({ length: config.count }, (_, number) => hosts[number]!) : [];
    this.#regionOf = Int16Array.from({ length: config.count }, (_, number) =>
      config.isOnServers
        ? fleet.plan.backends[fleet.backendOf[hosts[number]!]!]!.regionIndex
        : regionIds.indexOf(config.regions[number % config.regions.length]!),
    );
    this.#freeAt = new Float64Array(config.count);
  }

  /** The member that a balancer runs on; `undefined` where it is a machine of its own. */
  hostOf(balancer: number): number | undefined {
    return this.#hostOf[balancer];
  }

  regionOf(balancer: number): number {
    return this.#regionOf[balancer]!;
  }

  get areOnServers(): boolean {
    return this.#config.isOnServers;
  }

  /** Balancers that run on a member. */
  onMember(member: number): number[] {
    return this.#hostOf.flatMap((host, balancer) => (host === member ? [balancer] : []));
  }

  /** What a balancer answers to a SYN: ANSWERS, REFUSES or IS_SILENT. */
  answerOf(balancer: number): number {
    const own = this.#faults.answer[balancer]!;
    const host = this.#hostOf[balancer];
    return host === undefined ? own : Math.max(own, this.#fleet.answerOf(host));
  }

  /** Takes an ask; the instant of its answer, us, or TURNED_AWAY. */
  serve(balancer: number, nowUs: number): number {
    const { serviceTime, workers, backlog } = this.#config;
    const startsAt = Math.max(nowUs, this.#freeAt[balancer]!);
    if (startsAt - nowUs > (backlog * serviceTime) / workers) return TURNED_AWAY;
    this.#freeAt[balancer] = startsAt + serviceTime / workers;
    return Math.round(startsAt + serviceTime);
  }

  /** Asks that it has to answer yet: what is left of its work, over the work of one. */
  inHandOf(balancer: number, nowUs: number): number {
    const { serviceTime, workers } = this.#config;
    const leftUs = Math.max(0, this.#freeAt[balancer]! - nowUs);
    return Math.ceil((leftUs * workers) / serviceTime);
  }

  /** Returns whether its answer changed by this. */
  fail(balancer: number, way: FaultWay): boolean {
    const before = this.answerOf(balancer);
    this.#faults.add(balancer, way);
    return this.answerOf(balancer) !== before;
  }

  /** Ends one fault, or with `null` all; returns whether it answers from now on. */
  recover(balancer: number, way: FaultWay | null): boolean {
    const before = this.answerOf(balancer);
    this.#faults.remove(balancer, way);
    if (before === ANSWERS || this.answerOf(balancer) !== ANSWERS) return false;
    this.#freeAt[balancer] = 0;
    return true;
  }

  isSilent(balancer: number): boolean {
    return this.answerOf(balancer) === IS_SILENT;
  }
}
