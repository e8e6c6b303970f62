/** Clients that hold connections of a chain's first tier rather than want answers. */
import type { SimTime } from '../kernel/time.ts';

export interface ResolvedSlowClients {
  /** All over the world, spread as clients are. */
  readonly count: number;
  /**
   * `header`: they never finish it. `idle`: they ask now and then on a connection that they
   * keep. `silence`: they send nothing.
   */
  readonly holding: 'header' | 'idle' | 'silence';
  readonly at: SimTime;
}
