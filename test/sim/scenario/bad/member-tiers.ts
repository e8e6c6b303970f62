/** Faults in `member.tiers`. */
import type { BadScenario } from './bad-scenario.ts';

export const BAD_MEMBER_TIERS: readonly BadScenario[] = [
  {
    name: 'tiers of members of a kind that members have not',
    edits: [
      [
        '    workers: 200\n',
        '    workers: 200\n    tiers: { alb: { kind: floodProtection }, web: { kind: threadPerConnection, workers: 64 } }\n',
      ],
    ],
    expected: [
      's.yaml:41:27 error service.member.tiers.alb.kind: expected one of threadPerConnection, eventDriven; got "floodProtection"',
    ],
  },
  {
    name: 'tiers of members with what only others have',
    edits: [
      ['    workers: 200\n', '    workers: 200\n    tiers: { web: { kind: eventDriven, workers: 64 } }\n'],
      [
        '      zone: us-central1-a\n',
        '      zone: us-central1-a\n      member: { tiers: { web: { acceptFilter: none } } }\n',
      ],
    ],
    expected: [
      's.yaml:37:33 error service.backends.web-iowa.member.tiers.web.acceptFilter: unknown key; allowed here: kind, servers, cores, cpuPerRequest, backlog, keepAliveTimeout, logLine, mpm, workers, threadsPerProcess, asyncFactor, memoryPerWorker, workerConnections, upstreamKeepalive, memoryPerConnection',
      's.yaml:42:40 error service.member.tiers.web.workers: a tier of kind eventDriven has no workers',
    ],
  },
  {
    name: 'tiers of members that are none, or of no kind',
    edits: [
      ['    workers: 200\n', '    workers: 200\n    tiers: {}\n'],
      ['      zone: us-central1-a\n', '      zone: us-central1-a\n      member: { tiers: { web: { servers: 2 } } }\n'],
    ],
    expected: [
      's.yaml:37:26 error service.backends.web-iowa.member.tiers.web: missing "kind"; expected threadPerConnection or eventDriven',
      's.yaml:42:12 error service.member.tiers: expected at least one tier',
    ],
  },
];
