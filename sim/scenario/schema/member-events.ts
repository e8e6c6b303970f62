/** `fail` and `degrade`: the ways in which members go bad. */
import { z } from 'zod';
import { FAULT_WAYS } from '../../fleet/answer.ts';
import { choice, exactlyOneKey, multipleText, percentText } from './quantities.ts';

/** The keys of `fail` besides its selector. */
export const faultFields = {
  as: choice(FAULT_WAYS)
    .optional()
    .describe('silent: nothing comes back. refusing: members answer with a RST at once. Default silent.'),
};

/** `degrade` over the fields of a selector. */
export function degradeSchema<Shape extends z.ZodRawShape>(selectorFields: Shape, kinds: readonly string[]) {
  const oneKind = exactlyOneKey(kinds);
  return z
    .strictObject({
      ...selectorFields,
      errorShare: percentText()
        .optional()
        .describe('Of the connections that a member accepts: reset before their first byte. Default 0%.'),
      slowdown: multipleText().optional().describe('Factor on the work of an answer. Default 1x.'),
      probes: choice(['pass', 'fail']).optional().describe('What health checks see. Default pass.'),
    })
    .refine(oneKind.accepts, oneKind.options)
    .meta(oneKind.meta);
}
