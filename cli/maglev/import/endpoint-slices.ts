/**
 * Backends from Kubernetes EndpointSlices: what `kubectl get endpointslices -o json` (or
 * yaml) prints, or a single slice.
 *
 * Source: the discovery.k8s.io/v1 API. An endpoint's first address counts (they are fungible); an absent `ready`
 * means ready; slices may repeat an endpoint while the controller moves it between them. The zone becomes the
 * locality; Kubernetes has no weights.
 */
import { z } from 'zod';
import { type Backend, backend } from '../../../sim/maglev/backend.ts';
import { UserError } from '../../user-error.ts';
import { chooseOne } from './choose-one.ts';
import type { ImportChoice, ImportedPool } from './imported-pool.ts';
import { readShape } from './read-shape.ts';

const SERVICE_LABEL = 'kubernetes.io/service-name';

const slicePort = z.object({
  name: z.string().nullish(),
  port: z.number().int().min(0).max(65_535).nullish(),
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).nullish(),
});

const sliceEndpoint = z.object({
  addresses: z.array(z.string()).min(1),
  conditions: z.object({ ready: z.boolean().nullish() }).nullish(),
  zone: z.string().nullish(),
  hostname: z.string().nullish(),
  targetRef: z.object({ name: z.string().nullish() }).nullish(),
});

const endpointSlice = z.object({
  kind: z.literal('EndpointSlice').optional(),
  metadata: z.object({ name: z.string().nullish(), labels: z.record(z.string(), z.string()).nullish() }),
  addressType: z.enum(['IPv4', 'IPv6', 'FQDN']),
  endpoints: z.array(sliceEndpoint).nullable(),
  ports: z.array(slicePort).nullish(),
});

const sliceList = z.object({ items: z.array(endpointSlice) });

type Slice = z.infer<typeof endpointSlice>;
type SlicePort = z.infer<typeof slicePort>;

/** Whether a parsed document looks like EndpointSlices. */
export function isEndpointSlices(document: unknown): boolean {
  const { kind, items } = (document ?? {}) as { kind?: unknown; items?: unknown };
  const firstKind = Array.isArray(items) ? (items[0] as { kind?: unknown } | undefined)?.kind : undefined;
  return kind === 'EndpointSlice' || kind === 'EndpointSliceList' || (kind === 'List' && firstKind === 'EndpointSlice');
}

/** @throws UserError where the document is malformed, or the choice leaves more than one service or port */
export function importEndpointSlices(document: unknown, choice: ImportChoice): ImportedPool {
  const isSingle = (document as { kind?: unknown }).kind === 'EndpointSlice';
  const slices = isSingle
    ? [readShape(endpointSlice, document, 'EndpointSlice')]
    : readShape(sliceList, document, 'EndpointSlice list').items;
  const service = chooseOne('service', '--service', choice.service, slices.map(serviceOf));
  const chosen = slices.filter((slice) => serviceOf(slice) === service);
  const portNames = chosen.flatMap((slice) => (slice.ports ?? []).map(portName));
  const wantedPort = portNames.length === 0 ? null : choosePort(choice.port, chosen, portNames);

  const backends = new Map<string, Backend>();
  let unready = 0;
  for (const slice of chosen) {
    const port = (slice.ports ?? []).find((candidate) => portName(candidate) === wantedPort) ?? null;
    if (port === null && wantedPort !== null) continue;
    for (const endpoint of slice.endpoints ?? []) {
      if (endpoint.conditions?.ready === false && !choice.includeUnhealthy) {
        unready++;
        continue;
      }
      const one = backendOf(slice, endpoint, port);
      if (!backends.has(one.name)) backends.set(one.name, one);
    }
  }
  const notices = unready === 0 ? [] : [`${unready} endpoints of ${service} are not ready and were left out`];
  return { backends: [...backends.values()], localityWeights: null, notices };
}

function serviceOf({ metadata }: Slice): string {
  const service = metadata.labels?.[SERVICE_LABEL] ?? metadata.name;
  if (service != null) return service;
  throw new UserError(`an EndpointSlice has neither the label ${SERVICE_LABEL} nor a name`);
}

/** Kubernetes calls an unnamed port the empty string; its number says more. */
function portName({ name, port }: SlicePort): string {
  return name != null && name !== '' ? name : String(port ?? '');
}

/** A port by its name or its number. */
function choosePort(wanted: string | null, slices: readonly Slice[], names: readonly string[]): string {
  const ports = slices.flatMap((slice) => slice.ports ?? []);
  const byNumber = ports.find(({ port }) => wanted !== null && String(port) === wanted);
  return chooseOne('port', '--port', byNumber === undefined ? wanted : portName(byNumber), names);
}

function backendOf(slice: Slice, endpoint: z.infer<typeof sliceEndpoint>, port: SlicePort | null): Backend {
  const address = endpoint.addresses[0]!;
  const number = port?.port ?? 0;
  const shown = slice.addressType === 'IPv6' ? `[${address}]` : address;
  return backend(number === 0 ? address : `${shown}:${number}`, {
    address: slice.addressType === 'FQDN' ? null : address,
    port: number,
    protocol: port?.protocol ?? 'TCP',
    hostname: slice.addressType === 'FQDN' ? address : (endpoint.hostname ?? endpoint.targetRef?.name ?? null),
    locality: endpoint.zone ?? null,
  });
}
