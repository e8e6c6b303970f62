/**
 * What each Maglev machine knows of its PoP's GFEs: the lookup table it uses now, and when it learns of a newer one.
 *
 * A change reaches every machine of the PoP in its own time: `delay` after it happened, and up to `spread` later
 * (machines get their configuration one by one and are out of step for a moment: Eisenbud et al., NSDI 2016, section
 * 2.2). An update is atomic, and one that was overtaken by a newer one is dropped. Event: `tableUpdates.arrive`,
 * subject = number of the update.
 */
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import { duration } from '../../kernel/time.ts';
import type { ResolvedEdge } from '../../scenario/resolved-machines.ts';
import type { GfeTable } from './lookup-tables.ts';

interface Update {
  /** PoP * machines of a PoP + number of the machine. */
  readonly machine: number;
  readonly version: number;
  readonly table: GfeTable;
}

export class TableUpdates {
  readonly #kernel: Kernel;
  readonly #timing: ResolvedEdge['backendUpdate'];
  readonly #machineCount: number;
  readonly #onArrived: (machine: number, table: GfeTable) => void;
  /** [popCount] what a machine that starts now would read. */
  readonly #latest: Update['table'][];
  readonly #latestVersion: Int32Array;
  /** [popCount * machineCount] */
  readonly #versionOf: Int32Array;
  /** Every update that was ever sent: a few for each event of the scenario. */
  readonly #updates: Update[] = [];
  readonly #arriveHandler: HandlerId;

  /** @param onArrived told when a newer table has reached a machine */
  constructor(
    kernel: Kernel,
    edge: ResolvedEdge,
    popCount: number,
    initial: GfeTable,
    onArrived: (machine: number, table: GfeTable) => void,
  ) {
    this.#kernel = kernel;
    this.#timing = edge.backendUpdate;
    this.#machineCount = edge.maglevMachines;
    this.#onArrived = onArrived;
    this.#latest = Array.from({ length: popCount }, () => initial);
    this.#latestVersion = new Int32Array(popCount);
    this.#versionOf = new Int32Array(popCount * edge.maglevMachines);
    this.#arriveHandler = kernel.register('tableUpdates.arrive', this.#arrive);
  }

  /** The PoP's GFEs have changed: sends the table that follows to all its machines. */
  send(pop: number, table: GfeTable, chance: RandomStream): void {
    this.#latest[pop] = table;
    const version = ++this.#latestVersion[pop]!;
    for (let number = 0; number < this.#machineCount; number++) {
      const machine = pop * this.#machineCount + number;
      const delay = duration(this.#timing.delay + chance.uniform() * this.#timing.spread);
      this.#kernel.scheduleAfter(delay, this.#arriveHandler, this.#updates.length);
      this.#updates.push({ machine, version, table });
    }
  }

  /** The table that a machine reads when it starts: the latest. */
  readLatest(machine: number): GfeTable {
    const pop = Math.floor(machine / this.#machineCount);
    this.#versionOf[machine] = this.#latestVersion[pop]!;
    return this.#latest[pop]!;
  }

  readonly #arrive: Handler = (number) => {
    const { machine, version, table } = this.#updates[number]!;
    if (version <= this.#versionOf[machine]!) return;
    this.#versionOf[machine] = version;
    this.#onArrived(machine, table);
  };
}
