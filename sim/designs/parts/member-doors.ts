/**
 * What a connection meets at the door of its member: the way there, the member's own answer, and its limit
 * on connections from one address.
 *
 * State: connections by source address, of members that limit them.
 */
import { ANSWERS, REFUSES } from '../../fleet/answer.ts';
import { ClientLimits } from '../../fleet/client-limits.ts';
import { isAtMember } from '../../fleet/connection-state.ts';
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { FleetPlan } from '../../fleet/fleet-plan.ts';
import { combined, type Reachability } from '../../fleet/reachability.ts';
import { factsOf } from '../../scenario/backend-kinds.ts';
import type { ServerRules } from './server-rules.ts';

export class MemberDoors {
  /** [backendCount] */
  readonly #isUnchecked: Uint8Array;
  readonly #connections: ConnectionStore;
  readonly #fleet: Fleet;
  readonly #reachability: Reachability;
  /** `null` where no member limits anything, so that most runs pay nothing for it. */
  readonly #clientLimits: ClientLimits | null;
  /** By a PROXY header, or because nobody stands between. */
  readonly #seesClients: boolean;
  /** `null` where the packets of clients do not come to members. */
  readonly #rules: ServerRules | null;
  /**
   * [slotCount] what stands between clients and a member, for those who come to it themselves: the same all the
   * time. `null`: nothing before any.
   */
  readonly #clientWays: Uint8Array | null;

  /** @param seesClients members see the client's address, and not that of a second-layer GFE */
  constructor(
    reachability: Reachability,
    seesClients: boolean,
    plan: FleetPlan,
    connections: ConnectionStore,
    fleet: Fleet,
    rules: ServerRules | null = null,
  ) {
    this.#isUnchecked = Uint8Array.from(plan.backends, ({ kind }) => (factsOf(kind).isBalanced ? 0 : 1));
    this.#connections = connections;
    this.#fleet = fleet;
    this.#reachability = reachability;
    const isLimited = plan.backends.some(({ member }) => member.perClientLimit !== 'none');
    this.#clientLimits = isLimited ? new ClientLimits(plan) : null;
    this.#seesClients = seesClients;
    // The address is asked for again as the connection leaves.
    if (isLimited && seesClients) connections.keepSetups();
    this.#rules = rules;
    const clientWays = Uint8Array.from(fleet.backendOf, (backend) => reachability.ofConnection(backend, 0));
    this.#clientWays = clientWays.every((way) => way === ANSWERS) ? null : clientWays;
  }

  /** ANSWERS, REFUSES or IS_SILENT; a backend that has no health checks is never held to be unhealthy. */
  answerToProbe(member: number, prober: number): number {
    const backend = this.#fleet.backendOf[member]!;
    if (this.#isUnchecked[backend] === 1) return ANSWERS;
    const way = this.#reachability.ofProbe(backend, prober);
    const answer = combined(way, this.#fleet.probeAnswerOf(member));
    return answer === ANSWERS && this.#fleet.isFull(member) ? REFUSES : answer;
  }

  /** ANSWERS, REFUSES, IS_SILENT, GARBLES or BREAKS. Hot. */
  answerTo(row: number): number {
    const member = this.#connections.member(row);
    const way = this.#reachability.ofConnection(this.#fleet.backendOf[member]!, this.#connections.secondLayerGfe(row));
    return this.#byRules(row, member, combined(way, this.#fleet.answerOf(member)));
  }

  /**
   * The same, where clients come to their member themselves: nobody sets a second-layer GFE
   * there, and it reads as 0. Hot.
   */
  answerToClient(row: number, member: number): number {
    const own = this.#fleet.answerOf(member);
    return this.#byRules(row, member, this.#clientWays === null ? own : combined(this.#clientWays[member]!, own));
  }

  /** Whether a member that answers so turns a connection away because its source address has enough of them. Hot. */
  isOverLimit(row: number, answer: number): boolean {
    if (this.#clientLimits === null || answer === REFUSES) return false;
    const member = this.#connections.member(row);
    return this.#clientLimits.isReached(this.#fleet.backendOf[member]!, member, this.#sourceOf(row));
  }

  /** The member has taken the connection. Hot. */
  enter(row: number): void {
    if (this.#clientLimits === null) return;
    const member = this.#connections.member(row);
    this.#clientLimits.count(this.#fleet.backendOf[member]!, member, this.#sourceOf(row));
  }

  /** A connection that has a member ends, whether or not the member has taken it. Hot. */
  leave(row: number): void {
    if (this.#clientLimits === null || !isAtMember(this.#connections.state(row))) return;
    const member = this.#connections.member(row);
    this.#clientLimits.release(this.#fleet.backendOf[member]!, member, this.#sourceOf(row));
  }

  /** The answer of a member that its own rules may yet change. Hot. */
  #byRules(row: number, member: number, answer: number): number {
    if (this.#rules === null || !this.#rules.isOn || answer !== ANSWERS) return answer;
    return this.#rules.answerTo(member, this.#connections.network(row));
  }

  /** The address from which a member sees it come: the client's, or the second-layer GFE's number. */
  #sourceOf(row: number): number {
    return this.#seesClients ? this.#connections.clientHash(row) : this.#connections.secondLayerGfe(row);
  }
}
