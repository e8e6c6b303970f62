/**
 * What each balancer knows of the servers, and whom it names to a client: its list of those held alive and not
 * draining and its own counts, and where they matter the loads that servers say and what clients report. State: a view
 * and a policy for each balancer.
 */
import type { Fleet } from '../../fleet/fleet.ts';
import type { KnownConfiguration } from '../../fleet/known-configuration.ts';
import type { AssignmentPolicy, AssignmentView } from '../../policies/assignment/assignment-policy.ts';
import {
  ASSIGNMENT_POLICIES,
  type AssignmentPolicyName,
} from '../../policies/assignment/assignment-policy-registry.ts';
import { NO_SERVER } from './client-memory.ts';
import type { ClientReports } from './client-reports.ts';
import type { Heartbeats } from './heartbeats.ts';

export class ServerChoice {
  readonly #fleet: Fleet;
  readonly #heartbeats: Heartbeats;
  readonly #configuration: KnownConfiguration;
  /** [networkCount][regionCount] */
  readonly #rttsUs: readonly Float64Array[];
  /** `null` where clients report nothing. */
  readonly #reports: ClientReports | null;
  readonly #views: readonly AssignmentView[];
  readonly #policies: readonly AssignmentPolicy[];
  /** [balancerCount] 1 when the list of servers may have changed. */
  readonly #isStale: Uint8Array;
  /** [balancerCount] Room for the list of servers less one of them. */
  readonly #others: Int32Array[];

  /** @param rttsUs from client networks to regions [networkCount][regionCount] */
  constructor(
    policy: AssignmentPolicyName,
    balancerCount: number,
    fleet: Fleet,
    heartbeats: Heartbeats,
    configuration: KnownConfiguration,
    rttsUs: Float64Array,
    regionCount: number,
    reports: ClientReports | null,
  ) {
    this.#reports = reports;
    this.#fleet = fleet;
    this.#heartbeats = heartbeats;
    this.#configuration = configuration;
    this.#rttsUs = Array.from({ length: rttsUs.length / regionCount }, (_, network) =>
      rttsUs.subarray(network * regionCount, (network + 1) * regionCount),
    );
    const { slotCount, backends } = fleet.plan;
    const regionOf = Int16Array.from(fleet.backendOf, (backend) => backends[backend]!.regionIndex);
    const target = Float64Array.from(fleet.backendOf, (backend) => {
      const { targetCapacity, capacityScaler, initialMembers } = backends[backend]!;
      return (targetCapacity * capacityScaler) / Math.max(1, initialMembers);
    });
    this.#views = Array.from({ length: balancerCount }, () => ({
      servers: new Int32Array(0),
      assigned: new Float64Array(slotCount),
      load: new Float64Array(slotCount),
      target,
      rttUs: this.#rttsUs[0]!,
      regionOf,
    }));
    this.#policies = this.#views.map(() => ASSIGNMENT_POLICIES[policy].create());
    this.#isStale = new Uint8Array(balancerCount).fill(1);
    this.#others = this.#views.map(() => new Int32Array(0));
  }

  /** A balancer holds a server alive from now on, or dead; one that registers is new to it. */
  heardOf(balancer: number, member: number, isAlive: boolean): void {
    this.#isStale[balancer] = 1;
    if (isAlive) this.#views[balancer]!.assigned[member] = 0;
  }

  /** Backends began to drain, or came back. */
  configurationChanged(): void {
    this.#isStale.fill(1);
  }

  /** A server has said its load to all balancers. */
  loadSaid(member: number, load: number): void {
    for (const view of this.#views) view.load[member] = load;
  }

  /** A client tells a balancer which server failed it. */
  reported(balancer: number, member: number, nowUs: number): void {
    if (this.#reports?.report(balancer, member, nowUs) === true) this.#isStale[balancer] = 1;
  }

  /**
   * The server that a balancer names to a client, or NO_SERVER when it knows of none. Hot.
   *
   * @param choice uniform draw of this ask, 32 bits
   * @param unwanted a server that it does not name as long as there is another, or NO_SERVER
   */
  pick(
    balancer: number,
    network: number,
    clientHash: number,
    choice: number,
    nowUs: number,
    unwanted = NO_SERVER,
  ): number {
    const view = this.#views[balancer]!;
    if (this.#reports?.hasEnded(balancer, nowUs) === true) this.#isStale[balancer] = 1;
    if (this.#isStale[balancer] === 1) this.#renew(balancer, nowUs);
    const { servers } = view;
    if (servers.length === 0) return NO_SERVER;
    view.rttUs = this.#rttsUs[network]!;
    if (unwanted !== NO_SERVER && servers.length > 1 && servers.includes(unwanted)) {
      view.servers = this.#without(unwanted, servers, this.#others[balancer]!);
    }
    const server = this.#policies[balancer]!.pick(view, clientHash, choice);
    view.servers = servers;
    view.assigned[server]!++;
    view.load[server]!++;
    return server;
  }

  /** Servers that a balancer chose among when it last named one, ascending. */
  serversOf(balancer: number): Int32Array {
    return this.#views[balancer]!.servers;
  }

  /** [slotCount] clients that a balancer has named each server to since that registered. */
  toldBy(balancer: number): Readonly<Float64Array> {
    return this.#views[balancer]!.assigned;
  }

  /** Servers of a list but one, which is in it. */
  #without(unwanted: number, servers: Int32Array, others: Int32Array): Int32Array {
    for (let at = 0, place = 0; at < servers.length; at++) {
      if (servers[at] !== unwanted) others[place++] = servers[at]!;
    }
    return others;
  }

  #renew(balancer: number, nowUs: number): void {
    const { isInService, isDraining } = this.#configuration;
    const { backendOf } = this.#fleet;
    const isListed = (member: number): boolean => {
      const backend = backendOf[member]!;
      return this.#heartbeats.isHeldAlive(balancer, member) && isInService[backend] === 1 && isDraining[backend] === 0;
    };
    const listed = [...backendOf.keys()].filter(isListed);
    const trusted = listed.filter((member) => this.#reports?.isShunned(balancer, member, nowUs) !== true);
    // Where clients complain of all, a balancer goes by heartbeats alone.
    const servers = Int32Array.from(trusted.length === 0 ? listed : trusted);
    this.#views[balancer]!.servers = servers;
    this.#others[balancer] = new Int32Array(Math.max(0, servers.length - 1));
    this.#isStale[balancer] = 0;
  }
}
