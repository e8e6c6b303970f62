/**
 * `extends` between files: a scenario written as changes to another one.
 *
 * Reads no file: the caller gives all sources, and `baseFileOf` tells it which ones it needs.
 */
import { ProblemList } from '../problem.ts';
import { merge } from './merge.ts';
import type { MapNode } from './node.ts';
import { documentNulls } from './null-rules.ts';
import { parseYaml, type Source } from './parse-yaml.ts';

/**
 * The file that a source extends, resolved against the source's own folder; `null` for none, or when it cannot be told.
 */
export function baseFileOf(source: Source): string | null {
  const root = parseYaml(source, new ProblemList());
  return root === null ? null : baseFile(root, source.file);
}

function baseFile(root: MapNode, file: string): string | null {
  const base = root.entries.get('extends');
  return base?.kind === 'scalar' && typeof base.value === 'string' ? resolvePath(file, base.value) : null;
}

/** Joins with `/` on every platform: what a scenario says means the same everywhere. */
export function resolvePath(fromFile: string, relative: string): string {
  if (relative.startsWith('/')) return relative;
  const parts = fromFile.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '.' || part === '') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts.at(-1) !== '') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/**
 * `sources[0]` with all it extends below it, its own `extends` resolved away. `null` when a
 * file of the chain cannot be read.
 */
export function inherit(sources: readonly Source[], problems: ProblemList): MapNode | null {
  const layers: MapNode[] = [];
  const chain: string[] = [];
  let source: Source | undefined = sources[0];
  while (source !== undefined) {
    const root = parseYaml(source, problems);
    if (root === null) return null;
    chain.push(source.file);
    layers.push(withoutLink(root));
    const link = root.entries.get('extends');
    if (link === undefined) break;
    const fault = (message: string): null => {
      problems.add({ ...link.at, path: 'extends', message, suggestion: null, severity: 'error' });
      return null;
    };
    const next = baseFile(root, source.file);
    if (next === null) return fault('expected the path of another scenario, relative to this file');
    if (chain.includes(next))
      return fault(`the files extend one another in a circle: ${[...chain, next].join(' -> ')}`);
    source = sources.find(({ file }) => file === next);
    if (source === undefined) return fault(`cannot read ${next}`);
  }
  return layers.reduceRight((base, over) => merge(base, over, documentNulls(problems)));
}

function withoutLink(root: MapNode): MapNode {
  const entries = new Map(root.entries);
  entries.delete('extends');
  return { ...root, entries };
}
