/**
 * Faulty scenarios with the exact messages they give: pieces exchanged in `good/region-at-capacity.yaml`, or a whole text.
 *
 * Read by the golden test of the loader, and by the test that the exported schema agrees with the one the loader uses.
 */

export interface BadScenario {
  readonly name: string;
  readonly edits?: readonly (readonly [find: string, replace: string])[];
  readonly text?: string;
  readonly expected: readonly string[];
}

export const BAD_SCENARIOS: readonly BadScenario[] = [
  {
    name: 'an empty file',
    text: '',
    expected: ['s.yaml:1:1 error the file is empty; a scenario starts with "version: 1"'],
  },
  {
    name: 'no map at the top',
    text: '- 1\n- 2\n',
    expected: ['s.yaml:1:1 error expected a map of keys to values at the top, such as "version: 1"'],
  },
  {
    name: 'a key given twice',
    edits: [['  warmup: 2m\n', '  warmup: 2m\n  warmup: 3m\n']],
    expected: ['s.yaml:9:3 error this key is already set above in the same map'],
  },
  {
    name: 'a tab as indentation',
    edits: [['  warmup: 2m\n', '\twarmup: 2m\n']],
    expected: ['s.yaml:8:1 error a tab cannot indent YAML; use spaces'],
  },
  {
    name: 'an unknown alias',
    edits: [['warmup: 2m', 'warmup: *w']],
    expected: ['s.yaml:8:11 error time.warmup: the alias *w has no anchor before it, or lies inside it'],
  },
  {
    name: 'a tag',
    edits: [['warmup: 2m', 'warmup: !!js 2m']],
    expected: ['s.yaml:8:11 error a scenario holds plain data: remove the tag'],
  },
  {
    name: 'a merge key',
    edits: [['  warmup: 2m\n', '  <<: { warmup: 2m }\n']],
    expected: ['s.yaml:8:3 error time.<<: merge keys are not part of YAML 1.2; use "extends"'],
  },
  {
    name: 'two documents',
    edits: [['traffic:\n', '---\ntraffic:\n']],
    expected: ['s.yaml:43:1 error a scenario file holds one document; remove the "---" and what follows'],
  },
  {
    name: 'a broken flow',
    edits: [['{ pop: icn }', '{ pop: icn']],
    expected: ['s.yaml:62:1 error Flow map in block collection must be sufficiently indented and end with a }'],
  },
  {
    name: 'an unknown key with a near one',
    edits: [['  warmup: 2m', '  warmpu: 2m']],
    expected: [
      's.yaml:8:3 error time.warmpu: unknown key; allowed here: duration, warmup, interval, startsAt, phases (did you mean "warmup"?)',
    ],
  },
  {
    name: 'an unknown key at the top',
    edits: [['expect:\n', 'expects:\n']],
    expected: [
      's.yaml:68:1 error expects: unknown key; allowed here: version, name, question, time, world, service, traffic, designs, events, experiment, expect (did you mean "expect"?)',
    ],
  },
  {
    name: 'a missing section',
    edits: [
      ['version: 1\n', ''],
      ['world:\n  extends: gcp\n', 'wrld:\n  extends: gcp\n'],
    ],
    expected: [
      's.yaml:1:1 error version: missing; expected 1, the version of this format',
      's.yaml:10:1 error wrld: unknown key; allowed here: version, name, question, time, world, service, traffic, designs, events, experiment, expect (did you mean "world"?)',
    ],
  },
  {
    name: 'a wrong version and name',
    edits: [
      ['version: 1', 'version: 2'],
      ['name: region-at-capacity', 'name: Region at capacity'],
    ],
    expected: [
      's.yaml:2:10 error version: expected 1, the version of this format; got 2',
      's.yaml:3:7 error name: expected a name in kebab case such as region-at-capacity; got "Region at capacity"',
    ],
  },
  {
    name: 'a list for a map',
    edits: [['time:\n  duration: 30m\n  warmup: 2m\n  interval: 10s\n', 'time: [30m]\n']],
    expected: ['s.yaml:6:7 error time: expected a map; got a list'],
  },
  {
    name: 'nothing for a map',
    edits: [
      [
        'experiment:\n  compare: [waterfall, spray]\n  baseline: waterfall\n  replications: 10\n  seed: 42\n',
        'experiment:\n',
      ],
    ],
    expected: ['s.yaml:62:12 error experiment: expected a map; got nothing'],
  },
  {
    name: 'a duration without a unit',
    edits: [['duration: 30m', 'duration: 30']],
    expected: ['s.yaml:7:13 error time.duration: expected a duration such as 30s or 1h30m; a bare 30 has no unit'],
  },
  {
    name: 'a negative duration',
    edits: [['warmup: 2m', 'warmup: -2m']],
    expected: ['s.yaml:8:11 error time.warmup: expected a duration such as 30s or 1h30m; got "-2m"'],
  },
  {
    name: 'units in the wrong order',
    edits: [['warmup: 2m', 'warmup: 30s1m']],
    expected: ['s.yaml:8:11 error time.warmup: expected a duration such as 30s or 1h30m; got "30s1m"'],
  },
  {
    name: 'a duration beyond exactness',
    edits: [['duration: 30m', 'duration: 99999999999h']],
    expected: ['s.yaml:7:13 error time.duration: expected a duration such as 30s or 1h30m; got "99999999999h"'],
  },
  {
    name: 'a rate without a unit',
    edits: [['rate: 40/s', 'rate: 40']],
    expected: [
      's.yaml:45:11 error traffic.connections.rate: expected a rate such as 40/s or 2k/s; a bare 40 has no unit',
    ],
  },
  {
    name: 'a rate of zero',
    edits: [['rate: 40/s', 'rate: 0/s']],
    expected: ['s.yaml:45:11 error traffic.connections.rate: the rate must be above zero'],
  },
  {
    name: 'a multiple without its sign',
    edits: [['peak: 4x', 'peak: 4']],
    expected: ['s.yaml:49:48 error traffic.surges.evening.peak: expected a multiple such as 4x; a bare 4 has no unit'],
  },
  {
    name: 'a multiple of zero',
    edits: [['peak: 4x', 'peak: 0x']],
    expected: ['s.yaml:49:48 error traffic.surges.evening.peak: the peak must be above zero'],
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
    name: 'a confidence without its sign',
    edits: [['confidence: 95%', 'confidence: 0.95']],
    expected: ['s.yaml:70:85 error expect.slo.confidence: expected a percentage such as 95%; a bare 0.95 has no unit'],
  },
  {
    name: 'a confidence of 100 %',
    edits: [['confidence: 95%', 'confidence: 100%']],
    expected: ['s.yaml:70:85 error expect.slo.confidence: a confidence lies between 0% and 100%, such as 95%'],
  },
  {
    name: 'an unknown family',
    edits: [['hold: { lognormal: { median: 20s, sigma: 1 } }', 'hold: { normal: { mean: 20s } }']],
    expected: [
      's.yaml:46:13 error traffic.connections.hold.normal: unknown key; allowed here: constant, exponential, lognormal, pareto, uniform',
    ],
  },
  {
    name: 'a bare number for a distribution',
    edits: [['hold: { lognormal: { median: 20s, sigma: 1 } }', 'hold: 20']],
    expected: [
      's.yaml:46:11 error traffic.connections.hold: expected a duration such as 20ms or a distribution such as { exponential: { mean: 20ms } }; a bare 20 has no unit',
    ],
  },
  {
    name: 'two families',
    edits: [['hold: { lognormal: { median: 20s, sigma: 1 } }', 'hold: { constant: 1s, exponential: { mean: 20s } }']],
    expected: [
      's.yaml:46:27 error traffic.connections.hold.exponential: expected only one of the keys constant and exponential',
    ],
  },
  {
    name: 'an unknown parameter',
    edits: [['{ median: 20s, sigma: 1 }', '{ median: 20s, sigam: 1 }']],
    expected: [
      's.yaml:46:39 error traffic.connections.hold.lognormal.sigam: unknown key; allowed here: median, mean, sigma, p99 (did you mean "sigma"?)',
    ],
  },
  {
    name: 'a lognormal with too little',
    edits: [['{ median: 20s, sigma: 1 }', '{ median: 20s }']],
    expected: ['s.yaml:46:13 error traffic.connections.hold.lognormal: a lognormal takes exactly one of sigma and p99'],
  },
  {
    name: 'a lognormal with too much',
    edits: [['{ median: 20s, sigma: 1 }', '{ median: 20s, mean: 30s, sigma: 1 }']],
    expected: [
      's.yaml:46:13 error traffic.connections.hold.lognormal: a lognormal takes exactly one of median and mean',
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
    name: 'a sigma beyond reason',
    edits: [['sigma: 1 ', 'sigma: 9 ']],
    expected: [
      's.yaml:46:46 error traffic.connections.hold.lognormal.sigma: expected a sigma of at most 5: beyond it the mean is over 250,000 medians; got 9',
    ],
  },
  {
    name: 'a uniform upside down',
    edits: [['hold: { lognormal: { median: 20s, sigma: 1 } }', 'hold: { uniform: { low: 3s, high: 2s } }']],
    expected: ['s.yaml:46:39 error traffic.connections.hold.uniform.high: high (2s) must lie above low (3s)'],
  },
  {
    name: 'a pareto without a cap',
    edits: [['hold: { lognormal: { median: 20s, sigma: 1 } }', 'hold: { pareto: { scale: 3s, shape: 1.2 } }']],
    expected: [
      's.yaml:46:13 error traffic.connections.hold.pareto.cap: missing; expected a duration such as 30s or 1h30m',
    ],
  },
  {
    name: 'a pareto capped below its mean',
    edits: [['hold: { lognormal: { median: 20s, sigma: 1 } }', 'hold: { pareto: { mean: 3s, shape: 1.2, cap: 2s } }']],
    expected: ['s.yaml:46:50 error traffic.connections.hold.pareto.cap: the cap (2s) must lie above the mean (3s)'],
  },
  {
    name: 'a pareto with scale and mean',
    edits: [
      [
        'hold: { lognormal: { median: 20s, sigma: 1 } }',
        'hold: { pareto: { mean: 3s, scale: 1s, shape: 1.2, cap: 20s } }',
      ],
    ],
    expected: ['s.yaml:46:13 error traffic.connections.hold.pareto: a pareto takes exactly one of scale and mean'],
  },
  {
    name: 'a warm-up as long as the run',
    edits: [['warmup: 2m', 'warmup: 30m']],
    expected: ['s.yaml:8:11 error time.warmup: the warm-up must be shorter than the run (30m)'],
  },
  {
    name: 'an interval longer than the run',
    edits: [['interval: 10s', 'interval: 1h']],
    expected: ['s.yaml:9:13 error time.interval: the interval must not exceed the run (30m)'],
  },
  {
    name: 'too many intervals',
    edits: [['interval: 10s', 'interval: 10ms']],
    expected: [
      's.yaml:9:13 error time.interval: the time series would have over 20000 rows; the least interval is 90ms',
    ],
  },
  {
    name: 'a phase beyond the end of the run, and one that ends before it begins',
    edits: [['interval: 10s', 'phases: { late: { from: 1m, to: 2h }, backwards: { from: 2m, to: 1m } }']],
    expected: [
      's.yaml:9:35 error time.phases.late.to: 2h is not within the run',
      's.yaml:9:68 error time.phases.backwards.to: 1m must lie after 2m',
    ],
  },
  {
    name: 'a phase with the name of an event',
    edits: [['interval: 10s', 'phases: { lost: { from: 3m, to: 4m } }']],
    expected: ['s.yaml:59:11 error events.lost.id: the id "lost" is already used by another phase, event or surge'],
  },
  {
    name: 'an unreadable start',
    edits: [['interval: 10s', 'startsAt: Monday 12:00']],
    expected: [
      's.yaml:9:13 error time.startsAt: expected a day and time of the week in UTC such as "Mon 12:00"; got "Monday 12:00"',
    ],
  },
  {
    name: 'an unknown world',
    edits: [['extends: gcp', 'extends: gpc']],
    expected: ['s.yaml:12:12 error world.extends: unknown world "gpc"; there is gcp (did you mean "gcp"?)'],
  },
  {
    name: 'an unknown metro',
    edits: [['[seoul, busan, tokyo, boston]', '[seoul, bussan, tokyo, boston]']],
    expected: ['s.yaml:14:21 error world.clients.metros.1: unknown metro "bussan" (did you mean "busan"?)'],
  },
  {
    name: 'a pattern that matches nothing',
    edits: [
      ['[seoul, busan, tokyo, boston]', '[seoul, "xx-*"]'],
      ['  - { id: cheaper', '  - { id: gone'],
    ],
    expected: ['s.yaml:14:21 error world.clients.metros.1: no metro matches "xx-*"'],
  },
  {
    name: 'an unknown profile',
    edits: [['catchment: cdn-2021', 'catchment: cdn-2020']],
    expected: [
      's.yaml:16:14 error world.catchment: expected one of ideal, cdn-2015, cdn-2021, root-dns, or { profile, preferences }; got "cdn-2020" (did you mean "cdn-2021"?)',
    ],
  },
  {
    name: 'a weight of zero',
    edits: [['weight: internetUsers', 'weight: { seoul: 0, busan: 1, tokyo: 1, boston: 1 }']],
    expected: ['s.yaml:15:22 error world.clients.weight.seoul: a weight must be above 0'],
  },
  {
    name: 'a metro without a weight',
    edits: [['weight: internetUsers', 'weight: { seoul: 1, busan: 1, tokyo: 1 }']],
    expected: ['s.yaml:15:5 error world.clients.weight.boston: no weight for boston'],
  },
  {
    name: 'a weight for another metro',
    edits: [['weight: internetUsers', 'weight: { seoul: 1, busan: 1, tokyo: 1, boston: 1, osaka: 1 }']],
    expected: ['s.yaml:15:56 error world.clients.weight.osaka: "osaka" has a weight but is not among the metros'],
  },
  {
    name: 'preferences for a PoP that does not announce',
    edits: [['catchment: cdn-2021', 'catchment: { preferences: { seoul: [nrt] } }\n  pops: [icn, kix]']],
    expected: ['s.yaml:16:39 error world.catchment.preferences.seoul.0: PoP nrt does not announce the address'],
  },
  {
    name: 'preferences for an unknown network',
    edits: [['catchment: cdn-2021', 'catchment: { preferences: { seoul/3: [icn] } }']],
    expected: [
      's.yaml:16:31 error world.catchment.preferences.seoul/3: "seoul/3" is no client network; those of a metro are 0 to 2',
    ],
  },
  {
    name: 'a tier that is not modelled',
    edits: [['loadBalancingScheme: EXTERNAL_MANAGED', 'networkTier: STANDARD']],
    expected: ['s.yaml:21:16 error service.networkTier: STANDARD is not modelled yet; there is PREMIUM'],
  },
  {
    name: 'a protocol of another product',
    edits: [['protocol: TCP', 'protocol: HTTP']],
    expected: ['s.yaml:19:13 error service.protocol: expected one of TCP, SSL; got "HTTP"'],
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
    edits: [['loadBalancingScheme: EXTERNAL_MANAGED', 'localityLbPolicy: RING_HASH']],
    expected: [
      's.yaml:21:21 error service.localityLbPolicy: RING_HASH is not modelled yet; there are ROUND_ROBIN, LEAST_REQUEST, RANDOM, MAGLEV',
    ],
  },
  {
    name: 'TLS without SSL',
    edits: [['protocol: TCP', 'protocol: TCP\n  tls: "1.3"']],
    expected: ['s.yaml:20:8 error service.tls: TLS ends at the proxy only with protocol SSL'],
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
    expected: ['s.yaml:35:5 error service.backends.web-iowa: expected one of the keys zone or region'],
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
    name: 'a mode that is not modelled',
    edits: [['      zone: us-central1-a\n', '      zone: us-central1-a\n      balancingMode: UTILIZATION\n']],
    expected: [
      's.yaml:37:22 error service.backends.web-iowa.balancingMode: UTILIZATION is not modelled yet; there is CONNECTION',
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
      's.yaml:37:17 error service.backends.web-iowa.member.wrokers: unknown key; allowed here: discipline, workers, backlog, serviceTime (did you mean "workers"?)',
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
    name: 'fewer clients than networks',
    edits: [['shape: consumer', 'clients: 11']],
    expected: ['s.yaml:47:12 error traffic.clients: 11 clients are fewer than the 12 client networks'],
  },
  {
    name: 'a surge after the end',
    edits: [['at: 10m', 'at: 30m']],
    expected: ['s.yaml:49:20 error traffic.surges.evening.at: 30m is not within the run'],
  },
  {
    name: 'a surge in a metro without clients',
    edits: [['metros: [seoul], peak', 'metros: [osaka], peak']],
    expected: ['s.yaml:49:34 error traffic.surges.evening.metros.0: osaka has no clients in this scenario'],
  },
  {
    name: 'a surge named like an event',
    edits: [
      ['    evening:', '    lost:'],
      ['during: evening', 'during: lost'],
    ],
    expected: ['s.yaml:59:11 error events.lost.id: the id "lost" is already used by another phase, event or surge'],
  },
  {
    name: 'a reserved id',
    edits: [['id: bgp', 'id: all']],
    expected: ['s.yaml:60:11 error events.all.id: "all" means the whole run; choose another id'],
  },
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
      's.yaml:53:11 error designs.waterfall.kind: expected anycastProxy; got "anycast" (did you mean "anycastProxy"?)',
    ],
  },
  {
    name: 'a design of a kind to come',
    edits: [['kind: anycastProxy', 'kind: redirect']],
    expected: ['s.yaml:53:11 error designs.waterfall.kind: redirect is not modelled yet; there is anycastProxy'],
  },
  {
    name: 'a design without a kind',
    edits: [['    kind: anycastProxy\n', '    connectTimeout: 2s\n']],
    expected: ['s.yaml:52:3 error designs.waterfall: missing "kind"; expected anycastProxy, or a design to extend'],
  },
  {
    name: 'a policy to come',
    edits: [['SPRAY_TO_WORLD', 'SPRAY_TO_REGION']],
    expected: [
      's.yaml:56:48 error designs.spray.serviceLbPolicy.loadBalancingAlgorithm: SPRAY_TO_REGION is not modelled yet; there are WATERFALL_BY_REGION, SPRAY_TO_WORLD',
    ],
  },
  {
    name: 'a misspelt policy',
    edits: [['SPRAY_TO_WORLD', 'SPRAY_TO_WORDL']],
    expected: [
      's.yaml:56:48 error designs.spray.serviceLbPolicy.loadBalancingAlgorithm: expected one of WATERFALL_BY_REGION, SPRAY_TO_WORLD; got "SPRAY_TO_WORDL" (did you mean "SPRAY_TO_WORLD"?)',
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
      's.yaml:56:46 error designs.spray.service.backends.web-iowa.zone: expected one of the keys zone or region',
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
  {
    name: 'an event without an action',
    edits: [['id: bgp, at: 26m, withdraw: { pop: icn }', 'id: bgp, at: 26m']],
    expected: [
      's.yaml:60:5 error events.bgp: expected one of the keys fail, recover, withdraw, announce, drain or scale',
    ],
  },
  {
    name: 'an event with two actions',
    edits: [['withdraw: { pop: icn }', 'withdraw: { pop: icn }, fail: { pop: icn }']],
    expected: ['s.yaml:60:49 error events.bgp.fail: expected only one of the keys fail and withdraw'],
  },
  {
    name: 'a misspelt action',
    edits: [['withdraw: { pop: icn }', 'withdrew: { pop: icn }']],
    expected: [
      's.yaml:60:25 error events.bgp.withdrew: unknown key; allowed here: id, at, for, fail, recover, withdraw, announce, drain, scale (did you mean "withdraw"?)',
    ],
  },
  {
    name: 'a selector of two kinds',
    edits: [['fail: { zone: asia-northeast3-a }', 'fail: { zone: asia-northeast3-a, region: asia-northeast3 }']],
    expected: ['s.yaml:59:68 error events.lost.fail.region: expected only one of the keys region and zone'],
  },
  {
    name: 'a withdrawal of a region',
    edits: [['withdraw: { pop: icn }', 'withdraw: { region: asia-northeast3 }']],
    expected: ['s.yaml:60:37 error events.bgp.withdraw.region: withdraw takes pop, not region'],
  },
  {
    name: 'a drain of a PoP',
    edits: [['withdraw: { pop: icn }', 'drain: { pop: icn }']],
    expected: ['s.yaml:60:34 error events.bgp.drain.pop: drain takes region, zone, backend or member, not pop'],
  },
  {
    name: 'an event after the end',
    edits: [['at: 26m', 'at: 31m']],
    expected: ['s.yaml:60:20 error events.bgp.at: 31m is not within the run'],
  },
  {
    name: 'a zone without backends',
    edits: [['fail: { zone: asia-northeast3-a }', 'fail: { zone: asia-northeast3-b }']],
    expected: ['s.yaml:59:49 error events.lost.fail.zone: zone asia-northeast3-b holds no backend'],
  },
  {
    name: 'a misspelt zone in an event',
    edits: [['fail: { zone: asia-northeast3-a }', 'fail: { zone: asia-northeast3a }']],
    expected: [
      's.yaml:59:49 error events.lost.fail.zone: unknown zone "asia-northeast3a" (did you mean "asia-northeast3-a"?)',
    ],
  },
  {
    name: 'a region without backends',
    edits: [['fail: { zone: asia-northeast3-a }', 'fail: { region: europe-west1 }']],
    expected: ['s.yaml:59:51 error events.lost.fail.region: region europe-west1 holds no backend'],
  },
  {
    name: 'a pattern of an event that matches nothing',
    edits: [['fail: { zone: asia-northeast3-a }', 'fail: { zone: ["europe-*", asia-northeast3-a] }']],
    expected: ['s.yaml:59:50 error events.lost.fail.zone.0: no zone with backends matches "europe-*"'],
  },
  {
    name: 'a misspelt backend',
    edits: [['fail: { zone: asia-northeast3-a }', 'fail: { backend: web-soul }']],
    expected: ['s.yaml:59:52 error events.lost.fail.backend: unknown backend "web-soul" (did you mean "web-seoul"?)'],
  },
  {
    name: 'a member beyond the last',
    edits: [['fail: { zone: asia-northeast3-a }', 'fail: { member: web-seoul/10 }']],
    expected: [
      's.yaml:59:51 error events.lost.fail.member: backend web-seoul has no member "web-seoul/10"; its members are web-seoul/0 to web-seoul/9',
    ],
  },
  {
    name: 'a PoP outside the world',
    edits: [['withdraw: { pop: icn }', 'withdraw: { pop: xyz }']],
    expected: ['s.yaml:60:42 error events.bgp.withdraw.pop: unknown PoP "xyz" (did you mean "yyz"?)'],
  },
  {
    name: 'a scale without a scaler',
    edits: [['withdraw: { pop: icn }', 'scale: { backend: web-seoul }']],
    expected: [
      's.yaml:60:25 error events.bgp.scale.capacityScaler: missing; expected 0, or a fraction from 0.1 to 1 such as 0.5 or 50%',
    ],
  },
  {
    name: 'a scale out of bounds',
    edits: [['withdraw: { pop: icn }', 'scale: { backend: web-seoul, capacityScaler: 5% }']],
    expected: ['s.yaml:60:70 error events.bgp.scale.capacityScaler: a capacity scaler is 0, or from 0.1 to 1; got 5%'],
  },
  {
    name: 'an id used twice',
    edits: [['id: bgp', 'id: lost']],
    expected: ['s.yaml:60:11 error events.lost.id: the id "lost" is already used by another phase, event or surge'],
  },
  {
    name: 'an unknown design to compare',
    edits: [['compare: [waterfall, spray]', 'compare: [waterfall, sprey]']],
    expected: ['s.yaml:63:24 error experiment.compare.1: unknown design "sprey" (did you mean "spray"?)'],
  },
  {
    name: 'a design compared twice',
    edits: [['compare: [waterfall, spray]', 'compare: [waterfall, waterfall, spray]']],
    expected: ['s.yaml:63:24 error experiment.compare.1: "waterfall" is listed twice'],
  },
  {
    name: 'a baseline that is not compared',
    edits: [
      ['compare: [waterfall, spray]\n  baseline: waterfall', 'compare: [spray]\n  baseline: waterfall'],
      ['dropped == 0, for: [waterfall]', 'dropped == 0'],
      ['1.05 * baseline, for: [spray]', '10s'],
    ],
    expected: ['s.yaml:64:13 error experiment.baseline: design "waterfall" is not among those compared'],
  },
  {
    name: 'no replication',
    edits: [['replications: 10', 'replications: 0']],
    expected: ['s.yaml:65:17 error experiment.replications: expected a whole number from 1 to 10000; got 0'],
  },
  {
    name: 'a misspelt countable',
    edits: [['that: dropped == 0', 'that: droped == 0']],
    expected: [
      's.yaml:69:27 error expect.no-drops.that: "droped" cannot be counted; there are offered, established, spilled, completed, refused, timedOut, dropped, blocked, reset, rejected and unfinished (did you mean "dropped"?)\n    droped == 0\n    ^',
    ],
  },
  {
    name: 'a function that is not there',
    edits: [['p99(latency) <', 'q99(latency) <']],
    expected: [
      's.yaml:70:23 error expect.slo.that: unknown function "q99"; there are share, rate, mean, max, moved, p50, p90, p99 and p99.9 (did you mean "p99"?)\n    q99(latency) < 250ms\n    ^',
    ],
  },
  {
    name: 'a percentile of 100',
    edits: [['p99(latency) <', 'p100(latency) <']],
    expected: [
      's.yaml:70:23 error expect.slo.that: "p100" is no percentile: p and a number between 0 and 100, such as p50 or p99.9\n    p100(latency) < 250ms\n    ^',
    ],
  },
  {
    name: 'a percentile of a count',
    edits: [['p99(latency) <', 'p99(dropped) <']],
    expected: [
      's.yaml:70:27 error expect.slo.that: p99 measures latency, not "dropped"\n    p99(dropped) < 250ms\n        ^',
    ],
  },
  {
    name: 'a share of a time',
    edits: [['that: dropped == 0', 'that: share(latency) == 0']],
    expected: [
      's.yaml:69:33 error expect.no-drops.that: "latency" cannot be counted; there are offered, established, spilled, completed, refused, timedOut, dropped, blocked, reset, rejected and unfinished\n    share(latency) == 0\n          ^',
    ],
  },
  {
    name: 'a maximum of latency',
    edits: [['p99(latency) <', 'max(latency) <']],
    expected: [
      's.yaml:70:27 error expect.slo.that: max measures utilisation, not "latency"\n    max(latency) < 250ms\n        ^',
    ],
  },
  {
    name: 'a measure without a statistic',
    edits: [['p99(latency) <', 'latency <']],
    expected: [
      's.yaml:70:23 error expect.slo.that: latency needs a statistic: p99(latency) or mean(latency)\n    latency < 250ms\n    ^',
    ],
  },
  {
    name: 'a missing comparison',
    edits: [['p99(latency) < 250ms', 'p99(latency) 250ms']],
    expected: [
      's.yaml:70:36 error expect.slo.that: expected a comparison: <, <=, ==, !=, >= or >; got "250ms"\n    p99(latency) 250ms\n                 ^',
    ],
  },
  {
    name: 'a single equals sign',
    edits: [['that: dropped == 0', 'that: dropped = 0']],
    expected: [
      's.yaml:69:35 error expect.no-drops.that: expected a comparison; equality is written "=="; got "="\n    dropped = 0\n            ^',
    ],
  },
  {
    name: 'a bound without a unit',
    edits: [['< 250ms', '< 250']],
    expected: [
      's.yaml:70:38 error expect.slo.that: expected a duration such as 250ms; a bare 250 has no unit\n    p99(latency) < 250\n                   ^',
    ],
  },
  {
    name: 'a bound of another dimension',
    edits: [['< 250ms', '< 5%']],
    expected: [
      's.yaml:70:38 error expect.slo.that: expected a duration such as 250ms; got "5%"\n    p99(latency) < 5%\n                   ^',
    ],
  },
  {
    name: 'a share above one',
    edits: [['that: dropped == 0', 'that: share(dropped) <= 5']],
    expected: [
      's.yaml:69:45 error expect.no-drops.that: expected a share such as 5% or 0.05; got "5"\n    share(dropped) <= 5\n                      ^',
    ],
  },
  {
    name: 'a NaN',
    edits: [['{ median: 20s, sigma: 1 }', '{ median: 20s, sigma: .nan }']],
    expected: [
      's.yaml:46:46 error traffic.connections.hold.lognormal.sigma: expected a number above 0 such as 1; got NaN',
    ],
  },
  {
    name: 'a rate without a time',
    edits: [['that: dropped == 0', 'that: rate(dropped) <= 5']],
    expected: [
      's.yaml:69:44 error expect.no-drops.that: expected a rate such as 40/s; a bare 5 has no unit\n    rate(dropped) <= 5\n                     ^',
    ],
  },
  {
    name: 'a bound that is missing',
    edits: [['p99(latency) < 250ms', 'p99(latency) <']],
    expected: [
      's.yaml:70:37 error expect.slo.that: expected a duration such as 250ms, or a multiple of the baseline such as 1.05 * baseline; got the end\n    p99(latency) <\n                  ^',
    ],
  },
  {
    name: 'a tail',
    edits: [['p99(latency) < 250ms', 'p99(latency) < 250ms ms']],
    expected: [
      's.yaml:70:44 error expect.slo.that: expected the end of the statement; got "ms"\n    p99(latency) < 250ms ms\n                         ^',
    ],
  },
  {
    name: 'a baseline times a duration',
    edits: [['1.05 * baseline', '5ms * baseline']],
    expected: [
      's.yaml:72:42 error expect.cheaper.that: expected a plain factor such as 1.05 before the baseline; got "5ms"\n    p50(latency) <= 5ms * baseline\n                    ^',
    ],
  },
  {
    name: 'a misspelt baseline',
    edits: [['1.05 * baseline', '1.05 * basline']],
    expected: [
      's.yaml:72:49 error expect.cheaper.that: expected "baseline" after "*"; got "basline"\n    p50(latency) <= 1.05 * basline\n                           ^',
    ],
  },
  {
    name: 'an open bracket',
    edits: [['p99(latency) <', 'p99(latency <']],
    expected: ['s.yaml:70:35 error expect.slo.that: expected ")"; got "<"\n    p99(latency < 250ms\n                ^'],
  },
  {
    name: 'an unknown place',
    edits: [['that: dropped == 0, for', 'that: "dropped{city: seoul} == 0", for']],
    expected: [
      's.yaml:69:36 error expect.no-drops.that: unknown place "city"\n    dropped{city: seoul} == 0\n            ^',
    ],
  },
  {
    name: 'a place that cannot narrow',
    edits: [['that: dropped == 0, for', 'that: "dropped{region: us-central1} == 0", for']],
    expected: [
      's.yaml:69:36 error expect.no-drops.that: dropped is known by metro, not by region\n    dropped{region: us-central1} == 0\n            ^',
    ],
  },
  {
    name: 'a metro without clients',
    edits: [['p99(latency) <', 'p99(latency{metro: [seoul, osaka]}) <']],
    expected: [
      's.yaml:70:50 error expect.slo.that: osaka has no clients in this scenario\n    p99(latency{metro: [seoul, osaka]}) < 250ms\n                               ^',
    ],
  },
  {
    name: 'a region without backends in an expectation',
    edits: [['p99(latency) <', 'p99(latency{region: us-east1}) <']],
    expected: [
      's.yaml:70:43 error expect.slo.that: region us-east1 holds no backend\n    p99(latency{region: us-east1}) < 250ms\n                        ^',
    ],
  },
  {
    name: 'a place given twice',
    edits: [['p99(latency) <', 'p99(latency{metro: seoul, metro: busan}) <']],
    expected: [
      's.yaml:70:49 error expect.slo.that: "metro" is given twice; use a list: metro: [a, b]\n    p99(latency{metro: seoul, metro: busan}) < 250ms\n                              ^',
    ],
  },
  {
    name: 'a selector on moved connections',
    edits: [['that: moved(established) == 0', 'that: "moved(established{metro: seoul}) == 0"']],
    expected: [
      's.yaml:71:41 error expect.stay.that: expected ")"; got "{"\n    moved(established{metro: seoul}) == 0\n                     ^',
    ],
  },
  {
    name: 'moved of something else',
    edits: [['moved(established)', 'moved(dropped)']],
    expected: [
      's.yaml:71:29 error expect.stay.that: moved measures established, not "dropped"\n    moved(dropped) == 0\n          ^',
    ],
  },
  {
    name: 'an unknown window',
    edits: [['during: evening', 'during: evning']],
    expected: [
      's.yaml:71:56 error expect.stay.during: unknown phase, event or surge "evning" (did you mean "evening"?)',
    ],
  },
  {
    name: 'a span outside the run',
    edits: [['during: evening', 'during: { from: 10m, to: 40m }']],
    expected: ['s.yaml:71:73 error expect.stay.during.to: 40m is not within the run'],
  },
  {
    name: 'a span upside down',
    edits: [['during: evening', 'during: { from: 10m, to: 5m }']],
    expected: ['s.yaml:71:73 error expect.stay.during.to: 5m must lie after 10m'],
  },
  {
    name: 'a settle longer than its window',
    edits: [['settle: 30s', 'settle: 5m']],
    expected: ['s.yaml:70:68 error expect.slo.settle: nothing is left of "lost+5m": it ends at 25m'],
  },
  {
    name: 'a window inside the warm-up',
    edits: [['during: evening', 'during: { from: 1m, to: 5m }']],
    expected: [
      's.yaml:71:56 error expect.stay.during: "1m..5m" starts at 1m, inside the warm-up, which is not measured (2m); use settle',
    ],
  },
  {
    name: 'an unknown design in an expectation',
    edits: [['for: [spray]', 'for: [spry]']],
    expected: ['s.yaml:72:65 error expect.cheaper.for.0: unknown compared design "spry" (did you mean "spray"?)'],
  },
  {
    name: 'the baseline compared with itself',
    edits: [['for: [spray]', 'for: [waterfall]']],
    expected: ['s.yaml:72:64 error expect.cheaper.for: this compares the baseline "waterfall" with itself'],
  },
  {
    name: 'a baseline without another design',
    edits: [
      ['compare: [waterfall, spray]', 'compare: [waterfall]'],
      [', for: [spray]', ''],
    ],
    expected: ['s.yaml:72:26 error expect.cheaper.that: there is no other design to compare with the baseline'],
  },
  {
    name: 'an expectation that selects nothing in a design',
    edits: [
      ['    extends: waterfall\n', '    extends: waterfall\n    service: { backends: { web-iowa: null } }\n'],
      ['p99(latency) <', 'p99(latency{region: us-central1}) <'],
    ],
    expected: [
      's.yaml:71:22 error expect.slo.that: no backend of "spray" is in what this selects; use "for" to leave it out',
    ],
  },
  {
    name: 'an expectation named twice',
    edits: [['id: stay', 'id: slo']],
    expected: ['s.yaml:71:11 error expect.slo.id: the id "slo" is already used above'],
  },
  {
    name: 'a negative seed',
    edits: [['seed: 42', 'seed: -4']],
    expected: ['s.yaml:66:9 error experiment.seed: expected a whole number from 0, or a text; got -4'],
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
  {
    name: 'an empty list of designs',
    edits: [['compare: [waterfall, spray]', 'compare: []']],
    expected: ['s.yaml:63:12 error experiment.compare: expected at least one item'],
  },
  {
    name: 'an empty seed',
    edits: [['seed: 42', 'seed: ""']],
    expected: ['s.yaml:66:9 error experiment.seed: expected a whole number from 0, or a text; got ""'],
  },
  {
    name: 'events that are no list',
    edits: [
      [
        '  - { id: lost, at: 20m, for: 5m, fail: { zone: asia-northeast3-a } }\n  - { id: bgp, at: 26m, withdraw: { pop: icn } }\n',
        '  lost: { at: 20m, for: 5m, fail: { zone: asia-northeast3-a } }\n',
      ],
    ],
    expected: ['s.yaml:59:3 error events: expected a list; got a map'],
  },
  {
    name: 'no traffic',
    edits: [
      [
        'traffic:\n  connections:\n    rate: 40/s\n    hold: { lognormal: { median: 20s, sigma: 1 } }\n  shape: consumer\n  surges:\n    evening: { at: 10m, metros: [seoul], peak: 4x, rise: 2m, hold: 8m, decay: 3m }\n',
        '',
      ],
    ],
    expected: ['s.yaml:1:1 error traffic: missing; expected a map'],
  },
  {
    name: 'a colon too many',
    edits: [['that: dropped == 0, for: [waterfall] }', 'that: dropped: 0, for: [waterfall] }']],
    expected: ['s.yaml:69:27 error a ": " within braces or brackets: put the text in quotes'],
  },
  {
    name: 'everything at once, in the order of the file',
    edits: [
      ['duration: 30m', 'duration: 30'],
      ['busan, tokyo', 'buson, tokyo'],
      ['protocol: TCP', 'protocol: UDP'],
      ['      zone: us-central1-a', '      zone: us-central1-q'],
      ['rate: 40/s', 'rate: fast'],
      ['kind: anycastProxy', 'kind: anycastProxy\n    edge: { gfe: 3 }'],
      ['withdraw: { pop: icn }', 'withdraw: { pop: incheon }'],
      ['that: dropped == 0', 'that: dropped < 5ms'],
      ['for: [spray]', 'for: [sprays]'],
    ],
    expected: [
      's.yaml:7:13 error time.duration: expected a duration such as 30s or 1h30m; a bare 30 has no unit',
      's.yaml:14:21 error world.clients.metros.1: unknown metro "buson" (did you mean "busan"?)',
      's.yaml:19:13 error service.protocol: expected one of TCP, SSL; got "UDP"',
      's.yaml:36:13 error service.backends.web-iowa.zone: unknown zone "us-central1-q" (did you mean "us-central1-a"?)',
      's.yaml:45:11 error traffic.connections.rate: expected a rate such as 40/s or 2k/s; got "fast"',
      's.yaml:54:13 error designs.waterfall.edge.gfe: unknown key; allowed here: maglevMachines, gfes, tableSize, connectionTable (did you mean "gfes"?)',
      's.yaml:70:37 error expect.no-drops.that: expected a number of connections such as 0 or 10k; got "5ms"\n    dropped < 5ms\n              ^',
      's.yaml:73:65 error expect.cheaper.for.0: unknown compared design "sprays" (did you mean "spray"?)',
    ],
  },
];
