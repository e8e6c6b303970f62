/** `service.connectionDraining`: how long what goes may go on, and how it ends. */
import { z } from 'zod';
import { HOUR } from '../../kernel/time.ts';
import { choice, durationText, expected } from './quantities.ts';

export const CLOSINGS = ['atEnd', 'spread'] as const;

const timeout = () => durationText({ maxUs: HOUR });

export const connectionDrainingFields = {
  drainingTimeout: timeout().optional().describe('0s to 3600s. Default 300s.'),
  sharedWith: z
    .array(timeout(), { error: expected('a list of durations such as [100s, 200s]') })
    .optional()
    .describe('Draining timeouts of other services that have the same groups: the largest of all counts.'),
  closeWithin: timeout()
    .optional()
    .describe('After the timeout, the time within which a proxy closes what is still open. Default 10m.'),
  closing: choice(CLOSINGS).optional().describe('When in that time: all at its end, or spread over it. Default atEnd.'),
  onDetach: z
    .boolean({ error: expected('true or false') })
    .optional()
    .describe('Whether a backend that is detached from the service drains. Default true.'),
  terminationDelay: timeout()
    .optional()
    .describe('After the timeout, the longest time until an instance is terminated. Default 60s.'),
};
