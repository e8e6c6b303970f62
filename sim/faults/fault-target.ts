/**
 * What a design must be able to suffer: the scenario's events act through this, so they know no design.
 *
 * Each method takes effect at the present instant and returns how many established connections it broke at once.
 */
import type { RandomStream } from '../kernel/random-stream.ts';

export interface FaultTarget {
  failMembers(members: readonly number[]): number;
  /** Ends one fault of each member, or all its faults. */
  recoverMembers(members: readonly number[], endsAllFaults: boolean): number;
  failPop(pop: number, convergence: RandomStream): number;
  recoverPop(pop: number, endsAllFaults: boolean, convergence: RandomStream): number;
  withdrawPop(pop: number, convergence: RandomStream): number;
  announcePop(pop: number, endsAllWithdrawals: boolean, convergence: RandomStream): number;
  drainBackend(backend: number): number;
  undrainBackend(backend: number): number;
  /** `null` restores the configured scaler. */
  scaleBackend(backend: number, capacityScaler: number | null): number;
}
