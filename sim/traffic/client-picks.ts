/**
 * Which client of a network a connection comes from, where clients are not all alike.
 *
 * By Zipf's law the clients of a network are ranked, number 0 the busiest, and a rank is drawn by rejection-inversion:
 * no memory. With lognormal parts each client's own is drawn at the start of the run, and a client by an alias table: 8
 * bytes a client. Draws of both come from streams of their own.
 */
import { AliasTable } from '../kernel/alias-table.ts';
import type { RandomStream } from '../kernel/random-stream.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import { ZipfRanks } from '../kernel/zipf-ranks.ts';
import type { ResolvedActivity } from '../scenario/resolved-clients.ts';

/** The clients of a metro's networks. */
export interface ClientPicks {
  /** The number of a client within the network in `slot`, from 0. Hot. */
  pick(slot: number): number;
}

/**
 * @param clientCounts of each network of the metro
 * @returns `null` where all are alike
 */
export function clientPicks(
  activity: ResolvedActivity,
  metroId: string,
  clientCounts: readonly number[],
  streams: RandomStreams,
): ClientPicks | null {
  switch (activity.kind) {
    case 'equal':
      return null;
    case 'zipf':
      return new ZipfPicks(activity.exponent, clientCounts, streams.stream(`clientRanks/${metroId}`));
    case 'lognormal':
      return new LognormalPicks(activity.sigma, metroId, clientCounts, streams);
  }
}

class ZipfPicks implements ClientPicks {
  readonly #ranks: readonly ZipfRanks[];
  readonly #stream: RandomStream;

  constructor(exponent: number, clientCounts: readonly number[], stream: RandomStream) {
    this.#ranks = clientCounts.map((count) => new ZipfRanks(count, exponent));
    this.#stream = stream;
  }

  pick(slot: number): number {
    return this.#ranks[slot]!.pick(this.#stream) - 1;
  }
}

class LognormalPicks implements ClientPicks {
  readonly #tables: readonly AliasTable[];
  readonly #stream: RandomStream;

  constructor(sigma: number, metroId: string, clientCounts: readonly number[], streams: RandomStreams) {
    this.#tables = clientCounts.map((count, slot) => {
      const stream = streams.stream(`clientWeights/${metroId}/${slot}`);
      const weights = new Float64Array(count);
      for (let client = 0; client < count; client++) weights[client] = Math.exp(sigma * stream.normal());
      return new AliasTable(weights);
    });
    this.#stream = streams.stream(`clientRanks/${metroId}`);
  }

  pick(slot: number): number {
    return this.#tables[slot]!.pick(this.#stream);
  }
}
