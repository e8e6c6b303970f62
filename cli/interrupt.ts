/**
 * Ctrl-C and SIGTERM: the first asks the runs to stop and lets the command finish with what it has; the
 * second ends the process at once.
 */
import { INTERRUPTED } from './exit-codes.ts';
import type { Io } from './io.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * A terminal sends Ctrl-C to the whole group, and a wrapper such as npm passes it on as well: two
 * signals so close together are one.
 */
const SAME_SIGNAL_MS = 250;

export interface Interrupt {
  readonly isRequested: () => boolean;
  /** Stops listening. */
  readonly dispose: () => void;
}

export function listenForInterrupt(io: Io, onFirst: () => void): Interrupt {
  let requestedAtMs: number | null = null;
  const listener = (): void => {
    if (requestedAtMs !== null) {
      // Results are written synchronously, so no signal arrives while a file is half written.
      if (performance.now() - requestedAtMs > SAME_SIGNAL_MS) process.exit(INTERRUPTED);
      return;
    }
    requestedAtMs = performance.now();
    io.err('\nStopping: replications that are finished are kept. Once more to quit at once.\n');
    onFirst();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    isRequested: () => requestedAtMs !== null,
    dispose: () => {
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}
