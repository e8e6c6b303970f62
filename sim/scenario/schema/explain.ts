/** `explain`: connections whose decisions the result and the report show step by step. */
import { z } from 'zod';
import { durationText, expected, id, wholeNumber } from './quantities.ts';

/** Assumption: more trails of one question than these say nothing new, and a report has room for them. */
export const EXPLAINED_MAX = 20;
const QUESTIONS_MAX = 12;

const atError = expected('an instant such as 27:10 or 27m10s, or the id of a phase, event or surge');

export const questionSchema = z.strictObject({
  id: id().optional(),
  design: z.string().optional().describe('One of those compared. Default all of them.'),
  metro: z.string({ error: expected('the id of a metro') }).describe('Where the clients are.'),
  at: z
    .string({ error: atError })
    .min(1, { error: atError })
    .describe('From when: a clock, a duration from the start, or the id of a phase, event or surge.')
    .meta({ examples: ['27:10', '27m10s'] }),
  for: durationText({ minUs: 1 }).optional().describe('How long from then on. Default 10s.'),
  count: wholeNumber(1, EXPLAINED_MAX)
    .optional()
    .describe(`Connections, the first ones. Default 1, with "for" ${EXPLAINED_MAX}.`),
});

export const explainSchema = z
  .array(questionSchema)
  .max(QUESTIONS_MAX, { error: expected(`at most ${QUESTIONS_MAX} questions`) })
  .describe('Connections to explain in the report, of the first replication.');

export type QuestionInput = z.infer<typeof questionSchema>;
