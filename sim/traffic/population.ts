/**
 * The people of the world, numbered: clients 0 .. clientCount - 1, network by network in the order of the world.
 *
 * A number is a place among the clients, and one person holds it at a time. A design that remembers something of
 * each client keeps it in a typed array of `clientCount` elements, and forgets what it held when an arrival says
 * that a newcomer has taken the place.
 */
import type { World } from '../world/world.ts';

export class Population {
  /** [networkCount + 1] the first client of each network; last, how many clients there are. */
  readonly #firstClientOf: Int32Array;

  /**
   * @param world whose networks share the clients by their part of the traffic, at least one each
   * @param clientCount in all, give or take the rounding of each network's part; below 2^31
   */
  constructor(world: World, clientCount: number) {
    const { networks } = world;
    this.#firstClientOf = new Int32Array(networks.length + 1);
    networks.forEach(({ share }, network) => {
      const own = Math.max(1, Math.round(clientCount * share));
      this.#firstClientOf[network + 1] = this.#firstClientOf[network]! + own;
    });
  }

  get clientCount(): number {
    return this.#firstClientOf.at(-1)!;
  }

  /** The first client of a network. */
  firstClientOf(network: number): number {
    return this.#firstClientOf[network]!;
  }

  /** How many clients a network has: at least 1. */
  countOf(network: number): number {
    return this.#firstClientOf[network + 1]! - this.#firstClientOf[network]!;
  }

  /** The network of a client. O(log networks). */
  networkOf(client: number): number {
    const first = this.#firstClientOf;
    let low = 0;
    let high = first.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (first[middle]! <= client) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
