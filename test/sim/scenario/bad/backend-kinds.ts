/** Kinds of backend that have no such place, target, neighbour or protocol. */
import type { BadScenario } from './bad-scenario.ts';

const SEOUL = '    web-seoul:\n      zone: asia-northeast3-a\n      members: 10\n      maxConnectionsPerInstance: 100';

function seoul(...lines: readonly string[]): readonly [string, string] {
  return [SEOUL, `    web-seoul:\n${lines.map((line) => `      ${line}`).join('\n')}`];
}

export const BAD_BACKEND_KINDS: readonly BadScenario[] = [
  {
    name: 'a serverless NEG in a zone',
    edits: [seoul('type: SERVERLESS', 'zone: asia-northeast3-a', 'members: 1')],
    expected: ['s.yaml:29:7 error service.backends.web-seoul.zone: a serverless NEG has a region, not a zone'],
  },
  {
    name: 'a serverless NEG with a target capacity and a scaler',
    edits: [seoul('type: SERVERLESS', 'region: asia-northeast3', 'members: 1', 'maxRate: 10', 'capacityScaler: 0.5')],
    expected: [
      's.yaml:31:7 error service.backends.web-seoul.maxRate: not available: a serverless NEG has no balancing mode, target capacity or scaler',
      's.yaml:32:7 error service.backends.web-seoul.capacityScaler: not available: a serverless NEG has no balancing mode, target capacity or scaler',
    ],
  },
  {
    name: 'a serverless NEG behind a proxy Network Load Balancer, beside instance groups',
    edits: [seoul('type: SERVERLESS', 'region: asia-northeast3', 'members: 1')],
    expected: [
      's.yaml:28:7 error service.backends.web-seoul.type: a serverless NEG is for Application Load Balancers: it needs protocol HTTP, HTTPS or HTTP2',
      's.yaml:31:5 error service.backends.web-tokyo.type: an instance group cannot be in one service with a serverless NEG (web-seoul)',
      's.yaml:35:5 error service.backends.web-iowa.type: an instance group cannot be in one service with a serverless NEG (web-seoul)',
    ],
  },
  {
    name: 'an internet NEG of two endpoints in an unknown metro',
    edits: [seoul('type: INTERNET_FQDN_PORT', 'metro: sooul', 'members: 2')],
    expected: [
      's.yaml:29:14 error service.backends.web-seoul.metro: unknown metro "sooul" (did you mean "seoul"?)',
      's.yaml:30:16 error service.backends.web-seoul.members: an internet NEG is one endpoint: members 1',
    ],
  },
  {
    name: 'an instance group in a metro',
    edits: [seoul('metro: seoul', 'members: 10', 'maxConnectionsPerInstance: 100')],
    expected: ['s.yaml:28:7 error service.backends.web-seoul.metro: an instance group has a zone, not a metro'],
  },
  {
    name: 'two serverless NEGs of a region, with a health check',
    text: [
      'version: 1',
      'name: s',
      'time: { duration: 1m }',
      'world: { extends: gcp }',
      'service:',
      '  protocol: HTTPS',
      '  port: 443',
      '  healthCheck: { checkInterval: 5s }',
      '  backends:',
      '    one: { type: SERVERLESS, region: us-central1, members: 1 }',
      '    two: { type: SERVERLESS, region: us-central1, members: 1 }',
      '  member: { serviceTime: 10ms }',
      'traffic: { connections: { rate: 10/s, hold: 1s } }',
      'designs: { proxy: { kind: anycastProxy } }',
      '',
    ].join('\n'),
    expected: [
      's.yaml:8:3 error service.healthCheck: a serverless NEG takes no health check',
      's.yaml:11:30 error service.backends.two.region: a second serverless NEG in us-central1',
    ],
  },
];
