/**
 * Nothing is left behind, however a command ends: temporary directories are removed when the process exits, and
 * the usual signals make it exit.
 *
 * The commands run as `node --import tsx`: the command `tsx` kills its program when it does not answer to a
 * signal within some milliseconds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { constants } from 'node:os';

/** Shells report a process that a signal ended by this and the signal's number. */
const EXIT_SIGNALLED = 128;
/** A process that was killed may still write for a moment. */
const REMOVAL = { recursive: true, force: true, maxRetries: 10, retryDelay: 20 } as const;

/** On Ctrl-C and the like the process exits as at its end, so that what waits for its exit is done. */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(EXIT_SIGNALLED + constants.signals[signal]));
  }
}

/**
 * A new directory for `work`, removed after it or at the process's exit.
 *
 * @param prefix of its path
 */
export async function withTemporaryDirectory<T>(prefix: string, work: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(prefix);
  const remove = (): void => rmSync(directory, REMOVAL);
  process.once('exit', remove);
  try {
    return await work(directory);
  } finally {
    process.off('exit', remove);
    remove();
  }
}
