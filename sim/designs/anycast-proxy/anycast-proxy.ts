/**
 * The global anycast TCP proxy: the life of a connection from the client's SYN to its end, through parts that each have a file here.
 *
 * client network -> ingress PoP (`client-routes`) -> ECMP, Maglev machine and first-layer GFE (`maglev-tier`) at the PoP that geo-IP picks ->
 * second-layer GFE near the backends (`second-layer`) -> zone and member (policies, fleet). Time passes as `round-trips` counts it.
 * Source: Google Cloud, "TCP proxy load balancing overview". Events: `anycastProxy.decide`, `.admit`, `.giveUp`.
 */
import { ConnectionStore, FREE_ROW, SETTING_UP, UNANSWERED, WAITING } from '../../fleet/connection-store.ts';
import { Fleet } from '../../fleet/fleet.ts';
import { type FleetView, initialViews } from '../../fleet/fleet-view.ts';
import { HealthChecks } from '../../fleet/health-checks.ts';
import { LoadReports } from '../../fleet/load-reports.ts';
import { REFUSED as MEMBER_REFUSED } from '../../fleet/service-discipline.ts';
import { Fingerprint } from '../../kernel/fingerprint.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { Duration } from '../../kernel/time.ts';
import type { Collector } from '../../metrics/collector.ts';
import { NO_REGION } from '../../metrics/flow-table.ts';
import { COMPLETED, DROPPED, REFUSED, RESET, TIMED_OUT, UNFINISHED } from '../../metrics/outcome.ts';
import { LOCALITY_POLICIES } from '../../policies/locality/locality-policy-registry.ts';
import { SERVICE_POLICIES } from '../../policies/service/service-policy-registry.ts';
import type { ArrivalBlock } from '../../traffic/arrival-block.ts';
import { regionOrderByPop } from '../../world/region-order.ts';
import type { World } from '../../world/world.ts';
import type { DesignContext, DesignRun } from '../design-run.ts';
import { ClientRoutes } from './client-routes.ts';
import { Draining } from './draining.ts';
import { MaglevTier } from './maglev-tier.ts';
import type { Paths } from './paths.ts';
import { oneWayUs, tlsRoundTrips, untilClientUs, untilMemberUs, untilRequestUs } from './round-trips.ts';
import { NO_MEMBER, SecondLayer } from './second-layer.ts';

/** No first byte reached the client. */
const NO_LATENCY = -1;
const NO_EVENT = -1;

export class AnycastProxy implements DesignRun {
  readonly #context: DesignContext;
  readonly #world: World;
  readonly #kernel: Kernel;
  readonly #collector: Collector;
  readonly #connections = new ConnectionStore();
  readonly #fleet: Fleet;
  readonly #loadReports: LoadReports;
  /** What all views share: configuration and health. */
  readonly #view: Omit<FleetView, 'load'>;
  readonly #healthChecks: HealthChecks;
  readonly #routes: ClientRoutes;
  readonly #draining: Draining;
  readonly #maglevTier: MaglevTier;
  readonly #secondLayer: SecondLayer;
  readonly #tlsTrips: number;
  readonly #routing = new Fingerprint();
  readonly #decideHandler: HandlerId;
  readonly #admitHandler: HandlerId;
  readonly #giveUpHandler: HandlerId;

  constructor(context: DesignContext) {
    const { design, world, plan, kernel, collector, streams } = context;
    this.#context = context;
    this.#world = world;
    this.#kernel = kernel;
    this.#collector = collector;
    const commonWork = design.service.backends[0]!.member.serviceTime;
    this.#fleet = new Fleet(plan, commonWork, kernel, this.#connections, streams, (row) => this.#complete(row));
    const { interval, delay } = design.loadReport;
    this.#loadReports = new LoadReports(kernel, interval, delay, world.regions.length, plan.backends.length);
    const views = initialViews(plan, this.#fleet.memberLoad, (region) => this.#loadReports.seenBy(region));
    this.#view = views[0]!;
    this.#healthChecks = new HealthChecks(design.service.healthCheck, kernel, this.#fleet, this.#view, streams);
    this.#routes = new ClientRoutes(world, kernel);
    this.#maglevTier = new MaglevTier(design.edge, world.pops.length, this.#connections);
    this.#secondLayer = new SecondLayer(
      this.#connections,
      views,
      this.#healthChecks,
      SERVICE_POLICIES[design.serviceLbPolicy.loadBalancingAlgorithm].policy,
      LOCALITY_POLICIES[design.service.localityLbPolicy].create({
        backendCount: plan.backends.length,
        memberLoad: this.#fleet.memberLoad,
        memberName: (member) => memberName(context, this.#fleet, member),
      }),
      regionOrderByPop(world),
      design.service.sessionAffinity === 'CLIENT_IP',
    );
    this.#tlsTrips = tlsRoundTrips(design.service.tls);
    this.#draining = new Draining(kernel, design.service.connectionDraining.drainingTimeout, this.#view, (backend) =>
      this.#closeAllOf(backend),
    );
    this.#decideHandler = kernel.register('anycastProxy.decide', this.#decide);
    this.#admitHandler = kernel.register('anycastProxy.admit', this.#admit);
    this.#giveUpHandler = kernel.register('anycastProxy.giveUp', this.#giveUp);
  }

  get paths(): Paths {
    return this.#routes.paths;
  }

  get routingFingerprint(): string {
    return this.#routing.hex();
  }

  arrive(block: ArrivalBlock, blockRow: number): void {
    const now = this.#kernel.now;
    const network = block.networkIndex[blockRow]!;
    const path = this.#routes.pathOf(network);
    const homeRegion = this.#homeRegionOfPath(path);
    this.#collector.offered(now, homeRegion);
    if (!this.#routes.isAnswered(path)) {
      this.#collector.ended(now, now, path, homeRegion, NO_REGION, TIMED_OUT, NO_LATENCY);
      return;
    }
    const servingPop = this.#routes.paths.servingPop[path]!;
    const connections = this.#connections;
    const row = connections.allocate();
    connections.offeredAt[row] = now;
    connections.hold[row] = block.hold[blockRow]!;
    connections.service[row] = block.service[blockRow]!;
    connections.path[row] = path;
    connections.clientHash[row] = block.clientHash[blockRow]!;
    connections.flowHash[row] = block.flowHash[blockRow]!;
    connections.choice[row] = block.choice[blockRow]!;
    this.#maglevTier.forward(row, servingPop, now);
    const region = this.#secondLayer.regionFor(servingPop);
    connections.secondLayerRegion[row] = region;
    const edgeRttUs = this.#routes.edgeRttUs(network);
    const backboneRttUs = this.#backboneRttUs(servingPop, region);
    // What is known of the way back already; the region that serves adds its part.
    connections.latencyOffset[row] = edgeRttUs;
    this.#routing.mix(path, connections.firstLayerGfe[row]!);
    connections.event[row] = this.#kernel.scheduleAfter(
      (untilRequestUs(edgeRttUs, this.#tlsTrips) + oneWayUs(backboneRttUs)) as Duration,
      this.#decideHandler,
      row,
    );
  }

  /** The request is at the second-layer GFE: it picks zone and member. Hot. */
  readonly #decide: Handler = (row) => {
    const connections = this.#connections;
    const servingPop = this.paths.servingPop[connections.path[row]!]!;
    const member = this.#secondLayer.pickMember(row, servingPop);
    this.#routing.mix(row, member);
    if (member === NO_MEMBER) {
      this.#end(row, NO_REGION, DROPPED, NO_LATENCY);
      return;
    }
    const secondLayerRegion = connections.secondLayerRegion[row]!;
    this.#fleet.assign(row, member);
    this.#loadReports.count(secondLayerRegion, this.#fleet.backendOf[member]!, 1);
    const backendRegion = this.#regionOfMember(member);
    const spillRttUs = this.#spillRttUs(secondLayerRegion, backendRegion);
    const zoneRttUs = this.#world.zoneRttUs.otherZone;
    const backboneRttUs = this.#backboneRttUs(servingPop, secondLayerRegion);
    const returnUs = untilClientUs(zoneRttUs, spillRttUs, backboneRttUs, connections.latencyOffset[row]!);
    connections.latencyOffset[row] = returnUs - connections.offeredAt[row]!;
    connections.event[row] = this.#kernel.scheduleAfter(
      untilMemberUs(spillRttUs, zoneRttUs) as Duration,
      this.#admitHandler,
      row,
    );
  };

  /** The request is at the member. Hot. */
  readonly #admit: Handler = (row) => {
    const connections = this.#connections;
    const member = connections.member[row]!;
    connections.event[row] = NO_EVENT;
    if (!this.#fleet.isAlive(member)) {
      connections.state[row] = UNANSWERED;
      connections.event[row] = this.#kernel.scheduleAfter(
        this.#context.design.connectTimeout,
        this.#giveUpHandler,
        row,
      );
      return;
    }
    const now = this.#kernel.now;
    const region = this.#regionOfMember(member);
    if (this.#fleet.admit(row) === MEMBER_REFUSED) {
      this.#collector.refused(now, member);
      this.#end(row, region, REFUSED, NO_LATENCY);
      return;
    }
    this.#collector.established(
      now,
      connections.offeredAt[row]!,
      this.#homeRegionOfPath(connections.path[row]!),
      region,
      this.#fleet.backendOf[member]!,
      member,
      this.#fleet.memberLoad[member]!,
    );
  };

  /** The member has not answered in time. */
  readonly #giveUp: Handler = (row) => {
    this.#connections.event[row] = NO_EVENT;
    this.#end(row, this.#regionOfMember(this.#connections.member[row]!), TIMED_OUT, NO_LATENCY);
  };

  /** A connection comes to its own end. Hot. */
  #complete(row: number): void {
    const connections = this.#connections;
    const latencyUs = connections.firstByteAt[row]! + connections.latencyOffset[row]!;
    this.#end(row, this.#regionOfMember(connections.member[row]!), COMPLETED, latencyUs);
  }

  /** Counts a connection's outcome and forgets it. Hot. */
  #end(row: number, region: number, outcome: number, latencyUs: number): void {
    const connections = this.#connections;
    const now = this.#kernel.now;
    const path = connections.path[row]!;
    const member = connections.member[row]!;
    if (member !== NO_MEMBER) {
      this.#fleet.release(member);
      this.#loadReports.count(connections.secondLayerRegion[row]!, this.#fleet.backendOf[member]!, -1);
    }
    this.#maglevTier.end(row, this.paths.servingPop[path]!, now);
    this.#collector.ended(
      now,
      connections.offeredAt[row]!,
      path,
      this.#homeRegionOfPath(path),
      region,
      outcome,
      latencyUs,
    );
    connections.free(row);
  }

  failMembers(members: readonly number[]): number {
    const wentDown = new Set(members.filter((member) => this.#fleet.addFault(member)));
    for (const member of wentDown) this.#healthChecks.memberChanged(member);
    return this.#breakWhere((row) => wentDown.has(this.#connections.member[row]!), true);
  }

  recoverMembers(members: readonly number[], endsAllFaults: boolean): number {
    for (const member of members) {
      if (this.#fleet.removeFault(member, endsAllFaults)) this.#healthChecks.memberChanged(member);
    }
    return 0;
  }

  failPop(pop: number, convergence: RandomStream): number {
    if (!this.#routes.failPop(pop, convergence)) return 0;
    return this.#breakWhere((row) => this.paths.servingPop[this.#connections.path[row]!] === pop, false);
  }

  recoverPop(pop: number, endsAllFaults: boolean, convergence: RandomStream): number {
    this.#routes.recoverPop(pop, endsAllFaults, convergence);
    return 0;
  }

  withdrawPop(pop: number, convergence: RandomStream): number {
    this.#routes.withdrawPop(pop, convergence);
    return 0;
  }

  announcePop(pop: number, endsAllWithdrawals: boolean, convergence: RandomStream): number {
    this.#routes.announcePop(pop, endsAllWithdrawals, convergence);
    return 0;
  }

  drainBackend(backend: number): number {
    this.#draining.begin(backend);
    return 0;
  }

  undrainBackend(backend: number): number {
    this.#draining.end(backend);
    return 0;
  }

  scaleBackend(backend: number, capacityScaler: number | null): number {
    const plan = this.#context.plan.backends[backend]!;
    this.#view.capacity[backend] = plan.targetCapacity * (capacityScaler ?? plan.capacityScaler);
    return 0;
  }

  sample(interval: number): void {
    const fleet = this.#fleet;
    for (let backend = 0; backend < fleet.backendLoad.length; backend++) {
      this.#collector.sample(
        interval,
        backend,
        fleet.backendLoad[backend]!,
        this.#view.capacity[backend]!,
        fleet.serviceableCount[backend]!,
        this.#view.healthyCount[backend]!,
      );
    }
  }

  finish(): void {
    const connections = this.#connections;
    for (let row = 0; row < connections.rowCount; row++) {
      if (connections.state[row] === FREE_ROW) continue;
      const member = connections.member[row]!;
      const region = member === NO_MEMBER ? NO_REGION : this.#regionOfMember(member);
      this.#end(row, region, UNFINISHED, this.#latencySoFar(row));
    }
  }

  #closeAllOf(backend: number): void {
    this.#breakWhere((row) => {
      const member = this.#connections.member[row]!;
      return member !== NO_MEMBER && this.#fleet.backendOf[member] === backend;
    }, true);
  }

  /**
   * Breaks connections in flight: those that were established are reset; of the others, those on their way to a member stay as they are when
   * `onlyEstablished`, and time out otherwise. Rare: scans all rows. Returns how many established ones broke.
   */
  #breakWhere(isHit: (row: number) => boolean, onlyEstablished: boolean): number {
    const connections = this.#connections;
    let brokenCount = 0;
    for (let row = 0; row < connections.rowCount; row++) {
      const state = connections.state[row]!;
      if (state === FREE_ROW || !isHit(row)) continue;
      const isEstablished = state !== SETTING_UP && state !== UNANSWERED;
      if (!isEstablished && onlyEstablished) continue;
      const member = connections.member[row]!;
      const region = member === NO_MEMBER ? NO_REGION : this.#regionOfMember(member);
      if (isEstablished) {
        const latencyUs = this.#latencySoFar(row);
        this.#fleet.evict(row);
        this.#collector.broken(this.#kernel.now, this.#fleet.backendOf[member]!);
        this.#end(row, region, RESET, latencyUs);
        brokenCount++;
      } else {
        this.#kernel.cancel(connections.event[row]!);
        this.#end(row, region, TIMED_OUT, NO_LATENCY);
      }
    }
    return brokenCount;
  }

  /**
   * Time to first byte of a connection that is cut off now, if its answer was ready before; NO_LATENCY otherwise. What becomes ready at this
   * very instant does not get out: it may have been given a worker only because its member is being emptied.
   */
  #latencySoFar(row: number): number {
    const connections = this.#connections;
    const state = connections.state[row]!;
    const isAnswered =
      state !== SETTING_UP &&
      state !== UNANSWERED &&
      state !== WAITING &&
      connections.firstByteAt[row]! < this.#kernel.now;
    return isAnswered ? connections.firstByteAt[row]! + connections.latencyOffset[row]! : NO_LATENCY;
  }

  #homeRegionOfPath(path: number): number {
    return this.#context.homeRegionOf[this.paths.metroIndex[path]!]!;
  }

  #regionOfMember(member: number): number {
    return this.#context.plan.backends[this.#fleet.backendOf[member]!]!.regionIndex;
  }

  /** RTT on from the second layer's region to the one that serves; the way inside a region is the zone's RTT. */
  #spillRttUs(from: number, to: number): number {
    return from === to ? 0 : this.#world.regionRegionRttUs[from * this.#world.regions.length + to]!;
  }

  #backboneRttUs(pop: number, region: number): number {
    return this.#world.popRegionRttUs[pop * this.#world.regions.length + region]!;
  }
}

function memberName(context: DesignContext, fleet: Fleet, member: number): string {
  const backend = context.plan.backends[fleet.backendOf[member]!]!;
  return `${backend.id}/${member - backend.firstMember}`;
}
