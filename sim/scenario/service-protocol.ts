/** What the protocol of a backend service implies. Source: Google Cloud, "Backend services overview". */
export const SERVICE_PROTOCOLS = ['TCP', 'SSL', 'HTTP', 'HTTPS', 'HTTP2'] as const;

export type ServiceProtocol = (typeof SERVICE_PROTOCOLS)[number];

/** Whether the backends are spoken to over TLS. */
export function isEncrypted(protocol: ServiceProtocol): boolean {
  return protocol !== 'TCP' && protocol !== 'HTTP';
}

/**
 * Whether it is of an Application Load Balancer; the others are of a proxy Network Load Balancer. `null`: not known.
 */
export function isHttp(protocol: ServiceProtocol | null): boolean {
  return protocol === 'HTTP' || protocol === 'HTTPS' || protocol === 'HTTP2';
}
