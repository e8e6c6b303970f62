/**
 * Goal: a setting that does nothing in a design is called so, at its design, with what to do; one that means something
 * is not. Method: a sound scenario of each kind, each setting by itself; every warning with its place.
 */
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../../sim/scenario/problem.ts';
import { load } from '../fixtures.ts';

/**
 * @param own of the design
 * @param service more of the service
 * @param backend more of its backend
 */
function warningsOf(kind: string, own = '', service = '', backend = ''): readonly string[] {
  const result = load(
    `version: 1
name: x
time: { duration: 10m }
world: { extends: gcp }
service:
  protocol: TCP
  port: 443
  region: europe-west1
  backends: { web: { zone: europe-west1-b, members: 3, maxConnectionsPerInstance: 10${backend} } }
  member: { workers: 20, serviceTime: 20ms }
${service}
traffic: { connections: { rate: 10/s, hold: 1s } }
designs:
  one:
    kind: ${kind}
${own}
`.replace('  region: europe-west1\n', kind === 'networkPassthrough' ? '  region: europe-west1\n' : '\n'),
  );
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.warnings.map(formatProblem);
}

describe.each(['redirect', 'dns'])('a setting of the service without effect in %s', (kind) => {
  it.each([
    [
      'securityPolicy',
      '  securityPolicy: { rateLimitOptions: { rateLimitThreshold: { count: 9, interval: 60s } } }',
      '',
    ],
    ['circuitBreakers', '  circuitBreakers: { maxConnections: 10 }', ''],
    ['outlierDetection', '  outlierDetection: {}', ''],
    ['healthCheck', '  healthCheck: { checkInterval: 9s }', ''],
    ['healthCheck', '  healthCheck: { port: USE_SERVING_PORT }', ''],
    ['localityLbPolicy', '  localityLbPolicy: LEAST_REQUEST', ''],
    ['sessionAffinity', '  sessionAffinity: CLIENT_IP', ''],
    ['capacityScaler', '', ', capacityScaler: 0.5'],
    ['preference', '', ', preference: PREFERRED'],
    ['ipVersions', '  ipVersions: [IPV6]\n  firewall: [{ sourceRanges: ["::/0"] }]', ''],
  ])('%s', (key, service, backend) => {
    const [warning, ...others] = warningsOf(kind, '', service, backend);
    expect(others).toEqual([]);
    expect(warning).toMatch(
      new RegExp(
        `^s.yaml:\\d+:11 warning designs.one.kind: ${key} \\([^)]+\\) of the service does nothing in ${kind}: set it in the designs that go by it$`,
      ),
    );
  });

  it('several are one warning', () => {
    const [warning] = warningsOf(kind, '', '  sessionAffinity: CLIENT_IP', ', preference: PREFERRED');
    expect(warning).toContain('sessionAffinity (');
    expect(warning).toContain(' and preference (');
    expect(warning).toContain('of the service do nothing');
  });

  it('nothing of it, or what does nothing anyway', () => {
    expect(warningsOf(kind)).toEqual([]);
    expect(warningsOf(kind, '', '  sessionAffinity: NONE', ', capacityScaler: 1, preference: DEFAULT')).toEqual([]);
    const usual = '  healthCheck: { checkInterval: 5s, probers: 6 }\n  localityLbPolicy: ROUND_ROBIN';
    expect(warningsOf(kind, '', usual)).toEqual([]);
    // The default of a classic proxy.
    expect(warningsOf(kind, '', '  loadBalancingScheme: EXTERNAL')).toEqual([]);
  });
});

it('a proxy goes by all of them', () => {
  expect(warningsOf('anycastProxy', '', '  sessionAffinity: CLIENT_IP', ', preference: PREFERRED')).toEqual([]);
  const service = '  healthCheck: { checkInterval: 9s }\n  localityLbPolicy: LEAST_REQUEST';
  expect(warningsOf('anycastProxy', '', service)).toEqual([]);
});

it('balancers that mind targets go by scalers', () => {
  expect(warningsOf('redirect', '    assignment: nearestWithRoom', '', ', capacityScaler: 0.5')).toEqual([]);
});

describe('a firewall that lets in no client', () => {
  const PROXIES_ONLY = '  firewall: [{ sourceRanges: [35.191.0.0/16] }]';

  it.each(['redirect', 'dns', 'networkPassthrough'])('of %s', (kind) => {
    expect(warningsOf(kind, '', PROXIES_ONLY)).toEqual([
      `s.yaml:11:13 warning service.firewall: clients of one (${kind}) come to servers themselves, and none is let in: allow 0.0.0.0/0 at port 443 of web`,
    ]);
  });

  it('is as it should be before a proxy, or where everybody is let in', () => {
    expect(warningsOf('anycastProxy', '', PROXIES_ONLY)).toEqual([]);
    expect(warningsOf('redirect', '', '  firewall: [{ sourceRanges: [0.0.0.0/0], ports: [443] }]')).toEqual([]);
  });

  it('of both IP versions, at the port that is closed', () => {
    const service = '  ipVersions: [IPV4, IPV6]\n  firewall: [{ sourceRanges: [0.0.0.0/0], ports: [80] }]';
    expect(warningsOf('redirect', '', service).at(0)).toContain('allow 0.0.0.0/0 and ::/0 at port 443 of web');
  });
});

describe('keys of the forum design that another leaves without effect', () => {
  it('a jitter of a perpetual lease', () => {
    expect(warningsOf('redirect', '    lease: { jitter: 50% }')).toEqual([
      's.yaml:16:22 warning designs.one.lease.jitter: a perpetual lease has no end to jitter: give a duration',
    ]);
    expect(warningsOf('redirect', '    lease: { duration: 1h, jitter: 50% }')).toEqual([]);
  });

  it('a takeover where no balancer takes over', () => {
    expect(warningsOf('redirect', '    balancers: { takeover: 5s }')).toEqual([
      's.yaml:16:28 warning designs.one.balancers.takeover: with dnsRoundRobin no balancer takes over another: dns.withdrawAfter takes a dead one out, discovery failover replaces it',
    ]);
    expect(warningsOf('redirect', '    balancers: { takeover: 5s, discovery: failover }')).toEqual([]);
  });
});
