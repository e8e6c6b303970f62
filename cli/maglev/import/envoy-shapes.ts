/**
 * What Envoy's two dumps have in common: socket addresses, localities and health.
 *
 * Source: envoy.config.core.v3 `Address`, `Locality`, `HealthStatus`. Envoy's JSON leaves
 * out fields with default values.
 */
import { z } from 'zod';

export const address = z.object({
  socket_address: z
    .object({ address: z.string(), port_value: z.number().int().min(0).max(65_535).default(0) })
    .optional(),
  pipe: z.object({ path: z.string() }).optional(),
});

export const locality = z.object({
  region: z.string().default(''),
  zone: z.string().default(''),
  sub_zone: z.string().default(''),
});

/** The states in which Envoy counts a host as healthy; DEGRADED has a load of its own. */
const HEALTHY_STATES: ReadonlySet<string> = new Set(['UNKNOWN', 'HEALTHY']);

export function isHealthyState(state: string | undefined): boolean {
  return HEALTHY_STATES.has(state ?? 'UNKNOWN');
}

/** `region/zone/sub_zone` without the empty ends; null where nothing is said. */
export function localityName(place: z.infer<typeof locality> | undefined): string | null {
  if (place === undefined) return null;
  const name = [place.region, place.zone, place.sub_zone].join('/').replace(/\/+$/, '');
  return name === '' ? null : name;
}

/** `ip:port`, IPv6 in brackets, as Envoy prints a host; the path of a pipe. */
export function hostName({ socket_address: socket, pipe }: z.infer<typeof address>): string | null {
  if (socket === undefined) return pipe?.path ?? null;
  const shown = socket.address.includes(':') ? `[${socket.address}]` : socket.address;
  return `${shown}:${socket.port_value}`;
}
