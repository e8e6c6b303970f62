/**
 * Clients that use one server of their own choice, whatever a balancer tells them. Always the same
 * ones: by a hash of the client.
 */
import { avalanche } from '../../kernel/avalanche.ts';
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import type { ResolvedCheats } from '../../scenario/resolved-forum-options.ts';

/** So that who cheats has nothing to do with where hashes send clients. */
const CHEAT_SALT = 0x51ed270b;

export class Cheats {
  readonly #share: number;
  /** The server that they use. */
  readonly server: number;

  /** @param server that `config.pin` names */
  constructor(config: ResolvedCheats, server: number) {
    this.#share = config.share;
    this.server = server;
  }

  /** Hot. */
  isOne(clientHash: number): boolean {
    return (avalanche(clientHash ^ CHEAT_SALT) >>> 0) / TWO_POW_32 < this.#share;
  }
}
