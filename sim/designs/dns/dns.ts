/**
 * DNS as the balancer: the servers' addresses are the answer of one name, and clients connect to one of them directly.
 *
 * A client whose copy of the answer has ended looks the name up (`naming`), begins with the first address of its copy,
 * and goes on to the next when one refuses or does not answer. Nothing but the record spreads clients over servers or
 * takes them off one. From there on a connection is as in `direct-connections`. Source: docs/model/dns.md.
 */
import { type ConnectionStore, NO_MEMBER } from '../../fleet/connection-store.ts';
import { assert } from '../../kernel/assert.ts';
import { Fingerprint } from '../../kernel/fingerprint.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { COUNTER } from '../../metrics/counters.ts';
import { NO_REGION } from '../../metrics/flow-table.ts';
import { DROPPED } from '../../metrics/outcome.ts';
import type { TrailAsk } from '../../metrics/trail/trail-ask.ts';
import type { ResolvedNaming } from '../../scenario/resolved-naming.ts';
import type { ArrivalBlock } from '../../traffic/arrival-block.ts';
import type { DesignContext, DesignRun } from '../design-run.ts';
import { AddressTries } from '../naming/address-tries.ts';
import { Authority } from '../naming/authority.ts';
import { NameCaches, NO_ADDRESS } from '../naming/name-caches.ts';
import { attemptUs } from '../naming/patience.ts';
import { DirectConnections } from '../parts/direct-connections.ts';
import type { DirectPaths } from '../parts/direct-paths.ts';
import { type DirectServers, directMembers, directServers } from '../parts/direct-servers.ts';
import { NO_LATENCY } from '../parts/disconnection.ts';
import { EdgelessFaults } from '../parts/edgeless-faults.ts';
import type { Members } from '../parts/members.ts';
import type { Paths } from '../parts/paths.ts';
import { Visits } from '../parts/visits.ts';
import { sampleBackends } from '../sample-backends.ts';
import { DnsTrails } from './dns-trails.ts';
import { ListedServers } from './listed-servers.ts';

export class Dns implements DesignRun {
  readonly faultTarget: EdgelessFaults;
  readonly #context: DesignContext;
  readonly #naming: ResolvedNaming;
  readonly #servers: DirectServers;
  /** Of these, what every connection meets. */
  readonly #connections: ConnectionStore;
  readonly #routes: DirectPaths;
  readonly #kernel: Kernel;
  readonly #members: Members;
  readonly #visits: Visits;
  readonly #direct: DirectConnections;
  readonly #caches: NameCaches;
  readonly #tries = new AddressTries();
  readonly #routing = new Fingerprint();
  readonly #listed: ListedServers;
  /** `null` unless the run is asked to explain something. */
  #trails: DnsTrails | null = null;

  constructor(context: DesignContext) {
    const { naming, id } = context.design;
    assert(naming !== null, `design ${id} has no name`);
    this.#context = context;
    this.#naming = naming;
    const servers = directServers(context, {
      complete: (row) => this.#direct.complete(row),
      end: (row, region, outcome, latencyUs) => this.#direct.end(row, region, outcome, latencyUs),
    });
    this.#servers = servers;
    this.#connections = servers.connections;
    this.#routes = servers.routes;
    this.#kernel = context.kernel;
    this.#listed = new ListedServers(context, servers);
    const regionOrder = [...new Set(context.plan.backends.map(({ regionIndex }) => regionIndex))];
    const { record } = this.#listed;
    const authority = new Authority(context, naming, record, regionOrder, servers.rttsUs);
    this.#caches = new NameCaches(context, naming, record, authority);
    this.#members = directMembers(context, servers, this.#listed);
    this.faultTarget = new EdgelessFaults({ ...servers, healthChecks: this.#listed, members: this.#members });
    this.#visits = new Visits(
      context,
      servers.connections,
      servers.routes.paths,
      (network) => servers.routes.pathOf(network),
      (block, row) => this.arrive(block, row),
    );
    this.#direct = new DirectConnections(context, servers, this.#visits, null, {
      next: (row) => this.#serverFor(servers.connections.client(row), this.#tries.advance(row)),
      patienceUs: (row) => this.#patienceUs(row),
    });
  }

  get paths(): Paths {
    return this.#routes.paths;
  }

  get routingFingerprint(): string {
    return this.#routing.hex();
  }

  arrive(block: ArrivalBlock, blockRow: number): void {
    const { now } = this.#kernel;
    const network = block.networkIndex[blockRow]!;
    const client = block.client[blockRow]!;
    const path = this.#routes.pathOf(network);
    this.#visits.offered(block, blockRow, path);
    if (block.isNewcomer[blockRow] === 1) {
      this.#caches.forget(client);
      this.#context.collector.count(COUNTER.newcomers, now);
    }
    const row = this.#visits.begin(block, blockRow, path);
    this.#tries.begin(row);
    if (this.#trails !== null) this.#trails.arrived(row);
    const lookupUs = this.#caches.lookUp(network, client, now);
    const server = this.#serverFor(client, 0);
    if (server !== NO_MEMBER) {
      this.#direct.connect(row, network, server, lookupUs);
      return;
    }
    if (this.#trails !== null) this.#trails.noAddress(row);
    this.#direct.end(row, NO_REGION, DROPPED, NO_LATENCY);
  }

  /** The server at an address of the client's copy, or NO_MEMBER when it has no more. Hot. */
  #serverFor(client: number, tryNumber: number): number {
    const address = this.#caches.addressOf(client, tryNumber);
    this.#routing.mix(client, address);
    if (address === NO_ADDRESS) return NO_MEMBER;
    this.#caches.sentTo(address, this.#kernel.now);
    return address;
  }

  #patienceUs(row: number): number {
    const count = this.#caches.countOf(this.#connections.client(row));
    return attemptUs(this.#naming, this.#tries.numberOf(row) + 1 < count);
  }

  explain(asks: readonly TrailAsk[]): DnsTrails {
    const { design, world, kernel } = this.#context;
    const parts = { ...this.#servers, members: this.#members, caches: this.#caches, listed: this.#listed };
    this.#trails = new DnsTrails(asks, { ...parts, design, world, kernel });
    this.#direct.trails = this.#trails;
    this.#visits.follow(this.#trails);
    return this.#trails;
  }

  sample(interval: number): void {
    const { fleet, knowledge, loadReports, configuration, tierCounts } = this.#servers;
    sampleBackends(this.#context.collector, interval, fleet, knowledge, loadReports, configuration);
    tierCounts.sample();
  }

  finish(): void {
    this.#members.finish();
    this.#direct.finish();
  }
}
