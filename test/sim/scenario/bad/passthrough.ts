/** Faults of designs of kind networkPassthrough, and of its settings elsewhere. */
import type { BadScenario } from './bad-scenario.ts';

const HEAD = `version: 1
name: bad
time: { duration: 5m }
world: { extends: gcp }
traffic: { connections: { rate: 40/s, hold: 10s } }
`;

function scenario(service: string, design: string): string {
  return `${HEAD}service:
  port: 443
  member: { serviceTime: 20ms }
${service}
designs:
  through: { ${design} }
`;
}

const SEOUL = '  backends: { web: { zone: asia-northeast3-a, members: 4, maxConnections: 1k } }';

export const BAD_PASSTHROUGH: readonly BadScenario[] = [
  {
    name: 'a passthrough balancer without a region',
    text: scenario(`  protocol: TCP\n${SEOUL}`, 'kind: networkPassthrough'),
    expected: ['s.yaml:6:1 error service: a passthrough balancer is regional: it needs "region"'],
  },
  {
    name: 'a passthrough balancer with what only a proxy has',
    text: scenario(
      `  protocol: SSL\n  region: asia-northeast3\n  tls: 1.3\n  proxyHeader: PROXY_V1\n  outlierDetection: {}\n  localityLbPolicy: RANDOM\n${SEOUL}`,
      'kind: networkPassthrough',
    ),
    expected: [
      's.yaml:9:3 error service.protocol: a passthrough balancer passes on TCP here',
      's.yaml:11:3 error service.tls: a passthrough balancer ends no TLS: clients speak it with the members (member.speaks)',
      's.yaml:12:3 error service.proxyHeader: a passthrough balancer adds no header: members see clients',
      's.yaml:13:3 error service.outlierDetection: a passthrough balancer has no GFE that could eject members',
      's.yaml:14:3 error service.localityLbPolicy: a passthrough balancer hashes consistently: MAGLEV',
    ],
  },
  {
    name: 'a passthrough balancer with GFEs',
    text: scenario(
      `  protocol: TCP\n  region: asia-northeast3\n${SEOUL}`,
      'kind: networkPassthrough, serviceLbPolicy: { loadBalancingAlgorithm: SPRAY_TO_WORLD }, secondLayer: { gfesPerRegion: 2 }, edge: { gfes: 3, server: {} }',
    ),
    expected: [
      's.yaml:13:40 error designs.through.serviceLbPolicy: networkPassthrough has no GFE, so no serviceLbPolicy',
      's.yaml:13:101 error designs.through.secondLayer: networkPassthrough has no GFE, so no secondLayer',
      's.yaml:13:144 error designs.through.edge.gfes: networkPassthrough has no GFE, so no gfes',
      's.yaml:13:153 error designs.through.edge.server: networkPassthrough has no GFE, so no server',
    ],
  },
  {
    name: 'a passthrough balancer with backends that its packets do not find',
    text: scenario(
      '  protocol: TCP\n  region: asia-northeast3\n  backends:\n    far: { zone: asia-northeast1-a, members: 4, maxConnections: 1k }\n    other: { zone: asia-northeast3-a, members: 4, maxConnections: 1k, port: 8080 }\n    last: { zone: asia-northeast3-a, members: 4, maxConnections: 1k, failover: true, preference: PREFERRED }',
      'kind: networkPassthrough',
    ),
    expected: [
      's.yaml:12:12 error service.backends.far.zone: a passthrough balancer takes only backends of its own region asia-northeast3, not of asia-northeast1',
      's.yaml:13:71 error service.backends.other.port: packets keep their port 443: a passthrough balancer maps none',
      's.yaml:14:86 error service.backends.last.preference: a passthrough balancer has failover, not preferred backends',
    ],
  },
  {
    name: 'a passthrough balancer of failover backends only',
    text: scenario(
      '  protocol: TCP\n  region: asia-northeast3\n  failoverPolicy: { failoverRatio: 0.5 }\n  backends:\n    last: { zone: asia-northeast3-a, members: 4, maxConnections: 1k, failover: true }',
      'kind: networkPassthrough',
    ),
    expected: ['s.yaml:12:3 error service.backends: every backend is a failover backend: there is no primary'],
  },
  {
    name: 'an event on GFEs that no design has',
    text: `${scenario(`  protocol: TCP\n  region: asia-northeast3\n${SEOUL}`, 'kind: networkPassthrough')}events:
  - { id: gone, at: 1m, fail: { gfe: icn/0 } }
`,
    expected: ['s.yaml:15:38 error events.gone.fail.gfe: no design has a GFE'],
  },
  {
    name: 'a protocol pushed to a balancer that speaks none',
    text: `${scenario(`  protocol: TCP\n  region: asia-northeast3\n${SEOUL}`, 'kind: networkPassthrough')}events:
  - { id: spoken, at: 1m, push: { protocol: SSL } }
`,
    expected: [
      's.yaml:15:33 error events.spoken.push: no design has a backend protocol to change: only anycastProxy has a proxy',
    ],
  },
  {
    name: 'a failover ratio in percent',
    text: scenario(
      `  protocol: TCP\n  region: asia-northeast3\n  failoverPolicy: { failoverRatio: 50 }\n${SEOUL}`,
      'kind: networkPassthrough',
    ),
    expected: ['s.yaml:11:36 error service.failoverPolicy.failoverRatio: expected a number from 0 to 1; got 50'],
  },
  {
    name: 'a proxy that is to fail over by policy',
    text: scenario(
      '  protocol: TCP\n  failoverPolicy: { failoverRatio: 0.5 }\n  backends:\n    web: { zone: asia-northeast3-a, members: 4, maxConnections: 1k }\n    last: { zone: asia-northeast3-a, members: 4, maxConnections: 1k, failover: true }',
      'kind: anycastProxy',
    ),
    expected: [
      's.yaml:10:3 error service.failoverPolicy: failoverPolicy is for kind networkPassthrough: a proxy fails over by health and capacity',
      's.yaml:13:70 error service.backends.last.failover: failover is for kind networkPassthrough: a proxy fails over by health and capacity',
    ],
  },
];
