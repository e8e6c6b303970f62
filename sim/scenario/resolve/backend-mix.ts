/**
 * Which kinds of backend may make up a service together, and for which protocols.
 *
 * Sources: Google Cloud, "Backend services overview", backends (all instance groups, all zonal NEGs, all hybrid NEGs,
 * zonal and hybrid NEGs together, serverless NEGs by themselves, one global internet NEG); "Serverless network endpoint
 * groups overview" (not for proxy Network Load Balancers; one for each region). Mixed instance groups and zonal NEGs,
 * which the cloud refuses, have always been simulated here and still are.
 */

import { type BackendKind, factsOf, isInternet } from '../backend-kinds.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedBackend } from '../resolved-scenario.ts';
import type { ServiceProtocol } from '../service-protocol.ts';

/** Whether the backends may be of one service; where not, each that does not fit is reported. */
export function checkMix(
  backends: readonly ResolvedBackend[],
  protocol: ServiceProtocol | null,
  hasHealthCheck: boolean,
  reporter: Reporter,
): boolean {
  let isSound = true;
  const refuse = (backend: ResolvedBackend, key: string, message: string): void => {
    isSound = false;
    const path = ['backends', backend.id, key];
    reporter.error(path, message, null, 'key');
  };
  const [first] = backends;
  const regions = new Set<string>();
  for (const backend of backends) {
    const { what } = factsOf(backend.kind);
    const other = backends.find(({ kind }) => !mayMix(kind, backend.kind));
    if (other !== undefined && other !== first && backend !== first) continue;
    if (other !== undefined && backend !== first) {
      refuse(backend, 'type', `${what} cannot be in one service with ${factsOf(other.kind).what} (${other.id})`);
    } else if (isSingle(backend.kind) && backend !== first) {
      refuse(backend, 'type', `a service has no other backend beside ${what}; there is ${first!.id}`);
    }
    if (backend.kind === 'SERVERLESS') {
      if (regions.has(backend.region)) refuse(backend, 'region', `a second serverless NEG in ${backend.region}`);
      regions.add(backend.region);
    }
    if (!isForApplications(backend.kind) || (protocol !== 'TCP' && protocol !== 'SSL')) continue;
    refuse(backend, 'type', `${what} is for Application Load Balancers: it needs protocol HTTP, HTTPS or HTTP2`);
  }
  if (hasHealthCheck && backends.every(({ kind }) => !factsOf(kind).isBalanced)) {
    isSound = false;
    reporter.error(['healthCheck'], `${factsOf(first!.kind).what} takes no health check`, null, 'key');
  }
  return isSound;
}

function mayMix(a: BackendKind, b: BackendKind): boolean {
  if (factsOf(a).isServedNearClient === factsOf(b).isServedNearClient) {
    return !factsOf(a).isServedNearClient || a === b || (isInternet(a) && isInternet(b));
  }
  const kinds = [a, b];
  return kinds.includes('NON_GCP_PRIVATE_IP_PORT') && kinds.includes('NETWORK_ENDPOINT_GROUP');
}

function isSingle(kind: BackendKind): boolean {
  return isInternet(kind) || kind === 'BACKEND_BUCKET';
}

function isForApplications(kind: BackendKind): boolean {
  return kind === 'SERVERLESS' || kind === 'BACKEND_BUCKET';
}
