/**
 * DNS resolvers between the clients and whoever answers for the service's name: the unit in which an answer is cached, so in which DNS spreads clients.
 *
 * Each client network has a few, used very unequally; a client keeps to one, by its number, and who takes the client's place does too. Left out:
 * resolvers that several networks share, and clients that ask two of them at once.
 */
import { avalanche } from '../kernel/avalanche.ts';
import { TWO_POW_32 } from '../kernel/powers-of-two.ts';
import { marketShares } from '../world/client-networks.ts';

const SALT = 0x6a09e667;
export class Resolvers {
  readonly #perNetwork: number;
  readonly #networkCount: number;
  /** Cumulative share of a network's clients; the last is 1. */
  readonly #cumulativeShares: Float64Array;

  /** @param perNetwork at least 1; the k-th serves a share of its network's clients proportional to 1 / k */
  constructor(networkCount: number, perNetwork: number) {
    this.#networkCount = networkCount;
    this.#perNetwork = perNetwork;
    let cumulative = 0;
    this.#cumulativeShares = Float64Array.from(marketShares(perNetwork), (share) => {
      cumulative += share;
      return cumulative;
    });
  }

  /** In the whole world. */
  get count(): number {
    return this.#networkCount * this.#perNetwork;
  }

  /** The resolver of a client of a network: 0 .. count - 1, network by network, in each the busiest first. Hot. */
  resolverOf(network: number, client: number): number {
    const u = (avalanche(client ^ SALT) >>> 0) / TWO_POW_32;
    const shares = this.#cumulativeShares;
    const last = this.#perNetwork - 1;
    let number = 0;
    while (number < last && u >= shares[number]!) number++;
    return network * this.#perNetwork + number;
  }
}
