/**
 * `service`: what a user configures in the cloud, in Google Cloud's own names; the member's own behaviour is ours.
 *
 * Rules between fields (capacity against kind of group, port against scheme) are in `resolve/service.ts`.
 */
import { z } from 'zod';
import { LOCALITY_POLICIES, type LocalityPolicyName } from '../../policies/locality/locality-policy-registry.ts';
import type { BackendKind } from '../backend-kinds.ts';
import { SERVICE_PROTOCOLS } from '../service-protocol.ts';
import { autoscalerSchema } from './autoscaler.ts';
import { capacityFields, memberMetric } from './backend-capacity.ts';
import { connectionDrainingFields } from './connection-draining.ts';
import { distribution } from './distribution.ts';
import { failoverField, failoverPolicySchema } from './failover-policy.ts';
import { healthCheckSchema } from './health-check.ts';
import { memberTiersSchema } from './member-tiers.ts';
import { choiceOrModule } from './module-reference.ts';
import { outlierFields } from './outliers.ts';
import { choice, count, durationText, exactlyOneKey, expected, id, percentText, wholeNumber } from './quantities.ts';
import { backendReachFields, memberReachFields, serviceReachFields } from './reachability.ts';
import { securityPolicySchema } from './security-policy.ts';

const LOCALITY_POLICY_NAMES = Object.keys(LOCALITY_POLICIES) as LocalityPolicyName[];

/** As written: a regional group is an INSTANCE_GROUP with a region. */
const BACKEND_TYPES = [
  'INSTANCE_GROUP',
  'NETWORK_ENDPOINT_GROUP',
  'NON_GCP_PRIVATE_IP_PORT',
  'SERVERLESS',
  'INTERNET_IP_PORT',
  'INTERNET_FQDN_PORT',
  'BACKEND_BUCKET',
] as const satisfies readonly BackendKind[];

/**
 * Largest count of anything configured; far above any real group (assumption), and small enough to multiply exactly.
 */
const MAX_COUNT = 100_000_000;

const memberFields = {
  discipline: choice(['workers', 'processorSharing'])
    .optional()
    .describe(
      'workers: a connection holds a worker until it closes. processorSharing: answers share the cores. Default workers.',
    ),
  workers: count(1, MAX_COUNT).optional().describe('Connections (or cores) served at a time. Default 1000.'),
  backlog: count(0, MAX_COUNT)
    .optional()
    .describe('Connections that may wait before the next is refused. Default 511.'),
  startup: durationText()
    .optional()
    .describe('From the decision to have a new member to a server that answers. Default 30s.'),
  serviceTime: distribution.describe('Work of the first answer.'),
  customMetrics: z.record(id(), memberMetric).optional().describe('Metrics that a member reports, for CUSTOM_METRICS.'),
  tiers: memberTiersSchema.optional(),
  ...memberReachFields,
};

export const memberSchema = z.strictObject(memberFields).describe('What one instance or endpoint can do.');

const memberChanges = z.strictObject({ ...memberFields, serviceTime: distribution.optional() });

const backendFields = z.strictObject({
  zone: z
    .string({ error: expected('a zone such as asia-northeast3-a') })
    .optional()
    .describe('Zone of a zonal group or NEG.'),
  region: z
    .string({ error: expected('a region such as asia-northeast3') })
    .optional()
    .describe(
      'Region of a regional managed instance group, whose members spread over the zones, or of a serverless NEG or bucket.',
    ),
  metro: z
    .string({ error: expected('a metro such as seoul') })
    .optional()
    .describe('Where an internet endpoint is, if not where a region is.'),
  type: choice(BACKEND_TYPES).optional().describe('Default: a NEG with a target per endpoint, else an instance group.'),
  members: count(1, 1_000_000).describe('Instances or endpoints.'),
  ...capacityFields,
  capacityScaler: z
    .union([z.number().min(0).max(1), percentText()], {
      error: expected('0, or a fraction from 0.1 to 1 such as 0.5 or 50%'),
    })
    .optional()
    .describe('Multiplies the target capacity: 0, or 0.1 to 1. Default 1.'),
  ...backendReachFields,
  ...failoverField,
  preference: choice(['PREFERRED', 'DEFAULT'])
    .optional()
    .describe('PREFERRED backends are filled first, whatever the distance. Default DEFAULT.'),
  autoscaler: autoscalerSchema.optional().describe('Sets the number of members of an instance group.'),
  member: memberChanges.optional().describe("Changes to the service's member for this backend."),
});

const place = exactlyOneKey(['zone', 'region', 'metro']);

export const backendSchema = backendFields.refine(place.accepts, place.options).meta(place.meta);

export const serviceSchema = z
  .strictObject({
    protocol: choice(SERVICE_PROTOCOLS).describe(
      'TCP and SSL: proxy Network Load Balancer. HTTP, HTTPS, HTTP2: Application Load Balancer, one request a connection.',
    ),
    port: wholeNumber(1, 65_535).describe('The one port of the forwarding rule.'),
    loadBalancingScheme: choice(['EXTERNAL', 'EXTERNAL_MANAGED'])
      .optional()
      .describe('EXTERNAL is the classic proxy. Default EXTERNAL_MANAGED.'),
    networkTier: choice(['PREMIUM', 'STANDARD'])
      .optional()
      .describe('STANDARD: one region, by the public Internet; only with EXTERNAL. Default PREMIUM.'),
    region: z
      .string({ error: expected('a region such as asia-northeast3') })
      .optional()
      .describe('Region of a STANDARD forwarding rule, or of a passthrough balancer; all its backends are there.'),
    sessionAffinity: choice(['NONE', 'CLIENT_IP']).optional().describe('Default NONE.'),
    localityLbPolicy: choiceOrModule(LOCALITY_POLICY_NAMES, ['WEIGHTED_ROUND_ROBIN'], {
      WEIGHTED_MAGLEV: 'is for passthrough load balancers',
      ORIGINAL_DESTINATION: 'is not for global external load balancers',
    })
      .optional()
      .describe('Policy inside a zone. Default ROUND_ROBIN, with CLIENT_IP MAGLEV; not to be set with EXTERNAL.'),
    tls: z
      .literal(['1.2', '1.3', 1.2, 1.3], { error: expected('1.2 or 1.3') })
      .optional()
      .describe('TLS that ends at the proxy; with SSL, HTTPS and HTTP2. Default 1.3.'),
    omittedBalancingMode: choice(['byTarget', 'UTILIZATION'])
      .optional()
      .describe("Mode of a backend that names none: UTILIZATION is Terraform's. Default byTarget."),
    connectionDraining: z.strictObject(connectionDrainingFields).optional(),
    ...serviceReachFields,
    ...outlierFields,
    securityPolicy: securityPolicySchema
      .optional()
      .describe('Rate limit at the first-layer GFEs (Cloud Armor). Default none: nothing is blocked.'),
    healthCheck: healthCheckSchema.optional(),
    failoverPolicy: failoverPolicySchema.optional(),
    backends: z
      .record(id(), backendSchema)
      .refine((backends) => Object.keys(backends).length > 0, { error: 'expected at least one backend' })
      .meta({ minProperties: 1 })
      .describe('Instance groups and NEGs, by id.'),
    member: memberSchema,
  })
  .describe('The backend service and its forwarding rule.');

export type ServiceInput = z.infer<typeof serviceSchema>;
export type BackendInput = z.infer<typeof backendSchema>;
export type MemberInput = z.infer<typeof memberSchema>;
