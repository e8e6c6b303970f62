/**
 * Which addresses a DNS record leaves out because they failed: whoever watches them, a health check or a person, takes
 * an address out some time after it stopped answering and puts it back as long after it answers again. With `null`
 * nobody watches, and nothing is ever left out.
 *
 * State: addresses left out. Event: `naming.review`, subject = address.
 */
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { Duration } from '../../kernel/time.ts';

const NO_EVENT = -1;

export class Withdrawals {
  readonly #kernel: Kernel;
  readonly #after: Duration | null;
  readonly #works: (address: number) => boolean;
  readonly #changed: (address: number, isWithdrawn: boolean) => void;
  readonly #handler: HandlerId;
  /** [addressCount] */
  readonly #isWithdrawn: Uint8Array;
  /** [addressCount] the pending change, or -1. */
  readonly #pending: Int32Array;

  /**
   * @param works whether an address answers now
   * @param changed told when an address is left out from now on, or no longer
   */
  constructor(
    kernel: Kernel,
    addressCount: number,
    after: Duration | null,
    works: (address: number) => boolean,
    changed: (address: number, isWithdrawn: boolean) => void,
  ) {
    this.#kernel = kernel;
    this.#after = after;
    this.#works = works;
    this.#changed = changed;
    this.#isWithdrawn = new Uint8Array(addressCount);
    this.#pending = new Int32Array(addressCount).fill(NO_EVENT);
    this.#handler = kernel.register('naming.review', this.#turn);
  }

  isWithdrawn(address: number): boolean {
    return this.#isWithdrawn[address] === 1;
  }

  /** To be called when what an address answers may have changed. */
  review(address: number): void {
    if (this.#after === null) return;
    const isDue = this.#works(address) === this.isWithdrawn(address);
    const isPending = this.#pending[address] !== NO_EVENT;
    if (isDue === isPending) return;
    if (isDue) this.#pending[address] = this.#kernel.scheduleAfter(this.#after, this.#handler, address);
    else {
      this.#kernel.cancel(this.#pending[address]!);
      this.#pending[address] = NO_EVENT;
    }
  }

  readonly #turn: Handler = (address) => {
    this.#pending[address] = NO_EVENT;
    this.#isWithdrawn[address] = 1 - this.#isWithdrawn[address]!;
    this.#changed(address, this.isWithdrawn(address));
  };
}
