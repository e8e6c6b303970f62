/**
 * Ingress: which PoP's routers a client network's packets reach, by BGP, and when that changes.
 *
 * Each network has an ordered preference of PoPs (its catchment); its packets go to the first that it knows to
 * announce the VIP. After a withdrawal or an announcement each network learns in its own time
 * (`sim/world/convergence.ts`); until then its packets go where they went. BGP is modelled by outcome, not by
 * protocol. A PoP that announces the VIP at all does so unless it was withdrawn or is down, and neither undoes the
 * other. Event: `ingress.converge`, subject = client network.
 */
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import { announcementDelay, withdrawalDelay } from '../../world/convergence.ts';
import type { World } from '../../world/world.ts';
import { NO_POP } from '../parts/paths.ts';

export class Ingress {
  readonly #world: World;
  readonly #kernel: Kernel;
  readonly #convergeHandler: HandlerId;
  readonly #onMoved: (network: number) => void;
  /** [popCount] 1 for the PoPs that the VIP is announced from when nothing is wrong. */
  readonly #isOfService: Uint8Array;
  /** [popCount] withdrawals in force. */
  readonly #withdrawalCount: Uint8Array;
  /** [popCount] 1 while a PoP's machines are down. */
  readonly #isDown: Uint8Array;
  /** [networkCount] the PoP that a network's packets reach; NO_POP when it knows of none. */
  readonly popOf: Int16Array;
  /** [networkCount] instant of the last announcement that a network is about to learn of, us. */
  readonly #announcedAt: Float64Array;

  /**
   * @param isOfService 1 for the PoPs that the VIP is announced from when nothing is wrong [popCount]
   * @param onMoved told when a network's packets move to another PoP
   */
  constructor(world: World, kernel: Kernel, isOfService: Uint8Array, onMoved: (network: number) => void) {
    this.#world = world;
    this.#kernel = kernel;
    this.#isOfService = isOfService;
    this.#onMoved = onMoved;
    this.#withdrawalCount = new Uint8Array(world.pops.length);
    this.#isDown = new Uint8Array(world.pops.length);
    this.popOf = Int16Array.from(world.networks, (_, network) => this.#bestPop(network));
    this.#announcedAt = new Float64Array(world.networks.length).fill(-1);
    this.#convergeHandler = kernel.register('ingress.converge', this.#converge);
  }

  /** A PoP is told not to announce the VIP. */
  withdraw(pop: number, stream: RandomStream): void {
    const wasAnnouncing = this.#isAnnouncing(pop);
    this.#withdrawalCount[pop]!++;
    if (wasAnnouncing) this.#silenced(pop, stream);
  }

  /** Ends one withdrawal of a PoP, or all of them. */
  announce(pop: number, endsAllWithdrawals: boolean, stream: RandomStream): void {
    if (this.#withdrawalCount[pop] === 0) return;
    this.#withdrawalCount[pop] = endsAllWithdrawals ? 0 : this.#withdrawalCount[pop]! - 1;
    if (this.#isAnnouncing(pop)) this.#announced(pop, stream);
  }

  /** Whether a PoP is told not to announce the VIP. */
  isWithdrawn(pop: number): boolean {
    return this.#withdrawalCount[pop] !== 0;
  }

  /** A PoP's machines go down. */
  goDown(pop: number, stream: RandomStream): void {
    const wasAnnouncing = this.#isAnnouncing(pop);
    this.#isDown[pop] = 1;
    if (wasAnnouncing) this.#silenced(pop, stream);
  }

  /** A PoP's machines come up. */
  comeUp(pop: number, stream: RandomStream): void {
    this.#isDown[pop] = 0;
    if (this.#isAnnouncing(pop)) this.#announced(pop, stream);
  }

  #isAnnouncing(pop: number): boolean {
    return this.#isOfService[pop] === 1 && this.#withdrawalCount[pop] === 0 && this.#isDown[pop] === 0;
  }

  /** Those who enter by the PoP will learn of it. */
  #silenced(pop: number, stream: RandomStream): void {
    for (let network = 0; network < this.popOf.length; network++) {
      if (this.popOf[network] !== pop) continue;
      this.#kernel.scheduleAfter(withdrawalDelay(stream), this.#convergeHandler, network);
    }
  }

  /**
   * Those who prefer the PoP to where they enter will learn of it. PoPs that come back at one instant are one change to
   * a network: it learns of all of them after one delay, not after the shortest of many.
   */
  #announced(pop: number, stream: RandomStream): void {
    const now = this.#kernel.now;
    for (let network = 0; network < this.popOf.length; network++) {
      if (this.#bestPop(network) !== pop || this.popOf[network] === pop) continue;
      if (this.#announcedAt[network] === now) continue;
      this.#announcedAt[network] = now;
      this.#kernel.scheduleAfter(announcementDelay(stream), this.#convergeHandler, network);
    }
  }

  readonly #converge: Handler = (network) => {
    const best = this.#bestPop(network);
    if (best === this.popOf[network]) return;
    this.popOf[network] = best;
    this.#onMoved(network);
  };

  #bestPop(network: number): number {
    const popCount = this.#world.pops.length;
    const start = network * popCount;
    for (let rank = 0; rank < popCount; rank++) {
      const pop = this.#world.preference[start + rank]!;
      if (this.#isAnnouncing(pop)) return pop;
    }
    return NO_POP;
  }
}
