/** A small scenario for each group of reasons that only tiers in series give. */
import type { PlainMap } from '../../../support/scenario.ts';
import type { ReasonCase } from '../anycast-proxy/explain/reason-cases.ts';

const APACHE: PlainMap = { kind: 'threadPerConnection', servers: 2, mpm: 'worker', workers: 25 };
const NGINX: PlainMap = { kind: 'eventDriven', servers: 2 };

function chain(tiers: PlainMap, design: PlainMap = {}, rest: PlainMap = {}): PlainMap {
  return { designs: { proxy: { kind: 'chain', tiers, ...design } }, ...rest };
}

function event(what: PlainMap): { events: PlainMap[] } {
  return { events: [{ id: 'what', at: '10s', ...what }] };
}

const FORMS: PlainMap = {
  requests: {
    plain: { target: '/users', share: '50%' },
    doubled: { target: '//users', share: '30%' },
    odd: { target: '/odd', share: '20%' },
  },
  chains: {
    long: [
      { preset: 'nginx', mergeSlashes: true, locations: [{ location: '/', proxyPass: 'http://next/' }] },
      { preset: 'nginx', locations: [{ location: '/users', proxyPass: 'http://next' }] },
      { preset: 'backend', serves: ['/users'] },
    ],
  },
};

export const CHAIN_REASON_CASES: readonly ReasonCase[] = [
  {
    what: 'an ordinary day behind flood protection',
    changes: chain({ alb: { kind: 'floodProtection' }, apache: APACHE, nginx: NGINX }),
    at: '10s',
    gives: ['nearestSite', 'letThrough', 'nextInTurn', 'memberOfRegion', 'ranItsCourse'],
    never: ['hashedToServer', 'formKept', 'notMoved', 'serverOfNoUse'],
  },
  {
    what: 'forms that tiers change, keep and answer',
    changes: chain({ apache: APACHE, nginx: NGINX }, { chain: 'long' }, FORMS),
    at: '10s',
    for: '20s',
    gives: ['hashedToServer', 'formKept', 'formChanged', 'formAnswered', 'formRejected'],
    never: ['letThrough'],
  },
  {
    what: 'a rollout to half of the clients',
    changes: chain(
      { apache: APACHE, nginx: NGINX },
      { rolloutTo: { tiers: { nginx: NGINX } } },
      event({ rollout: { steps: [{ share: '50%', for: '30s' }], gates: { errorShare: '50%' } } }),
    ),
    at: '12s',
    gives: ['movedByRollout', 'notMoved'],
  },
  {
    what: 'clients above their rate',
    changes: chain({ alb: { kind: 'floodProtection', rate: '2/s' }, nginx: NGINX }),
    at: '10s',
    gives: ['protectionTurnedAway', 'letThrough'],
  },
  {
    what: 'an inner server that is gone: callers go on to the next',
    changes: chain(
      { apache: APACHE, nginx: NGINX },
      { connectTimeout: '1s' },
      {
        ...event({ fail: { tier: '*/nginx/0', as: 'refusing' } }),
        traffic: { connections: { rate: '20/s', hold: '0s' } },
      },
    ),
    at: '10s',
    for: '20s',
    gives: ['serverOfNoUse', 'ranItsCourse'],
  },
  {
    what: 'a first tier whose hosts are gone',
    changes: chain({ nginx: NGINX }, {}, event({ fail: { tier: '*' } })),
    at: '12s',
    gives: ['neverLetIn'],
  },
  {
    what: 'a process that goes down with requests in its hands, and lets nobody in',
    changes: chain(
      { nginx: NGINX },
      {},
      { ...event({ fail: { tier: '*', as: 'refusing' } }), service: { member: { serviceTime: '500ms' } } },
    ),
    at: '8s',
    gives: ['resetAtMember', 'serverRefuses'],
  },
  {
    what: 'no free connection',
    changes: chain(
      { nginx: { ...NGINX, servers: 1, workerConnections: 4 } },
      {},
      { service: { member: { serviceTime: '500ms' } } },
    ),
    at: '10s',
    gives: ['tierReset'],
  },
  {
    what: 'a full surge queue, and then nobody in service',
    changes: chain(
      { alb: { kind: 'floodProtection', surgeQueue: 0 }, apache: { ...APACHE, servers: 1 } },
      {},
      { ...event({ drain: { tier: '*' } }), service: { member: { serviceTime: '4s' } } },
    ),
    at: '5s',
    for: '10s',
    gives: ['tierQueueFull', 'tierOutOfService'],
  },
  {
    what: 'members that refuse, then none that is held healthy',
    changes: chain(
      { nginx: NGINX },
      {},
      {
        ...event({ fail: { backend: 'seoul', as: 'refusing' } }),
        service: { healthCheck: { checkInterval: '2s', timeout: '1s', unhealthyThreshold: 1 } },
      },
    ),
    at: '10s',
    gives: ['memberTurnedAway', 'noMemberLeft'],
  },
];
