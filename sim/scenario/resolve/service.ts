/**
 * A service after a design's changes are merged in: defaults, and the rules between its fields.
 *
 * Each rule is checked as far as the fields it needs are sound, so one fault does not hide another.
 */
import type { WorldData } from '../../world/world-data.ts';
import { child, type MapNode } from '../document/node.ts';
import type { Reporter } from '../document/reporter.ts';
import type { DesignKind, ResolvedBackend, ResolvedService } from '../resolved-scenario.ts';
import { backendSchema, serviceSchema } from '../schema/service.ts';
import { isEncrypted } from '../service-protocol.ts';
import { checkShape } from '../shape/check-shape.ts';
import { keysAt, readFields, readPart } from '../shape/read-part.ts';
import { listWords } from '../suggest.ts';
import { resolveBackend } from './backend.ts';
import type { ModeScope } from './backend-capacity.ts';
import { checkMix } from './backend-mix.ts';
import { CLASSIC_PORTS, nearestClassicPorts } from './classic-ports.ts';
import { resolveDraining } from './connection-draining.ts';
import { resolveHealthCheck } from './health-check.ts';
import { resolveLocalityPolicy } from './locality-policy.ts';
import { type MemberDefaults, resolveMember } from './member.ts';
import type { ModuleScope } from './module.ts';
import { checkBackendRegions, resolveNetworkTier } from './network-tier.ts';
import { resolveOutliers } from './outliers.ts';
import {
  checkNoFailover,
  checkPassthroughBackends,
  checkPassthroughFields,
  NO_CLOSING,
  PASSTHROUGH_REACH,
  resolveFailoverPolicy,
  resolvePassthroughTier,
} from './passthrough.ts';
import { checkPreferences } from './preference.ts';
import { PROXY_REACH, type ReachScope, resolveServiceReach } from './reachability.ts';
import { FAULTY_POLICY, resolveSecurityPolicy } from './security-policy.ts';

type ServiceFields = ReturnType<typeof readFields<(typeof serviceSchema)['shape']>>;

/**
 * `kind` is that of the design whose service it is; `reporter` is that of the merged service, whose parts know where
 * they were written. `null` after a fault, which is reported.
 */
export function resolveService(
  reporter: Reporter,
  kind: DesignKind,
  world: WorldData | null,
  modules: ModuleScope,
): ResolvedService | null {
  const isSound = checkShape(serviceSchema, reporter) !== null;
  const fields = readFields(serviceSchema, reporter.root, []);
  const isPassthrough = kind === 'networkPassthrough';
  const isRuled = isPassthrough ? checkPassthroughFields(fields, reporter) : checkFrontEnd(fields, reporter);
  const healthCheck = resolveHealthCheck(fields.healthCheck ?? {}, reporter);
  const reach = resolveServiceReach(fields, kind === 'anycastProxy' ? PROXY_REACH : PASSTHROUGH_REACH, reporter);
  const outliers = resolveOutliers(isPassthrough ? {} : fields, reporter);
  const securityPolicy = resolveSecurityPolicy(isPassthrough ? undefined : fields.securityPolicy, reporter);
  const reachScope = reach === null || fields.port === undefined ? null : { ...reach, port: fields.port };
  const memberDefaults: MemberDefaults = {
    speaks: fields.protocol !== undefined && isEncrypted(fields.protocol) ? 'SSL' : 'TCP',
    proxyHeader: fields.proxyHeader ?? 'NONE',
  };
  const backends = resolveBackends(reporter, world, memberDefaults, reachScope, {
    protocol: fields.protocol ?? null,
    omittedBalancingMode: fields.omittedBalancingMode ?? 'byTarget',
    hasAffinity: (fields.sessionAffinity ?? 'NONE') !== 'NONE',
  });
  const tier = isPassthrough
    ? resolvePassthroughTier(fields, world, reporter)
    : resolveNetworkTier(fields, world, reporter);
  if (
    !isSound ||
    !isRuled ||
    healthCheck === null ||
    reach === null ||
    outliers === null ||
    securityPolicy === FAULTY_POLICY ||
    backends === null ||
    tier === null
  )
    return null;
  const scheme = fields.loadBalancingScheme ?? (isPassthrough ? 'EXTERNAL' : 'EXTERNAL_MANAGED');
  const areBackendsRuled = isPassthrough
    ? checkPassthroughBackends({ region: tier.region!, port: fields.port!, ...reach }, backends, reporter)
    : checkMix(backends, fields.protocol ?? null, fields.healthCheck !== undefined, reporter) &&
      checkBackendRegions(tier, backends, reporter) &&
      checkPreferences(scheme, backends, reporter) &&
      checkNoFailover(fields, backends, reporter);
  if (!areBackendsRuled) return null;
  const sessionAffinity = fields.sessionAffinity ?? 'NONE';
  const localityLbPolicy = resolveLocalityPolicy(fields.localityLbPolicy, scheme, sessionAffinity, reporter, modules);
  if (localityLbPolicy === null) return null;
  return {
    protocol: fields.protocol!,
    port: fields.port!,
    loadBalancingScheme: scheme,
    ...tier,
    sessionAffinity,
    localityLbPolicy,
    tls: isEncrypted(fields.protocol!) ? (Number(fields.tls) === 1.2 ? '1.2' : '1.3') : 'none',
    connectionDraining: {
      ...resolveDraining(fields.connectionDraining ?? {}),
      ...(isPassthrough && { closeWithin: NO_CLOSING }),
    },
    ...reach,
    ...outliers,
    securityPolicy,
    healthCheck,
    failoverPolicy: isPassthrough ? resolveFailoverPolicy(fields.failoverPolicy) : null,
    backends,
  };
}

function checkFrontEnd(fields: ServiceFields, reporter: Reporter): boolean {
  const { protocol, port, loadBalancingScheme, localityLbPolicy, tls } = fields;
  let isRuled = true;
  const refuse = (keys: readonly string[], message: string): void => {
    isRuled = false;
    reporter.errorAmong(
      keys.map((key) => [key]),
      message,
    );
  };
  if (loadBalancingScheme === 'EXTERNAL') {
    // The list is the proxy Network Load Balancer's.
    const hasList = protocol === undefined || protocol === 'TCP' || protocol === 'SSL';
    if (hasList && port !== undefined && !CLASSIC_PORTS.includes(port)) {
      const near = nearestClassicPorts(port);
      refuse(
        ['port', 'loadBalancingScheme'],
        `the classic proxy (EXTERNAL) takes 25 ports, and ${port} is not one; the nearest ${near.length === 1 ? 'is' : 'are'} ${listWords(near.map(String), 'and')}`,
      );
    }
    if (localityLbPolicy !== undefined) {
      refuse(
        ['localityLbPolicy', 'loadBalancingScheme'],
        'the classic proxy (EXTERNAL) has no locality policy to set: it always hashes consistently',
      );
    }
  }
  if (protocol !== undefined && !isEncrypted(protocol) && tls !== undefined)
    refuse(['tls', 'protocol'], 'TLS ends at the proxy only with protocol SSL, HTTPS or HTTP2');
  return isRuled;
}

function resolveBackends(
  reporter: Reporter,
  world: WorldData | null,
  memberDefaults: MemberDefaults,
  reachScope: ReachScope | null,
  scope: ModeScope,
): ResolvedBackend[] | null {
  const shared = mapAt(reporter.root, 'member');
  // Checked by itself too: its faults belong to it, not to every backend.
  const sharedMember = shared === null ? null : resolveMember(shared, null, memberDefaults, reporter);
  const backends: ResolvedBackend[] = [];
  const ids = keysAt(reporter.root, ['backends']);
  for (const id of ids) {
    const path = ['backends', id];
    const input = readPart(backendSchema, reporter.root, path);
    if (input === null) continue;
    const node = mapAt(reporter.root, 'backends')!.entries.get(id) as MapNode;
    const changes = mapAt(node, 'member');
    const member =
      changes === null || shared === null ? sharedMember : resolveMember(shared, changes, memberDefaults, reporter);
    const backend = resolveBackend(id, input, member, reachScope, world, scope, path, reporter);
    if (backend !== null) backends.push(backend);
  }
  if (backends.length < ids.length) return null;
  if (backends.length === 1 && backends[0]!.capacityScaler === 0) {
    reporter.error(['backends', ids[0]!, 'capacityScaler'], 'the only backend cannot have capacity scaler 0');
    return null;
  }
  if (backends.length > 1 && backends.every(({ capacityScaler }) => capacityScaler === 0)) {
    const paths = ids.map((id) => ['backends', id, 'capacityScaler']);
    reporter.errorAmong(paths, 'every backend has capacity scaler 0: one at least must take connections');
    return null;
  }
  return backends;
}

function mapAt(node: MapNode, key: string): MapNode | null {
  const value = child(node, key);
  return value?.kind === 'map' ? value : null;
}
