/**
 * Ends what hangs. A wrong queue may well turn round and round within one call, which no limit of the test's own
 * interrupts; V8 does, for a script with a time limit, in whatever function it is.
 */
import { runInNewContext } from 'node:vm';

/** Many times what the longest part takes: 1 s, and 4 s on a machine with three times as much to do as it can. */
const LIMIT_SECONDS = 30;

export class Watchdog {
  #hasBitten = false;

  /** Runs a part of a test. Throws when it does not end, and from then on at once: one that hangs shows enough. */
  during<T>(part: () => T): T {
    if (this.#hasBitten) throw new Error('another part has hung');
    try {
      return runInNewContext('part()', { part }, { timeout: LIMIT_SECONDS * 1_000 }) as T;
    } catch (error) {
      this.#hasBitten = (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
      throw error;
    }
  }
}
