/** A rate limit of Google Cloud Armor, after units and defaults are resolved. */
import type { Duration } from '../kernel/time.ts';

export interface ResolvedSecurityPolicy {
  /** Whose connections count together: each client address's (`IP`), or everybody's. */
  readonly enforceOnKey: 'ALL' | 'IP';
  /** Connections in an interval that are let in. */
  readonly threshold: number;
  readonly interval: Duration;
  /** How long a key is kept out after it was last over the threshold; `null`: only what is over it is (`throttle`). */
  readonly banDuration: Duration | null;
}
