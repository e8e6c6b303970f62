/**
 * Who is behind each connection of a metro: a network by its share, then a client of that network.
 */
import { avalanche } from '../kernel/avalanche.ts';
import type { RandomStream } from '../kernel/random-stream.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import type { World } from '../world/world.ts';
import type { ArrivalBlock } from './arrival-block.ts';
import type { Population } from './population.ts';

/** The eyeball networks of a metro, in the order of the world. */
export interface MetroNetworks {
  /** Index of each network in the world. */
  readonly networkIndexes: readonly number[];
  /** Cumulative share within the metro; the last is 1. */
  readonly cumulativeShares: readonly number[];
  /** How many clients each network has. */
  readonly clientCounts: readonly number[];
  /** The first client of each network, among all of the world. */
  readonly firstClients: readonly number[];
}

const TWO_POW_MINUS_32 = 2 ** -32;

export class MetroClients {
  readonly #networks: MetroNetworks;
  readonly #clients: RandomStream;

  constructor(metroId: string, networks: MetroNetworks, streams: RandomStreams) {
    this.#networks = networks;
    this.#clients = streams.stream(`clients/${metroId}`);
  }

  /** Says who is behind `count` rows of the block, from row `first` on. Hot. */
  fill(block: ArrivalBlock, first: number, count: number): void {
    const { networkIndexes, cumulativeShares, clientCounts, firstClients } = this.#networks;
    for (let row = first; row < first + count; row++) {
      const u = this.#clients.uniform();
      let slot = 0;
      while (u > cumulativeShares[slot]! && slot < networkIndexes.length - 1) slot++;
      const networkIndex = networkIndexes[slot]!;
      const number = Math.floor(this.#clients.uint32() * TWO_POW_MINUS_32 * clientCounts[slot]!);
      block.networkIndex[row] = networkIndex;
      block.client[row] = firstClients[slot]! + number;
      // Clients that stay for ever were there before the run began.
      block.isNewcomer[row] = 0;
      block.clientHash[row] = clientHash(networkIndex, number);
    }
  }
}

/** The networks of a metro and their clients. */
export function metroNetworks(world: World, population: Population, metroIndex: number): MetroNetworks {
  const networkIndexes = world.networks.flatMap((network, index) => (network.metroIndex === metroIndex ? [index] : []));
  const total = networkIndexes.reduce((sum, index) => sum + world.networks[index]!.share, 0);
  let cumulative = 0;
  return {
    networkIndexes,
    cumulativeShares: networkIndexes.map((index) => {
      cumulative += world.networks[index]!.share / total;
      return cumulative;
    }),
    clientCounts: networkIndexes.map((index) => population.countOf(index)),
    firstClients: networkIndexes.map((index) => population.firstClientOf(index)),
  };
}

/** 32 bits from a network and a client's number in it: an avalanche over their combination. */
export function clientHash(networkIndex: number, clientNumber: number): number {
  return avalanche(Math.imul(networkIndex + 1, 0x9e3779b1) ^ Math.imul(clientNumber + 1, 0x85ebca77)) >>> 0;
}
