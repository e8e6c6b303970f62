/**
 * Ctrl-C and SIGTERM: the first asks the runs to stop and lets the command finish with what it has; the second ends the process at once.
 */
import { INTERRUPTED } from './exit-codes.ts';
import type { Io } from './io.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export interface Interrupt {
  readonly isRequested: () => boolean;
  /** Stops listening. */
  readonly dispose: () => void;
}

export function listenForInterrupt(io: Io, onFirst: () => void): Interrupt {
  let isRequested = false;
  const listener = (): void => {
    // Results are written synchronously, so no signal arrives while a file is half written.
    if (isRequested) process.exit(INTERRUPTED);
    isRequested = true;
    io.err('\nStopping: replications that are finished are kept. Once more to quit at once.\n');
    onFirst();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    isRequested: () => isRequested,
    dispose: () => {
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}
