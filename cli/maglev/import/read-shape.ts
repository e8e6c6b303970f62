/** A parsed document in the shape that an importer needs, or a UserError that says where it is otherwise. */
import type { core, z } from 'zod';
import { UserError } from '../../user-error.ts';

/** @param what the document's kind, for the message */
export function readShape<Shape extends z.ZodType>(shape: Shape, document: unknown, what: string): z.infer<Shape> {
  const result = shape.safeParse(document);
  if (result.success) return result.data;
  const lines = result.error.issues.flatMap((issue) => linesOf(issue, []));
  throw new UserError(`this is not the ${what} it looks like:\n  ${lines.join('\n  ')}`);
}

/**
 * Of a choice of shapes, what is wrong with the one that was meant: the first that got
 * further than the type of the whole.
 */
function linesOf(issue: core.$ZodIssue, above: readonly PropertyKey[]): string[] {
  const path = [...above, ...issue.path];
  const meant = issue.code === 'invalid_union' ? issue.errors.find((branch) => !branch.every(isOfTheWhole)) : undefined;
  if (meant !== undefined) return meant.flatMap((inner) => linesOf(inner, path));
  return [`${path.join('.') || 'the document'}: ${issue.message}`];
}

function isOfTheWhole({ code, path }: core.$ZodIssue): boolean {
  return code === 'invalid_type' && path.length === 0;
}
