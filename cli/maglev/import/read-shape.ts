/** A parsed document in the shape that an importer needs, or a UserError that says where it is otherwise. */
import type { z } from 'zod';
import { UserError } from '../../user-error.ts';

/** @param what the document's kind, for the message */
export function readShape<Shape extends z.ZodType>(shape: Shape, document: unknown, what: string): z.infer<Shape> {
  const result = shape.safeParse(document);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `${path.join('.') || 'the document'}: ${message}`);
  throw new UserError(`this is not the ${what} it looks like:\n  ${lines.join('\n  ')}`);
}
