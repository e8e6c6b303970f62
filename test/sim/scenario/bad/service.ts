/** Faults in `service`. */
import type { BadScenario } from './bad-scenario.ts';

export const BAD_SERVICE: readonly BadScenario[] = [
  {
    name: 'a quorum of more probers than there are',
    edits: [['    checkInterval: 5s\n', '    checkInterval: 5s\n    quorum: 7\n']],
    expected: ['s.yaml:25:13 error service.healthCheck.quorum: 7 of 6 probers can never agree'],
  },
  {
    name: 'a fraction of a connection',
    edits: [
      [
        '    web-seoul:\n      zone: asia-northeast3-a\n      members: 10',
        '    web-seoul:\n      zone: asia-northeast3-a\n      members: 10.5',
      ],
    ],
    expected: [
      's.yaml:29:16 error service.backends.web-seoul.members: expected a whole number from 1 to 1M, such as 10 or 10k; got 10.5',
    ],
  },
  {
    name: 'a count that is no number',
    edits: [
      [
        '    web-seoul:\n      zone: asia-northeast3-a\n      members: 10',
        '    web-seoul:\n      zone: asia-northeast3-a\n      members: ten',
      ],
    ],
    expected: [
      's.yaml:29:16 error service.backends.web-seoul.members: expected a whole number from 1 to 1M, such as 10 or 10k; got "ten"',
    ],
  },
  {
    name: 'a p99 too far from the mean',
    edits: [['p99: 120ms', 'p99: 500ms']],
    expected: [
      's.yaml:41:50 error service.member.serviceTime.lognormal.p99: no lognormal has a p99 of 25 times its mean; at most 14.96 times',
    ],
  },
  {
    name: 'a p99 below the mean',
    edits: [['p99: 120ms', 'p99: 12ms']],
    expected: [
      's.yaml:41:50 error service.member.serviceTime.lognormal.p99: p99 must lie above the mean; it is 0.6 times the mean',
    ],
  },
  {
    name: 'a p99 too far from the median',
    edits: [['{ mean: 20ms, p99: 120ms }', '{ median: 1us, p99: 1s }']],
    expected: [
      's.yaml:41:51 error service.member.serviceTime.lognormal.p99: no lognormal has a p99 of 1000000 times its median; at most 112616 times',
    ],
  },
  {
    name: 'a tier that there is not',
    edits: [['loadBalancingScheme: EXTERNAL_MANAGED', 'networkTier: GOLD']],
    expected: ['s.yaml:21:16 error service.networkTier: expected one of PREMIUM, STANDARD; got "GOLD"'],
  },
  {
    name: 'the Standard tier with the newer scheme',
    edits: [['loadBalancingScheme: EXTERNAL_MANAGED', 'networkTier: STANDARD\n  region: asia-northeast3']],
    expected: [
      's.yaml:21:16 error service.networkTier: EXTERNAL_MANAGED is Premium only: networkTier STANDARD needs loadBalancingScheme EXTERNAL',
    ],
  },
  {
    name: 'the Standard tier without a region',
    edits: [['loadBalancingScheme: EXTERNAL_MANAGED', 'loadBalancingScheme: EXTERNAL\n  networkTier: STANDARD']],
    expected: [
      's.yaml:22:16 error service.networkTier: networkTier STANDARD needs "region", that of the forwarding rule',
    ],
  },
  {
    name: 'the Standard tier in a region that there is not',
    edits: [
      [
        'loadBalancingScheme: EXTERNAL_MANAGED',
        'loadBalancingScheme: EXTERNAL\n  networkTier: STANDARD\n  region: asia-northeast33',
      ],
    ],
    expected: [
      's.yaml:23:11 error service.region: unknown region "asia-northeast33" (did you mean "asia-northeast3"?)',
    ],
  },
  {
    name: 'backends outside the region of a Standard rule',
    edits: [
      [
        'loadBalancingScheme: EXTERNAL_MANAGED',
        'loadBalancingScheme: EXTERNAL\n  networkTier: STANDARD\n  region: asia-northeast3',
      ],
    ],
    expected: [
      's.yaml:34:13 error service.backends.web-tokyo.zone: networkTier STANDARD takes only backends of its own region asia-northeast3; this one is in asia-northeast1',
      's.yaml:38:13 error service.backends.web-iowa.zone: networkTier STANDARD takes only backends of its own region asia-northeast3; this one is in us-central1',
    ],
  },
  {
    name: 'a region of a Premium rule',
    edits: [['loadBalancingScheme: EXTERNAL_MANAGED', 'region: asia-northeast3']],
    expected: [
      's.yaml:21:11 error service.region: a Premium rule is global and has no region: it is for networkTier STANDARD',
    ],
  },
  {
    name: 'a protocol of another product',
    edits: [['protocol: TCP', 'protocol: UDP']],
    expected: ['s.yaml:19:13 error service.protocol: expected one of TCP, SSL, HTTP, HTTPS, HTTP2; got "UDP"'],
  },
  {
    name: 'a port the classic proxy does not take',
    edits: [
      ['EXTERNAL_MANAGED', 'EXTERNAL'],
      ['port: 443', 'port: 444'],
    ],
    expected: [
      's.yaml:20:9 error service.port: the classic proxy (EXTERNAL) takes 25 ports, and 444 is not one; the nearest are 443 and 465',
    ],
  },
  {
    name: 'a port below all classic ones',
    edits: [
      ['EXTERNAL_MANAGED', 'EXTERNAL'],
      ['port: 443', 'port: 22'],
    ],
    expected: [
      's.yaml:20:9 error service.port: the classic proxy (EXTERNAL) takes 25 ports, and 22 is not one; the nearest is 25',
    ],
  },
  {
    name: 'a locality policy on the classic proxy',
    edits: [['loadBalancingScheme: EXTERNAL_MANAGED', 'loadBalancingScheme: EXTERNAL\n  localityLbPolicy: MAGLEV']],
    expected: [
      's.yaml:22:21 error service.localityLbPolicy: the classic proxy (EXTERNAL) has no locality policy to set: it always hashes consistently',
    ],
  },
  {
    name: 'a locality policy that is not modelled',
    edits: [['loadBalancingScheme: EXTERNAL_MANAGED', 'localityLbPolicy: WEIGHTED_MAGLEV']],
    expected: [
      's.yaml:21:21 error service.localityLbPolicy: WEIGHTED_MAGLEV is for passthrough load balancers; there are ROUND_ROBIN, LEAST_REQUEST, RANDOM, RING_HASH, MAGLEV, or { module }',
    ],
  },
  {
    name: 'TLS without SSL',
    edits: [['protocol: TCP', 'protocol: TCP\n  tls: "1.3"']],
    expected: ['s.yaml:20:8 error service.tls: TLS ends at the proxy only with protocol SSL, HTTPS or HTTP2'],
  },
  {
    name: 'a TLS version of another time',
    edits: [['protocol: TCP', 'protocol: SSL\n  tls: 1.1']],
    expected: ['s.yaml:20:8 error service.tls: expected 1.2 or 1.3; got 1.1'],
  },
  {
    name: 'a check that outlasts its interval',
    edits: [['timeout: 5s', 'timeout: 6s']],
    expected: ['s.yaml:25:14 error service.healthCheck.timeout: the timeout (6s) must not exceed checkInterval (5s)'],
  },
  {
    name: 'a threshold out of bounds',
    edits: [['timeout: 5s', 'unhealthyThreshold: 11']],
    expected: [
      's.yaml:25:25 error service.healthCheck.unhealthyThreshold: expected a whole number from 1 to 10; got 11',
    ],
  },
  {
    name: 'a draining timeout out of bounds',
    edits: [['sessionAffinity: CLIENT_IP', 'connectionDraining: { drainingTimeout: 3601s }']],
    expected: ['s.yaml:22:42 error service.connectionDraining.drainingTimeout: 3601s is outside 0s to 1h'],
  },
  {
    name: 'no service time',
    edits: [
      [
        '  member:\n    workers: 200\n    serviceTime: { lognormal: { mean: 20ms, p99: 120ms } }\n',
        '  member:\n    workers: 200\n',
      ],
    ],
    expected: [
      's.yaml:39:3 error service.member.serviceTime: missing; expected a duration such as 20ms or a distribution such as { exponential: { mean: 20ms } }',
    ],
  },
  {
    name: 'no backends',
    edits: [
      [
        '  backends:\n    web-seoul:\n      zone: asia-northeast3-a\n      members: 10\n      maxConnectionsPerInstance: 100\n    web-tokyo:\n      zone: asia-northeast1-b\n      members: 10\n      maxConnectionsPerInstance: 100\n    web-iowa:\n      zone: us-central1-a\n      members: 10\n      maxConnectionsPerInstance: 100\n',
        '  backends: {}\n',
      ],
    ],
    expected: ['s.yaml:26:13 error service.backends: expected at least one backend'],
  },
  {
    name: 'an unknown zone',
    edits: [['      zone: us-central1-a', '      zone: us-central1-e']],
    expected: [
      's.yaml:36:13 error service.backends.web-iowa.zone: unknown zone "us-central1-e" (did you mean "us-central1-a"?)',
    ],
  },
  {
    name: 'a region for a zone',
    edits: [['      zone: us-central1-a', '      zone: us-central1']],
    expected: [
      's.yaml:36:13 error service.backends.web-iowa.zone: us-central1 is a region: its zones are us-central1-a, us-central1-b, us-central1-c, us-central1-f',
    ],
  },
  {
    name: 'a zone for a region',
    edits: [['      zone: us-central1-a', '      region: us-central1-a']],
    expected: [
      's.yaml:36:15 error service.backends.web-iowa.region: us-central1-a is a zone: write "zone", or us-central1',
    ],
  },
  {
    name: 'an unknown region',
    edits: [['      zone: us-central1-a', '      region: us-central9']],
    expected: [
      's.yaml:36:15 error service.backends.web-iowa.region: unknown region "us-central9" (did you mean "us-central1"?)',
    ],
  },
  {
    name: 'neither zone nor region',
    edits: [['      zone: us-central1-a\n', '']],
    expected: ['s.yaml:35:5 error service.backends.web-iowa: expected one of the keys zone, region or metro'],
  },
  {
    name: 'zone and region',
    edits: [['      zone: us-central1-a\n', '      zone: us-central1-a\n      region: us-central1\n']],
    expected: ['s.yaml:37:7 error service.backends.web-iowa.region: expected only one of the keys zone and region'],
  },
  {
    name: 'no target capacity',
    edits: [
      [
        '      zone: us-central1-a\n      members: 10\n      maxConnectionsPerInstance: 100\n',
        '      zone: us-central1-a\n      members: 10\n',
      ],
    ],
    expected: [
      's.yaml:35:5 error service.backends.web-iowa: no target capacity: CONNECTION needs maxConnections or maxConnectionsPerInstance',
    ],
  },
  {
    name: 'two target capacities',
    edits: [['      zone: us-central1-a\n', '      zone: us-central1-a\n      maxConnections: 500\n']],
    expected: [
      's.yaml:39:7 error service.backends.web-iowa.maxConnectionsPerInstance: a second target capacity: maxConnections is set too, and CONNECTION takes exactly one',
    ],
  },
  {
    name: 'a group capacity of a regional group',
    edits: [
      [
        '      zone: us-central1-a\n      members: 10\n      maxConnectionsPerInstance: 100',
        '      region: us-central1\n      members: 10\n      maxConnections: 100',
      ],
    ],
    expected: [
      's.yaml:38:7 error service.backends.web-iowa.maxConnections: a regional instance group cannot use maxConnections: use maxConnectionsPerInstance',
    ],
  },
  {
    name: 'an endpoint capacity of a regional group',
    edits: [
      [
        '      zone: us-central1-a\n      members: 10\n      maxConnectionsPerInstance: 100',
        '      region: us-central1\n      members: 10\n      maxConnectionsPerEndpoint: 100',
      ],
    ],
    expected: [
      's.yaml:38:7 error service.backends.web-iowa.maxConnectionsPerEndpoint: a regional instance group has no endpoints: use maxConnectionsPerInstance',
    ],
  },
  {
    name: 'an endpoint capacity of an instance group',
    edits: [
      [
        '      zone: us-central1-a\n      members: 10\n      maxConnectionsPerInstance: 100',
        '      zone: us-central1-a\n      type: INSTANCE_GROUP\n      members: 10\n      maxConnectionsPerEndpoint: 100',
      ],
    ],
    expected: [
      's.yaml:39:7 error service.backends.web-iowa.maxConnectionsPerEndpoint: an instance group has no endpoints: use maxConnectionsPerInstance',
    ],
  },
  {
    name: 'an instance capacity of a NEG',
    edits: [['      zone: us-central1-a\n', '      zone: us-central1-a\n      type: NETWORK_ENDPOINT_GROUP\n']],
    expected: [
      's.yaml:39:7 error service.backends.web-iowa.maxConnectionsPerInstance: a NEG has no instances: use maxConnectionsPerEndpoint',
    ],
  },
  {
    name: 'a regional NEG',
    edits: [['      zone: us-central1-a\n', '      region: us-central1\n      type: NETWORK_ENDPOINT_GROUP\n']],
    expected: [
      's.yaml:37:13 error service.backends.web-iowa.type: a network endpoint group is zonal here: give a zone instead of a region',
    ],
  },
  {
    name: 'a mode that does not exist',
    edits: [['      zone: us-central1-a\n', '      zone: us-central1-a\n      balancingMode: CPU\n']],
    expected: [
      's.yaml:37:22 error service.backends.web-iowa.balancingMode: expected one of CONNECTION, RATE, IN_FLIGHT, UTILIZATION, CUSTOM_METRICS; got "CPU"',
    ],
  },
  {
    name: 'a scaler below a tenth',
    edits: [['      zone: us-central1-a\n', '      zone: us-central1-a\n      capacityScaler: 0.05\n']],
    expected: [
      's.yaml:37:23 error service.backends.web-iowa.capacityScaler: a capacity scaler is 0, or from 0.1 to 1; got 0.05',
    ],
  },
  {
    name: 'a scaler above one',
    edits: [['      zone: us-central1-a\n', '      zone: us-central1-a\n      capacityScaler: 110%\n']],
    expected: [
      's.yaml:37:23 error service.backends.web-iowa.capacityScaler: a capacity scaler is 0, or from 0.1 to 1; got 110%',
    ],
  },
  {
    name: 'an unreadable id',
    edits: [['    web-iowa:', '    web iowa:']],
    expected: [
      's.yaml:35:5 error service.backends.web iowa: expected an id such as web-seoul: a letter, then letters and digits, single "-", "_" or "." between (at most 63); got "web iowa"',
    ],
  },
  {
    name: 'an id that is a number',
    edits: [['    web-iowa:', '    7:']],
    expected: [
      's.yaml:35:5 error service.backends.7: expected an id such as web-seoul: a letter, then letters and digits, single "-", "_" or "." between (at most 63); got "7"',
    ],
  },
  {
    name: 'a faulty member of one backend',
    edits: [['      zone: us-central1-a\n', '      zone: us-central1-a\n      member: { wrokers: 5 }\n']],
    expected: [
      's.yaml:37:17 error service.backends.web-iowa.member.wrokers: unknown key; allowed here: discipline, workers, backlog, startup, serviceTime, customMetrics, tiers, listensOn, speaks, proxyHeader, perClientLimit (did you mean "workers"?)',
    ],
  },
  {
    name: 'an impossible service time of one backend',
    edits: [
      [
        '      zone: us-central1-a\n',
        '      zone: us-central1-a\n      member: { serviceTime: { lognormal: { mean: 1ms, p99: 1s } } }\n',
      ],
    ],
    expected: [
      's.yaml:37:61 error service.backends.web-iowa.member.serviceTime.lognormal.p99: no lognormal has a p99 of 1000 times its mean; at most 14.96 times',
    ],
  },
  {
    name: 'a fault in the shared service, once for all designs',
    edits: [
      [
        '    extends: waterfall\n',
        '    extends: waterfall\n    service: { backends: { web-seoul: { members: 20 } } }\n',
      ],
      [
        'asia-northeast3-a\n      members: 10\n      maxConnectionsPerInstance: 100',
        'asia-northeast3-a\n      members: 10',
      ],
      ['fail: { zone: asia-northeast3-a }', 'fail: { zone: us-central1-a }'],
    ],
    expected: [
      's.yaml:27:5 error service.backends.web-seoul: no target capacity: CONNECTION needs maxConnections or maxConnectionsPerInstance',
    ],
  },
  {
    name: 'a negative number of workers',
    edits: [['workers: 200', 'workers: -3']],
    expected: [
      's.yaml:40:14 error service.member.workers: expected a whole number from 1 to 100M, such as 10 or 10k; got -3',
    ],
  },
  {
    name: 'more than a group can hold',
    edits: [
      [
        '    web-seoul:\n      zone: asia-northeast3-a\n      members: 10',
        '    web-seoul:\n      zone: asia-northeast3-a\n      members: 2M',
      ],
    ],
    expected: [
      's.yaml:29:16 error service.backends.web-seoul.members: expected a whole number from 1 to 1M, such as 10 or 10k; got "2M"',
    ],
  },
  {
    name: 'a scaler that is a text',
    edits: [['      zone: us-central1-a\n', '      zone: us-central1-a\n      capacityScaler: "0.5"\n']],
    expected: [
      's.yaml:37:23 error service.backends.web-iowa.capacityScaler: expected 0, or a fraction from 0.1 to 1 such as 0.5 or 50%; got "0.5"',
    ],
  },
];
