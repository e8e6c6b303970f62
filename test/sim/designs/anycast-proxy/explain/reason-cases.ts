/** A small scenario for each group of reasons: what is the matter, which window to ask about, what trails must give. */
import { type Plain, type PlainMap, THREE_REGIONS } from '../../../../support/scenario.ts';
import { DIRECT_REASON_CASES } from '../../direct-reason-cases.ts';
import { PASSTHROUGH_REASON_CASES } from '../../network-passthrough/reason-cases.ts';
import { EDGE_REASON_CASES } from './edge-reason-cases.ts';
import { POLICY_REASON_CASES } from './policy-reason-cases.ts';

export interface ReasonCase {
  /** Which design; `proxy` unless it says otherwise. */
  readonly design?: string;
  readonly what: string;
  readonly changes: PlainMap;
  readonly at: string;
  readonly for?: string;
  readonly gives: readonly string[];
  /** What no trail may say. */
  readonly never?: readonly string[];
}

const NEAR: PlainMap = { pops: ['icn', 'pus', 'nrt'] };
const PROXY: PlainMap = { kind: 'anycastProxy' };
const REFUSING = { checkInterval: '1s', timeout: '1s', healthyThreshold: 1, unhealthyThreshold: 1 };

function proxy(changes: PlainMap): PlainMap {
  return { proxy: { ...PROXY, ...changes } };
}

function event(at: string, what: PlainMap): Plain[] {
  return [{ id: 'what', at, ...what }];
}

/** Regions of so many connections, of one member each. */
function regions(seoul: number, tokyo: number, oregon: number): PlainMap {
  return {
    seoul: { zone: 'asia-northeast3-a', members: 1, maxConnections: seoul },
    tokyo: { zone: 'asia-northeast1-a', members: 1, maxConnections: tokyo },
    oregon: { zone: 'us-west1-a', members: 1, maxConnections: oregon },
  };
}

export const REASON_CASES: readonly ReasonCase[] = [
  {
    what: 'an ordinary day',
    changes: { world: NEAR, service: { backends: THREE_REGIONS } },
    at: '10s',
    gives: [
      ...['mostPreferred', 'lessPreferred', 'nearestPop', 'fartherPop', 'ecmpBucket', 'lookupSlot'],
      ...['nearestConfigured', 'fartherRegion', 'onlyChoice', 'fartherThanRoom', 'localityPolicy', 'ranItsCourse'],
    ],
  },
  {
    what: 'a PoP withdrawn: some have not learnt it, others have',
    changes: { world: NEAR, events: event('10s', { withdraw: { pop: 'icn' } }) },
    at: '10s',
    for: '20s',
    gives: ['staleRoute', 'withdrawn'],
  },
  {
    what: 'a PoP back: some have not learnt it',
    changes: { time: { duration: '15m' }, world: NEAR, events: event('0s', { for: '12m', withdraw: { pop: 'icn' } }) },
    at: '12m',
    gives: ['notConverged'],
  },
  {
    what: 'no PoP left that announces',
    changes: { time: { duration: '15m' }, world: { pops: ['icn'] }, events: event('1s', { withdraw: { pop: 'icn' } }) },
    at: '14m',
    gives: ['noneAnnounces', 'wouldServe', 'noPopAnswers'],
  },
  {
    what: 'a PoP down',
    changes: { world: NEAR, events: event('1s', { fail: { pop: 'icn' } }) },
    at: '30s',
    gives: ['popDown'],
  },
  {
    what: 'a PoP without Maglev machines, and one short of one',
    changes: {
      world: NEAR,
      events: [
        { id: 'every', at: '1s', fail: { maglev: 'icn/*' } },
        { id: 'one', at: '1s', fail: { maglev: 'pus/1' } },
      ],
    },
    at: '30s',
    gives: ['noMachines', 'machineDown'],
  },
  {
    what: 'a PoP without front ends',
    changes: { world: NEAR, events: event('1s', { fail: { gfe: 'icn/*' } }) },
    at: '30s',
    gives: ['noFrontEnds'],
  },
  {
    what: 'no front ends anywhere',
    changes: { world: { pops: ['icn'] }, events: event('1s', { fail: { gfe: '*/*' } }) },
    at: '30s',
    gives: ['noneServes', 'noPopAnswers'],
  },
  {
    what: 'front ends that Maglev machines learn of one by one',
    changes: {
      world: { pops: ['icn'] },
      designs: proxy({ edge: { backendUpdate: { delay: '5s', spread: '20s' } } }),
      events: event('10s', { fail: { gfe: 'icn/*' } }),
    },
    at: '10s',
    for: '25s',
    gives: ['frontEndDown', 'frontEndSilent', 'noFrontEndInTable'],
  },
  {
    what: 'a front end that is drained, and a full connection table',
    changes: {
      world: { pops: ['icn'] },
      designs: proxy({ edge: { connectionTable: { entries: 0 } } }),
      events: event('1s', { drain: { gfe: 'icn/2' } }),
    },
    at: '30s',
    gives: ['notInTable', 'lookupForgotten'],
  },
  {
    what: 'a region configured to serve nobody, by scaler and by draining',
    changes: {
      service: { backends: THREE_REGIONS },
      events: [
        { id: 'scaled', at: '1s', scale: { backend: 'seoul', capacityScaler: 0 } },
        { id: 'drained', at: '1s', drain: { backend: 'tokyo' } },
      ],
    },
    at: '30s',
    gives: ['regionNotConfigured', 'scalerZero', 'draining'],
  },
  {
    what: 'nobody configured to serve',
    changes: { service: { backends: THREE_REGIONS }, events: event('1s', { drain: { backend: '*' } }) },
    at: '30s',
    gives: ['noneConfigured', 'noneEligible', 'nothingToPick'],
  },
  {
    what: 'a backend of another design, one detached, one scaled to nothing',
    changes: {
      service: { backends: { ...THREE_REGIONS, osaka: { zone: 'asia-northeast2-a', members: 4, maxConnections: 9 } } },
      designs: {
        proxy: { ...PROXY, service: { backends: { osaka: null } } },
        other: PROXY,
      },
      events: [
        { id: 'apart', at: '1s', detach: { backend: 'tokyo' } },
        { id: 'none', at: '1s', scale: { backend: 'oregon', members: 0 } },
      ],
    },
    at: '30s',
    gives: ['notInDesign', 'detached', 'noMembers'],
  },
  {
    what: 'the Standard tier',
    changes: {
      world: { pops: ['icn', 'pus', 'nrt'], clients: { metros: ['seoul'] } },
      service: { networkTier: 'STANDARD', loadBalancingScheme: 'EXTERNAL', region: 'asia-northeast3' },
      designs: {
        proxy: PROXY,
        wide: { ...PROXY, service: { networkTier: 'PREMIUM', region: null, backends: THREE_REGIONS } },
      },
      events: event('20s', { fail: { gfe: 'icn/*' } }),
    },
    at: '10s',
    for: '40s',
    gives: ['otherRegion', 'whereItCameIn', 'nextOfRegion', 'regionOfRule', 'otherTierRegion'],
  },
  ...EDGE_REASON_CASES,
  {
    what: 'second-layer GFEs out of service, here and everywhere',
    changes: {
      service: { backends: THREE_REGIONS },
      events: [
        { id: 'here', at: '10s', fail: { secondLayer: 'asia-northeast3/*' } },
        { id: 'everywhere', at: '20s', fail: { secondLayer: '*/*' } },
      ],
    },
    at: '12s',
    for: '20s',
    gives: ['noGfeInRegion', 'noSecondLayer'],
  },
  {
    what: 'a GFE that knows its own region only, whose members are gone',
    changes: {
      service: { backends: THREE_REGIONS, healthCheck: REFUSING },
      designs: proxy({ secondLayer: { knownRegions: 1 } }),
      events: event('1s', { fail: { backend: 'seoul', as: 'refusing' } }),
    },
    at: '30s',
    gives: ['unknownToGfe', 'noHealthyMember', 'noneEligible', 'failedToPick'],
  },
  {
    what: 'a full region, then all of them',
    changes: { service: { backends: regions(5, 5, 60) } },
    at: '2s',
    for: '30s',
    gives: ['noRoom', 'leastOverfilled', 'fullerThanMean', 'fartherOverfilled'],
  },
  {
    what: 'two zones, with and without a preference for the GFE’s own',
    changes: {
      service: {
        backends: {
          a: { zone: 'asia-northeast3-a', members: 4, maxConnections: 400 },
          b: { zone: 'asia-northeast3-b', members: 4, maxConnections: 400 },
          c: { zone: 'asia-northeast3-c', members: 4, maxConnections: 400 },
        },
      },
      designs: proxy({ secondLayer: { zonePreferenceEndsAt: 200 } }),
    },
    at: '1s',
    for: '30s',
    gives: ['zonePreferred', 'otherZone', 'wonTheDraw', 'lostTheDraw'],
  },
  {
    what: 'a backend that weighs next to nothing',
    changes: {
      service: { backends: regions(100_000, 100_000, 1) },
      designs: proxy({ serviceLbPolicy: { loadBalancingAlgorithm: 'SPRAY_TO_WORLD' } }),
    },
    at: '10s',
    gives: ['lostTheDraw'],
  },
  {
    what: 'a backend of the region that weighs next to nothing',
    changes: {
      service: {
        backends: {
          large: { zone: 'asia-northeast3-a', members: 1, maxConnections: 1_000_000 },
          tiny: { zone: 'asia-northeast3-b', members: 1, maxConnections: 1 },
        },
      },
      designs: proxy({ secondLayer: { zonePreferenceEndsAt: 0 } }),
    },
    at: '10s',
    gives: ['noShare'],
  },
  {
    what: 'isolation',
    changes: {
      service: { backends: THREE_REGIONS },
      designs: proxy({
        serviceLbPolicy: { isolationConfig: { isolationGranularity: 'REGION', isolationMode: 'STRICT' } },
      }),
    },
    at: '10s',
    gives: ['isolated'],
  },
  {
    what: 'preferred backends',
    changes: {
      service: {
        loadBalancingScheme: 'EXTERNAL_MANAGED',
        backends: {
          ...THREE_REGIONS,
          tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 100, preference: 'PREFERRED' },
        },
      },
    },
    at: '10s',
    gives: ['preferredFirst'],
  },
  {
    what: 'so few healthy that some is passed on, and so few that auto-capacity drain acts',
    changes: {
      service: {
        healthCheck: REFUSING,
        backends: {
          seoul: { zone: 'asia-northeast3-a', members: 10, maxConnections: 400 },
          tokyo: { zone: 'asia-northeast1-a', members: 10, maxConnections: 400 },
          oregon: { zone: 'us-west1-a', members: 10, maxConnections: 400 },
        },
      },
      designs: proxy({ serviceLbPolicy: { autoCapacityDrain: { enable: true } } }),
      events: [
        {
          id: 'some',
          at: '1s',
          fail: { member: ['0', '1', '2', '3', '4', '5'].map((n) => `seoul/${n}`), as: 'refusing' },
        },
        { id: 'most', at: '20s', fail: { member: ['6', '7'].map((n) => `seoul/${n}`), as: 'refusing' } },
      ],
    },
    at: '10s',
    for: '40s',
    gives: ['belowThreshold', 'autoDrained', 'heldUnhealthy'],
  },
  {
    what: 'members that are gone before it is noticed, one way and the other',
    changes: {
      service: { backends: THREE_REGIONS },
      events: [
        { id: 'silent', at: '10s', fail: { member: ['seoul/0', 'seoul/1'] } },
        { id: 'refusing', at: '10s', fail: { member: ['seoul/2', 'seoul/3'], as: 'refusing' } },
      ],
    },
    at: '10s',
    for: '1s',
    gives: ['memberSilent', 'memberRefuses'],
  },
  {
    what: 'members that a GFE has ejected, some and all',
    changes: {
      service: {
        backends: { seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 400 } },
        outlierDetection: { maxEjectionPercent: '100%' },
      },
      events: [
        { id: 'some', at: '2s', degrade: { member: 'seoul/0', errorShare: '100%', probes: 'pass' } },
        {
          id: 'others',
          at: '15s',
          degrade: { member: ['seoul/1', 'seoul/2', 'seoul/3'], errorShare: '100%', probes: 'pass' },
        },
      ],
    },
    at: '2s',
    for: '30s',
    gives: ['ejected', 'ejectedAll', 'broke'],
  },
  {
    what: 'a full accept queue',
    changes: { service: { member: { workers: 1, backlog: 0, serviceTime: '20ms' } } },
    at: '10s',
    for: '5s',
    gives: ['queueFull'],
  },
  {
    what: 'a firewall that lets in probes and connections of no GFE',
    changes: {
      service: {
        backends: { seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 400 } },
        healthCheck: { port: 80 },
        firewall: [{ sourceRanges: ['130.211.0.0/22', '35.191.0.0/16'], ports: [80] }],
      },
    },
    at: '10s',
    gives: ['doesNotGetThere'],
  },
  {
    what: 'a server that listens where probes go only, one that lacks a header, and one with a limit for each address',
    changes: {
      service: {
        healthCheck: { port: 80 },
        backends: {
          closed: { zone: 'asia-northeast3-a', members: 4, maxConnections: 400, member: { listensOn: [80] } },
          header: { zone: 'asia-northeast3-b', members: 4, maxConnections: 400, member: { proxyHeader: 'PROXY_V1' } },
          limit: { zone: 'asia-northeast3-c', members: 1, maxConnections: 400, member: { perClientLimit: 1 } },
        },
      },
      designs: proxy({ secondLayer: { zonePreferenceEndsAt: 0 } }),
    },
    at: '10s',
    for: '20s',
    gives: ['portClosed', 'garbled', 'overLimit'],
  },
  {
    what: 'a rate limit at the first layer and a circuit breaker at the second',
    changes: {
      service: {
        securityPolicy: { rateLimitOptions: { rateLimitThreshold: { count: 2, interval: '1m' } } },
        circuitBreakers: { maxConnections: 1 },
      },
    },
    at: '0s',
    gives: ['breakerOpen', 'rateLimited'],
  },
  {
    what: 'clients of an IP version that the address lacks',
    changes: { service: { ipVersions: ['IPV4'] }, traffic: { ipv6Share: '50%' } },
    at: '10s',
    for: '10s',
    gives: ['addressUnused'],
  },
  {
    what: 'a PoP lost under connections that are being set up, and under others',
    changes: {
      world: { pops: ['icn'] },
      traffic: { connections: { rate: '500/s', hold: '5s' } },
      events: event('10s', { fail: { pop: 'icn' } }),
    },
    at: '9950ms',
    for: '50ms',
    gives: ['cutOff', 'broke'],
  },
  {
    what: 'connections that outlast the run',
    changes: {
      traffic: { connections: { rate: '20/s', hold: '1h' } },
      service: { member: { workers: 9_999, serviceTime: '20ms' } },
    },
    at: '10s',
    gives: ['runEnded'],
  },
  ...POLICY_REASON_CASES,
  ...PASSTHROUGH_REASON_CASES,
  ...DIRECT_REASON_CASES,
];
