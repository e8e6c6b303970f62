/**
 * YAML 1.2 (of which JSON is a part) to a tree with places. Data only: no custom tags, no merge keys, no code.
 *
 * Anchors and aliases are expanded, up to a bound, so that a small file cannot grow without limit.
 */
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLParseError,
  type YAMLWarning,
} from 'yaml';
import type { Position, ProblemList } from '../problem.ts';
import type { MapNode, Node, ScalarNode } from './node.ts';
import { excessOfText, TOO_DEEP, ValueBudget } from './size-bounds.ts';

export interface Source {
  readonly file: string;
  readonly text: string;
}

/** The tree, or `null` when the text is not YAML; what is wrong is added to `problems`. */
export function parseYaml(source: Source, problems: ProblemList): MapNode | null {
  const reader = new TreeReader(source, problems);
  const excess = excessOfText(source.text);
  if (excess !== null) {
    reader.fault(0, [], excess);
    return null;
  }
  const document = parseDocument(source.text, { prettyErrors: false, stringKeys: false });
  reader.syntaxFaults([...document.errors, ...document.warnings]);
  if (document.errors.length > 0 || document.warnings.length > 0) return null;
  if (document.contents === null) {
    reader.fault(0, [], 'the file is empty; a scenario starts with "version: 1"');
    return null;
  }
  const root = reader.read(document.contents, [], null);
  if (root === null) return null;
  if (root.kind !== 'map') {
    reader.fault(0, [], `expected a map of keys to values at the top, such as "version: 1"`);
    return null;
  }
  return { ...root, at: reader.position(0), keyAt: reader.position(0) };
}

/** What the parser found, in words for an author. */
function plainMessage(code: string, message: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'this key is already set above in the same map';
    case 'MULTIPLE_DOCS':
      return 'a scenario file holds one document; remove the "---" and what follows';
    case 'TAB_AS_INDENT':
      return 'a tab cannot indent YAML; use spaces';
    case 'TAG_RESOLVE_FAILED':
      return 'a scenario holds plain data: remove the tag';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a second ": " in one line: put the text in quotes, or start a new line';
    case 'BLOCK_IN_FLOW':
      return 'a ": " within braces or brackets: put the text in quotes';
    case 'UNEXPECTED_TOKEN':
      return 'this does not fit what stands before it: look at the line above and the indentation';
    case 'RESOURCE_EXHAUSTION':
      return TOO_DEEP;
    default:
      return message.split('\n')[0]!;
  }
}

/** Faults of the content: the parser reads on as if they were not there. After any other it guesses. */
const CONTENT_FAULTS: readonly string[] = ['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED'];

/** Turns the parser's nodes into placed ones. State: what was read so far, for the bounds. */
class TreeReader {
  readonly #source: Source;
  /** Offset of the first character of each line. */
  readonly #lineStarts: readonly number[];
  readonly #problems: ProblemList;
  readonly #anchors = new Map<string, unknown>();
  readonly #budget = new ValueBudget();
  /** Aliases being followed, one inside the other. */
  #aliasDepth = 0;
  #isTooLarge = false;

  constructor(source: Source, problems: ProblemList) {
    this.#source = source;
    this.#lineStarts = [0, ...[...source.text.matchAll(/\n/g)].map((newline) => newline.index + 1)];
    this.#problems = problems;
  }

  position(offset: number): Position {
    const at = Math.min(offset, this.#source.text.length);
    // The parser's own line counter loses lines after a syntax error.
    let [line, beyond] = [0, this.#lineStarts.length];
    while (beyond - line > 1) {
      const middle = (line + beyond) >> 1;
      if (this.#lineStarts[middle]! <= at) line = middle;
      else beyond = middle;
    }
    return { file: this.#source.file, line: line + 1, column: at - this.#lineStarts[line]! + 1 };
  }

  /**
   * All faults of the content up to the first break of the grammar, and that break; what
   * follows it are its consequences.
   */
  syntaxFaults(faults: readonly (YAMLParseError | YAMLWarning)[]): void {
    for (const { pos, code, message } of faults.toSorted((a, b) => a.pos[0] - b.pos[0])) {
      this.fault(pos[0], [], plainMessage(code, message));
      if (!CONTENT_FAULTS.includes(code)) return;
    }
  }

  fault(offset: number, path: readonly string[], message: string): void {
    this.#problems.add({
      ...this.position(offset),
      path: path.join('.'),
      message,
      suggestion: null,
      severity: 'error',
    });
  }

  /** `null` after a fault, which is reported. */
  read(node: unknown, path: readonly string[], keyOffset: number | null): Node | null {
    const offset = offsetOf(node) ?? keyOffset ?? 0;
    if (!this.#hasRoom(path.length)) return null;
    const at = this.position(offset);
    const keyAt = keyOffset === null ? at : this.position(keyOffset);
    if (isAlias(node)) return this.#readAlias(node, path, keyOffset);
    if (isScalar(node)) return this.#readScalar(node, path, at, keyAt);
    if (isSeq(node)) {
      const items = node.items.map((item, index) =>
        this.read(item, [...path, nameOfItem(item) ?? String(index)], null),
      );
      if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
      return items.includes(null) ? null : { kind: 'list', items: items as Node[], at, keyAt, path };
    }
    if (isMap(node)) {
      const entries = this.#readEntries(node.items, path);
      if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
      return entries === null ? null : { kind: 'map', entries, deleted: new Map(), at, keyAt, path };
    }
    return { kind: 'scalar', value: null, textColumn: null, at, keyAt, path };
  }

  #readEntries(pairs: readonly Pair[], path: readonly string[]): Map<string, Node> | null {
    const entries = new Map<string, Node>();
    let isWhole = true;
    for (const pair of pairs) {
      const keyOffset = offsetOf(pair.key) ?? offsetOf(pair.value) ?? 0;
      const key = isScalar(pair.key) && pair.key.value !== null ? String(pair.key.value) : null;
      if (key === null || key === '__proto__') {
        this.fault(keyOffset, path, 'a key must be a plain word');
        isWhole = false;
      } else if (key === '<<') {
        this.fault(keyOffset, [...path, key], 'merge keys are not part of YAML 1.2; use "extends"');
        isWhole = false;
      } else {
        const value = this.read(pair.value, [...path, key], keyOffset);
        if (value === null) isWhole = false;
        else entries.set(key, value);
      }
    }
    return isWhole ? entries : null;
  }

  /** The value of an alias is placed where it was written, at its anchor; its path is where it is used. */
  #readAlias(alias: Alias, path: readonly string[], keyOffset: number | null): Node | null {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) {
      this.fault(offsetOf(alias) ?? 0, path, `the alias *${alias.source} has no anchor before it, or lies inside it`);
      return null;
    }
    this.#aliasDepth++;
    const value = this.read(target, path, keyOffset);
    this.#aliasDepth--;
    return value;
  }

  /** After the first value that is too many, which is reported, nothing more is read. */
  #hasRoom(depth: number): boolean {
    if (this.#isTooLarge) return false;
    const excess = this.#budget.spend(this.#aliasDepth > 0, depth);
    if (excess === null) return true;
    this.#isTooLarge = true;
    // For the whole file: the place where a bound was passed says nothing about the cause.
    this.fault(0, [], excess);
    return false;
  }

  #readScalar(scalar: Scalar, path: readonly string[], at: Position, keyAt: Position): ScalarNode | null {
    if (scalar.anchor !== undefined) this.#anchors.set(scalar.anchor, scalar);
    const { value } = scalar;
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return { kind: 'scalar', value, textColumn: this.#textColumn(scalar, at), at, keyAt, path };
    }
    this.fault(scalar.range?.[0] ?? 0, path, 'expected plain data: text, a number, true, false, a list or a map');
    return null;
  }

  #textColumn(scalar: Scalar, at: Position): number | null {
    if (typeof scalar.value !== 'string' || !scalar.range) return null;
    const raw = this.#source.text.slice(scalar.range[0], scalar.range[1]);
    if (raw === scalar.value) return at.column;
    return raw.slice(1, -1) === scalar.value && /^["']/.test(raw) ? at.column + 1 : null;
  }
}

/** An item that has an id goes by it in messages. */
function nameOfItem(item: unknown): string | null {
  const id = isMap(item) ? item.get('id') : null;
  return typeof id === 'string' && id !== '' ? id : null;
}

function offsetOf(node: unknown): number | null {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range?.[0] ?? null;
}
