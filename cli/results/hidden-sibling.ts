/**
 * Where something is prepared before it is put in place: a hidden sibling, `.<name>.<use>-<host>-<process>`.
 *
 * A process that is killed while it writes leaves its siblings behind; the next one that writes to the same
 * place removes them. Those of living processes, and of other machines that share the folder, are left alone:
 * there a process cannot be asked.
 */
import { readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

export type SiblingUse = 'incoming' | 'outgoing';

/** Of this process. */
export function hiddenSibling(path: string, use: SiblingUse): string {
  return join(dirname(path), prefixOf(path, use) + process.pid);
}

/** Removes what dead processes of this machine left beside `path`; the folder must be there. */
export function removeAbandonedSiblings(path: string, use: SiblingUse): void {
  const folder = dirname(path);
  const prefix = prefixOf(path, use);
  for (const name of readdirSync(folder)) {
    const owner = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (/^[1-9]\d*$/.test(owner) && !isAlive(Number(owner)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function prefixOf(path: string, use: SiblingUse): string {
  return `.${basename(path)}.${use}-${hostname()}-`;
}

/** Signal 0 is not delivered: it only asks. */
function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Of another user: it lives.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
