/**
 * Backends from Envoy's `/clusters?format=json`: the hosts that a running Envoy balances over,
 * with their weights and health.
 *
 * Source: envoy.admin.v3 `Clusters`. Hosts' metadata, and so their `hash_key`, and localities' weights are not
 * in it: a config dump has both.
 */
import { z } from 'zod';
import { type Backend, backend } from '../../../sim/maglev/backend.ts';
import { UserError } from '../../user-error.ts';
import { addressIn } from '../backend-text.ts';
import { chooseOne } from './choose-one.ts';
import { address, hostName, isHealthyState, locality, localityName } from './envoy-shapes.ts';
import type { ImportChoice, ImportedPool } from './imported-pool.ts';
import { readShape } from './read-shape.ts';

const hostStatus = z.object({
  address,
  weight: z.number().int().min(0).default(1),
  hostname: z.string().optional(),
  priority: z.number().int().min(0).default(0),
  locality: locality.optional(),
  health_status: z
    .looseObject({
      eds_health_status: z.string().optional(),
      failed_active_health_check: z.boolean().optional(),
      failed_outlier_check: z.boolean().optional(),
      failed_active_degraded_check: z.boolean().optional(),
      pending_dynamic_removal: z.boolean().optional(),
    })
    .default({}),
});

const clusters = z.object({
  cluster_statuses: z.array(z.object({ name: z.string(), host_statuses: z.array(hostStatus).default([]) })),
});

type HostStatus = z.infer<typeof hostStatus>;

/** Whether a parsed document looks like `/clusters?format=json`. */
export function isEnvoyClusters(document: unknown): boolean {
  return Array.isArray((document as { cluster_statuses?: unknown } | null)?.cluster_statuses);
}

/** @throws UserError where the document is malformed, or the choice leaves more than one cluster */
export function importEnvoyClusters(document: unknown, choice: ImportChoice): ImportedPool {
  const { cluster_statuses: statuses } = readShape(clusters, document, 'Envoy cluster dump');
  const populated = statuses.filter((cluster) => cluster.host_statuses.length > 0 || cluster.name === choice.service);
  const name = chooseOne(
    'cluster',
    '--service',
    choice.service,
    populated.map((cluster) => cluster.name),
  );
  const hosts = populated.find((cluster) => cluster.name === name)!.host_statuses;
  const ofPriority = hosts.filter((host) => host.priority === choice.priority);
  const kept = ofPriority.filter((host) => choice.includeUnhealthy || isHealthy(host));
  const notices: string[] = [];
  if (ofPriority.length < hosts.length) {
    notices.push(
      `${hosts.length - ofPriority.length} hosts of ${name} have another priority than ${choice.priority} and were left out`,
    );
  }
  if (kept.length < ofPriority.length) {
    notices.push(`${ofPriority.length - kept.length} hosts of ${name} are not healthy and were left out`);
  }
  return { backends: kept.map(backendOf), localityWeights: null, notices };
}

function isHealthy({ health_status: health }: HostStatus): boolean {
  if (health.failed_active_health_check || health.failed_outlier_check || health.failed_active_degraded_check)
    return false;
  return !health.pending_dynamic_removal && isHealthyState(health.eds_health_status);
}

function backendOf(host: HostStatus): Backend {
  const name = hostName(host.address);
  if (name === null) throw new UserError('a host of the Envoy dump has neither a socket address nor a pipe');
  return backend(name, {
    ...addressIn(name),
    weight: host.weight,
    hostname: host.hostname ?? null,
    locality: localityName(host.locality),
  });
}
