/**
 * What events do to a chain: to its members as to any. They have no address of their own and so no flood reaches them; a flood of SYNs at the servers of
 * the first tier is left out (Linux answers it with SYN cookies), a flood of requests is traffic: a surge.
 */
import { EdgelessFaults } from '../parts/edgeless-faults.ts';

export class ChainFaults extends EdgelessFaults {
  override beginAttack(): string {
    return 'members behind tiers have no address to flood';
  }

  override endAttack(): string {
    return 'end of a flood that met nobody';
  }
}
