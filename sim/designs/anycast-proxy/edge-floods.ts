/**
 * Floods of the one address that a service has: every PoP gets the attackers of its catchment, and its Maglev machines
 * lose what is more than they can take.
 *
 * A PoP's packets are spread evenly over its machines that are up; all of them share the same address, so the flood of
 * one service is pooled. What passes ends at the first-layer GFEs, which answer SYNs with cookies (assumption: that
 * they keep up with their Maglev machines), or goes on to the members of a passthrough pool, evenly. Catchments change,
 * so what reaches whom is worked out anew every second while a flood goes on. State: floods that go on; what each PoP
 * loses. Event: `edgeFloods.review`, subject = 0.
 */
import type { Attack } from '../../faults/attack.ts';
import type { HandlerId, Kernel } from '../../kernel/kernel.ts';
import { duration, SECOND } from '../../kernel/time.ts';
import { NO_POP } from '../parts/paths.ts';
import { lossShare } from '../parts/syn-retransmission.ts';
import type { ClientRoutes } from './client-routes.ts';
import type { MaglevTier } from './maglev-tier.ts';

const REVIEW_EVERY = duration(1 * SECOND);

export class EdgeFloods {
  readonly #kernel: Kernel;
  readonly #routes: ClientRoutes;
  readonly #maglevTier: MaglevTier;
  readonly #machineRate: number;
  readonly #floods = new Set<Attack>();
  /** [popCount] share of packets that a PoP's machines lose. */
  readonly #popLoss: Float64Array;
  /** Packets a second that pass the Maglev machines, and the share of the attack that they are of each network's. */
  passingPerSecond = 0;
  /** Whether a flood goes on. */
  isOn = false;
  #handler: HandlerId | null = null;

  /** @param machineRate packets a second that a Maglev machine can take */
  constructor(kernel: Kernel, routes: ClientRoutes, maglevTier: MaglevTier, machineRate: number, popCount: number) {
    this.#kernel = kernel;
    this.#routes = routes;
    this.#maglevTier = maglevTier;
    this.#machineRate = machineRate;
    this.#popLoss = new Float64Array(popCount);
  }

  begin(attack: Attack): void {
    this.#floods.add(attack);
    if (!this.isOn) {
      this.isOn = true;
      this.#handler ??= this.#kernel.register('edgeFloods.review', () => this.#again());
      this.#kernel.scheduleAfter(REVIEW_EVERY, this.#handler, 0);
    }
    this.#review();
  }

  end(attack: Attack): void {
    this.#floods.delete(attack);
    this.isOn = this.#floods.size > 0;
    this.#review();
  }

  /** Share of packets that a PoP's machines lose. Hot while a flood goes on. */
  lossAt(pop: number): number {
    return this.#popLoss[pop]!;
  }

  /** PoPs that lose packets. */
  get losingCount(): number {
    return this.#popLoss.reduce((count, share) => count + (share > 0 ? 1 : 0), 0);
  }

  #again(): void {
    if (!this.isOn) return;
    this.#review();
    this.#kernel.scheduleAfter(REVIEW_EVERY, this.#handler!, 0);
  }

  #review(): void {
    const { paths } = this.#routes;
    const load = new Float64Array(this.#popLoss.length);
    for (const { happening, sources } of this.#floods) {
      sources.forEach((share, network) => {
        const pop = paths.servingPop[this.#routes.pathOf(network)]!;
        if (pop !== NO_POP) load[pop]! += share * happening.perSecond;
      });
    }
    this.passingPerSecond = 0;
    load.forEach((packets, pop) => {
      const capacity = this.#machineRate * this.#maglevTier.machinesUp(pop);
      this.#popLoss[pop] = lossShare(packets, capacity);
      this.passingPerSecond += Math.min(packets, capacity);
    });
  }
}
