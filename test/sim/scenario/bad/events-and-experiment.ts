/** Faults in `events` and `experiment`. */
import type { BadScenario } from './bad-scenario.ts';

export const BAD_EVENTS_AND_EXPERIMENT: readonly BadScenario[] = [
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
    name: 'a phase with the name of an event',
    edits: [['interval: 10s', 'phases: { lost: { from: 3m, to: 4m } }']],
    expected: ['s.yaml:59:11 error events.lost.id: the id "lost" is already used by another phase, event or surge'],
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
    name: 'an event without an action',
    edits: [['id: bgp, at: 26m, withdraw: { pop: icn }', 'id: bgp, at: 26m']],
    expected: [
      's.yaml:60:5 error events.bgp: expected one of the keys fail, recover, withdraw, announce, drain, detach, attach, scale, rollingUpdate, upgrade, restart, partition, degrade, attack, scan, recreate, push, rollout, firewall, certificate or dns',
    ],
  },
  {
    name: 'an event with two actions',
    edits: [['withdraw: { pop: icn }', 'withdraw: { pop: icn }, fail: { pop: icn }']],
    expected: ['s.yaml:60:49 error events.bgp.fail: expected only one of the keys fail and withdraw'],
  },
  {
    name: 'a protocol that no backend service has',
    edits: [['withdraw: { pop: icn }', 'push: { protocol: TLS }']],
    expected: ['s.yaml:60:43 error events.bgp.push.protocol: expected one of TCP, SSL, HTTP, HTTPS, HTTP2; got "TLS"'],
  },
  {
    name: 'a protocol that the target proxy does not go with',
    edits: [['withdraw: { pop: icn }', 'push: { protocol: HTTPS }']],
    expected: [
      's.yaml:60:43 error events.bgp.push.protocol: the target proxy of waterfall goes with TCP or SSL, as its TCP does; got HTTPS',
    ],
  },
  {
    name: 'a pushed protocol that is to be undone',
    edits: [['withdraw: { pop: icn }', 'for: 5m, push: { protocol: SSL }']],
    expected: ['s.yaml:60:25 error events.bgp.for: a pushed protocol stays: push the old one back'],
  },
  {
    name: 'a misspelt action',
    edits: [['withdraw: { pop: icn }', 'withdrew: { pop: icn }']],
    expected: ['s.yaml:60:25 error events.bgp.withdrew: unknown key (did you mean "withdraw"?)'],
  },
  {
    name: 'a selector of two kinds',
    edits: [['fail: { zone: asia-northeast3-a }', 'fail: { zone: asia-northeast3-a, region: asia-northeast3 }']],
    expected: ['s.yaml:59:68 error events.lost.fail.region: expected only one of the keys region and zone'],
  },
  {
    name: 'an attack without an end',
    edits: [['withdraw: { pop: icn }', 'attack: { synFlood: 1M/s }']],
    expected: ['s.yaml:60:5 error events.bgp: an attack has an end: give its length with "for"'],
  },
  {
    name: 'a firewall rule that more than all miss',
    edits: [['withdraw: { pop: icn }', 'firewall: { zone: asia-northeast3-a, block: seoul, missing: 120% }']],
    expected: ['s.yaml:60:85 error events.bgp.firewall.missing: 120% of the servers is more than all of them'],
  },
  {
    name: 'a firewall of a PoP',
    edits: [['withdraw: { pop: icn }', 'firewall: { pop: icn, block: seoul }']],
    expected: [
      's.yaml:60:37 error events.bgp.firewall.pop: unknown key; allowed here: region, zone, backend, member, block, missing',
    ],
  },
  {
    name: 'a revocation that is undone',
    edits: [['withdraw: { pop: icn }', 'for: 5m, certificate: { zone: asia-northeast3-a, is: revoked }']],
    expected: ['s.yaml:60:25 error events.bgp.for: a revoked certificate is replaced as the new one spreads'],
  },
  {
    name: 'an attack in two ways',
    edits: [['withdraw: { pop: icn }', 'for: 5m, attack: { flood: 1M/s, asks: 5/s }']],
    expected: ['s.yaml:60:57 error events.bgp.attack.asks: expected only one of the keys flood and asks'],
  },
  {
    name: 'asks that follow and collect',
    edits: [['withdraw: { pop: icn }', 'for: 5m, attack: { asks: 1M/s, follow: 5s, collected: true }']],
    expected: [
      's.yaml:60:56 error events.bgp.attack.follow: asks has no follow',
      's.yaml:60:68 error events.bgp.attack.collected: asks has no collected',
    ],
  },
  {
    name: 'a flood at two kinds of things',
    edits: [
      ['withdraw: { pop: icn }', 'for: 5m, attack: { flood: 1M/s, zone: asia-northeast3-a, backend: web-seoul }'],
    ],
    expected: [
      's.yaml:60:82 error events.bgp.attack.backend: an attack is aimed at one kind of thing, or at what was collected',
    ],
  },
  {
    name: 'an attacker that follows nobody',
    edits: [['withdraw: { pop: icn }', 'for: 5m, attack: { flood: 1M/s, follow: 5s }']],
    expected: ['s.yaml:60:57 error events.bgp.attack.follow: an attacker that follows begins with servers: name some'],
  },
  {
    name: 'a flood from where nobody lives',
    edits: [['withdraw: { pop: icn }', 'for: 5m, attack: { flood: 1M/s, from: atlantis }']],
    expected: ['s.yaml:60:63 error events.bgp.attack.from: unknown metro "atlantis"'],
  },
  {
    name: 'a scan that goes on',
    edits: [['withdraw: { pop: icn }', 'for: 5m, scan: { connections: 10 }']],
    expected: ['s.yaml:60:25 error events.bgp.for: a scan takes no time'],
  },
  {
    name: 'a PoP that refuses',
    edits: [['withdraw: { pop: icn }', 'fail: { pop: icn, as: refusing }']],
    expected: [
      's.yaml:60:43 error events.bgp.fail.as: only members, balancers and servers of tiers fail in one way or another',
    ],
  },
  {
    name: 'an unknown way to fail',
    edits: [['fail: { zone: asia-northeast3-a }', 'fail: { zone: asia-northeast3-a, as: refused }']],
    expected: ['s.yaml:59:72 error events.lost.fail.as: expected one of silent, refusing; got "refused"'],
  },
  {
    name: 'a degradation that improves',
    edits: [['fail: { zone: asia-northeast3-a }', 'degrade: { zone: asia-northeast3-a, slowdown: 0.5x }']],
    expected: ['s.yaml:59:81 error events.lost.degrade.slowdown: a slowdown is at least 1x; got 0.5x'],
  },
  {
    name: 'a degradation of more than all',
    edits: [['fail: { zone: asia-northeast3-a }', 'degrade: { zone: asia-northeast3-a, errorShare: 101% }']],
    expected: ['s.yaml:59:83 error events.lost.degrade.errorShare: 101% of the connections is more than all of them'],
  },
  {
    name: 'a degradation without any',
    edits: [['fail: { zone: asia-northeast3-a }', 'degrade: { zone: asia-northeast3-a }']],
    expected: [
      's.yaml:59:35 error events.lost.degrade: nothing gets worse: give an errorShare, a slowdown, or probes: fail',
    ],
  },
  {
    name: 'a degradation of a PoP',
    edits: [['withdraw: { pop: icn }', 'degrade: { pop: icn, errorShare: 10% }']],
    expected: [
      's.yaml:60:36 error events.bgp.degrade.pop: degrade takes region, zone, backend, member or tier, not pop',
    ],
  },
  {
    name: 'a withdrawal of a region',
    edits: [['withdraw: { pop: icn }', 'withdraw: { region: asia-northeast3 }']],
    expected: ['s.yaml:60:37 error events.bgp.withdraw.region: withdraw takes pop, not region'],
  },
  {
    name: 'a drain of a PoP',
    edits: [['withdraw: { pop: icn }', 'drain: { pop: icn }']],
    expected: [
      's.yaml:60:34 error events.bgp.drain.pop: drain takes region, zone, backend, gfe, secondLayer or tier, not pop',
    ],
  },
  {
    name: 'an upgrade of a machine',
    edits: [['withdraw: { pop: icn }', 'upgrade: { maglev: icn/0, downtime: 10s, gap: 1m }']],
    expected: ['s.yaml:60:36 error events.bgp.upgrade.maglev: upgrade takes pop, not maglev'],
  },
  {
    name: 'a partition from balancers that there are not',
    edits: [['withdraw: { pop: icn }', 'partition: { member: "*", from: lb1 }']],
    expected: ['s.yaml:60:57 error events.bgp.partition.from: no design has balancers: only redirect does'],
  },
  {
    name: 'a restart of a PoP',
    edits: [['withdraw: { pop: icn }', 'restart: { pop: icn, downtime: 10s, gap: 1m }']],
    expected: [
      's.yaml:60:36 error events.bgp.restart.pop: restart takes region, zone, backend, member or tier, not pop',
    ],
  },
  {
    name: 'a restart that is told how long it takes',
    edits: [['withdraw: { pop: icn }', 'for: 10m, restart: { member: "*", downtime: 10s, gap: 1m }']],
    expected: ['s.yaml:60:25 error events.bgp.for: a restart takes as long as its downtimes and gaps add up to'],
  },
  {
    name: 'an upgrade that is told how long it takes',
    edits: [['withdraw: { pop: icn }', 'for: 10m, upgrade: { pop: icn, downtime: 10s, gap: 1m }']],
    expected: ['s.yaml:60:25 error events.bgp.for: an upgrade takes as long as its downtimes and gaps add up to'],
  },
  {
    name: 'a machine that no PoP has',
    edits: [['withdraw: { pop: icn }', 'fail: { maglev: icn/4 }']],
    expected: [
      's.yaml:60:41 error events.bgp.fail.maglev: PoP icn has no Maglev machine "icn/4"; they are icn/0 to icn/3',
    ],
  },
  {
    name: 'a GFE of no PoP',
    edits: [['withdraw: { pop: icn }', 'fail: { gfe: icm/4 }']],
    expected: ['s.yaml:60:38 error events.bgp.fail.gfe: unknown GFE "icm/4" (did you mean "icn/4"?)'],
  },
  {
    name: 'a capacity scaler for a GFE',
    edits: [['withdraw: { pop: icn }', 'scale: { gfe: icn/4, capacityScaler: 0.5 }']],
    expected: ['s.yaml:60:46 error events.bgp.scale.capacityScaler: a GFE has a weight'],
  },
  {
    name: 'a weight for a zone',
    edits: [['withdraw: { pop: icn }', 'scale: { zone: asia-northeast3-a, weight: 0.5 }']],
    expected: ['s.yaml:60:59 error events.bgp.scale.weight: only a GFE has a weight'],
  },
  {
    name: 'a weight finer than a hundredth',
    edits: [['withdraw: { pop: icn }', 'scale: { gfe: icn/4, weight: 12.5% }']],
    expected: [
      's.yaml:60:54 error events.bgp.scale.weight: a weight is 0 to 10 times the ordinary one, in whole percent; got 12.5%',
    ],
  },
  {
    name: 'an event of a design that is not compared',
    edits: [['withdraw: { pop: icn }', 'withdraw: { pop: icn }, designs: [waterfal]']],
    expected: [
      's.yaml:60:59 error events.bgp.designs.0: unknown compared design "waterfal" (did you mean "waterfall"?)',
    ],
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
    name: 'a PoP by the name of its city',
    edits: [['withdraw: { pop: icn }', 'withdraw: { pop: London }']],
    expected: ['s.yaml:60:42 error events.bgp.withdraw.pop: unknown PoP "London" (did you mean "ltn"?)'],
  },
  {
    name: 'a PoP by an airport that is none',
    edits: [['withdraw: { pop: icn }', 'withdraw: { pop: lhr }']],
    expected: ['s.yaml:60:42 error events.bgp.withdraw.pop: unknown PoP "lhr"; "spillway list pops" lists them'],
  },
  {
    name: 'a scale without a scaler',
    edits: [['withdraw: { pop: icn }', 'scale: { backend: web-seoul }']],
    expected: ['s.yaml:60:25 error events.bgp.scale: expected one of the keys capacityScaler, weight or members'],
  },
  {
    name: 'a startup without members',
    edits: [['withdraw: { pop: icn }', 'scale: { backend: web-seoul, capacityScaler: 50%, startup: 5s }']],
    expected: ['s.yaml:60:75 error events.bgp.scale.startup: only new members start: give members'],
  },
  {
    name: 'a rolling update that may replace nothing',
    edits: [['withdraw: { pop: icn }', 'rollingUpdate: { backend: web-seoul, maxSurge: 0, maxUnavailable: 0% }']],
    expected: [
      's.yaml:60:91 error events.bgp.rollingUpdate.maxUnavailable: with maxSurge and maxUnavailable both 0 no member can be replaced',
    ],
  },
  {
    name: 'a rolling update of instances with a grace period',
    edits: [['withdraw: { pop: icn }', 'rollingUpdate: { backend: web-seoul, terminationGracePeriod: 5s }']],
    expected: [
      's.yaml:60:62 error events.bgp.rollingUpdate.terminationGracePeriod: only pods, the endpoints of NEGs, have this: instances of a group go when they have drained',
    ],
  },
  {
    name: 'a rolling update that is to be undone',
    edits: [['withdraw: { pop: icn }', 'for: 1m, rollingUpdate: { backend: web-seoul }']],
    expected: [
      's.yaml:60:25 error events.bgp.for: a rolling update takes as long as its members need, and is not undone',
    ],
  },
  {
    name: 'a surge that is no number',
    edits: [['withdraw: { pop: icn }', 'rollingUpdate: { backend: web-seoul, maxSurge: many }']],
    expected: [
      's.yaml:60:72 error events.bgp.rollingUpdate.maxSurge: expected a number of members such as 1, or 25%; got "many"',
    ],
  },
  {
    name: 'a rolling update of a member',
    edits: [['withdraw: { pop: icn }', 'rollingUpdate: { member: web-seoul/1 }']],
    expected: [
      's.yaml:60:42 error events.bgp.rollingUpdate.member: rollingUpdate takes region, zone or backend, not member',
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
    name: 'a negative seed',
    edits: [['seed: 42', 'seed: -4']],
    expected: ['s.yaml:66:9 error experiment.seed: expected a whole number from 0, or a text; got -4'],
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
];
