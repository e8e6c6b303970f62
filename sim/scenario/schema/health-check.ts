/** `service.healthCheck`: who asks members how they are, how often, and what it takes to believe it. */
import { z } from 'zod';
import { durationText, wholeNumber } from './quantities.ts';
import { healthCheckReachFields } from './reachability.ts';

/** Assumption: twice the most that was ever observed is more than anyone needs. */
const MAX_PROBERS = 20;

export const healthCheckSchema = z.strictObject({
  checkInterval: durationText({ minUs: 1_000_000, maxUs: 300_000_000 }).optional().describe('1s to 300s. Default 5s.'),
  timeout: durationText({ minUs: 1_000_000, maxUs: 300_000_000 })
    .optional()
    .describe('1s up to checkInterval. Default 5s, or checkInterval where that is less.'),
  healthyThreshold: wholeNumber(1, 10).optional().describe('Consecutive successes. Default 2.'),
  unhealthyThreshold: wholeNumber(1, 10).optional().describe('Consecutive failures. Default 2.'),
  ...healthCheckReachFields,
  probers: wholeNumber(1, MAX_PROBERS)
    .optional()
    .describe('Probers that probe each member at checkInterval, independently; not to be set in the cloud. Default 6.'),
  quorum: wholeNumber(1, MAX_PROBERS)
    .optional()
    .describe('Probers that must hold a member healthy for it to count as healthy. Default more than half.'),
});
