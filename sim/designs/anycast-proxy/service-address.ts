/**
 * The service's address, as clients know it: which IP versions it has, and who still uses one that is gone.
 *
 * A reserved address survives its forwarding rule; with an ephemeral one the rule gets a new address when it is made
 * again, and a client goes on using the old one until its copy of the DNS record expires: at an instant spread evenly
 * over the time to live. Assumption: a client is of one IP version throughout. IPv6 ends at the front ends, so past
 * this nothing tells an IPv6 client from another. State: the last change.
 */
import { avalanche } from '../../kernel/avalanche.ts';
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import type { ResolvedService } from '../../scenario/resolved-scenario.ts';

const VERSION_SALT = 0x69707636;
const EXPIRY_SALT = 0x646e7374;
export class ServiceAddress {
  readonly #isReserved: boolean;
  /** Share of clients that the address has no version for. */
  readonly #unreachedShare: number;
  readonly #ipv6Share: number;
  readonly #lacksIpv6: boolean;
  #hasChanged = false;
  #changedAt = Number.NEGATIVE_INFINITY;
  #dnsTtlUs = 0;

  constructor({ address, ipVersions }: Pick<ResolvedService, 'address' | 'ipVersions'>, ipv6Share: number) {
    this.#isReserved = address === 'reserved';
    this.#ipv6Share = ipv6Share;
    this.#lacksIpv6 = !ipVersions.includes('IPV6');
    const lacksIpv4 = !ipVersions.includes('IPV4');
    this.#unreachedShare = (this.#lacksIpv6 ? ipv6Share : 0) + (lacksIpv4 ? 1 - ipv6Share : 0);
  }

  /** Whether every client's packets go to the address, and have from the start: nobody needs to ask for one. Hot. */
  get isUsedByAll(): boolean {
    return this.#unreachedShare === 0 && !this.#hasChanged;
  }

  /** Whether a client's packets go to the address as it is now. Hot. */
  isUsedBy(clientHash: number, nowUs: number): boolean {
    if (this.#unreachedShare > 0) {
      const isIpv6 = (avalanche(clientHash ^ VERSION_SALT) >>> 0) / TWO_POW_32 < this.#ipv6Share;
      if (isIpv6 === this.#lacksIpv6) return false;
    }
    if (nowUs >= this.#changedAt + this.#dnsTtlUs) return true;
    return nowUs >= this.#changedAt + ((avalanche(clientHash ^ EXPIRY_SALT) >>> 0) / TWO_POW_32) * this.#dnsTtlUs;
  }

  /** The forwarding rule is deleted and made again; returns whether its address is another one now. */
  recreate(nowUs: number, dnsTtlUs: number): boolean {
    if (this.#isReserved) return false;
    this.#hasChanged = true;
    this.#changedAt = nowUs;
    this.#dnsTtlUs = dnsTtlUs;
    return true;
  }
}
