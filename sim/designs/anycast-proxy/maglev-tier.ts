/**
 * The layer 3/4 tier of each PoP: the router's ECMP picks a Maglev machine, the machine picks a first-layer GFE.
 *
 * A machine that remembers a flow keeps sending it to the same GFE; for a new flow it consults its lookup table, built as the Maglev paper
 * builds it. All machines of a PoP have the same table, and PoPs have equal machines, so one table serves them all.
 */

import type { ConnectionStore } from '../../fleet/connection-store.ts';
import { ConnectionTable } from '../../maglev/connection-table.ts';
import { ecmpMachine } from '../../maglev/ecmp.ts';
import { buildPaperTable } from '../../maglev/paper.ts';
import type { ResolvedEdge } from '../../scenario/resolved-scenario.ts';

/** Spreads the table's index over bits that ECMP's modulo did not use. */
const TABLE_HASH_MULTIPLIER = 0x9e3779b1;

export class MaglevTier {
  readonly #machineCount: number;
  readonly #lookupTable: Int32Array;
  readonly #connectionTable: ConnectionTable;
  readonly #connections: ConnectionStore;

  constructor(edge: ResolvedEdge, popCount: number, connections: ConnectionStore) {
    this.#machineCount = edge.maglevMachines;
    this.#lookupTable = buildPaperTable(
      Array.from({ length: edge.gfes }, (_, gfe) => `gfe-${gfe}`),
      edge.tableSize,
    );
    this.#connectionTable = new ConnectionTable(
      popCount * edge.maglevMachines,
      edge.connectionTable.entries,
      edge.connectionTable.expiry,
    );
    this.#connections = connections;
  }

  /** Forwards a new connection's SYN at its serving PoP; notes machine and GFE with the connection. Hot. */
  forward(row: number, servingPop: number, nowUs: number): void {
    const connections = this.#connections;
    const flowHash = connections.flowHash[row]!;
    const machine = ecmpMachine(flowHash, this.#machineCount);
    connections.maglevMachine[row] = machine;
    connections.firstLayerGfe[row] = this.gfeOf(flowHash);
    const isRemembered = this.#connectionTable.remember(servingPop * this.#machineCount + machine, nowUs);
    connections.isRemembered[row] = isRemembered ? 1 : 0;
  }

  /** The connection is over; its table entry expires in time. Hot. */
  end(row: number, servingPop: number, nowUs: number): void {
    const connections = this.#connections;
    if (connections.isRemembered[row] === 0) return;
    this.#connectionTable.endFlow(servingPop * this.#machineCount + connections.maglevMachine[row]!, nowUs);
  }

  /** First-layer GFE of a flow by the lookup table alone. Hot. */
  gfeOf(flowHash: number): number {
    const slot = (Math.imul(flowHash, TABLE_HASH_MULTIPLIER) >>> 0) % this.#lookupTable.length;
    return this.#lookupTable[slot]!;
  }
}
