/**
 * SYNs that get lost at a machine with more packets than it can take, and are sent again until the
 * client's connect timeout is over.
 *
 * A machine that can take C packets a second and gets A > C loses each with 1 - C / A, whoever sent it. Only SYNs: what
 * follows on a connection goes on, late by less than what is counted here (assumption). Schedules: Linux 6.18,
 * measured, after the first SYN (reference: edge chain, model facts). State: SYNs that each connection has lost in a
 * row, a column of the connection store.
 */
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import type { SynSchedule } from '../../scenario/resolved-packet-rate.ts';

/** Milliseconds after the first SYN at which it is sent again. */
const SCHEDULES_MS: Readonly<Record<SynSchedule, readonly number[]>> = {
  linear: [1_030, 2_050, 3_080, 4_100, 5_130, 7_140, 11_270, 19_460],
  exponential: [1_010, 3_030, 7_190, 15_380],
};

/** Share of the packets that a machine loses. */
export function lossShare(packetsPerSecond: number, capacityPerSecond: number): number {
  return packetsPerSecond > capacityPerSecond ? 1 - capacityPerSecond / packetsPerSecond : 0;
}

export class SynRetransmission {
  readonly #connections: ConnectionStore;
  readonly #chance: RandomStream;
  readonly #timeoutUs: number;
  /** Microseconds after the first SYN. */
  readonly #againAtUs: Float64Array;
  /** Whether the last one asked about gives up rather than send its SYN again. */
  givesUp = false;

  constructor(connections: ConnectionStore, schedule: SynSchedule, connectTimeoutUs: number, chance: RandomStream) {
    this.#connections = connections;
    this.#chance = chance;
    this.#timeoutUs = connectTimeoutUs;
    this.#againAtUs = Float64Array.from(SCHEDULES_MS[schedule], (ms) => ms * MILLISECOND);
  }

  /** Whether a connection's SYN is lost. Draws only where any can be. */
  isLost(row: number, share: number): boolean {
    const isLost = share > 0 && this.#chance.uniform() < share;
    if (!isLost) this.#connections.setLostSyns(row, 0);
    return isLost;
  }

  /**
   * After a loss: microseconds until the next SYN is where this one got lost, or until the client gives up (`givesUp`).
   */
  waitUs(row: number): number {
    const lost = this.#connections.lostSyns(row);
    const sentAtUs = lost === 0 ? 0 : this.#againAtUs[lost - 1]!;
    const againAtUs = this.#againAtUs[lost] ?? Number.POSITIVE_INFINITY;
    this.givesUp = againAtUs >= this.#timeoutUs;
    this.#connections.setLostSyns(row, this.givesUp ? 0 : lost + 1);
    return this.givesUp ? this.#timeoutUs - sentAtUs : againAtUs - sentAtUs;
  }
}
