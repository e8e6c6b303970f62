/** `service.securityPolicy`: a rate limit of Google Cloud Armor, in the API's names. */
import { z } from 'zod';
import { choice, count, durationText } from './quantities.ts';

const threshold = z.strictObject({
  count: count(1, 100_000_000).describe('Connections that are let in.'),
  interval: durationText({ minUs: 1_000_000 }).describe('Within so long.'),
});

export const securityPolicySchema = z.strictObject({
  action: choice(['throttle', 'rate_based_ban'])
    .optional()
    .describe('throttle blocks what is over the limit; rate_based_ban the client, for the ban. Default throttle.'),
  rateLimitOptions: z.strictObject({
    rateLimitThreshold: threshold.describe('Above it connections are blocked at the first-layer GFE.'),
    enforceOnKey: choice(['ALL', 'IP'])
      .optional()
      .describe('IP: for each client address. ALL: for all together. Default ALL.'),
    banDuration: durationText({ minUs: 1_000_000 })
      .optional()
      .describe('With rate_based_ban: how long after it was last over the limit.'),
  }),
});
