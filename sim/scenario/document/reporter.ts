/**
 * Reports faults of one tree: turns a path in it into the place where the author wrote that part.
 */
import type { Position, Problem, ProblemList } from '../problem.ts';
import { descend, type MapNode, type Node } from './node.ts';

/** Which part of an entry a message points at. */
export type Spot = 'value' | 'key';

export class Reporter {
  readonly root: MapNode;
  readonly problems: ProblemList;

  constructor(root: MapNode, problems: ProblemList) {
    this.root = root;
    this.problems = problems;
  }

  /** The same list of problems, for another tree. */
  on(root: MapNode): Reporter {
    return new Reporter(root, this.problems);
  }

  error(path: readonly string[], message: string, suggestion: string | null = null, spot: Spot = 'value'): void {
    this.problems.add(this.#problem(path, message, suggestion, spot, 'error'));
  }

  warn(path: readonly string[], message: string): void {
    this.problems.add(this.#problem(path, message, null, 'value', 'warning'));
  }

  /**
   * An error that several fields make together, at the one that a later layer wrote (a design's change, a file that
   * extends another); at the first where none did.
   */
  errorAmong(paths: readonly (readonly string[])[], message: string): void {
    this.error(paths.find((path) => this.#isLater(path)) ?? paths[0]!, message);
  }

  /**
   * An error about which of `keys` the map at `path` has: where a later layer deleted one, else at the last of two or
   * more that are there, else at the map itself.
   */
  errorOnKeys(path: readonly string[], keys: readonly string[], message: string): void {
    const { node } = descend(this.root, path);
    const about = (map: ReadonlyMap<string, Node>): string[] => [...map.keys()].filter((key) => keys.includes(key));
    const [given, deleted] = node.kind === 'map' ? [about(node.entries), about(node.deleted)] : [[], []];
    const key = given.length > 1 ? given.at(-1) : deleted[0];
    this.error(key === undefined ? path : [...path, key], message, null, 'key');
  }

  #isLater(path: readonly string[]): boolean {
    const { node, rest } = descend(this.root, path);
    if (rest.length > 0) return false;
    return node.at.file !== this.root.at.file || !this.root.path.every((key, depth) => node.path[depth] === key);
  }

  /** An error inside the text of a value, `offset` characters from its start. */
  errorInText(path: readonly string[], offset: number, message: string, suggestion: string | null): void {
    const { node } = descend(this.root, path);
    const start = node.kind === 'scalar' ? node.textColumn : null;
    const at = start === null ? node.at : { ...node.at, column: start + offset };
    this.problems.add({ ...at, path: node.path.join('.'), message, suggestion, severity: 'error' });
  }

  /** An error that is not added to the list: for faults that show only after the tree was resolved. */
  errorAt(path: readonly string[], message: string): Problem {
    return this.#problem(path, message, null, 'value', 'error');
  }

  #problem(
    path: readonly string[],
    message: string,
    suggestion: string | null,
    spot: Spot,
    severity: 'error' | 'warning',
  ): Problem {
    const { node, rest } = descend(this.root, path);
    const deletion = node.kind === 'map' && rest.length > 0 ? node.deleted.get(rest[0]!) : undefined;
    const at = deletion?.at ?? placeOf(node, rest.length === 0 ? spot : 'key');
    const declared = [...(deletion?.path ?? [...node.path, ...rest.slice(0, 1)]), ...rest.slice(1)];
    return { ...at, path: declared.join('.'), message, suggestion, severity };
  }
}

function placeOf(node: Node, spot: Spot): Position {
  return spot === 'key' ? node.keyAt : node.at;
}
