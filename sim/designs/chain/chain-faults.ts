/**
 * What events do to a chain: to its members as to any, to servers of its tiers (`tier-faults`), and floods of SYNs to
 * those that clients connect to (`tier-floods`). Members have no address of their own and so no flood reaches them; a
 * flood of requests is traffic: a surge.
 */
import type { Attack } from '../../faults/attack.ts';
import type { FaultWay } from '../../fleet/answer.ts';
import type { Degradation } from '../../fleet/degradations.ts';
import type { ResolvedRollout } from '../../scenario/resolved-rollout.ts';
import { EdgelessFaults, type EdgelessParts } from '../parts/edgeless-faults.ts';
import type { ChainRollouts } from './rollout/chain-rollouts.ts';
import type { TierFaults } from './tier-faults.ts';
import type { TierFloods } from './tier-floods.ts';

export class ChainFaults extends EdgelessFaults {
  /** Set before the run where the design has a second chain. */
  rollouts: ChainRollouts | null = null;
  readonly #tiers: TierFaults;
  readonly #floods: TierFloods;

  constructor(parts: EdgelessParts, tiers: TierFaults, floods: TierFloods) {
    super(parts);
    this.#tiers = tiers;
    this.#floods = floods;
  }

  override beginRollout(rollout: ResolvedRollout, note: (what: string) => void): boolean {
    this.rollouts?.begin(rollout, note);
    return this.rollouts !== null;
  }

  override failTiers(servers: readonly number[], way: FaultWay): number {
    return this.#tiers.fail(servers, way);
  }

  override recoverTiers(servers: readonly number[], way: FaultWay | null): number {
    return this.#tiers.recover(servers, way);
  }

  override drainTiers(servers: readonly number[]): number {
    this.#tiers.drain(servers);
    return 0;
  }

  override undrainTiers(servers: readonly number[]): number {
    this.#tiers.undrain(servers);
    return 0;
  }

  override degradeTiers(servers: readonly number[], degradation: Degradation): number {
    this.#tiers.degrade(servers, degradation);
    return 0;
  }

  override endTierDegradation(servers: readonly number[], degradation: Degradation): number {
    this.#tiers.endDegradation(servers, degradation);
    return 0;
  }

  override beginAttack(attack: Attack): string {
    if (attack.happening.kind === 'asks') return 'there is no balancer to ask';
    return this.#floods.begin(attack);
  }

  override endAttack(attack: Attack): string {
    if (attack.happening.kind === 'asks') return 'there was no balancer to ask';
    return this.#floods.end(attack);
  }
}
