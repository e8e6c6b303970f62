/**
 * Random small scenarios of the anycast proxy (fast-check): policies, members, capacities, views
 * and everything that can go wrong.
 */
import fc from 'fast-check';
import { LOCALITY_POLICIES } from '../../sim/policies/locality/locality-policy-registry.ts';
import { SERVICE_POLICIES } from '../../sim/policies/service/service-policy-registry.ts';
import type { Plain, PlainMap } from './scenario.ts';

const BACKENDS = ['seoul', 'tokyo', 'oregon'] as const;
const POPS = ['icn', 'nrt', 'lax'] as const;

function seconds(min: number, max: number): fc.Arbitrary<string> {
  return fc.integer({ min, max }).map((count) => `${count}s`);
}

/** `icn/0`, `icn/1` and so on, of every PoP. */
function machinesOf(count: number): string[] {
  return POPS.flatMap((pop) => Array.from({ length: count }, (_, number) => `${pop}/${number}`));
}

function someOf(names: readonly string[]): fc.Arbitrary<Plain> {
  return fc.subarray([...names], { minLength: 1 });
}

const selector: fc.Arbitrary<PlainMap> = fc.oneof(
  someOf(BACKENDS).map((backend) => ({ backend })),
  someOf(['asia-northeast3', 'asia-northeast1', 'us-west1']).map((region) => ({ region })),
  someOf(['seoul/0', 'seoul/1', 'tokyo/0', 'tokyo/2', 'oregon/1']).map((member) => ({ member })),
);
const places: fc.Arbitrary<PlainMap> = someOf(BACKENDS).map((backend) => ({ backend }));
const pops: fc.Arbitrary<PlainMap> = someOf(POPS).map((pop) => ({ pop }));

const maglevs: fc.Arbitrary<PlainMap> = someOf(machinesOf(4)).map((maglev) => ({ maglev }));
const gfes: fc.Arbitrary<PlainMap> = someOf(machinesOf(8)).map((gfe) => ({ gfe }));

const action: fc.Arbitrary<PlainMap> = fc.oneof(
  fc.oneof(selector, pops, maglevs, gfes).map((fail) => ({ fail })),
  fc.oneof(selector, pops, maglevs, gfes).map((recover) => ({ recover })),
  gfes.map((drain) => ({ drain })),
  fc.tuple(gfes, fc.constantFrom(0, 0.5, 2)).map(([where, weight]) => ({ scale: { ...where, weight } })),
  pops.map((where) => ({ upgrade: { ...where, downtime: '5s', gap: '3s' } })),
  selector.map((where) => ({ restart: { ...where, downtime: '4s', gap: '2s' } })),
  pops.map((withdraw) => ({ withdraw })),
  places.map((detach) => ({ detach })),
  places.map((attach) => ({ attach })),
  fc
    .tuple(places, fc.integer({ min: 0, max: 7 }), seconds(0, 10))
    .map(([where, members, startup]) => ({ scale: { ...where, members, startup } })),
  fc
    .record({
      where: places,
      maxSurge: fc.integer({ min: 0, max: 3 }),
      maxUnavailable: fc.integer({ min: 1, max: 3 }),
      startup: seconds(0, 5),
      attachDelay: seconds(0, 5),
      detachDelay: seconds(0, 5),
      readinessGate: fc.boolean(),
    })
    .map(({ where, ...settings }) => ({ rollingUpdate: { ...where, ...settings } })),
  pops.map((announce) => ({ announce })),
  places.map((drain) => ({ drain })),
  fc
    .tuple(places, fc.constantFrom(0, 0.1, 0.5, 1))
    .map(([where, capacityScaler]) => ({ scale: { ...where, capacityScaler } })),
);

/** Up to eight events in the first `withinS` seconds, each over after at most a minute. */
export function randomEvents(withinS: number): fc.Arbitrary<PlainMap[]> {
  return fc
    .array(fc.record({ at: seconds(0, withinS - 1), for: seconds(1, 60), what: action }), { maxLength: 8 })
    .map((events) =>
      events.map(({ at, for: lasting, what }, k) => ({
        id: `e${k}`,
        at,
        // An upgrade or restart ends when its last machine is back, a rolling update when its last member is.
        ...('upgrade' in what || 'restart' in what || 'rollingUpdate' in what ? {} : { for: lasting }),
        ...what,
      })),
    );
}

const member = fc.record({
  discipline: fc.constantFrom('workers', 'processorSharing'),
  workers: fc.integer({ min: 1, max: 6 }),
  backlog: fc.integer({ min: 0, max: 4 }),
});

function backend(zone: string): fc.Arbitrary<PlainMap> {
  return fc.record({
    zone: fc.constant(zone),
    members: fc.integer({ min: 3, max: 5 }),
    maxConnections: fc.integer({ min: 1, max: 30 }),
    capacityScaler: fc.constantFrom(0.3, 1),
  });
}

/** Clients, few enough that many connect again: alike or not, for ever or for some twenty seconds. */
export const randomClients: fc.Arbitrary<PlainMap> = fc.record({
  count: fc.integer({ min: 12, max: 2_000 }),
  activity: fc.oneof(
    fc.constant('equal'),
    fc.constantFrom(0.7, 1, 2).map((exponent) => ({ zipf: { exponent } })),
    fc.constantFrom(0.5, 1.5).map((sigma) => ({ lognormal: { sigma } })),
  ),
  lifetime: fc.constantFrom<Plain>('perpetual', '20s', { exponential: { mean: '20s' } }),
});

/** The parts of a scenario that stand before its time, traffic and events. */
export const randomParts: fc.Arbitrary<PlainMap> = fc
  .record({
    seoul: backend('asia-northeast3-a'),
    tokyo: backend('asia-northeast1-a'),
    oregon: backend('us-west1-a'),
    member,
    affinity: fc.constantFrom('NONE', 'CLIENT_IP'),
    locality: fc.constantFrom(...Object.keys(LOCALITY_POLICIES)),
    algorithm: fc.constantFrom(...Object.keys(SERVICE_POLICIES)),
    draining: seconds(0, 30),
    unhealthyThreshold: fc.integer({ min: 1, max: 3 }),
    reportInterval: fc.constantFrom('50ms', '3s', '10s'),
    reportDelay: fc.constantFrom('0s', '1s', '15s'),
    entries: fc.constantFrom(0, 3, 1_000),
    ecmp: fc.constantFrom('modulo', 'resilient'),
    catchment: fc.constantFrom('ideal', 'cdn-2021', 'root-dns'),
  })
  .map((drawn) => ({
    service: {
      backends: { seoul: drawn.seoul, tokyo: drawn.tokyo, oregon: drawn.oregon },
      member: drawn.member,
      sessionAffinity: drawn.affinity,
      localityLbPolicy: drawn.locality,
      connectionDraining: { drainingTimeout: drawn.draining },
      healthCheck: { unhealthyThreshold: drawn.unhealthyThreshold },
    },
    designs: {
      proxy: {
        kind: 'anycastProxy',
        serviceLbPolicy: { loadBalancingAlgorithm: drawn.algorithm },
        loadReport: { interval: drawn.reportInterval, delay: drawn.reportDelay },
        // A small table builds fast; its size is not what is tested here.
        edge: { tableSize: 101, ecmp: drawn.ecmp, connectionTable: { entries: drawn.entries, expiry: '20s' } },
      },
    },
    world: { pops: [...POPS], clients: { networksPerMetro: 4 }, catchment: drawn.catchment },
  }));
