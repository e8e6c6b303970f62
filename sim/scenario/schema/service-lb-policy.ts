/**
 * `serviceLbPolicy`: Google Cloud's service load balancing policy, in its own names; one for each
 * backend service, so for each design.
 */
import { z } from 'zod';
import { SERVICE_POLICIES, type ServicePolicyName } from '../../policies/service/service-policy-registry.ts';
import { choiceOrModule } from './module-reference.ts';
import { choice, expected, wholeNumber } from './quantities.ts';

const SERVICE_POLICY_NAMES = Object.keys(SERVICE_POLICIES) as ServicePolicyName[];

const autoCapacityDrain = z.strictObject({
  enable: z
    .boolean({ error: expected('true or false') })
    .optional()
    .describe('Treat a backend with fewer than 25 % of its members healthy as one without capacity. Default false.'),
  limit: choice(['belowHalf', 'atMostHalf'])
    .optional()
    .describe('How many of the backends may be drained: fewer than half, or none; or up to half. Default belowHalf.'),
});

const isolationConfig = z.strictObject({
  isolationGranularity: choice(['REGION', 'UNSPECIFIED'])
    .optional()
    .describe('REGION, or nothing is enforced. Default UNSPECIFIED.'),
  isolationMode: choice(['NEAREST', 'STRICT'])
    .optional()
    .describe('NEAREST: the nearest region with healthy backends. STRICT: the nearest or nowhere. Default NEAREST.'),
});

export const serviceLbPolicySchema = z.strictObject({
  loadBalancingAlgorithm: choiceOrModule(SERVICE_POLICY_NAMES)
    .optional()
    .describe('By name, or a module of your own. Default WATERFALL_BY_REGION.'),
  failoverConfig: z
    .strictObject({
      failoverHealthThreshold: wholeNumber(1, 99)
        .optional()
        .describe('Percent of members that must be healthy to keep all traffic. Default 70; with EXTERNAL 50.'),
    })
    .optional(),
  autoCapacityDrain: autoCapacityDrain.optional(),
  isolationConfig: isolationConfig.optional().describe('Keeps traffic in one region, even over capacity.'),
});

export type ServiceLbPolicyInput = z.infer<typeof serviceLbPolicySchema>;
