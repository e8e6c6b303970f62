/** Faults in `time` and `world`. */
import type { BadScenario } from './bad-scenario.ts';

export const BAD_TIME_AND_WORLD: readonly BadScenario[] = [
  {
    name: 'an unknown alias',
    edits: [['warmup: 2m', 'warmup: *w']],
    expected: ['s.yaml:8:11 error time.warmup: the alias *w has no anchor before it, or lies inside it'],
  },
  {
    name: 'a merge key',
    edits: [['  warmup: 2m\n', '  <<: { warmup: 2m }\n']],
    expected: ['s.yaml:8:3 error time.<<: merge keys are not part of YAML 1.2; use "extends"'],
  },
  {
    name: 'an unknown key with a near one',
    edits: [['  warmup: 2m', '  warmpu: 2m']],
    expected: [
      's.yaml:8:3 error time.warmpu: unknown key; allowed here: duration, warmup, interval, startsAt, phases (did you mean "warmup"?)',
    ],
  },
  {
    name: 'a list for a map',
    edits: [['time:\n  duration: 30m\n  warmup: 2m\n  interval: 10s\n', 'time: [30m]\n']],
    expected: ['s.yaml:6:7 error time: expected a map; got a list'],
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
    name: 'a run of more than a year',
    edits: [['duration: 30m', 'duration: 400d']],
    expected: ['s.yaml:7:13 error time.duration: a run lasts at most 366d; got 400d'],
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
      's.yaml:16:14 error world.catchment: expected one of ideal, cdn-2015, cdn-2021, root-dns, or { profile, preferences, module }; got "cdn-2020" (did you mean "cdn-2021"?)',
    ],
  },
  {
    name: 'a weight of zero',
    edits: [['weight: internetUsers', 'weight: { seoul: 0, busan: 1, tokyo: 1, boston: 1 }']],
    expected: ['s.yaml:15:22 error world.clients.weight.seoul: a weight must be above 0'],
  },
  {
    name: 'networks without a resolver',
    edits: [['weight: internetUsers', 'resolversPerNetwork: 0']],
    expected: ['s.yaml:15:26 error world.clients.resolversPerNetwork: expected a whole number from 1 to 1000; got 0'],
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
      's.yaml:19:13 error service.protocol: expected one of TCP, SSL, HTTP, HTTPS, HTTP2; got "UDP"',
      's.yaml:36:13 error service.backends.web-iowa.zone: unknown zone "us-central1-q" (did you mean "us-central1-a"?)',
      's.yaml:45:11 error traffic.connections.rate: expected a rate such as 40/s or 2k/s; got "fast"',
      's.yaml:54:13 error designs.waterfall.edge.gfe: unknown key; allowed here: maglevMachines, gfes, tableSize, connectionTable, ecmp, backendUpdate, server (did you mean "gfes"?)',
      's.yaml:70:37 error expect.no-drops.that: expected a number of connections such as 0 or 10k; got "5ms"\n    dropped < 5ms\n              ^',
      's.yaml:73:65 error expect.cheaper.for.0: unknown compared design "sprays" (did you mean "spray"?)',
    ],
  },
];
