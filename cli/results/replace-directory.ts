/**
 * Puts a directory of files in place at once: a reader sees the old one or the new one, never half of either.
 *
 * The files are written to a hidden sibling, which is then renamed. An old directory is moved aside first and removed last, and moved
 * back should the rename fail; between the two renames, for an instant, there is none.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * @param directory absolute path; its parents are made where they are missing
 * @param files name -> text, plain names
 */
export function replaceDirectory(directory: string, files: ReadonlyMap<string, string>): void {
  const parent = dirname(directory);
  const incoming = join(parent, `.${basename(directory)}.incoming-${process.pid}`);
  const outgoing = join(parent, `.${basename(directory)}.outgoing-${process.pid}`);
  mkdirSync(parent, { recursive: true });
  removeTree(incoming);
  try {
    mkdirSync(incoming);
    for (const [name, text] of files) writeFileSync(join(incoming, name), text);
    swap(directory, incoming, outgoing);
  } finally {
    removeTree(incoming);
  }
  removeTree(outgoing);
}

/** Puts one file in place at once. */
export function replaceFile(path: string, text: string): void {
  const incoming = join(dirname(path), `.${basename(path)}.incoming-${process.pid}`);
  try {
    writeFileSync(incoming, text);
    renameSync(incoming, path);
  } finally {
    rmSync(incoming, { force: true });
  }
}

function swap(directory: string, incoming: string, outgoing: string): void {
  removeTree(outgoing);
  const isReplacing = moveAway(directory, outgoing);
  try {
    renameSync(incoming, directory);
  } catch (error) {
    if (isReplacing) renameSync(outgoing, directory);
    throw error;
  }
}

/** False when there was nothing to move. */
function moveAway(directory: string, outgoing: string): boolean {
  try {
    renameSync(directory, outgoing);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function removeTree(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
