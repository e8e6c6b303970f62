/**
 * Which clients a rollout has moved: the one place where a connection's chain is chosen.
 *
 * A client has a number from 0 to 1 by its hash, and is moved while that is below the share of its network. So it stays
 * on its side from connection to connection, a step adds clients and takes none back, and a rollback takes all. The
 * number depends on nothing else: every design and every rollout of a run moves the same clients first.
 */
import { avalanche } from '../../../kernel/avalanche.ts';
import { TWO_POW_32 } from '../../../kernel/powers-of-two.ts';

/** Sets the number apart from other uses of a client's hash; any other word would do. */
const OWN_WORD = 0x726f6c6c;
export class SideShares {
  /** [networkCount] share of its clients that is moved. */
  readonly #share: Float64Array;

  constructor(networkCount: number) {
    this.#share = new Float64Array(networkCount);
  }

  /** Whether a client of a network is moved. Hot. */
  isMoved(network: number, clientHash: number): boolean {
    const share = this.#share[network]!;
    return share > 0 && (avalanche(clientHash ^ OWN_WORD) >>> 0) / TWO_POW_32 < share;
  }

  set(networks: readonly number[], share: number): void {
    for (const network of networks) this.#share[network] = share;
  }

  clear(): void {
    this.#share.fill(0);
  }
}
