/**
 * Warnings about settings that are sound and do nothing in a design, or keep its clients out, since the scenario's
 * service is often that of another design too. One table: a setting that another kind leaves out is a line here.
 */
import { IS_SILENT } from '../../fleet/answer.ts';
import { clientAnswer } from '../../fleet/reachability.ts';
import { ASSIGNMENT_POLICIES } from '../../policies/assignment/assignment-policy-registry.ts';
import type { Reporter } from '../document/reporter.ts';
import type { DesignKind, IpVersion, ResolvedDesign, ResolvedService } from '../resolved-scenario.ts';
import { listWords } from '../suggest.ts';
import { USUAL_CLIENT_SETTINGS } from './chain-tier.ts';
import { isUsualHealthCheck } from './health-check.ts';
import { usualLocalityPolicy } from './locality-policy.ts';
import { DEFAULT_TAKEOVER } from './redirect.ts';

interface IdleSetting {
  /** Key of the service, or of a backend. */
  readonly key: string;
  /** Where it does nothing, and why. */
  readonly in: Readonly<Partial<Record<DesignKind, string>>>;
  /** Whether the service has more than what does nothing anyway. */
  readonly isSet: (service: ResolvedService, design: ResolvedDesign) => boolean;
}

const NO_FRONT_END = 'no front ends';
const ASSIGNED = 'balancers go by assignment';
const LISTED = 'the record has every server alike';

const IDLE_SETTINGS: readonly IdleSetting[] = [
  {
    key: 'securityPolicy',
    in: { redirect: NO_FRONT_END, dns: NO_FRONT_END, chain: NO_FRONT_END },
    isSet: ({ securityPolicy }) => securityPolicy !== null,
  },
  {
    key: 'circuitBreakers',
    in: { redirect: NO_FRONT_END, dns: NO_FRONT_END, chain: NO_FRONT_END },
    isSet: ({ circuitBreakers }) => circuitBreakers.maxConnections !== 'none',
  },
  {
    key: 'outlierDetection',
    in: { redirect: NO_FRONT_END, dns: NO_FRONT_END, chain: NO_FRONT_END },
    isSet: ({ outlierDetection }) => outlierDetection !== null,
  },
  {
    key: 'healthCheck',
    in: { redirect: 'balancers go by heartbeat', dns: 'nobody asks servers how they are' },
    isSet: ({ healthCheck }) => !isUsualHealthCheck(healthCheck),
  },
  {
    key: 'localityLbPolicy',
    in: { redirect: ASSIGNED, dns: LISTED },
    isSet: ({ localityLbPolicy, loadBalancingScheme, sessionAffinity }) =>
      localityLbPolicy !== usualLocalityPolicy(loadBalancingScheme, sessionAffinity),
  },
  {
    key: 'sessionAffinity',
    in: { redirect: 'a client keeps its server as lease says', dns: 'a client keeps its copy of the answer' },
    isSet: ({ sessionAffinity }) => sessionAffinity !== 'NONE',
  },
  {
    key: 'capacityScaler',
    in: { redirect: ASSIGNED, dns: LISTED },
    isSet: ({ backends }, design) =>
      !mindsTargets(design) && backends.some(({ capacityScaler }) => capacityScaler !== 1),
  },
  {
    key: 'preference',
    in: { redirect: ASSIGNED, dns: LISTED },
    isSet: ({ backends }) => backends.some(({ preference }) => preference !== 'DEFAULT'),
  },
  {
    key: 'ipVersions',
    in: { redirect: 'servers have no address in common', dns: 'servers have no address in common' },
    // What no rule of a firewall lets in is another matter, and said at that.
    isSet: ({ ipVersions }) => ipVersions.join() !== 'IPV4',
  },
  {
    key: 'keepAliveTimeout of the first of member.tiers',
    in: { chain: 'its own last tier leaves no connection to a member open' },
    isSet: ({ backends }) =>
      backends.some(({ member }) => {
        const first = member.tiers?.[0];
        return first !== undefined && first.keepAliveTimeout !== USUAL_CLIENT_SETTINGS[first.kind].keepAliveTimeout;
      }),
  },
];

/** @param reporter of the design */
export function warnOfIdleSettings(design: ResolvedDesign, reporter: Reporter): void {
  const idle = IDLE_SETTINGS.filter(
    (setting) => setting.in[design.kind] !== undefined && setting.isSet(design.service, design),
  );
  if (idle.length > 0) {
    const keys = listWords(
      idle.map((setting) => `${setting.key} (${setting.in[design.kind]})`),
      'and',
    );
    const verb = idle.length === 1 ? 'does' : 'do';
    const advice = `set ${idle.length === 1 ? 'it' : 'them'} in the designs that go by ${idle.length === 1 ? 'it' : 'them'}`;
    reporter.warn(['kind'], `${keys} of the service ${verb} nothing in ${design.kind}: ${advice}`);
  }
  warnOfIdleKeys(design, reporter);
}

/** Keys of the design itself that another of its keys leaves without effect. */
function warnOfIdleKeys({ redirect }: ResolvedDesign, reporter: Reporter): void {
  if (redirect === null) return;
  const { lease, balancers } = redirect;
  if (lease.duration === null && lease.jitter > 0)
    reporter.warn(['lease', 'jitter'], 'a perpetual lease has no end to jitter: give a duration');
  if (balancers.discovery === 'dnsRoundRobin' && balancers.takeover !== DEFAULT_TAKEOVER)
    reporter.warn(
      ['balancers', 'takeover'],
      'with dnsRoundRobin no balancer takes over another: dns.withdrawAfter takes a dead one out, discovery failover replaces it',
    );
}

const ANYBODY: Readonly<Record<IpVersion, string>> = { IPV4: '0.0.0.0/0', IPV6: '::/0' };
/** Kinds whose clients' own packets come to the servers. */
const OPEN_KINDS: readonly DesignKind[] = ['redirect', 'dns', 'networkPassthrough'];

/** @param reporter of the service as the design has it */
export function warnOfClosedDoors({ id, kind, service }: ResolvedDesign, reporter: Reporter): void {
  if (!OPEN_KINDS.includes(kind)) return;
  const closed = service.backends.filter((backend) => clientAnswer(service, backend) === IS_SILENT);
  if (closed.length === 0) return;
  const ranges = listWords(
    service.ipVersions.map((version) => ANYBODY[version]),
    'and',
  );
  const where = listWords(
    closed.map((backend) => `port ${backend.port} of ${backend.id}`),
    'and',
  );
  reporter.warn(
    ['firewall'],
    `clients of ${id} (${kind}) come to servers themselves, and none is let in: allow ${ranges} at ${where}`,
  );
}

function mindsTargets({ redirect }: ResolvedDesign): boolean {
  return redirect !== null && ASSIGNMENT_POLICIES[redirect.assignment].needsTargets;
}
