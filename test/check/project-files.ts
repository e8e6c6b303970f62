/**
 * Every text file of the project, in a fixed order, by walking the tree: works in a clone
 * and in an unpacked archive alike.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Not ours, or not written by hand. */
const SKIPPED_DIRECTORIES = new Set(['node_modules', 'dist', 'results', 'coverage', '.git']);
const TEXT_FILE =
  /\.(ts|mts|mjs|cjs|js|json|yaml|yml|md|css|html|cpp|py|sh)$|^(LICENSE|\.npmrc|\.gitignore|\.ci\/run)$/;

export interface ProjectFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export function readProjectFiles(root: string): ProjectFile[] {
  return walk(root)
    .map((absolute) => relative(root, absolute).split(sep).join('/'))
    .filter((path) => TEXT_FILE.test(path))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function walk(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return SKIPPED_DIRECTORIES.has(entry.name) ? [] : walk(path);
    return entry.isFile() ? [path] : [];
  });
}
