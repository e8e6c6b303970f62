/** TCP between clients and the servers of the first tier. */
import { fromSeconds } from '../../kernel/time.ts';
import type { ResolvedServers } from '../../scenario/resolved-chain.ts';
import type { ResolvedDesign } from '../../scenario/resolved-scenario.ts';
import type { TcpPath } from '../../tiers/tcp-path.ts';
import { DOUBLING_SYN_GAPS_US, LINEAR_SYN_GAPS_US } from '../../tiers/tcp-timers.ts';
import { tlsRoundTrips } from '../anycast-proxy/round-trips.ts';

/** From a slow client's answer to its next request, us: assumption, as of the load generator of the measurements. */
const ASK_AGAIN_US = fromSeconds(1);

/**
 * Each client is a host of its own, so no two share a processor or a timer wheel; the round
 * trip is each connection's own.
 */
export function clientPath(tier: ResolvedServers, design: ResolvedDesign): TcpPath {
  return {
    rttUs: 0,
    tlsTrips: tlsRoundTrips(design.service.tls),
    segmentUs: 0,
    clientUs: 0,
    askAgainUs: ASK_AGAIN_US,
    timeoutUs: design.responseTimeout!.after,
    closesBy: 'FIN',
    synGapsUs: design.synRetransmission === 'linear' ? LINEAR_SYN_GAPS_US : DOUBLING_SYN_GAPS_US,
    clientTickUs: 0,
    backlog: tier.backlog,
    defersAccept: tier.acceptFilter === 'data',
    abortsOnOverflow: tier.abortOnOverflow,
    hasSynCookies: tier.synCookies,
  };
}
