/**
 * The layer 3/4 tier of each PoP: the router's ECMP picks a Maglev machine, the machine picks a
 * first-layer GFE, flow by flow.
 *
 * A machine that remembers a flow keeps sending it to the same GFE. For another it consults its lookup table, and a
 * flow whose table now names another GFE than the one that holds the connection is broken. So a connection breaks only
 * when two things change: who is asked (the router's spread) or whether it is remembered, and what the tables say
 * (Eisenbud et al., NSDI 2016, section 3.3). Changes are rare: each is evaluated by a scan over the connections in
 * flight. Assumptions: a router spreads flows anew at once; an open connection keeps sending, so its entry does not
 * expire. Machines are numbered PoP by PoP: index = PoP * machines of a PoP + number. State: routers, tables, memories.
 */
import { FREE_ROW } from '../../fleet/connection-state.ts';
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import { ConnectionTable } from '../../maglev/connection-table.ts';
import { EcmpGroup } from '../../maglev/ecmp.ts';
import type { ResolvedEdge } from '../../scenario/resolved-machines.ts';
import type { Paths } from '../parts/paths.ts';
import { FrontEnds } from './front-ends.ts';
import { LeftEntries } from './left-entries.ts';
import { type GfeTable, LookupTables, NO_GFE, slotOf } from './lookup-tables.ts';
import { TableUpdates } from './table-updates.ts';

/** What the tier tells the design. */
export interface TierListener {
  /**
   * Packets of this connection now reach a GFE that does not know it. Returns how many established
   * connections broke by that: 0 or 1.
   */
  rehashed(row: number): number;
  /**
   * Whether a machine without an entry sends the flow's packets where the connection is,
   * given that it picks the right GFE.
   */
  isHeldBeyond(row: number): boolean;
  /** The PoP's machines have come to know of GFEs in service, or of none any more. */
  frontEndsChanged(pop: number, hasAny: boolean): void;
}

export interface FlowLookup {
  readonly bucket: number;
  readonly bucketCount: number;
  /** Numbers within the PoP. */
  readonly machinesDown: readonly number[];
  readonly machineCount: number;
  readonly slot: number;
  readonly tableSize: number;
  /** That the machine's lookup table names. */
  readonly gfesInTable: ReadonlySet<number>;
}

export class MaglevTier {
  readonly #machineCount: number;
  readonly #tableSize: number;
  readonly #connections: ConnectionStore;
  readonly #paths: Paths;
  readonly #kernel: Kernel;
  readonly #listener: TierListener;
  readonly frontEnds: FrontEnds;
  readonly #lookupTables: LookupTables;
  readonly #updates: TableUpdates;
  /** [popCount] */
  readonly #routers: readonly EcmpGroup[];
  /** [popCount * machineCount] the lookup table that a machine uses. */
  readonly #tableOf: GfeTable[];
  readonly #faultCount: Uint8Array;
  /** [popCount * machineCount] when a machine last started, us: what it knew before is gone. */
  readonly #startedAt: Float64Array;
  readonly #connectionTable: ConnectionTable;
  readonly #leftEntries = new LeftEntries();
  /** [popCount] */
  readonly #hasFrontEnds: Uint8Array;

  constructor(
    edge: ResolvedEdge,
    popCount: number,
    connections: ConnectionStore,
    paths: Paths,
    kernel: Kernel,
    listener: TierListener,
  ) {
    const { maglevMachines, gfes, tableSize, connectionTable } = edge;
    const machines = popCount * maglevMachines;
    this.#machineCount = maglevMachines;
    this.#tableSize = tableSize;
    this.#connections = connections;
    this.#paths = paths;
    this.#kernel = kernel;
    this.#listener = listener;
    this.frontEnds = new FrontEnds(popCount, gfes);
    this.#lookupTables = new LookupTables(tableSize);
    const initial = this.#lookupTables.forWeights(this.frontEnds.weightsOf(0));
    this.#updates = new TableUpdates(kernel, edge, popCount, initial, (machine, table) => this.#learn(machine, table));
    this.#routers = Array.from({ length: popCount }, () => new EcmpGroup(edge.ecmp, maglevMachines));
    this.#tableOf = Array.from({ length: machines }, () => initial);
    this.#faultCount = new Uint8Array(machines);
    this.#startedAt = new Float64Array(machines);
    this.#connectionTable = new ConnectionTable(machines, connectionTable.entries, connectionTable.expiry);
    this.#hasFrontEnds = new Uint8Array(popCount).fill(1);
  }

  /**
   * Forwards a new connection's SYN at its serving PoP; notes machine and GFE with it. Returns
   * whether that GFE answers. Hot.
   */
  forward(row: number, servingPop: number, nowUs: number): boolean {
    const connections = this.#connections;
    const flowHash = connections.flowHash(row);
    const number = this.#routers[servingPop]!.machineOf(flowHash);
    const machine = servingPop * this.#machineCount + number;
    const gfe = this.#tableOf[machine]![slotOf(flowHash, this.#tableSize)]!;
    connections.setFirstLayer(row, number, gfe);
    connections.setRemembered(row, this.#connectionTable.remember(machine, nowUs));
    return gfe !== NO_GFE && this.frontEnds.isUp[servingPop * this.frontEnds.count + gfe] === 1;
  }

  /** The GFE that a flow without an entry meets at a PoP; NO_GFE where none answers. */
  gfeFor(flowHash: number, pop: number): number {
    const machine = pop * this.#machineCount + this.#routers[pop]!.machineOf(flowHash);
    const gfe = this.#tableOf[machine]![slotOf(flowHash, this.#tableSize)]!;
    return gfe !== NO_GFE && this.frontEnds.isUp[pop * this.frontEnds.count + gfe] === 1 ? gfe : NO_GFE;
  }

  /** How the router of a PoP and its machine came to a flow's GFE: for explanations, at the instant of `forward`. */
  lookupOf(row: number, pop: number): FlowLookup {
    const flowHash = this.#connections.flowHash(row);
    const router = this.#routers[pop]!;
    const table = this.#tableOf[pop * this.#machineCount + this.#connections.maglevMachine(row)]!;
    const numbers = Array.from({ length: this.#machineCount }, (_, number) => number);
    return {
      bucket: router.bucketOf(flowHash),
      bucketCount: router.bucketCount,
      machinesDown: numbers.filter((number) => !router.isUp(number)),
      machineCount: this.#machineCount,
      slot: slotOf(flowHash, this.#tableSize),
      tableSize: this.#tableSize,
      gfesInTable: new Set(table),
    };
  }

  /** The connection is over; its table entry expires in time. Hot. */
  end(row: number, servingPop: number, nowUs: number): void {
    const connections = this.#connections;
    this.#leftEntries.forget(row);
    if (!connections.isRemembered(row)) return;
    this.#connectionTable.endFlow(servingPop * this.#machineCount + connections.maglevMachine(row), nowUs);
  }

  popOf(machine: number): number {
    return Math.floor(machine / this.#machineCount);
  }

  /** Whether any machine of the PoP is up. */
  hasMachines(pop: number): boolean {
    return this.#routers[pop]!.upCount > 0;
  }

  /** Machines of the PoP that are up. */
  machinesUp(pop: number): number {
    return this.#routers[pop]!.upCount;
  }

  /** Returns whether the machine went down by this; the router then needs `reroute`. */
  failMachine(machine: number): boolean {
    this.#faultCount[machine]!++;
    if (this.#faultCount[machine] !== 1) return false;
    const pop = this.popOf(machine);
    this.#routers[pop]!.lose(machine % this.#machineCount);
    this.#reviewFrontEnds(pop);
    return true;
  }

  /**
   * Ends one fault of a machine, or all of them. Returns whether it came up by this:
   * empty, with the latest lookup table.
   */
  recoverMachine(machine: number, endsAllFaults: boolean): boolean {
    if (this.#faultCount[machine] === 0) return false;
    this.#faultCount[machine] = endsAllFaults ? 0 : this.#faultCount[machine]! - 1;
    if (this.#faultCount[machine] !== 0) return false;
    const pop = this.popOf(machine);
    this.#restart(machine);
    this.#routers[pop]!.regain(machine % this.#machineCount);
    this.#reviewFrontEnds(pop);
    return true;
  }

  /** All machines of a PoP start afresh. */
  restartPop(pop: number): void {
    for (let number = 0; number < this.#machineCount; number++) this.#restart(pop * this.#machineCount + number);
    this.#reviewFrontEnds(pop);
  }

  /** The GFEs of a PoP have changed: its machines will learn of it. */
  frontEndsChanged(pop: number, chance: RandomStream): void {
    this.#updates.send(pop, this.#lookupTables.forWeights(this.frontEnds.weightsOf(pop)), chance);
  }

  /** Routes the PoP's flows by the machines that are up now. Returns how many established connections broke. */
  reroute(pop: number): number {
    const connections = this.#connections;
    const router = this.#routers[pop]!;
    let brokenCount = 0;
    for (let row = 0; row < connections.rowCount; row++) {
      if (connections.state(row) === FREE_ROW || this.#paths.servingPop[connections.path(row)] !== pop) continue;
      const to = router.machineOf(connections.flowHash(row));
      if (to !== connections.maglevMachine(row)) brokenCount += this.#move(row, pop, to);
    }
    return brokenCount;
  }

  /**
   * What machines find beyond the GFE has changed: breaks the flows without an entry that are
   * no longer sent where they are.
   */
  reviewUnremembered(): number {
    const connections = this.#connections;
    let brokenCount = 0;
    for (let row = 0; row < connections.rowCount; row++) {
      if (connections.state(row) === FREE_ROW || connections.isRemembered(row)) continue;
      if (!this.#listener.isHeldBeyond(row)) brokenCount += this.#listener.rehashed(row);
    }
    return brokenCount;
  }

  /** The packets of a PoP's flows come in elsewhere, where no machine remembers them. */
  forgetFlowsOf(pop: number): void {
    const connections = this.#connections;
    for (let row = 0; row < connections.rowCount; row++) {
      if (connections.state(row) === FREE_ROW || this.#paths.servingPop[connections.path(row)] !== pop) continue;
      this.end(row, pop, this.#kernel.now);
      connections.setRemembered(row, false);
    }
  }

  /** A flow's packets go to another machine of the PoP from now on. */
  #move(row: number, pop: number, to: number): number {
    const connections = this.#connections;
    const table = this.#connectionTable;
    const now = this.#kernel.now;
    const oldMachine = pop * this.#machineCount + connections.maglevMachine(row);
    const newMachine = pop * this.#machineCount + to;
    if (connections.isRemembered(row)) {
      table.endFlow(oldMachine, now);
      this.#leftEntries.add(row, oldMachine, now);
    }
    connections.setFirstLayer(row, to, connections.firstLayerGfe(row));
    const leftAt = this.#leftEntries.take(row, newMachine);
    const isKnown = leftAt >= this.#startedAt[newMachine]! && table.resume(newMachine, leftAt, now);
    connections.setRemembered(row, isKnown || table.remember(newMachine, now));
    return isKnown || this.#isAtGfeOf(row, this.#tableOf[newMachine]!) ? 0 : this.#listener.rehashed(row);
  }

  /** A machine uses another lookup table from now on. */
  #learn(machine: number, table: GfeTable): void {
    if (this.#faultCount[machine] !== 0) return;
    const before = this.#tableOf[machine]!;
    this.#tableOf[machine] = table;
    const connections = this.#connections;
    const pop = this.popOf(machine);
    const number = machine % this.#machineCount;
    for (let row = 0; before !== table && row < connections.rowCount; row++) {
      if (connections.state(row) === FREE_ROW || connections.isRemembered(row)) continue;
      if (connections.maglevMachine(row) !== number || this.#paths.servingPop[connections.path(row)] !== pop) continue;
      // Its packets kept coming, so it has taken any room that was left since.
      if (this.#connectionTable.remember(machine, this.#kernel.now)) connections.setRemembered(row, true);
      else if (!this.#isAtGfeOf(row, table)) this.#listener.rehashed(row);
    }
    this.#reviewFrontEnds(pop);
  }

  #isAtGfeOf(row: number, table: GfeTable): boolean {
    const connections = this.#connections;
    const gfe = table[slotOf(connections.flowHash(row), this.#tableSize)];
    return gfe === connections.firstLayerGfe(row) && this.#listener.isHeldBeyond(row);
  }

  #restart(machine: number): void {
    this.#connectionTable.clear(machine);
    this.#startedAt[machine] = this.#kernel.now;
    this.#tableOf[machine] = this.#updates.readLatest(machine);
  }

  /** Tells the design when the machines that are up have come to know of GFEs, or of none. */
  #reviewFrontEnds(pop: number): void {
    const first = pop * this.#machineCount;
    let hasAny = false;
    for (let machine = first; machine < first + this.#machineCount; machine++) {
      if (this.#faultCount[machine] === 0 && this.#tableOf[machine]![0] !== NO_GFE) hasAny = true;
    }
    if (hasAny === (this.#hasFrontEnds[pop] === 1)) return;
    this.#hasFrontEnds[pop] = hasAny ? 1 : 0;
    this.#listener.frontEndsChanged(pop, hasAny);
  }
}
