/**
 * A backend as a balancer's configuration names it, before any dialect turns it into the
 * bytes that its balancer hashes.
 *
 * Faults in a user's list of backends are `MaglevInputError`s: they name the backend and what the
 * chosen dialect would have needed.
 */

/** The user's list of backends or table size does not fit the dialect or method asked for. */
export class MaglevInputError extends Error {
  override readonly name = 'MaglevInputError';
}

export type TransportProtocol = 'TCP' | 'UDP' | 'SCTP';

export interface Backend {
  /** Unique in its pool; what identifies the backend when the pool changes. */
  readonly name: string;
  /** Share of the traffic relative to the other backends: a whole number, 0 .. 2^31 - 1. */
  readonly weight: number;
  /** IPv4 or IPv6 literal without brackets; null where only a name is known. */
  readonly address: string | null;
  /** 0 .. 65535; 0 where there is no port. */
  readonly port: number;
  readonly protocol: TransportProtocol;
  /** Host name, for dialects that can hash it. */
  readonly hostname: string | null;
  /**
   * What the dialect hashes instead of the key it would derive: Envoy's `hash_key`, Cilium's hash
   * string, Katran's endpoint hash.
   */
  readonly hashKey: string | null;
  /** Where the backend is, for dialects that weigh localities. */
  readonly locality: string | null;
}

/** A backend with the usual values for what is not given. */
export function backend(name: string, given: Partial<Omit<Backend, 'name'>> = {}): Backend {
  return {
    name,
    weight: 1,
    address: null,
    port: 0,
    protocol: 'TCP',
    hostname: null,
    hashKey: null,
    locality: null,
    ...given,
  };
}

/**
 * Checks what every dialect and method relies on.
 *
 * @throws MaglevInputError at a repeated name or a weight that is not a whole number from 0 to 2^31 - 1
 */
export function checkBackends(backends: readonly Backend[]): void {
  const seen = new Set<string>();
  for (const { name, weight, port } of backends) {
    if (seen.has(name)) throw new MaglevInputError(`backend "${name}" is listed twice`);
    seen.add(name);
    if (!Number.isInteger(weight) || weight < 0 || weight > 0x7fffffff) {
      throw new MaglevInputError(`backend "${name}": a weight is a whole number from 0 to 2147483647, not ${weight}`);
    }
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new MaglevInputError(`backend "${name}": a port is a whole number from 0 to 65535, not ${port}`);
    }
  }
}

/** `address:port` as Envoy and Cilium print it, an IPv6 address in brackets; the name where no address is known. */
export function socketAddress({ name, address, port }: Backend): string {
  if (address === null) return name;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
