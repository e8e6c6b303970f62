/**
 * Reads a scenario file and the files it extends, in that order.
 *
 * A file of the chain that is missing is left out: the loader reports it at the line that names
 * it. Only the first must be there.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { baseFileOf } from '../../sim/scenario/document/inherit.ts';
import type { Source } from '../../sim/scenario/document/parse-yaml.ts';
import { fileFault } from '../file-fault.ts';
import { UserError } from '../user-error.ts';

/** @param file as the user gave it, relative to the working directory */
export function readSources(file: string, workingDirectory: string): Source[] {
  const sources: Source[] = [{ file, text: readText(file, workingDirectory) }];
  for (;;) {
    const base = baseFileOf(sources[sources.length - 1]!);
    if (base === null || sources.some((source) => source.file === base)) return sources;
    const text = readTextOrNull(base, workingDirectory);
    if (text === null) return sources;
    sources.push({ file: base, text });
  }
}

function readText(file: string, workingDirectory: string): string {
  try {
    return readFileSync(resolve(workingDirectory, file), 'utf8');
  } catch (error) {
    throw new UserError(`cannot read scenario ${file}: ${fileFault(error)}`);
  }
}

function readTextOrNull(file: string, workingDirectory: string): string | null {
  try {
    return readFileSync(resolve(workingDirectory, file), 'utf8');
  } catch {
    return null;
  }
}
