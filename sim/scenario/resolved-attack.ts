/** What attackers send. */
import type { Duration } from '../kernel/time.ts';

/** SYNs that take what the machines they reach can take. */
export interface FloodHappening {
  readonly kind: 'flood';
  readonly perSecond: number;
  /** Where they come from; `null`: all metros. */
  readonly metroIds: readonly string[] | null;
  /** At servers whose addresses earlier asks have brought to light, rather than at those that are named. */
  readonly isOnCollected: boolean;
  /** How often the attacker asks balancers again and floods whom they name; `null`: never. */
  readonly followEvery: Duration | null;
}

/** Asks of balancers that no connection follows. */
export interface AsksHappening {
  readonly kind: 'asks';
  readonly perSecond: number;
  readonly metroIds: readonly string[] | null;
}
