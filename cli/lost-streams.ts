/**
 * What happens when stdout or stderr cannot be written.
 *
 * A reader that leaves (`spillway list metros | head`) has what it wants: the work and its exit code stay as
 * they are. A full disk under stdout loses data that somebody counts on: one line on stderr, and the end. Of a
 * lost stderr nobody can be told.
 */
import type { Writable } from 'node:stream';
import { WRONG_INPUT } from './exit-codes.ts';

/** @param exit ends the process; results are written synchronously, so none is half written */
export function watchStreams(stdout: Writable, stderr: Writable, exit: (code: number) => void): void {
  stderr.on('error', () => undefined);
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    stderr.write(`error: output cannot be written to stdout: ${error.message}\n`);
    exit(WRONG_INPUT);
  });
}
