/**
 * What the round trips of a proxied connection cost: two TCP connections, and TLS with the first where configured.
 *
 * With r_e the RTT client to first-layer GFE, r_b from there to the second-layer GFE, r_s on to the region that serves
 * when that is another one, and r_z inside a region (to an endpoint on the Internet, all the way there, and r_s is 0),
 * the client's time to first byte is
 *
 *   (2 + t) r_e + r_b + r_s + 2 r_z + waiting + service,    t = 0 (no TLS), 1 (TLS 1.3), 2 (TLS 1.2)
 *
 * TCP takes one r_e, TLS t, the request and its answer one; between the GFE layers connections are open already (one
 * round trip there and back, no handshake); the second layer opens a connection to the member (one r_z) and passes the
 * request on (one r_z). That is the 3 r_e + r_b of a cold HTTPS request through a proxy with a warm backhaul.
 */
import type { ResolvedService } from '../../scenario/resolved-scenario.ts';

/** Round trips of the TLS handshake before the request can go: RFC 8446 section 2, RFC 5246 section 7.3. */
export const TLS_ROUND_TRIPS: Readonly<Record<ResolvedService['tls'], number>> = { none: 0, '1.3': 1, '1.2': 2 };

export function tlsRoundTrips(tls: ResolvedService['tls']): number {
  return TLS_ROUND_TRIPS[tls];
}

/** From the client's SYN until the first-layer GFE has its request, us. */
export function untilRequestUs(edgeRttUs: number, tlsTrips: number): number {
  return Math.round((1.5 + tlsTrips) * edgeRttUs);
}

/** Between the GFE layers, one way, us. */
export function oneWayUs(rttUs: number): number {
  return Math.round(rttUs / 2);
}

/**
 * From the second layer's decision until the member has the request, us: the way to the serving
 * region, a TCP handshake, the request.
 */
export function untilMemberUs(spillRttUs: number, zoneRttUs: number): number {
  return Math.round(spillRttUs / 2 + 1.5 * zoneRttUs);
}

/**
 * From the member's first byte until the client has it, us.
 *
 * @param beyondGfeRttUs between the member and the second-layer GFE: r_z + r_s
 * @param toGfeRttUs between that and the client: r_b + r_e
 */
export function untilClientUs(beyondGfeRttUs: number, toGfeRttUs: number): number {
  return Math.round((beyondGfeRttUs + toGfeRttUs) / 2);
}
