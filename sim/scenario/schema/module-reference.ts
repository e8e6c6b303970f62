/**
 * A module of the user's own, where a scenario would otherwise name something built in: `{ module:
 * ./policies/spill-early.ts, options: { ... } }`.
 */
import { z } from 'zod';
import { choiceError, expected } from './quantities.ts';

const MODULE_PATTERN = /^.+\.(ts|mts|js|mjs)$/;

const FORM = 'the path of a module such as ./policies/spill-early.ts (.ts, .mts, .js or .mjs)';

export const moduleFields = {
  module: z
    .string({ error: expected(FORM) })
    .regex(MODULE_PATTERN, { error: expected(FORM) })
    .describe('A TypeScript or JavaScript module, relative to this file (docs/OWN-POLICY.md).'),
  options: z
    .record(
      z.string(),
      z.union([z.number(), z.string(), z.boolean()], { error: expected('a number, a text, or true or false') }),
    )
    .optional()
    .describe('Options that the module declares.'),
};

export const moduleReference = z.strictObject(moduleFields);

export type ModuleInput = z.infer<typeof moduleReference>;

/** Says one of `values`, as `choice` does, or names a module. */
export function choiceOrModule<const T extends string>(
  values: readonly T[],
  notModelled: readonly string[] = [],
  misplaced: Readonly<Record<string, string>> = {},
) {
  const error = choiceError(values, notModelled, misplaced, ', or { module }');
  return z.union([z.enum(values), moduleReference], { error });
}
