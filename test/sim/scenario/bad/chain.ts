/** Faults in what only designs of kind `chain` have. */
import type { BadScenario } from './bad-scenario.ts';

/** The second design becomes a chain. */
function chain(keys: string): [string, string][] {
  return [
    [
      '    extends: waterfall\n    serviceLbPolicy: { loadBalancingAlgorithm: SPRAY_TO_WORLD }\n',
      `    kind: chain\n    ${keys}\n`,
    ],
  ];
}

/** The first event does something else. */
function strike(action: string): [string, string][] {
  return [['fail: { zone: asia-northeast3-a }', action]];
}

const NGINX = 'nginx: { kind: eventDriven, servers: 2 }';

export const BAD_CHAIN: readonly BadScenario[] = [
  {
    name: 'tiers of a proxy',
    edits: [['    kind: anycastProxy\n', `    kind: anycastProxy\n    tiers: { ${NGINX} }\n`]],
    expected: ['s.yaml:54:5 error designs.waterfall.tiers: only a design of kind chain has tiers'],
  },
  {
    name: 'a chain without tiers',
    edits: chain('responseTimeout: 3s'),
    expected: ['s.yaml:54:3 error designs.spray: missing "tiers"; expected the tiers of the chain, by id'],
  },
  {
    name: 'front ends of a chain',
    edits: chain(`edge: { gfes: 3 }\n    tiers: { ${NGINX} }`),
    expected: ["s.yaml:56:5 error designs.spray.edge: chain has no front end of Google's, so no edge"],
  },
  {
    name: 'a front end with what only other servers have',
    edits: [
      [
        '    kind: anycastProxy\n',
        '    kind: anycastProxy\n    edge: { server: { corse: 4, backlog: 5, cpuPerRequest: 0s } }\n',
      ],
    ],
    expected: [
      's.yaml:54:23 error designs.waterfall.edge.server.corse: unknown key; allowed here: cores, cpuPerRequest, cpuPerHandshake, headerTimeout, logLine, workerConnections, upstreamKeepalive, memoryPerConnection (did you mean "cores"?)',
      's.yaml:54:33 error designs.waterfall.edge.server.backlog: unknown key; allowed here: cores, cpuPerRequest, cpuPerHandshake, headerTimeout, logLine, workerConnections, upstreamKeepalive, memoryPerConnection',
      's.yaml:54:60 error designs.waterfall.edge.server.cpuPerRequest: 0s is too short: the least is 1us',
    ],
  },
  {
    name: 'an event loop without connections enough for one request, and threads that are none',
    edits: chain(
      'tiers: { apache: { kind: threadPerConnection, servers: 1, workers: 4K }, nginx: { kind: eventDriven, servers: 2, workerConnections: 3 } }',
    ),
    expected: [
      's.yaml:56:72 error designs.spray.tiers.apache.workers: expected a whole number from 1 to 1M, such as 10 or 10k; got "4K"',
      's.yaml:56:137 error designs.spray.tiers.nginx.workerConnections: expected a whole number from 4 to 100M, such as 10 or 10k; got 3',
    ],
  },
  {
    name: 'a tier of a kind that there is not',
    edits: chain('tiers: { nginx: { kind: eventdriven, servers: 2 } }'),
    expected: [
      's.yaml:56:29 error designs.spray.tiers.nginx.kind: expected one of floodProtection, threadPerConnection, eventDriven; got "eventdriven" (did you mean "eventDriven"?)',
    ],
  },
  {
    name: 'a tier of no kind',
    edits: chain('tiers: { nginx: { servers: 2 } }'),
    expected: [
      's.yaml:56:14 error designs.spray.tiers.nginx: missing "kind"; expected one of floodProtection, threadPerConnection or eventDriven',
    ],
  },
  {
    name: 'a tier to take away from none',
    edits: chain(`tiers: { ${NGINX}, apache: null }`),
    expected: ['s.yaml:56:56 error designs.spray.tiers.apache: there is no tier to take away'],
  },
  {
    name: 'a tier without servers',
    edits: chain('tiers: { nginx: { kind: eventDriven } }'),
    expected: [
      's.yaml:56:14 error designs.spray.tiers.nginx: missing "servers"; expected how many servers each region has',
    ],
  },
  {
    name: 'threads of an event loop',
    edits: chain('tiers: { nginx: { kind: eventDriven, servers: 2, workers: 64 } }'),
    expected: ['s.yaml:56:54 error designs.spray.tiers.nginx.workers: a tier of kind eventDriven has no workers'],
  },
  {
    name: 'workers that are no whole processes',
    edits: chain('tiers: { apache: { kind: threadPerConnection, servers: 2, workers: 64 } }'),
    expected: [
      's.yaml:56:72 error designs.spray.tiers.apache.workers: 64 workers are no whole number of processes of 25 threads',
    ],
  },
  {
    name: 'threads of processes with one thread',
    edits: chain('tiers: { apache: { kind: threadPerConnection, servers: 2, mpm: prefork, threadsPerProcess: 5 } }'),
    expected: [
      's.yaml:56:77 error designs.spray.tiers.apache.threadsPerProcess: the prefork MPM has no threadsPerProcess',
    ],
  },
  {
    name: 'the event MPM’s factor elsewhere',
    edits: chain('tiers: { apache: { kind: threadPerConnection, servers: 2, asyncFactor: 5 } }'),
    expected: ['s.yaml:56:63 error designs.spray.tiers.apache.asyncFactor: the worker MPM has no asyncFactor'],
  },
  {
    name: 'nothing but flood protection',
    edits: chain('tiers: { alb: { kind: floodProtection } }'),
    expected: [
      's.yaml:56:5 error designs.spray.tiers: no tier has servers; expected one of threadPerConnection or eventDriven',
    ],
  },
  {
    name: 'flood protection in the middle',
    edits: chain(`tiers: { ${NGINX}, alb: { kind: floodProtection } }`),
    expected: ['s.yaml:56:56 error designs.spray.tiers.alb: flood protection stands before all other tiers'],
  },
  {
    name: 'a burst of no rate',
    edits: chain(`tiers: { alb: { kind: floodProtection, clientBurst: 5 }, ${NGINX} }`),
    expected: ['s.yaml:56:44 error designs.spray.tiers.alb.clientBurst: without clientRate there is no clientBurst'],
  },
  {
    name: 'rules that are not there',
    edits: chain(`chain: before\n    tiers: { ${NGINX} }`),
    expected: ['s.yaml:56:12 error designs.spray.chain: unknown chain "before"; there are none'],
  },
  {
    name: 'abandoned work of all tiers alike',
    edits: chain(`responseTimeout: 3s\n    abandonedWork: dropped\n    tiers: { ${NGINX} }`),
    expected: [
      's.yaml:57:5 error designs.spray.abandonedWork: in a chain it is each tier that drops abandoned work or serves it',
    ],
  },
  {
    name: 'rules for another number of tiers',
    edits: [
      ...chain(`chain: long\n    tiers: { ${NGINX} }`),
      ['experiment:', 'requests:\n  users: { target: /users }\nchains:\n  long: [nginx, nginx, backend]\nexperiment:'],
    ],
    expected: ['s.yaml:56:12 error designs.spray.chain: chain long has 3 hops; it takes 2: nginx and the members'],
  },
  {
    name: 'rules without requests',
    edits: [
      ...chain(`chain: short\n    tiers: { ${NGINX} }`),
      ['experiment:', 'chains:\n  short: [nginx, backend]\nexperiment:'],
    ],
    expected: [
      's.yaml:56:12 error designs.spray.chain: there are no requests to send through it: "requests" is empty or missing',
    ],
  },
  {
    name: 'servers of tiers where there are none',
    edits: strike('fail: { tier: "*/nginx/0" }'),
    expected: ['s.yaml:59:49 error events.lost.fail.tier: no server of a tier matches "*/nginx/0"'],
  },
  {
    name: 'a server that a tier does not have',
    edits: [...chain(`tiers: { ${NGINX} }`), ...strike('fail: { tier: asia-northeast3/nginx/2 }')],
    expected: [
      's.yaml:59:49 error events.lost.fail.tier: there is no server "asia-northeast3/nginx/2"; they are asia-northeast3/nginx/0 to asia-northeast3/nginx/1',
    ],
  },
  {
    name: 'a region in which a chain does not stand',
    edits: [...chain(`tiers: { ${NGINX} }`), ...strike('drain: { tier: us-west1/nginx/0 }')],
    expected: [
      's.yaml:59:50 error events.lost.drain.tier: unknown server of a tier "us-west1/nginx/0" (did you mean "us-central1/nginx/0"?)',
    ],
  },
  {
    name: 'errors of a server of a tier',
    edits: [...chain(`tiers: { ${NGINX} }`), ...strike('degrade: { tier: "*", errorShare: 10% }')],
    expected: [
      's.yaml:59:57 error events.lost.degrade.errorShare: a server of a tier is slow or fails probes; it has no errorShare',
    ],
  },
  {
    name: 'members of a tier',
    edits: [...chain(`tiers: { ${NGINX} }`), ...strike('scale: { tier: "*", members: 3 }')],
    expected: ['s.yaml:59:44 error events.lost.scale.tier: scale takes region, zone, backend or gfe, not tier'],
  },
];
