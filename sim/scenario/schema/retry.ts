/** `retry` of a design: what its clients do when a connection fails before its first byte. */
import { z } from 'zod';
import { OUTCOMES } from '../../metrics/outcome.ts';
import { BACKOFF_KINDS } from '../resolved-retry.ts';
import { choice, durationText, percentText, wholeNumber } from './quantities.ts';

export const RETRIABLE = OUTCOMES.filter((outcome) => outcome !== 'completed' && outcome !== 'unfinished');

export const outcomeList = z.array(choice(RETRIABLE)).min(1);

export const retrySchema = z
  .strictObject({
    tries: wholeNumber(1, 1_000).optional().describe('Tries of a connection in all; 1: nobody tries again. Default 3.'),
    on: outcomeList.optional().describe('Outcomes after which a client tries again. Default refused, timedOut, reset.'),
    backoff: z
      .strictObject({
        kind: choice(BACKOFF_KINDS).optional().describe('How the wait grows. Default fullJitter.'),
        base: durationText({ minUs: 1 }).optional().describe('The first wait, at most. Default 100ms.'),
        cap: durationText({ minUs: 1 }).optional().describe('The longest wait. Default 20s.'),
      })
      .optional()
      .describe('The wait before another try. Default none: at once.'),
    budget: percentText()
      .optional()
      .describe('Retries that all clients together may make, as a share of first tries. Default no bound.'),
    giveUpAfter: durationText({ minUs: 1 })
      .optional()
      .describe('From the first try: no try begins after that. Default never.'),
  })
  .describe(
    'What clients do when a connection fails before its first byte. Default nothing; of kind redirect, 3 tries.',
  );

export type RetryInput = z.infer<typeof retrySchema>;
