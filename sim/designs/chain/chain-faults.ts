/**
 * What events do to a chain: to its members as to any. They have no address of their own and so no flood reaches them; a flood of SYNs at the servers of
 * the first tier is left out (Linux answers it with SYN cookies), a flood of requests is traffic: a surge.
 */
import type { ResolvedRollout } from '../../scenario/resolved-rollout.ts';
import { EdgelessFaults } from '../parts/edgeless-faults.ts';
import type { ChainRollouts } from './rollout/chain-rollouts.ts';

export class ChainFaults extends EdgelessFaults {
  /** Set before the run where the design has a second chain. */
  rollouts: ChainRollouts | null = null;

  override beginRollout(rollout: ResolvedRollout, note: (what: string) => void): boolean {
    this.rollouts?.begin(rollout, note);
    return this.rollouts !== null;
  }

  override beginAttack(): string {
    return 'members behind tiers have no address to flood';
  }

  override endAttack(): string {
    return 'end of a flood that met nobody';
  }
}
