/**
 * Where the results of several experiments will be written, and that nothing there is in the way: found out
 * before the work, not after it.
 */
import { resolve } from 'node:path';
import { assertReplaceable } from '../results/result-directory.ts';
import type { Experiment } from './experiment.ts';
import { resultDirectories } from './result-place.ts';

/** @throws UserError where a directory holds what is no result */
export function openResultDirectories(
  experiments: readonly Experiment[],
  out: string | undefined,
  workingDirectory: string,
): readonly string[] {
  const directories = resultDirectories(
    experiments.map(({ loaded }) => ({ file: loaded.file, name: loaded.scenario.name })),
    out,
  );
  for (const directory of directories) assertReplaceable(resolve(workingDirectory, directory));
  return directories;
}
