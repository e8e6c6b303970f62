/**
 * Who is behind each connection of a metro: a network by its share, a client of that network by its part,
 * and whether that is somebody new.
 *
 * The draws that choose the network are the same whatever the clients are like.
 */
import { avalanche } from '../kernel/avalanche.ts';
import { TWO_POW_32 } from '../kernel/powers-of-two.ts';
import type { RandomStream } from '../kernel/random-stream.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import type { ResolvedClients } from '../scenario/resolved-clients.ts';
import type { World } from '../world/world.ts';
import type { ArrivalBlock } from './arrival-block.ts';
import { type ClientPicks, clientPicks } from './client-picks.ts';
import { ClientTurnover } from './client-turnover.ts';
import type { Population } from './population.ts';

/** The eyeball networks of a metro, in the order of the world. */
export interface MetroNetworks {
  /** Index of each network in the world. */
  readonly networkIndexes: readonly number[];
  /** Cumulative share within the metro; the last is 1. */
  readonly cumulativeShares: readonly number[];
  /** How many clients each network has. */
  readonly clientCounts: readonly number[];
  /** The first client of each network, among all of the world: each network's follow those of the one before. */
  readonly firstClients: readonly number[];
}

/**
 * Tells the address of a later person in a place from that of an earlier one; odd, so that no two multiples are alike.
 */
const PERSON_SALT = 0x27d4eb2f;

export class MetroClients {
  readonly #networks: MetroNetworks;
  readonly #clients: RandomStream;
  /** `null`: all clients of a network are alike. */
  readonly #picks: ClientPicks | null;
  /** Two for each row of a block: one for the network, one for the client. */
  #words = new Uint32Array(0);
  /** `null`: nobody leaves. */
  readonly #turnover: ClientTurnover | null;

  constructor(
    metroId: string,
    networks: MetroNetworks,
    { activity, lifetime }: Omit<ResolvedClients, 'count'>,
    streams: RandomStreams,
  ) {
    this.#networks = networks;
    this.#clients = streams.stream(`clients/${metroId}`);
    this.#picks = clientPicks(activity, metroId, networks.clientCounts, streams);
    const placeCount = networks.clientCounts.reduce((sum, count) => sum + count, 0);
    this.#turnover = lifetime === null ? null : new ClientTurnover(metroId, placeCount, lifetime, streams);
  }

  /** Says who is behind `count` rows of the block, from row `first` on, which follow all earlier ones in time. Hot. */
  fill(block: ArrivalBlock, first: number, count: number): void {
    const { networkIndexes, cumulativeShares, clientCounts, firstClients } = this.#networks;
    const picks = this.#picks;
    if (this.#words.length < 2 * count) this.#words = new Uint32Array(4 * count);
    const words = this.#words;
    const { networkIndex: networkOf, client: clientOf, clientHash: hashOf } = block;
    this.#clients.fillWords(words, 0, 2 * count);
    const last = networkIndexes.length - 1;
    for (let row = first, at = 0; row < first + count; row++, at += 2) {
      const u = (words[at]! + 0.5) / TWO_POW_32;
      let slot = 0;
      while (u > cumulativeShares[slot]! && slot < last) slot++;
      const networkIndex = networkIndexes[slot]!;
      // A whole number below the count: `| 0` takes the whole part for less than Math.floor.
      const number = picks === null ? ((words[at + 1]! / TWO_POW_32) * clientCounts[slot]!) | 0 : picks.pick(slot);
      networkOf[row] = networkIndex;
      clientOf[row] = firstClients[slot]! + number;
      hashOf[row] = clientHash(networkIndex, number);
    }
    block.isNewcomer.fill(0, first, first + count);
    if (this.#turnover !== null) this.#replaceThoseWhoLeft(this.#turnover, block, first, count);
  }

  /** A newcomer takes a place with an address of its own. */
  #replaceThoseWhoLeft(turnover: ClientTurnover, block: ArrivalBlock, first: number, count: number): void {
    const firstClient = this.#networks.firstClients[0]!;
    for (let row = first; row < first + count; row++) {
      const place = block.client[row]! - firstClient;
      if (turnover.isNewcomer(place, block.at[row]!)) block.isNewcomer[row] = 1;
      const person = turnover.personAt(place);
      if (person > 0) block.clientHash[row] = laterPersonHash(block.clientHash[row]! | 0, person);
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

/**
 * 32 bits, signed, from a network and a client's number in it: an avalanche over their combination. An unsigned word
 * would be boxed half of the time.
 */
export function clientHash(networkIndex: number, clientNumber: number): number {
  return avalanche(Math.imul(networkIndex + 1, 0x9e3779b1) ^ Math.imul(clientNumber + 1, 0x85ebca77));
}

/** The address of the `person`-th who holds a place after its first, whose address is given: 32 bits, signed. */
function laterPersonHash(firstHash: number, person: number): number {
  return avalanche(firstHash ^ Math.imul(person, PERSON_SALT));
}
