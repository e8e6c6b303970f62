/** Faults in `designs`. */
import type { BadScenario } from './bad-scenario.ts';

export const BAD_DESIGNS: readonly BadScenario[] = [
  {
    name: 'no design',
    edits: [
      [
        'designs:\n  waterfall:\n    kind: anycastProxy\n  spray:\n    extends: waterfall\n    serviceLbPolicy: { loadBalancingAlgorithm: SPRAY_TO_WORLD }\n',
        'designs: {}\n',
      ],
      ['  compare: [waterfall, spray]\n  baseline: waterfall\n', ''],
      ['  - { id: cheaper, that: p50(latency) <= 1.05 * baseline, for: [spray], severity: warn }\n', ''],
      [', for: [waterfall]', ''],
    ],
    expected: ['s.yaml:51:10 error designs: expected at least one design'],
  },
  {
    name: 'a design of an unknown kind',
    edits: [['kind: anycastProxy', 'kind: anycast']],
    expected: [
      's.yaml:53:11 error designs.waterfall.kind: expected one of anycastProxy, networkPassthrough, redirect, dns, chain; got "anycast" (did you mean "anycastProxy"?)',
    ],
  },
  {
    name: 'a design without a kind',
    edits: [['    kind: anycastProxy\n', '    connectTimeout: 2s\n']],
    expected: [
      's.yaml:52:3 error designs.waterfall: missing "kind"; expected anycastProxy, networkPassthrough, redirect, dns or chain, or a design to extend',
    ],
  },
  {
    name: 'a failover threshold that is no percentage',
    edits: [['loadBalancingAlgorithm: SPRAY_TO_WORLD', 'failoverConfig: { failoverHealthThreshold: 0.7 }']],
    expected: [
      's.yaml:56:67 error designs.spray.serviceLbPolicy.failoverConfig.failoverHealthThreshold: expected a whole number from 1 to 99; got 0.7',
    ],
  },
  {
    name: 'an isolation that there is not',
    edits: [['loadBalancingAlgorithm: SPRAY_TO_WORLD', 'isolationConfig: { isolationGranularity: ZONE }']],
    expected: [
      's.yaml:56:65 error designs.spray.serviceLbPolicy.isolationConfig.isolationGranularity: expected one of REGION, UNSPECIFIED; got "ZONE"',
    ],
  },
  {
    name: 'an auto-capacity drain that is not said to be on or off',
    edits: [['loadBalancingAlgorithm: SPRAY_TO_WORLD', 'autoCapacityDrain: { enable: 25% }']],
    expected: [
      's.yaml:56:53 error designs.spray.serviceLbPolicy.autoCapacityDrain.enable: expected true or false; got "25%"',
    ],
  },
  {
    name: 'a preferred backend of the classic proxy',
    edits: [
      ['loadBalancingScheme: EXTERNAL_MANAGED', 'loadBalancingScheme: EXTERNAL'],
      ['zone: us-central1-a', 'zone: us-central1-a\n      preference: PREFERRED'],
    ],
    expected: [
      's.yaml:37:19 error service.backends.web-iowa.preference: the classic proxy (EXTERNAL) has no preferred backends, and web-iowa is one',
    ],
  },
  {
    name: 'a misspelt policy',
    edits: [['SPRAY_TO_WORLD', 'SPRAY_TO_WORDL']],
    expected: [
      's.yaml:56:48 error designs.spray.serviceLbPolicy.loadBalancingAlgorithm: expected one of WATERFALL_BY_REGION, SPRAY_TO_REGION, WATERFALL_BY_ZONE, SPRAY_TO_WORLD, or { module }; got "SPRAY_TO_WORDL" (did you mean "SPRAY_TO_WORLD"?)',
    ],
  },
  {
    name: 'an unknown base design',
    edits: [['extends: waterfall', 'extends: waterfal']],
    expected: ['s.yaml:55:14 error designs.spray.extends: unknown design "waterfal" (did you mean "waterfall"?)'],
  },
  {
    name: 'designs in a circle',
    edits: [['    kind: anycastProxy\n', '    extends: spray\n']],
    expected: [
      's.yaml:53:14 error designs.waterfall.extends: designs extend one another in a circle: waterfall -> spray -> waterfall',
    ],
  },
  {
    name: 'a table size that is no prime',
    edits: [['    kind: anycastProxy\n', '    kind: anycastProxy\n    edge: { tableSize: 65536 }\n']],
    expected: ['s.yaml:54:24 error designs.waterfall.edge.tableSize: 65536 is not a prime; the nearest is 65537'],
  },
  {
    name: "a fault in a design's change",
    edits: [
      [
        '    extends: waterfall\n',
        '    extends: waterfall\n    service: { backends: { web-seoul: { zone: asia-northeast3-z } } }\n',
      ],
    ],
    expected: [
      's.yaml:56:47 error designs.spray.service.backends.web-seoul.zone: unknown zone "asia-northeast3-z" (did you mean "asia-northeast3-a"?)',
    ],
  },
  {
    name: "a design's change that breaks a rule",
    edits: [
      ['port: 443', 'port: 8443'],
      ['    extends: waterfall\n', '    extends: waterfall\n    service: { loadBalancingScheme: EXTERNAL }\n'],
    ],
    expected: [
      's.yaml:56:37 error designs.spray.service.loadBalancingScheme: the classic proxy (EXTERNAL) takes 25 ports, and 8443 is not one; the nearest are 8099 and 9092',
    ],
  },
  {
    name: 'a design that deletes what is needed',
    edits: [
      ['    extends: waterfall\n', '    extends: waterfall\n    service: { backends: { web-iowa: { zone: null } } }\n'],
    ],
    expected: [
      's.yaml:56:46 error designs.spray.service.backends.web-iowa.zone: expected one of the keys zone, region or metro',
    ],
  },
  {
    name: 'a design that deletes what is not there',
    edits: [['    extends: waterfall\n', '    extends: waterfall\n    service: { backends: { web-ioaw: null } }\n']],
    expected: [
      's.yaml:56:28 error designs.spray.service.backends.web-ioaw: nothing to delete: this key is not set in what is changed (did you mean "web-iowa"?)',
    ],
  },
  {
    name: 'a design that adds half a backend',
    edits: [
      [
        '    extends: waterfall\n',
        '    extends: waterfall\n    service: { backends: { web-osaka: { zone: asia-northeast2-a } } }\n',
      ],
    ],
    expected: [
      's.yaml:56:28 error designs.spray.service.backends.web-osaka.members: missing; expected a whole number from 1 to 1M, such as 10 or 10k',
    ],
  },
  {
    name: 'a design whose only backend is drained',
    edits: [
      [
        '    extends: waterfall\n',
        '    extends: waterfall\n    service: { backends: { web-iowa: null, web-tokyo: null, web-seoul: { capacityScaler: 0 } } }\n',
      ],
    ],
    expected: [
      's.yaml:56:90 error designs.spray.service.backends.web-seoul.capacityScaler: the only backend cannot have capacity scaler 0',
    ],
  },
  {
    name: 'a design whose every backend is drained',
    edits: [
      [
        '    extends: waterfall\n',
        '    extends: waterfall\n    service: { backends: { web-iowa: null, web-tokyo: { capacityScaler: 0 }, web-seoul: { capacityScaler: 0 } } }\n',
      ],
    ],
    expected: [
      's.yaml:56:107 error designs.spray.service.backends.web-seoul.capacityScaler: every backend has capacity scaler 0: one at least must take connections',
    ],
  },
  {
    name: 'a table with fewer slots than GFEs',
    edits: [['    extends: waterfall\n', '    extends: waterfall\n    edge: { tableSize: 7 }\n']],
    expected: ['s.yaml:56:24 error designs.spray.edge.tableSize: a table of 7 slots has none for 1 of 8 GFEs'],
  },
  {
    name: 'a second capacity by a design',
    edits: [
      [
        '    extends: waterfall\n',
        '    extends: waterfall\n    service: { backends: { web-iowa: { maxConnections: 9 } } }\n',
      ],
    ],
    expected: [
      's.yaml:56:40 error designs.spray.service.backends.web-iowa.maxConnections: a second target capacity: maxConnectionsPerInstance is set too, and CONNECTION takes exactly one',
    ],
  },
];
