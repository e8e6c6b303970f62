/**
 * What lint cannot say about `sim/`: no async, no chance or locale through a member, no sort without a
 * comparator, no walk over keys.
 *
 * Reads syntax only (the TypeScript parser, no types), so it errs on the strict side: a method of ours may
 * not bear a banned name either.
 */
import ts from 'typescript';
import type { ProjectFile } from './project-files.ts';

const BANNED_MEMBERS: ReadonlyMap<string, string> = new Map([
  ['localeCompare', 'order varies with the ICU build; compare with < and >'],
  ['toLocaleString', 'text varies with the locale'],
  ['toLocaleLowerCase', 'text varies with the locale; use toLowerCase'],
  ['toLocaleUpperCase', 'text varies with the locale; use toUpperCase'],
  ['then', 'the core is synchronous'],
]);

export function simPurityProblems(files: readonly ProjectFile[]): string[] {
  return files.filter(({ path }) => path.startsWith('sim/') && path.endsWith('.ts')).flatMap(fileProblems);
}

function fileProblems({ path, text }: ProjectFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    const fault = faultOf(node);
    if (fault !== null) {
      const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
      problems.push(`${path}:${line + 1}:${character + 1}: ${fault}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

function faultOf(node: ts.Node): string | null {
  if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node))
    return 'the core is synchronous: no async, no await';
  if (ts.isForInStatement(node))
    return 'for-in depends on key order: walk a list, or Object.entries of a map whose ids are not numbers';
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return 'no dynamic import: the core does no I/O';
  if (isModuleVariable(node)) return 'no mutable state in a module: two runs would share it';
  if (ts.isPropertyAccessExpression(node)) return memberFault(node);
  return null;
}

function memberFault(node: ts.PropertyAccessExpression): string | null {
  const name = node.name.text;
  if (name === 'random' && ts.isIdentifier(node.expression) && node.expression.text === 'Math') {
    return 'Math.random is ambient chance: draw from a named random stream';
  }
  const banned = BANNED_MEMBERS.get(name);
  if (banned !== undefined) return `.${name}: ${banned}`;
  const sorts = name === 'sort' || name === 'toSorted';
  if (
    sorts &&
    ts.isCallExpression(node.parent) &&
    node.parent.expression === node &&
    node.parent.arguments.length === 0
  ) {
    return `.${name}() without a comparator sorts numbers as text: say the order`;
  }
  return null;
}

/** `let` or `var` at the top of a module. */
function isModuleVariable(node: ts.Node): boolean {
  return (
    ts.isVariableStatement(node) &&
    ts.isSourceFile(node.parent) &&
    (node.declarationList.flags & ts.NodeFlags.Const) === 0 &&
    !node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword)
  );
}
