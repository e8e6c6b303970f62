/**
 * Backends from Envoy's `/config_dump?include_eds`: the endpoints as configured, with `hash_key`
 * metadata and localities' weights.
 *
 * Source: envoy.admin.v3 `EndpointsConfigDump`, envoy.config.endpoint.v3 `ClusterLoadAssignment`. Health is the
 * configured one; active health checks and outlier detection are not in it: `/clusters?format=json` has them.
 */
import { z } from 'zod';
import { type Backend, backend } from '../../../sim/maglev/backend.ts';
import { UserError } from '../../user-error.ts';
import { addressIn } from '../backend-text.ts';
import { chooseOne } from './choose-one.ts';
import { address, hostName, isHealthyState, locality, localityName } from './envoy-shapes.ts';
import type { ImportChoice, ImportedPool } from './imported-pool.ts';
import { readShape } from './read-shape.ts';

const ENDPOINTS_TYPE = /envoy\.admin\.v3\.EndpointsConfigDump$/;

const lbEndpoint = z.object({
  endpoint: z.object({ address, hostname: z.string().optional() }),
  health_status: z.string().optional(),
  load_balancing_weight: z.number().int().min(0).default(1),
  metadata: z
    .object({ filter_metadata: z.record(z.string(), z.record(z.string(), z.unknown())).default({}) })
    .optional(),
});

const localityEndpoints = z.object({
  locality: locality.optional(),
  lb_endpoints: z.array(lbEndpoint).default([]),
  load_balancing_weight: z.number().int().min(0).optional(),
  priority: z.number().int().min(0).default(0),
});

const endpointConfigs = z
  .array(
    z.object({
      endpoint_config: z.object({
        cluster_name: z.string().default(''),
        endpoints: z.array(localityEndpoints).default([]),
      }),
    }),
  )
  .default([]);

const endpointsDump = z.object({ static_endpoint_configs: endpointConfigs, dynamic_endpoint_configs: endpointConfigs });

const configDump = z.object({ configs: z.array(z.looseObject({ '@type': z.string() })) });

/** Whether a parsed document looks like a config dump. */
export function isEnvoyConfigDump(document: unknown): boolean {
  return Array.isArray((document as { configs?: unknown } | null)?.configs);
}

/** @throws UserError where the document is malformed, has no endpoints, or the choice leaves more than one cluster */
export function importEnvoyConfigDump(document: unknown, choice: ImportChoice): ImportedPool {
  const { configs } = readShape(configDump, document, 'Envoy config dump');
  const dumps = configs.filter((config) => ENDPOINTS_TYPE.test(config['@type']));
  if (dumps.length === 0)
    throw new UserError('the Envoy config dump has no endpoints: ask for /config_dump?include_eds');
  const assignments = dumps
    .map((dump) => readShape(endpointsDump, dump, 'endpoints of an Envoy config dump'))
    .flatMap((dump) => [...dump.static_endpoint_configs, ...dump.dynamic_endpoint_configs])
    .map((config) => config.endpoint_config);
  const name = chooseOne(
    'cluster',
    '--service',
    choice.service,
    assignments.map((assignment) => assignment.cluster_name),
  );
  const groups = assignments.find((assignment) => assignment.cluster_name === name)!.endpoints;
  const ofPriority = groups.filter((group) => group.priority === choice.priority);

  const backends: Backend[] = [];
  let unhealthy = 0;
  for (const group of ofPriority) {
    for (const endpoint of group.lb_endpoints) {
      if (!choice.includeUnhealthy && !isHealthyState(endpoint.health_status)) unhealthy++;
      else backends.push(backendOf(endpoint, localityName(group.locality)));
    }
  }
  const notices: string[] = [];
  if (ofPriority.length < groups.length)
    notices.push(`localities of ${name} with another priority than ${choice.priority} were left out`);
  if (unhealthy > 0) notices.push(`${unhealthy} endpoints of ${name} are not healthy and were left out`);
  return { backends, localityWeights: weightsOf(ofPriority), notices };
}

/** Null where no locality has a weight: Envoy then does not weigh them. */
function weightsOf(groups: readonly z.infer<typeof localityEndpoints>[]): Map<string, number> | null {
  const weights = new Map<string, number>();
  for (const { locality: place, load_balancing_weight: weight } of groups) {
    const name = localityName(place);
    if (name !== null) weights.set(name, weight ?? 0);
  }
  return [...weights.values()].some((weight) => weight > 0) ? weights : null;
}

function backendOf(
  { endpoint, load_balancing_weight: weight, metadata }: z.infer<typeof lbEndpoint>,
  place: string | null,
): Backend {
  const name = hostName(endpoint.address);
  if (name === null) throw new UserError('an endpoint of the Envoy dump has neither a socket address nor a pipe');
  const hashKey = metadata?.filter_metadata['envoy.lb']?.hash_key;
  return backend(name, {
    ...addressIn(name),
    weight,
    hostname: endpoint.hostname ?? null,
    hashKey: typeof hashKey === 'string' ? hashKey : null,
    locality: place,
  });
}
