/**
 * What the round trips of a connection cost that is passed through: all of them run between the client and the member.
 *
 * With r = r_e + r_b, the RTT client to PoP and from there to the region, the client's time to first byte is
 *
 *   (2 + t) r + waiting + service,    t = 0 (the server speaks no TLS), 1 (TLS 1.3)
 *
 * where a proxy has (2 + t) r_e + r_b + 2 r_z. Assumptions: the member's answers, which go to the client directly, take
 * as long as packets that pass the PoP; what the zone adds is in r_b.
 */

import type { ResolvedMember } from '../../scenario/resolved-scenario.ts';
import { TLS_ROUND_TRIPS } from '../anycast-proxy/round-trips.ts';

/** Assumption: a server that speaks TLS speaks TLS 1.3. */
export function tlsTripsOf({ speaks }: ResolvedMember): number {
  return speaks === 'SSL' ? TLS_ROUND_TRIPS['1.3'] : 0;
}
