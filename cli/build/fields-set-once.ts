/**
 * Lets V8 take the fields of `sim/`'s objects for constants.
 *
 * A field that a class declares without a value is set twice, to `undefined` and then by the constructor, and so counts
 * as one that changes: V8 loads and checks it at every use, also where it knows the object. So the declaration goes.
 * That of a private name cannot, so the name becomes an ordinary one, with the name of its class, so that it meets no
 * other. TypeScript has checked by then that nobody else uses it.
 */
import ts from 'typescript';

/** Most files have no class and need not be parsed. */
const CLASS = /^(?:export )?(?:abstract )?class /m;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A class around the place being looked at, and the private names that it declares. */
interface Scope {
  readonly className: string;
  readonly privateNames: ReadonlySet<string>;
}

/**
 * @returns the source with fields that are written once; no line changes its number. Throws where a private
 *   name is asked for with `in`.
 */
export function withFieldsSetOnce(source: string, file: string): string {
  if (!CLASS.test(source)) return source;
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  const edits: Edit[] = [];
  visit(tree, []);
  return applied(source, edits);

  function visit(node: ts.Node, scopes: readonly Scope[]): void {
    if (ts.isPrivateIdentifier(node)) {
      edits.push({ start: node.getStart(tree), end: node.end, text: ordinaryName(node, scopes) });
      return;
    }
    if (isFieldWithoutValue(node)) {
      const start = node.getStart(tree);
      edits.push({ start, end: node.end, text: source.slice(start, node.end).replace(/[^\n]/g, '') });
      return;
    }
    const inner = ts.isClassLike(node) ? [scopeOf(node), ...scopes] : scopes;
    ts.forEachChild(node, (child) => visit(child, inner));
  }

  function ordinaryName(node: ts.PrivateIdentifier, scopes: readonly Scope[]): string {
    const scope = scopes.find(({ privateNames }) => privateNames.has(node.text));
    const follows = source.slice(node.end).trimStart();
    if (scope === undefined || /^in\b/.test(follows)) throw new Error(`${file}: ${node.text} cannot be renamed`);
    return `${scope.className}$${node.text.slice(1)}`;
  }
}

function scopeOf(node: ts.ClassLikeDeclaration): Scope {
  const names = node.members.flatMap(({ name }) =>
    name !== undefined && ts.isPrivateIdentifier(name) ? [name.text] : [],
  );
  return { className: node.name?.text ?? 'Unnamed', privateNames: new Set(names) };
}

function isFieldWithoutValue(node: ts.Node): boolean {
  return ts.isPropertyDeclaration(node) && node.initializer === undefined;
}

function applied(source: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(source.slice(from, start), text);
    from = end;
  }
  return parts.join('') + source.slice(from);
}
