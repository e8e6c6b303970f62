/** Faults in `dns` of a design. */
import type { BadScenario } from './bad-scenario.ts';

/** The second design becomes one of another kind, without the affinity of the proxy beside it. */
function second(kind: string, keys: string): [string, string][] {
  const service = '    service: { sessionAffinity: NONE }\n';
  return [
    [
      '    extends: waterfall\n    serviceLbPolicy: { loadBalancingAlgorithm: SPRAY_TO_WORLD }\n',
      `    kind: ${kind}\n    ${keys}\n${service}`,
    ],
  ];
}

export const BAD_NAMING: readonly BadScenario[] = [
  {
    name: 'dns of a proxy',
    edits: [['    kind: anycastProxy\n', '    kind: anycastProxy\n    dns: { ttl: 20s }\n']],
    expected: ['s.yaml:54:5 error designs.waterfall.dns: only designs of kinds redirect and dns have dns'],
  },
  {
    name: 'front ends of a name',
    edits: second('dns', 'secondLayer: { gfesPerRegion: 3 }'),
    expected: ['s.yaml:56:5 error designs.spray.secondLayer: dns has no front end of its own, so no secondLayer'],
  },
  {
    name: 'names of servers that nobody is told',
    edits: second('dns', 'dns: { serverTtl: 1h }'),
    expected: [
      's.yaml:56:12 error designs.spray.dns.serverTtl: only clients of kind redirect are told names of servers',
    ],
  },
  {
    name: 'weights of nothing',
    edits: second('dns', 'dns: { weights: { europe-west1: 2 } }'),
    expected: [
      's.yaml:56:12 error designs.spray.dns.weights: only an answer of kind weighted has weights; this is roundRobin',
    ],
  },
  {
    name: 'a weight of a region without addresses',
    edits: second('dns', 'dns: { answer: weighted, weights: { us-east1: 2 } }'),
    expected: ['s.yaml:56:41 error designs.spray.dns.weights.us-east1: no address is in region us-east1'],
  },
  {
    name: 'a place that no answer depends on',
    edits: second('dns', 'dns: { clientSubnet: true }'),
    expected: [
      's.yaml:56:12 error designs.spray.dns.clientSubnet: only an answer of kind nearest depends on the place; this is roundRobin',
    ],
  },
  {
    name: 'withdrawal of the one address that others take over',
    edits: second('redirect', 'balancers: { discovery: failover }\n    dns: { withdrawAfter: 30s }'),
    expected: ['s.yaml:57:12 error designs.spray.dns.withdrawAfter: with failover the name has one address'],
  },
  {
    name: 'an exponent that is no law',
    edits: second('dns', 'dns: { violations: { exponent: 0 } }'),
    expected: [
      's.yaml:56:36 error designs.spray.dns.violations.exponent: expected an exponent above 0 and at most 10 such as 0.594; got 0',
    ],
  },
  {
    name: 'more violators than resolvers',
    edits: second('dns', 'dns: { violations: { share: 130% } }'),
    expected: ['s.yaml:56:33 error designs.spray.dns.violations.share: 130% of them is more than all of them'],
  },
];
