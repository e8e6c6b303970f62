/**
 * Puts a directory of files in place at once: a reader sees the old one or the new one, never half of either.
 *
 * The files are written to a hidden sibling, which is then renamed. An old directory is moved aside first and removed
 * last, and moved back should the rename fail; between the two renames, for an instant, there is none.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hiddenSibling, removeAbandonedSiblings } from './hidden-sibling.ts';

/**
 * @param directory absolute path; its parents are made where they are missing
 * @param files name -> text, plain names
 */
export function replaceDirectory(directory: string, files: ReadonlyMap<string, string>): void {
  const incoming = hiddenSibling(directory, 'incoming');
  const outgoing = hiddenSibling(directory, 'outgoing');
  mkdirSync(dirname(directory), { recursive: true });
  removeAbandonedSiblings(directory, 'incoming');
  removeTree(incoming);
  try {
    mkdirSync(incoming);
    for (const [name, text] of files) writeFileSync(join(incoming, name), text);
    swap(directory, incoming, outgoing);
  } finally {
    removeTree(incoming);
  }
  removeTree(outgoing);
  // Not before: of a process killed between its two renames this was the only copy.
  removeAbandonedSiblings(directory, 'outgoing');
}

/** Puts one file in place at once. */
export function replaceFile(path: string, text: string): void {
  const incoming = hiddenSibling(path, 'incoming');
  removeAbandonedSiblings(path, 'incoming');
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
