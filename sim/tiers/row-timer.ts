/** Pending events of rows, kept in a column of their store: NO_ROW where there is none. */
import type { Kernel } from '../kernel/kernel.ts';
import { NO_ROW } from './wait-queues.ts';

/** Cancels the event of a row, if it has one. Hot. */
export function cancelTimer(kernel: Kernel, timers: Int32Array, row: number): void {
  if (timers[row] === NO_ROW) return;
  kernel.cancel(timers[row]!);
  timers[row] = NO_ROW;
}
