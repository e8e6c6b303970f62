/** `edge.server`: a first-layer GFE with the defaults of an event-driven tier. */
import type { ResolvedFrontEndServer } from '../resolved-machines.ts';
import type { FrontEndServerInput } from '../schema/front-end-server.ts';
import { resolveEventServers } from './chain-tier.ts';

/** Before the names of a GFE's events. */
const ID = 'frontEnds';

export function resolveFrontEndServer(input: FrontEndServerInput): ResolvedFrontEndServer {
  const { kind, id, cores, cpuPerRequest, cpuPerHandshake, headerTimeout, logLineBytes, ...slots } =
    resolveEventServers(ID, input, 1);
  const { workerConnections, upstreamKeepalive, memoryPerConnectionBytes } = slots;
  return {
    kind,
    id,
    cores,
    cpuPerRequest,
    ...(cpuPerHandshake !== undefined && { cpuPerHandshake }),
    headerTimeout,
    logLineBytes,
    workerConnections,
    upstreamKeepalive,
    memoryPerConnectionBytes,
  };
}
