/**
 * How a client finds a balancer: which addresses it tries, in which order.
 *
 * `dnsRoundRobin`: the name has the addresses of all balancers, and each lookup starts with another one; a client that gets no answer from one tries
 * the next. `failover`: one address, which the next working balancer takes over some time after the active one has failed. Event:
 * `discovery.takeOver`.
 */
import { ANSWERS } from '../../fleet/answer.ts';
import type { HandlerId, Kernel } from '../../kernel/kernel.ts';
import { balancerName, type ResolvedBalancers } from '../../scenario/resolved-redirect.ts';
import type { Balancers } from './balancers.ts';

/** The client has no more address to try. */
export const NO_BALANCER = -1;

const TWO_POW_MINUS_32 = 2 ** -32;
const NO_EVENT = -1;

export class Discovery {
  readonly #config: ResolvedBalancers;
  readonly #balancers: Balancers;
  readonly #kernel: Kernel;
  readonly #takeOverHandler: HandlerId;
  readonly #note: (what: string) => void;
  /** With `failover`: who has the address. */
  #active = 0;
  #pending = NO_EVENT;

  constructor(config: ResolvedBalancers, balancers: Balancers, kernel: Kernel, note: (what: string) => void) {
    this.#config = config;
    this.#balancers = balancers;
    this.#kernel = kernel;
    this.#note = note;
    this.#takeOverHandler = kernel.register('discovery.takeOver', () => this.#takeOver());
  }

  /**
   * The balancer behind the address that a client tries; NO_BALANCER when it has tried all it knows. Hot.
   *
   * @param tryNumber from 0, of this ask
   * @param choice uniform draw of this ask, 32 bits
   */
  balancerFor(tryNumber: number, choice: number): number {
    if (this.#config.discovery === 'failover') return tryNumber === 0 ? this.#active : NO_BALANCER;
    const { count } = this.#balancers;
    if (tryNumber >= count) return NO_BALANCER;
    return (Math.floor(choice * TWO_POW_MINUS_32 * count) + tryNumber) % count;
  }

  /** To be called when what a balancer answers has changed. */
  balancerChanged(): void {
    if (this.#config.discovery !== 'failover') return;
    const isDown = this.#balancers.answerOf(this.#active) !== ANSWERS;
    if (!isDown && this.#pending !== NO_EVENT) {
      this.#kernel.cancel(this.#pending);
      this.#pending = NO_EVENT;
    }
    if (isDown && this.#pending === NO_EVENT) {
      this.#pending = this.#kernel.scheduleAfter(this.#config.takeover, this.#takeOverHandler, 0);
    }
  }

  /** The next one that works has the address from now on; where none does, it stays, and the first to come back has it. */
  #takeOver(): void {
    this.#pending = NO_EVENT;
    const { count } = this.#balancers;
    for (let step = 1; step < count; step++) {
      const next = (this.#active + step) % count;
      if (this.#balancers.answerOf(next) !== ANSWERS) continue;
      this.#active = next;
      this.#note(`${balancerName(next)} has the address`);
      return;
    }
    this.balancerChanged();
  }
}
