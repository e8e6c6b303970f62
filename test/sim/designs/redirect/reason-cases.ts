/** A small scenario for each group of reasons that only clients who connect directly give. */
import type { PlainMap } from '../../../support/scenario.ts';
import type { ReasonCase } from '../anycast-proxy/explain/reason-cases.ts';

/** Nobody tries again after any of what happens here. */
const ONCE: PlainMap = { on: ['blocked'] };

/** Two hundred clients, who come back every ten seconds or so; a server is known to be dead within a second. */
function forum(design: PlainMap, rest: PlainMap = {}): PlainMap {
  const quick = { connectTimeout: '1s', heartbeat: { interval: '500ms', missed: 2 } };
  return {
    designs: { proxy: { kind: 'redirect', ...quick, ...design } },
    traffic: { connections: { rate: '20/s', hold: '1s' }, clients: { count: 200 } },
    ...rest,
  };
}

function event(what: PlainMap): PlainMap[] {
  return [{ id: 'what', at: '10s', ...what }];
}

export const REDIRECT_REASON_CASES: readonly ReasonCase[] = [
  {
    what: 'strangers who ask, and keep to what they are told',
    changes: forum({ clientsAtStart: 'strangers' }),
    at: '0s',
    for: '30s',
    gives: ['toldNone', 'listedAddress', 'named', 'remembered', 'ranItsCourse'],
    never: ['leftServer', 'offList'],
  },
  {
    what: 'a lease that ends, and one address for all balancers',
    changes: forum({ lease: { duration: '5s' }, balancers: { discovery: 'failover' } }),
    at: '6s',
    gives: ['leaseEnded', 'holdsAddress'],
    never: ['listedAddress', 'toldNone'],
  },
  {
    what: 'servers that are lost: their clients leave them, and are told others',
    changes: forum({}, { events: event({ fail: { member: ['seoul/0', 'seoul/1'] } }) }),
    at: '10s',
    for: '30s',
    gives: ['remembered', 'serverSilent', 'leftServer', 'named', 'offList'],
  },
  {
    what: 'servers at which nothing listens, for clients who try once',
    changes: forum({ retry: ONCE }, { events: event({ fail: { member: ['seoul/0', 'seoul/1'], as: 'refusing' } }) }),
    at: '10s',
    gives: ['serverRefuses'],
  },
  {
    what: 'no server left',
    changes: forum({ clientsAtStart: 'strangers' }, { events: event({ fail: { member: 'seoul/*' } }) }),
    at: '12s',
    gives: ['emptyList'],
  },
  {
    what: 'a balancer that is silent, one that refuses',
    changes: forum(
      { clientsAtStart: 'strangers', balancers: { count: 3 } },
      {
        events: [
          { id: 'silent', at: '0s', fail: { balancer: 'lb1' } },
          { id: 'refuses', at: '0s', fail: { balancer: 'lb2', as: 'refusing' } },
        ],
      },
    ),
    at: '1s',
    gives: ['balancerSilent', 'balancerRefused', 'listedAddress'],
    never: ['noBalancerAnswers'],
  },
  {
    what: 'balancers that have more asks than they take, or go down with those that they have',
    changes: forum(
      {
        clientsAtStart: 'strangers',
        balancers: { count: 1, workers: 1, serviceTime: '2s', backlog: 1 },
        retry: ONCE,
      },
      { events: event({ fail: { balancer: 'lb1' } }) },
    ),
    at: '0s',
    for: '12s',
    gives: ['balancerFull', 'balancerLost', 'noBalancerAnswers'],
  },
  {
    what: 'clients who leave before their answer',
    changes: forum({ retry: ONCE, responseTimeout: '15ms' }),
    at: '5s',
    gives: ['clientLeft'],
  },
  {
    what: 'a firewall that keeps clients out',
    changes: forum({ retry: ONCE }, { service: { firewall: [{ sourceRanges: ['35.191.0.0/16'] }] } }),
    at: '5s',
    gives: ['packetsLost'],
  },
];
