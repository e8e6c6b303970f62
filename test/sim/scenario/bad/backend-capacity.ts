/** Faults in a backend's balancing mode and its targets. */
import type { BadScenario } from './bad-scenario.ts';

const ZONE = '      zone: us-central1-a\n';
const TARGET = '      zone: us-central1-a\n      members: 10\n      maxConnectionsPerInstance: 100\n';

/** The scenario with web-iowa's target written anew, from line 38; web-seoul and web-tokyo keep CONNECTION. */
function iowa(...lines: readonly string[]): readonly [find: string, replace: string] {
  return [TARGET, `${ZONE}      members: 10\n${lines.map((line) => `      ${line}\n`).join('')}`];
}

const AT = 's.yaml:38:';
const IOWA = 'error service.backends.web-iowa';

export const BAD_BACKEND_CAPACITY: readonly BadScenario[] = [
  {
    name: 'RATE with TCP',
    edits: [iowa('balancingMode: RATE', 'maxRate: 10')],
    expected: [
      `${AT}22 ${IOWA}.balancingMode: RATE does not go with protocol TCP: use CONNECTION, UTILIZATION or CUSTOM_METRICS`,
    ],
  },
  {
    name: 'a rate with TCP, no mode named',
    edits: [iowa('maxRatePerInstance: 10/s')],
    expected: [
      `${AT}7 ${IOWA}.maxRatePerInstance: RATE does not go with protocol TCP: use CONNECTION, UTILIZATION or CUSTOM_METRICS`,
    ],
  },
  {
    name: 'CONNECTION with HTTPS',
    edits: [
      ['protocol: TCP', 'protocol: HTTPS'],
      [
        'asia-northeast3-a\n      members: 10\n      maxConnectionsPerInstance: 100',
        'asia-northeast3-a\n      members: 10\n      maxRate: 100',
      ],
      [
        'asia-northeast1-b\n      members: 10\n      maxConnectionsPerInstance: 100',
        'asia-northeast1-b\n      members: 10\n      maxRate: 100',
      ],
      iowa('balancingMode: CONNECTION', 'maxConnections: 10'),
    ],
    expected: [
      `${AT}22 ${IOWA}.balancingMode: CONNECTION does not go with protocol HTTPS: use RATE, IN_FLIGHT, UTILIZATION or CUSTOM_METRICS`,
    ],
  },
  {
    name: 'a target of another mode',
    edits: [iowa('balancingMode: CONNECTION', 'maxRate: 10')],
    expected: [
      `s.yaml:39:7 ${IOWA}.maxRate: maxRate is no target of CONNECTION; it takes maxConnections or maxConnectionsPerInstance`,
    ],
  },
  {
    name: 'a rate beside utilisation with TCP',
    edits: [iowa('balancingMode: UTILIZATION', 'maxRate: 10')],
    expected: [
      `s.yaml:39:7 ${IOWA}.maxRate: maxRate is no target of UTILIZATION; it takes maxConnections or maxConnectionsPerInstance`,
    ],
  },
  {
    name: 'two amounts beside utilisation',
    edits: [
      iowa('maxUtilization: 80%', 'balancingMode: UTILIZATION', 'maxConnections: 9', 'maxConnectionsPerInstance: 9'),
    ],
    expected: [
      `s.yaml:41:7 ${IOWA}.maxConnectionsPerInstance: a second target capacity: maxConnections is set too, and UTILIZATION takes at most one`,
    ],
  },
  {
    name: 'utilisation beside CONNECTION',
    edits: [iowa('maxConnections: 10', 'maxUtilization: 0.5')],
    expected: [`s.yaml:39:7 ${IOWA}.maxUtilization: maxUtilization is a target of UTILIZATION, not of CONNECTION`],
  },
  {
    name: 'a utilisation above one',
    edits: [iowa('maxUtilization: 1.5')],
    expected: [`${AT}23 ${IOWA}.maxUtilization: expected at most 1; got 1.5`],
  },
  {
    name: 'a utilisation of nothing',
    edits: [iowa('maxUtilization: 0')],
    expected: [`${AT}23 ${IOWA}.maxUtilization: a target of 0 takes nothing: set capacityScaler 0 instead`],
  },
  {
    name: 'IN_FLIGHT for short answers',
    edits: [
      ['protocol: TCP', 'protocol: HTTP'],
      [
        'asia-northeast3-a\n      members: 10\n      maxConnectionsPerInstance: 100',
        'asia-northeast3-a\n      members: 10\n      maxRate: 100',
      ],
      [
        'asia-northeast1-b\n      members: 10\n      maxConnectionsPerInstance: 100',
        'asia-northeast1-b\n      members: 10\n      maxRate: 100',
      ],
      iowa('balancingMode: IN_FLIGHT', 'maxInFlightRequests: 10'),
    ],
    expected: [
      `${AT}22 ${IOWA}.balancingMode: IN_FLIGHT is for answers that take over a second: it needs trafficDuration LONG`,
    ],
  },
  {
    name: 'a group rate of a regional group',
    edits: [
      ['protocol: TCP', 'protocol: HTTP'],
      [
        'asia-northeast3-a\n      members: 10\n      maxConnectionsPerInstance: 100',
        'asia-northeast3-a\n      members: 10\n      maxRate: 100',
      ],
      [
        'asia-northeast1-b\n      members: 10\n      maxConnectionsPerInstance: 100',
        'asia-northeast1-b\n      members: 10\n      maxRate: 100',
      ],
      [TARGET, '      region: us-central1\n      members: 10\n      maxRate: 100\n'],
    ],
    expected: [`${AT}7 ${IOWA}.maxRate: a regional instance group cannot use maxRate: use maxRatePerInstance`],
  },
  {
    name: 'a rate that is nothing',
    edits: [iowa('maxRate: 0')],
    expected: [`${AT}16 ${IOWA}.maxRate: the rate must be above zero`],
  },
  {
    name: 'CUSTOM_METRICS without metrics',
    edits: [iowa('balancingMode: CUSTOM_METRICS')],
    expected: [`${AT}22 ${IOWA}.balancingMode: no target capacity: CUSTOM_METRICS needs customMetrics`],
  },
  {
    name: 'metrics of another mode',
    edits: [iowa('balancingMode: UTILIZATION', 'customMetrics: [{ name: queue, maxUtilization: 0.8 }]')],
    expected: [`s.yaml:39:7 ${IOWA}.customMetrics: customMetrics are targets of CUSTOM_METRICS, not of UTILIZATION`],
  },
  {
    name: 'a metric that nobody reports',
    edits: [
      iowa('customMetrics: [{ name: queu, maxUtilization: 0.8 }]'),
      ['    workers: 200\n', '    workers: 200\n    customMetrics: { queue: { perConnection: 1% } }\n'],
    ],
    expected: [
      `${AT}31 ${IOWA}.customMetrics.0.name: no metric "queu" is reported by the members (customMetrics of member) (did you mean "queue"?)`,
    ],
  },
  {
    name: 'a metric twice',
    edits: [
      iowa('customMetrics: [{ name: queue, maxUtilization: 0.8 }, { name: queue, maxUtilization: 0.9 }]'),
      ['    workers: 200\n', '    workers: 200\n    customMetrics: { queue: { perConnection: 1% } }\n'],
    ],
    expected: [`${AT}69 ${IOWA}.customMetrics.1.name: a second target of queue`],
  },
  {
    name: 'dry runs only',
    edits: [
      iowa('customMetrics: [{ name: queue, maxUtilization: 0.8, dryRun: true }]'),
      ['    workers: 200\n', '    workers: 200\n    customMetrics: { queue: { perConnection: 1% } }\n'],
    ],
    expected: [`${AT}7 ${IOWA}.customMetrics: every metric is a dry run: at least one must balance`],
  },
];
