/**
 * The path of a scenario as its result keeps it: the same whichever way it was typed, so that
 * it moves no byte of the result.
 */
import { basename, relative, resolve, sep } from 'node:path';

/** From the working directory when it lies below that, with `/` on every platform; else its name alone. */
export function storedPath(file: string, workingDirectory: string): string {
  const path = resolve(workingDirectory, file);
  const below = relative(workingDirectory, path).split(sep);
  // On another drive of Windows the path stays absolute.
  return below[0] === '..' || below.join(sep) === path ? basename(path) : below.join('/');
}
