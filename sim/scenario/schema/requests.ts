/** `requests`: the forms of request that clients send, and how often. */
import { z } from 'zod';
import { choice, expected, id, percentText } from './quantities.ts';

/**
 * Assumption: longer than any that a person writes into a scenario, and short enough for every
 * pattern (docs/model/requests.md).
 */
export const TARGET_LENGTH_MAX = 2_048;

const targetError = expected(
  `a request target: a path from its first slash on, in ASCII without blanks and "#" (at most ${TARGET_LENGTH_MAX} characters)`,
);

export const targetText = z
  .string({ error: targetError })
  .max(TARGET_LENGTH_MAX, { error: targetError })
  .regex(/^\/[!"$-~]*$/, { error: targetError });

export const statusNumber = z
  .int({ error: expected('a status from 200 to 599') })
  .min(200)
  .max(599);

export const requestSchema = z.strictObject({
  target: targetText.describe('Path and query exactly as the client sends them, nothing decoded.'),
  method: choice(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']).optional().describe('Default GET.'),
  share: percentText().optional().describe('Of all requests. Default: an equal part of what the others leave.'),
  expect: z
    .union(
      [
        statusNumber,
        z.strictObject({
          status: statusNumber.optional().describe('Status the client must get.'),
          saw: targetText.optional().describe('Target that the backend must get, to the letter.'),
        }),
      ],
      { error: expected('a status, or a map with "status" and "saw"') },
    )
    .optional()
    .describe('What must come of it in every chain.'),
});

export const requestsSchema = z.record(id(), requestSchema).describe('Forms of request by id, for spillway requests.');

export type RequestInput = z.infer<typeof requestSchema>;
