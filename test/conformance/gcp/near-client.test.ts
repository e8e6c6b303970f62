/**
 * Conformance G14: services with hybrid, serverless or internet backends, and buckets, have their
 * second-layer GFE near the client.
 *
 * Goal: the first layer picks the GFE of a region out of a subset with the least RTT between the layers; the way on to
 * the backend follows from there. Method: single connections from Seoul to a backend in Iowa, whose time to first byte
 * shows where the second layer stood.
 */
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../sim/model.ts';
import { attemptsEvery, runProxy } from '../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;

const AT_ICN: PlainMap = { catchment: { preferences: { seoul: ['icn'] } } };

/** The cloud refuses a health check for it. */
function isUnchecked(kind: PlainMap): boolean {
  return kind['type'] !== 'NON_GCP_PRIVATE_IP_PORT' && kind['type'] !== 'INSTANCE_GROUP';
}

function serviceOf(kind: PlainMap): PlainMap {
  return {
    protocol: 'HTTPS',
    ...(isUnchecked(kind) && { healthCheck: null }),
    backends: { seoul: null, far: { members: 1, ...kind } },
  };
}

function near(kind: PlainMap, secondLayer: PlainMap = {}, events: readonly PlainMap[] = []): Model {
  const designs = { proxy: { kind: 'anycastProxy', secondLayer } };
  return modelWith({ time: { duration: '5m' }, world: AT_ICN, service: serviceOf(kind), designs, events });
}

function latencyUs(model: Model): number {
  const [ending] = runProxy(model, [{ at: 1_000, service: 0, hold: 0 }]).endings;
  expect(ending!.outcome).toBe('completed');
  return ending!.latencyUs!;
}

function rttUs(model: Model, from: string, to: string): number {
  const { world } = model;
  const site = (id: string): number => world.sites.findIndex((candidate) => candidate.id === id);
  if (from !== 'icn') return world.siteRegionRttUs[site(from) * world.regions.length + site(to)]!;
  const pop = world.pops.findIndex(({ id }) => id === 'icn');
  return world.popSiteRttUs[pop * world.sites.length + site(to)]!;
}

const SERVERLESS = { type: 'SERVERLESS', region: 'us-central1' };
const HYBRID = { type: 'NON_GCP_PRIVATE_IP_PORT', zone: 'us-central1-a', maxRatePerEndpoint: 1000 };
const ZONAL = { type: 'INSTANCE_GROUP', zone: 'us-central1-a', members: 1, maxRatePerInstance: 1000 };

describe('backends that are served near the client', () => {
  const all: readonly (readonly [string, PlainMap])[] = [
    ['serverless NEG', SERVERLESS],
    ['hybrid NEG', HYBRID],
    ['backend bucket', { type: 'BACKEND_BUCKET', region: 'us-central1' }],
    ['internet NEG', { type: 'INTERNET_FQDN_PORT', region: 'us-central1' }],
  ];

  it.each(all)('G14: a %s has its second-layer GFE in the region nearest to the serving PoP', (_, kind) => {
    // Maintenance in the nearest region sends the PoP to the next.
    const model = near(kind, {}, [{ id: 'upkeep', at: '10s', drain: { secondLayer: 'asia-northeast3/*' } }]);
    const { endings } = runProxy(model, attemptsEvery(10 * SECOND, 5 * SECOND, 2, { hold: 0, service: 0 }));
    const order = model.world.sites
      .map(({ id }) => id)
      .toSorted((a, b) => rttUs(model, 'icn', a) - rttUs(model, 'icn', b));
    expect(order[0]).toBe('asia-northeast3');
    const moreUs = endings[1]!.latencyUs! - endings[0]!.latencyUs!;
    const wayUs = (site: string): number => rttUs(model, 'icn', site) + rttUs(model, site, 'us-central1');
    if (kind['type'] === 'INTERNET_FQDN_PORT') expect(Math.abs(moreUs)).toBeGreaterThan(1_000);
    else expect(Math.abs(moreUs - (wayUs(order[1]!) - wayUs(order[0]!)))).toBeLessThanOrEqual(3);
  });

  it('G14: a zonal backend, in contrast, has its second-layer GFE near itself', () => {
    const options = { regions: ['europe-west1'] };
    const zonal = latencyUs(near(ZONAL, options));
    expect(latencyUs(near(SERVERLESS, options)) - zonal).toBeGreaterThan(100_000);
  });

  it('G14: only regions of the subset count, with the least RTT between the two GFEs first', () => {
    const from = (regions: string[]): Model => near(SERVERLESS, { regions });
    const costUs = (model: Model, site: string): number =>
      rttUs(model, 'icn', site) + rttUs(model, site, 'us-central1');
    const two = from(['asia-northeast1', 'europe-west1']);
    const one = from(['europe-west1']);
    const expectedUs = costUs(one, 'europe-west1') - costUs(two, 'asia-northeast1');
    expect(expectedUs).toBeGreaterThan(50_000);
    expect(Math.abs(latencyUs(one) - latencyUs(two) - expectedUs)).toBeLessThan(10);
  });

  it('G14: second-layer GFEs stand in regions without backends, and results have rows for backends only', () => {
    const model = near(SERVERLESS);
    expect(model.places.regions.map(({ id }) => id)).toEqual(['us-central1']);
    expect(model.world.sites.length).toBeGreaterThan(30);
    const lost = near(SERVERLESS, {}, [{ id: 'lost', at: '10s', fail: { secondLayer: 'asia-northeast3/*' } }]);
    const { endings } = runProxy(lost, attemptsEvery(5 * SECOND, 5 * SECOND, 3, { hold: 0, service: 0 }));
    // The next nearest is farther from the PoP.
    expect(endings[2]!.latencyUs!).toBeGreaterThan(endings[0]!.latencyUs!);
    expect(endings[2]!.outcome).toBe('completed');
  });

  it('G14: of serverless NEGs in several regions the one nearest to the user serves', () => {
    const service = {
      protocol: 'HTTPS',
      healthCheck: null,
      backends: {
        seoul: null,
        iowa: { ...SERVERLESS, members: 1 },
        tokyo: { type: 'SERVERLESS', region: 'asia-northeast1', members: 1 },
      },
    };
    const { establishments } = runProxy(
      modelWith({ time: { duration: '5m' }, service }),
      attemptsEvery(SECOND, SECOND, 100, { hold: 100 * SECOND }),
    );
    expect(new Set(establishments.map(({ backend }) => backend))).toEqual(new Set(['tokyo']));
  });

  it('G14: without health checks a failed serverless NEG keeps its traffic', () => {
    const model = near(SERVERLESS, {}, [{ id: 'out', at: '10s', fail: { backend: 'far', as: 'refusing' } }]);
    const { endings } = runProxy(model, attemptsEvery(SECOND, 100 * SECOND, 5, { hold: 0 }));
    expect(endings.map(({ outcome }) => outcome)).toEqual(Array(5).fill('refused'));
  });

  it('G14: an endpoint in a metro is reached over the Internet from there', () => {
    const busan = latencyUs(near({ type: 'INTERNET_IP_PORT', metro: 'busan' }));
    const london = latencyUs(near({ type: 'INTERNET_IP_PORT', metro: 'london' }));
    expect(busan).toBeLessThan(60_000);
    expect(london).toBeGreaterThan(busan + 2 * 100_000);
  });
});
