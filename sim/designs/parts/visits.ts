/**
 * The client's side of connections: each is counted once when it is offered and once when it is over, with
 * one outcome, however often the client tries (`tries`). Designs serve tries; what they are given and what
 * they leave behind passes here.
 */
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { NO_BACKEND } from '../../metrics/backend-table.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import { NO_REGION } from '../../metrics/flow-table.ts';
import { isFailed, TIMED_OUT, UNFINISHED } from '../../metrics/outcome.ts';
import type { ResolvedDesign } from '../../scenario/resolved-scenario.ts';
import { type ArrivalBlock, FIRST_TRY } from '../../traffic/arrival-block.ts';
import type { DesignContext } from '../design-run.ts';
import { type Disconnection, NO_LATENCY } from './disconnection.ts';
import type { Paths } from './paths.ts';
import { ResponseTimeout } from './response-timeout.ts';
import { type BroughtWork, Tries } from './tries.ts';

/** Follows visits that a run is asked to explain. */
export interface VisitFollower {
  /** A try begins on a path that leads to nobody: in designs that have such paths. */
  unanswered?(row: number): void;
  /** A try is over; its row is still as it was. */
  ended(row: number, outcome: number, latencyUs: number): void;
  /** Whether the client tries once more is settled: as which visit, or FIRST_TRY for none. */
  settled(row: number, visit: number): void;
  /** The run ends. */
  finish(): void;
}

/** What it takes to let clients leave. */
interface LeftParts {
  readonly fleet: Fleet;
  readonly disconnection: Disconnection;
  /** The end of a connection in the design. */
  readonly end: (row: number, region: number, outcome: number, latencyUs: number) => void;
  /** Told of a connection whose client has left while its work goes on, before it is counted. */
  readonly abandoned: (row: number, outcome: number) => void;
}

export class Visits {
  readonly #design: ResolvedDesign;
  readonly #kernel: Kernel;
  readonly #collector: Collector;
  readonly #connections: ConnectionStore;
  readonly #homeRegionOf: Int16Array;
  readonly #paths: Paths;
  readonly #pathOf: (network: number) => number;
  /** [clientCount] 1 once a connection of a client has failed. */
  readonly #isHit: Uint8Array;
  /** How long a client waits for an answer to its SYN. */
  readonly #connectTimeoutUs: number;
  /** `null` where clients try once. */
  readonly #tries: Tries | null;
  /** `null` where clients wait for ever. */
  #responseTimeout: ResponseTimeout | null = null;
  /** `null` unless the run is asked to explain something. */
  #trails: VisitFollower | null = null;

  /**
   * @param pathOf a network's way into the service now
   * @param arrive serves a try
   * @param brought what a row's client brought; by default what is in the row
   */
  constructor(
    { design, kernel, collector, streams, homeRegionOf, population }: DesignContext,
    connections: ConnectionStore,
    paths: Paths,
    pathOf: (network: number) => number,
    arrive: (block: ArrivalBlock, row: number) => void,
    brought: BroughtWork = connections,
  ) {
    this.#design = design;
    this.#kernel = kernel;
    this.#collector = collector;
    this.#connections = connections;
    this.#homeRegionOf = homeRegionOf;
    this.#paths = paths;
    this.#pathOf = pathOf;
    this.#isHit = new Uint8Array(population.clientCount);
    this.#connectTimeoutUs = design.connectTimeout;
    // One that broke is tried again with what it had.
    if (design.retry !== null) connections.keepSetups();
    this.#tries =
      design.retry === null
        ? null
        : new Tries(design.retry, brought, kernel, streams.stream('retry'), arrive, (nowUs) =>
            collector.count(COUNTER.retries, nowUs),
          );
  }

  /** Clients leave as the design says. To be called once, before the first connection. */
  letLeave({ fleet, disconnection, end, abandoned }: LeftParts): void {
    const { responseTimeout } = this.#design;
    if (responseTimeout === null) return;
    this.#responseTimeout = new ResponseTimeout(responseTimeout, this.#kernel, this.#connections, fleet, {
      end: (row, outcome) => end(row, disconnection.regionOf(row), outcome, NO_LATENCY),
      abandon: (row, outcome) => {
        abandoned(row, outcome);
        const backend = fleet.backendOf[this.#connections.member(row)]!;
        this.settle(row, disconnection.regionOf(row), backend, outcome, NO_LATENCY);
      },
    });
  }

  /** Connections are followed from here on, to their end. To be called before the first. */
  follow(trails: VisitFollower): void {
    this.#connections.keepSetups();
    this.#trails = trails;
  }

  /** The region that connections on a path go to when nothing is wrong. Hot. */
  homeRegionOf(path: number): number {
    return this.#homeRegionOf[this.#paths.metroIndex[path]!]!;
  }

  /** A try is offered on a path: counts the connection if it is its first. Hot. */
  offered(block: ArrivalBlock, blockRow: number, path: number): void {
    if (block.visit[blockRow] !== FIRST_TRY) return;
    this.#collector.offered(this.#kernel.now, this.homeRegionOf(path));
    if (this.#tries !== null) this.#tries.first();
  }

  /** Takes a row for a try: what it brings, before any part has had a say. Hot. */
  begin(block: ArrivalBlock, blockRow: number, path: number): number {
    const row = this.#connections.allocate();
    this.bring(row, block, blockRow, path);
    if (this.#responseTimeout !== null) this.#responseTimeout.begin(row);
    return row;
  }

  /** Writes into a row what a try brings. Its instant of offer is that of the first try. Hot. */
  bring(row: number, block: ArrivalBlock, blockRow: number, path: number): void {
    const connections = this.#connections;
    const visit = block.visit[blockRow]!;
    connections.setVisit(row, visit);
    connections.setOfferedAt(
      row,
      visit === FIRST_TRY || this.#tries === null ? this.#kernel.now : this.#tries.offeredAt(visit),
    );
    // Signed: half of all unsigned words would be boxed on their way.
    const clientHash = block.clientHash[blockRow]! | 0;
    const choice = block.choice[blockRow]! | 0;
    const network = block.networkIndex[blockRow]!;
    connections.setUp(row, block.hold[blockRow]!, block.service[blockRow]!, network, clientHash, choice);
    connections.setPath(row, path);
    connections.setClient(row, block.client[blockRow]!);
    connections.setFlowHash(row, block.flowHash[blockRow]!);
  }

  /** The client of a try is told to come later, and comes: until then it is not impatient. */
  putOff(row: number, us: number): void {
    if (this.#responseTimeout !== null) this.#responseTimeout.putOff(row, us);
  }

  /**
   * A try is over: the client tries again, or its outcome is the connection's. Frees the row. Hot.
   *
   * @param afterUs how long it takes the client to notice
   */
  over(row: number, region: number, backend: number, outcome: number, latencyUs: number, afterUs = 0): void {
    // Of one whose client has left, this is only the end of the work.
    if (!this.#connections.isAbandoned(row)) this.settle(row, region, backend, outcome, latencyUs, afterUs);
    if (this.#responseTimeout !== null) this.#responseTimeout.over(row);
    this.#connections.free(row);
  }

  /** The same, where the row stays: it is still needed, or whoever took it frees it. Hot. */
  settle(row: number, region: number, backend: number, outcome: number, latencyUs: number, afterUs = 0): void {
    const connections = this.#connections;
    if (this.#trails !== null) this.#trails.ended(row, outcome, latencyUs);
    const canGoOn = this.#tries !== null && latencyUs < 0;
    const again = canGoOn ? this.#tries.tryAgain(connections, row, outcome, afterUs) : FIRST_TRY;
    if (again === FIRST_TRY) {
      const path = connections.path(row);
      const offeredAt = connections.offeredAt(row);
      const home = this.homeRegionOf(path);
      this.#collector.ended(this.#kernel.now, offeredAt, path, home, region, backend, outcome, latencyUs);
      if (isFailed(outcome)) this.#countHit(connections.client(row));
      if (this.#tries !== null) this.#tries.done(connections.visit(row));
    }
    if (this.#trails !== null) this.#trails.settled(row, again);
  }

  #countHit(client: number): void {
    if (this.#isHit[client] === 1) return;
    this.#isHit[client] = 1;
    this.#collector.count(COUNTER.clientsHit, this.#kernel.now);
  }

  /** A try on a path that leads to nobody. */
  unanswered(block: ArrivalBlock, blockRow: number, path: number): void {
    const row = this.begin(block, blockRow, path);
    this.#trails?.unanswered?.(row);
    this.over(row, NO_REGION, NO_BACKEND, TIMED_OUT, NO_LATENCY, this.#connectTimeoutUs);
  }

  /** Counts the connections that are between two tries, as the run ends. */
  finish(): void {
    this.#tries?.finish((network, offeredAt) => {
      const path = this.#pathOf(network);
      const home = this.homeRegionOf(path);
      const { now } = this.#kernel;
      this.#collector.ended(now, offeredAt, path, home, NO_REGION, NO_BACKEND, UNFINISHED, NO_LATENCY);
    });
    if (this.#trails !== null) this.#trails.finish();
  }
}
