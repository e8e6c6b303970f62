/**
 * Where the baseline of a scenario is kept, read from there and put there whole.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FigureSet } from '../../sim/metrics/comparison/figure-set.ts';
import { fileFault } from '../file-fault.ts';
import { replaceFile } from '../results/replace-directory.ts';
import { UserError } from '../user-error.ts';
import { baselineText } from './baseline-text.ts';
import { parseBaseline } from './parse-baseline.ts';

/** Beside the results and not among them: git ignores those, and keeps this. */
export const BASELINES_DIRECTORY = 'results/baselines';

const SCENARIOS_FOLDER = 'scenarios';

/**
 * Below the baselines as the scenario is below a folder `scenarios`: that of
 * `scenarios/forum/scale-out.yaml` is `forum/scale-out.txt`.
 *
 * @param directory of all baselines, as the user gave it
 * @param file of the scenario
 * @param name of the scenario
 */
export function baselineFile(directory: string, file: string, name: string): string {
  const folders = file.split(/[/\\]/).slice(0, -1);
  const root = folders.lastIndexOf(SCENARIOS_FOLDER);
  return join(directory, ...(root === -1 ? [] : folders.slice(root + 1)), `${name}.txt`);
}

/**
 * @returns null when there is none
 * @throws UserError when it cannot be read, or is no baseline
 */
export function readBaseline(file: string, workingDirectory: string): FigureSet | null {
  const text = readOrNull(file, workingDirectory);
  return text === null ? null : parseBaseline(text, file);
}

/**
 * Leaves a file that says the same already as it is.
 *
 * @returns whether anything was written
 * @throws UserError when it cannot be
 */
export function writeBaseline(file: string, figures: FigureSet, workingDirectory: string): boolean {
  const text = baselineText(figures);
  if (readOrNull(file, workingDirectory) === text) return false;
  const path = resolve(workingDirectory, file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, text);
  } catch (error) {
    throw new UserError(`cannot write baseline ${file}: ${fileFault(error)}`);
  }
  return true;
}

function readOrNull(file: string, workingDirectory: string): string | null {
  try {
    return readFileSync(resolve(workingDirectory, file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new UserError(`cannot read baseline ${file}: ${fileFault(error)}`);
  }
}
