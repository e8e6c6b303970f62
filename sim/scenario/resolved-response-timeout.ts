/** Clients that leave before their first byte. */
import type { Duration } from '../kernel/time.ts';

/** What servers do with the work of a client that has left. */
export const ABANDONED_WORK = ['served', 'dropped'] as const;
export type AbandonedWork = (typeof ABANDONED_WORK)[number];

export interface ResolvedResponseTimeout {
  /** From the start of a try until a client without a first byte leaves. */
  readonly after: Duration;
  readonly work: AbandonedWork;
}
