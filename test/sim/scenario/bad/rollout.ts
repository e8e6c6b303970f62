/** Faults in rollouts, and in the second chain that they move clients to. */
import type { BadScenario } from './bad-scenario.ts';

const NGINX = 'nginx: { kind: eventDriven, servers: 2 }';
const REQUESTS = 'requests:\n  users: { target: /users }\nchains:\n  short: [nginx, backend]\nexperiment:';

/** The second design becomes a chain that has another one to move to; the first event becomes a rollout. */
function rollout(text: string, rolloutTo = `{ tiers: { ${NGINX} } }`): [string, string][] {
  return [
    [
      '    extends: waterfall\n    serviceLbPolicy: { loadBalancingAlgorithm: SPRAY_TO_WORLD }\n',
      `    kind: chain\n    tiers: { ${NGINX} }\n    rolloutTo: ${rolloutTo}\n`,
    ],
    ...event(text),
  ];
}

/** The first event becomes a rollout. */
function event(text: string): [string, string][] {
  return [['for: 5m, fail: { zone: asia-northeast3-a } }', `rollout: ${text} }`]];
}

const WHOLE = '{ steps: [{ share: 10%, for: 1m }] }';

export const BAD_ROLLOUT: readonly BadScenario[] = [
  {
    name: 'a rollout without a chain to move to',
    edits: event(WHOLE),
    expected: [
      's.yaml:59:26 error events.lost.rollout: no design has a chain to move to: it takes kind chain with rolloutTo',
    ],
  },
  {
    name: 'a rollout with a length',
    edits: [...rollout(WHOLE), ['at: 20m, rollout', 'at: 20m, for: 5m, rollout']],
    expected: ['s.yaml:60:26 error events.lost.for: a rollout takes as long as its steps'],
  },
  {
    name: 'a second chain without tiers',
    edits: rollout(WHOLE, '{}'),
    expected: [
      's.yaml:57:5 error designs.spray.rolloutTo: missing "tiers"; expected the tiers of the new chain, by id',
    ],
  },
  {
    name: 'a tier of the second chain without servers',
    edits: rollout(WHOLE, '{ tiers: { nginx: { kind: eventDriven } } }'),
    expected: [
      's.yaml:57:27 error designs.spray.rolloutTo.tiers.nginx: missing "servers"; expected how many servers each region has',
    ],
  },
  {
    name: 'a second chain that alone has rules',
    edits: [...rollout(WHOLE, `{ chain: short, tiers: { ${NGINX} } }`), ['experiment:', REQUESTS]],
    expected: [
      's.yaml:54:3 error designs.spray.chain: requests have a form in both chains or in neither: give "chain" for both',
    ],
  },
  {
    name: 'rules of the second chain that are not there',
    edits: rollout(WHOLE, `{ chain: shrt, tiers: { ${NGINX} } }`),
    expected: ['s.yaml:57:25 error designs.spray.rolloutTo.chain: unknown chain "shrt"; there are none'],
  },
  {
    name: 'a second chain of a proxy',
    edits: [['    kind: anycastProxy\n', `    kind: anycastProxy\n    rolloutTo: { tiers: { ${NGINX} } }\n`]],
    expected: ['s.yaml:54:5 error designs.waterfall.rolloutTo: only a design of kind chain has rolloutTo'],
  },
  {
    name: 'a step that takes clients back',
    edits: rollout('{ steps: [{ share: 10%, for: 1m }, { share: 5%, for: 1m }] }'),
    expected: ['s.yaml:60:79 error events.lost.rollout.steps.1.share: 5% after 10%: a step takes no client back'],
  },
  {
    name: 'a step of nobody',
    edits: rollout('{ steps: [{ share: 0%, for: 1m }] }'),
    expected: [
      's.yaml:60:54 error events.lost.rollout.steps.0.share: expected a share above 0 % and up to 100 %; got "0%"',
    ],
  },
  {
    name: 'a step of both kinds',
    edits: rollout('{ steps: [{ share: 10%, tests: users, for: 1m }] }'),
    expected: ['s.yaml:60:59 error events.lost.rollout.steps.0.tests: expected only one of the keys share and tests'],
  },
  {
    name: 'a step in two kinds of place',
    edits: rollout('{ steps: [{ share: 10%, metros: seoul, regions: asia-northeast3, for: 1m }] }'),
    expected: ['s.yaml:60:74 error events.lost.rollout.steps.0.regions: a step has metros or regions, not both'],
  },
  {
    name: 'tests in a place',
    edits: rollout('{ steps: [{ tests: users, metros: seoul, for: 1m }] }'),
    expected: ['s.yaml:60:61 error events.lost.rollout.steps.0.metros: a step of tests moves no client'],
  },
  {
    name: 'tests of a form that nobody sends',
    edits: rollout('{ steps: [{ tests: users, for: 1m }] }'),
    expected: ['s.yaml:60:54 error events.lost.rollout.steps.0.tests: unknown form of request "users"'],
  },
  {
    name: 'a step in a region without backends',
    edits: rollout('{ steps: [{ share: 10%, regions: us-east1, for: 1m }] }'),
    expected: ['s.yaml:60:68 error events.lost.rollout.steps.0.regions: region us-east1 holds no backend'],
  },
  {
    name: 'a step in a metro without clients',
    edits: rollout('{ steps: [{ share: 10%, metros: sole, for: 1m }] }'),
    expected: ['s.yaml:60:67 error events.lost.rollout.steps.0.metros: unknown metro "sole"'],
  },
  {
    name: 'a rollout without steps',
    edits: rollout('{ steps: [] }'),
    expected: ['s.yaml:60:44 error events.lost.rollout.steps: a rollout has a step at least'],
  },
  {
    name: 'a gate of another name',
    edits: rollout('{ steps: [{ share: 10%, for: 1m }], gates: { errorshare: 1% } }'),
    expected: [
      's.yaml:60:80 error events.lost.rollout.gates.errorshare: unknown key; allowed here: window, minimum, compareWith, errorShare, errors, latency (did you mean "errorShare"?)',
    ],
  },
  {
    name: 'a bare share',
    edits: rollout('{ steps: [{ share: 0.1, for: 1m }] }'),
    expected: [
      's.yaml:60:54 error events.lost.rollout.steps.0.share: expected a percentage such as 95%; a bare 0.1 has no unit',
    ],
  },
];
