/**
 * One side of `spillway diff`: a result directory or a baseline file, as the figures it holds.
 */
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type FigureSet, figuresOf } from '../../sim/metrics/comparison/figure-set.ts';
import { readBaseline } from '../baseline/baseline-file.ts';
import { fileFault } from '../file-fault.ts';
import { readResultDirectory } from '../results/result-directory.ts';
import { RESOLVED_FILE } from '../results/result-files.ts';
import { UserError } from '../user-error.ts';

export interface DiffSide {
  /** As the user gave it. */
  readonly name: string;
  readonly figures: FigureSet;
  /** The resolved scenario; null for a baseline, which does not hold it. */
  readonly resolvedYaml: string | null;
}

/** @throws UserError when it is neither */
export function openSide(name: string, workingDirectory: string): DiffSide {
  const path = resolve(workingDirectory, name);
  if (isDirectory(path, name)) {
    const figures = figuresOf(readResultDirectory(path));
    return { name, figures, resolvedYaml: readOrNull(join(path, RESOLVED_FILE)) };
  }
  const figures = readBaseline(name, workingDirectory);
  if (figures === null) throw new UserError(`there is no ${name}`);
  return { name, figures, resolvedYaml: null };
}

function isDirectory(path: string, name: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new UserError(`cannot read ${name}: ${fileFault(error)}`);
  }
}

/** Only explains: a comparison does without it. */
function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
