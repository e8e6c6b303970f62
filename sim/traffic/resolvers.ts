/**
 * DNS resolvers between the clients and whoever answers for the service's name: the unit in which an answer is cached,
 * so in which DNS spreads clients.
 *
 * Each client network has a few, used very unequally; a client keeps to one, by its number, and who takes the client's
 * place does too. Left out: resolvers that several networks share, and clients that ask two of them at once.
 */
import { avalanche } from '../kernel/avalanche.ts';
import { TWO_POW_32 } from '../kernel/powers-of-two.ts';
import { marketShares } from '../world/client-networks.ts';

const SALT = 0x6a09e667;
/** Clients are told apart by 32 bits, of which these leading ones say where a search among resolvers begins. */
const GUIDE_SHIFT = 24;
const GUIDE_LENGTH = 256;

export class Resolvers {
  readonly #perNetwork: number;
  readonly #networkCount: number;
  /** [perNetwork] cumulative share of a network's clients, of 2^32; the last is 2^32. */
  readonly #ends: Float64Array;
  /** [GUIDE_LENGTH] the resolver of the first of the 32-bit words that begin with these bits. */
  readonly #guide: Int32Array;

  /** @param perNetwork at least 1; the k-th serves a share of its network's clients proportional to 1 / k */
  constructor(networkCount: number, perNetwork: number) {
    this.#networkCount = networkCount;
    this.#perNetwork = perNetwork;
    let cumulative = 0;
    this.#ends = Float64Array.from(marketShares(perNetwork), (share) => {
      cumulative += share;
      return cumulative * TWO_POW_32;
    });
    this.#guide = Int32Array.from({ length: GUIDE_LENGTH }, (_, bits) => this.#search(0, bits * 2 ** GUIDE_SHIFT));
  }

  /** In the whole world. */
  get count(): number {
    return this.#networkCount * this.#perNetwork;
  }

  /** The resolver of a client of a network: 0 .. count - 1, network by network, in each the busiest first. Hot. */
  resolverOf(network: number, client: number): number {
    const word = avalanche(client ^ SALT);
    const first = this.#guide[word >>> GUIDE_SHIFT]!;
    return network * this.#perNetwork + this.#search(first, word >>> 0);
  }

  /**
   * The resolver of a network whose part of 0 .. 2^32 - 1 a word is in.
   *
   * @param first one that is not after it
   */
  #search(first: number, word: number): number {
    const ends = this.#ends;
    const last = this.#perNetwork - 1;
    let number = first;
    while (number < last && word >= ends[number]!) number++;
    return number;
  }
}
