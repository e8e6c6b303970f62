/**
 * The files that a command simulates: what a pattern finds and only compares request forms is for
 * `spillway requests`, and left out.
 *
 * Named outright, such a file is refused with a message, like any other that cannot be simulated.
 */
import { areRequestsOnly } from '../../sim/scenario/load-requests.ts';
import { expandGlobs } from './expand-globs.ts';
import { readSources } from './read-sources.ts';

/** @throws UserError for a pattern that finds nothing to simulate */
export function simulatedFiles(files: readonly string[], workingDirectory: string): string[] {
  return expandGlobs(files, workingDirectory, (file) => !areRequestsOnly(readSources(file, workingDirectory)));
}
