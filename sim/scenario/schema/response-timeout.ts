/**
 * `responseTimeout` and `abandonedWork` of a design: clients that leave before their first byte, and
 * the work that they leave behind.
 */
import { ABANDONED_WORK } from '../resolved-response-timeout.ts';
import { choice, durationText } from './quantities.ts';

export const responseTimeoutFields = {
  responseTimeout: durationText({ minUs: 1 })
    .optional()
    .describe('How long a client waits for its first byte, from the start of each try. Default: it never leaves.'),
  abandonedWork: choice(ABANDONED_WORK)
    .optional()
    .describe(
      'What a server does with the work of a client that has left: served goes on to its end, dropped ends at once. Default served.',
    ),
};
