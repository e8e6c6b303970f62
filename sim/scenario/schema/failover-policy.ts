/** `service.failoverPolicy` and `backends.X.failover`: of passthrough balancers, in the API's names. */
import { z } from 'zod';
import { expected, flag } from './quantities.ts';

export const failoverPolicySchema = z
  .strictObject({
    failoverRatio: z
      .number({ error: expected('a number from 0 to 1') })
      .min(0, { error: expected('a number from 0 to 1') })
      .max(1, { error: expected('a number from 0 to 1') })
      .optional()
      .describe('Share of healthy primaries below which the failover backends take over; 0: at none. Default 0.'),
    dropTrafficIfUnhealthy: flag().optional().describe('Drop connections when nobody is healthy. Default false.'),
    disableConnectionDrainOnFailover: flag()
      .optional()
      .describe('End connections to the pool that is left at once. Default false.'),
  })
  .describe('With kind networkPassthrough: when failover backends take over.');

export const failoverField = {
  failover: flag()
    .optional()
    .describe('With kind networkPassthrough: a failover backend, not a primary. Default false.'),
};
