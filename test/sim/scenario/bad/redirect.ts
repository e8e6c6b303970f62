/** Faults in what only designs of kind `redirect` have, and in `retry`. */
import type { BadScenario } from './bad-scenario.ts';

/** The second design becomes one of the forum's kind, without the affinity of the proxy beside it. */
function forum(keys: string): [string, string][] {
  const service = keys.includes('service:') ? '' : '\n    service: { sessionAffinity: NONE }';
  return [
    [
      '    extends: waterfall\n    serviceLbPolicy: { loadBalancingAlgorithm: SPRAY_TO_WORLD }\n',
      `    kind: redirect\n    ${keys}${service}\n`,
    ],
  ];
}

function proxy(keys: string): [string, string][] {
  return [['    kind: anycastProxy\n', `    kind: anycastProxy\n    ${keys}\n`]];
}

export const BAD_REDIRECT: readonly BadScenario[] = [
  {
    name: 'balancers of a proxy',
    edits: proxy('balancers: { count: 3 }'),
    expected: ['s.yaml:54:5 error designs.waterfall.balancers: only a design of kind redirect has balancers'],
  },
  {
    name: 'front ends of the forum design',
    edits: forum('edge: { gfes: 3 }'),
    expected: ['s.yaml:56:5 error designs.spray.edge: redirect has no front end of its own, so no edge'],
  },
  {
    name: 'an assignment that there is not',
    edits: forum('assignment: twoChoice'),
    expected: [
      's.yaml:56:17 error designs.spray.assignment: expected one of random, roundRobin, leastAssigned, leastLoaded, twoChoices, twoChoicesByLoad, consistent, nearest, nearestWithRoom; got "twoChoice" (did you mean "twoChoices"?)',
    ],
  },
  {
    name: 'more balancers on servers than there are servers',
    edits: forum('balancers: { onServers: true, count: 99 }'),
    expected: ['s.yaml:56:42 error designs.spray.balancers.count: 99 balancers do not fit on 30 servers, one on each'],
  },
  {
    name: 'balancers where there is no backend',
    edits: forum('balancers: { regions: [us-east1] }'),
    expected: ['s.yaml:56:28 error designs.spray.balancers.regions.0: region us-east1 holds no backend'],
  },
  {
    name: 'more servers heard than there are',
    edits: forum('heartbeat: { selfPreservation: 120% }'),
    expected: ['s.yaml:56:36 error designs.spray.heartbeat.selfPreservation: 120% of them is more than all of them'],
  },
  {
    name: 'a lease without a unit',
    edits: forum('lease: { duration: 60 }'),
    expected: ['s.yaml:56:24 error designs.spray.lease.duration: expected perpetual, or a duration such as 1h; got 60'],
  },
  {
    name: 'a jitter longer than the lease',
    edits: forum('lease: { duration: 1h, jitter: 120% }'),
    expected: ['s.yaml:56:36 error designs.spray.lease.jitter: a lease cannot be shorter by 120% of itself'],
  },
  {
    name: 'an option of the forum design in a proxy',
    edits: proxy('urisPerAnswer: 3'),
    expected: ['s.yaml:54:5 error designs.waterfall.urisPerAnswer: only a design of kind redirect has urisPerAnswer'],
  },
  {
    name: 'servers that send on what is below the mean',
    edits: forum('rebalance: { above: 0.9x }'),
    expected: [
      's.yaml:56:25 error designs.spray.rebalance.above: half of the servers are above 0.9x of the mean: more than 1x',
    ],
  },
  {
    name: 'a way home more often than always',
    edits: forum('returnHome: 150%'),
    expected: ['s.yaml:56:17 error designs.spray.returnHome: 150% tries its home more than always'],
  },
  {
    name: 'more cheats than clients, and nowhere to go',
    edits: forum('cheats: { share: 120%, pin: web-seul/0 }'),
    expected: [
      's.yaml:56:22 error designs.spray.cheats.share: 120% cheat: more than all of them',
      's.yaml:56:33 error designs.spray.cheats.pin: unknown member "web-seul/0" (did you mean "web-seoul/0"?)',
    ],
  },
  {
    name: 'cheats that use several servers',
    edits: forum('cheats: { share: 20%, pin: "web-seoul/*" }'),
    expected: ['s.yaml:56:32 error designs.spray.cheats.pin: they use one server; web-seoul/* is 10'],
  },
  {
    name: 'an admission without a rate',
    edits: forum('balancers: { admission: { burst: 3 } }'),
    expected: [
      's.yaml:56:18 error designs.spray.balancers.admission.rate: missing; expected a rate such as 40/s or 2k/s',
    ],
  },
  {
    name: 'room that is not counted in connections',
    edits: [
      ...forum(
        'assignment: nearestWithRoom\n    service: { backends: { web-seoul: { balancingMode: UTILIZATION, maxUtilization: 80% } } }',
      ),
    ],
    expected: [
      's.yaml:56:17 error designs.spray.assignment: nearestWithRoom compares connections with targets, and those here are in members at target',
      's.yaml:57:56 warning designs.spray.service.backends.web-seoul.balancingMode: UTILIZATION is meant for session affinity NONE: affinity keeps it from evening out',
    ],
  },
  {
    name: 'abandoned work where nobody leaves',
    edits: proxy('abandonedWork: dropped'),
    expected: ['s.yaml:54:5 error designs.waterfall.abandonedWork: nobody abandons anything without a responseTimeout'],
  },
  {
    name: 'work that is neither served nor dropped',
    edits: proxy('responseTimeout: 2s\n    abandonedWork: kept'),
    expected: ['s.yaml:55:20 error designs.waterfall.abandonedWork: expected one of served, dropped; got "kept"'],
  },
  {
    name: 'a first wait above the longest',
    edits: proxy('retry: { backoff: { base: 5s, cap: 1s } }'),
    expected: ['s.yaml:54:31 error designs.waterfall.retry.backoff.base: the first wait is longer than the longest'],
  },
  {
    name: 'not even one try',
    edits: proxy('retry: { tries: 0 }'),
    expected: ['s.yaml:54:21 error designs.waterfall.retry.tries: expected a whole number from 1 to 1000; got 0'],
  },
  {
    name: 'a retry of what has completed',
    edits: proxy('retry: { on: [completed] }'),
    expected: [
      's.yaml:54:19 error designs.waterfall.retry.on.0: expected one of refused, timedOut, dropped, blocked, reset, rejected; got "completed"',
    ],
  },
  {
    name: 'a rogue that is nowhere',
    edits: forum('rogue: { backend: web-seul, registersAt: 1m, foundAfter: 5m }'),
    expected: [
      's.yaml:56:23 error designs.spray.rogue.backend: unknown backend "web-seul" (did you mean "web-seoul"?)',
    ],
  },
  {
    name: 'rogues everywhere, and several',
    edits: forum('rogue: { backend: "web-*", registersAt: 1m, foundAfter: 5m }'),
    expected: ['s.yaml:56:23 error designs.spray.rogue.backend: some backend must be left that is not the attacker’s'],
  },
  {
    name: 'a rogue that is never found, and of a proxy',
    edits: proxy('rogue: { backend: web-seoul, registersAt: 1m }'),
    expected: [
      's.yaml:54:5 error designs.waterfall.rogue.foundAfter: missing; expected a duration such as 30s or 1h30m',
    ],
  },
  {
    name: 'a name that is wrong in another way',
    edits: [['fail: { zone: asia-northeast3-a }', 'dns: { member: web-seoul/1, is: moved }']],
    expected: ['s.yaml:59:67 error events.lost.dns.is: expected gone; got "moved"'],
  },
  {
    name: 'a heartbeat in every microsecond',
    edits: forum('heartbeat: { interval: 1us }'),
    expected: ['s.yaml:56:28 error designs.spray.heartbeat.interval: 1us is too short: the least is 1ms'],
  },
  {
    name: 'asks faster than anything comes',
    edits: [['fail: { zone: asia-northeast3-a }', 'attack: { asks: 5000G/s }']],
    expected: ['s.yaml:59:51 error events.lost.attack.asks: 5000G/s is more than 1000G/s, and nothing comes as fast'],
  },
  {
    name: 'a time to live of balancers',
    edits: forum('balancers: { count: 2, ttl: 60s }'),
    expected: [
      's.yaml:56:28 error designs.spray.balancers.ttl: balancers has no ttl: how long copies of the record of the balancers live is dns.ttl of the design (did you mean "dns.ttl"?)',
    ],
  },
  {
    name: 'a balancer that no design has',
    edits: [['fail: { zone: asia-northeast3-a }', 'fail: { balancer: lb1 }']],
    expected: ['s.yaml:59:53 error events.lost.fail.balancer: no design has balancers: only redirect does'],
  },
];
