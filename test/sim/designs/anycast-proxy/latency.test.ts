/**
 * Goal: the time to first byte of a connection is the closed formula of its round trips, no more and no
 * less; what waits waits on top.
 * Method: single connections with and without TLS, served at home, spilled, and entering at a far PoP; the world's RTTs
 * put into (2 + t) r_e + r_b + r_s + 2 r_z + waiting + service.
 */
import { describe, expect, it } from 'vitest';
import { tlsRoundTrips } from '../../../../sim/designs/anycast-proxy/round-trips.ts';
import type { Model } from '../../../../sim/model.ts';
import { runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap, THREE_REGIONS } from '../../../support/scenario.ts';

interface Way {
  readonly ingress: string;
  readonly serving: string;
  readonly secondLayer: string;
  readonly region: string;
}

/** The formula, from the world's RTTs, us. */
function expectedUs(model: Model, way: Way, tlsTrips: number, serviceUs: number): number {
  const { world } = model;
  const pop = (id: string): number => world.pops.findIndex((candidate) => candidate.id === id);
  const region = (id: string): number => world.regions.findIndex((candidate) => candidate.id === id);
  const popCount = world.pops.length;
  const regionCount = world.regions.length;
  const edge =
    world.networkPopRttUs[pop(way.ingress)]! + world.popPopRttUs[pop(way.ingress) * popCount + pop(way.serving)]!;
  const backbone = world.popRegionRttUs[pop(way.serving) * regionCount + region(way.secondLayer)]!;
  const spill =
    way.secondLayer === way.region
      ? 0
      : world.regionRegionRttUs[region(way.secondLayer) * regionCount + region(way.region)]!;
  return (2 + tlsTrips) * edge + backbone + spill + 2 * world.zoneRttUs.otherZone + serviceUs;
}

const HOME: Way = { ingress: 'icn', serving: 'icn', secondLayer: 'asia-northeast3', region: 'asia-northeast3' };
const ROUNDING_US = 3;

function service(changes: PlainMap = {}): PlainMap {
  return {
    service: { backends: THREE_REGIONS, ...changes },
    world: { catchment: { preferences: { seoul: ['icn'] } } },
  };
}

describe('round trips of TLS', () => {
  it.each([
    ['none', 0],
    ['1.3', 1],
    ['1.2', 2],
  ] as const)('%s: %i', (tls, trips) => {
    expect(tlsRoundTrips(tls)).toBe(trips);
  });
});

describe.each([
  ['no TLS', { protocol: 'TCP' }, 0],
  ['TLS 1.3', { protocol: 'SSL', tls: '1.3' }, 1],
  ['TLS 1.2', { protocol: 'SSL', tls: '1.2' }, 2],
] as const)('time to first byte with %s', (_, tls, trips) => {
  it('at home', () => {
    const model = modelWith(service(tls));
    const [ending] = runProxy(model, [{ at: 1_000, service: 12_345 }]).endings;
    expect(ending).toMatchObject({
      outcome: 'completed',
      ingressPop: 'icn',
      servingPop: 'icn',
      region: 'asia-northeast3',
    });
    expect(Math.abs(ending!.latencyUs! - expectedUs(model, HOME, trips, 12_345))).toBeLessThanOrEqual(ROUNDING_US);
  });

  it('spilled to the next region because the first is full', () => {
    const model = modelWith({
      service: {
        ...tls,
        backends: { ...THREE_REGIONS, seoul: { zone: 'asia-northeast3-a', members: 1, maxConnections: 1 } },
      },
      world: { catchment: { preferences: { seoul: ['icn'] } } },
    });
    const [, ending] = runProxy(model, [
      { at: 1_000, hold: 10_000_000 },
      { at: 1_000_000, service: 7 },
    ]).endings;
    expect(ending).toMatchObject({ outcome: 'completed', region: 'asia-northeast1' });
    const expected = expectedUs(model, { ...HOME, region: 'asia-northeast1' }, trips, 7);
    expect(Math.abs(ending!.latencyUs! - expected)).toBeLessThanOrEqual(ROUNDING_US);
  });

  it('entering at a far PoP: the packets go on to the PoP that geo-IP picks', () => {
    const model = modelWith({ ...service(tls), world: { catchment: { preferences: { seoul: ['lax'] } } } });
    const [ending] = runProxy(model, [{ at: 1_000 }]).endings;
    expect(ending).toMatchObject({
      outcome: 'completed',
      ingressPop: 'lax',
      servingPop: 'icn',
      region: 'asia-northeast3',
    });
    const expected = expectedUs(model, { ...HOME, ingress: 'lax' }, trips, 20_000);
    expect(Math.abs(ending!.latencyUs! - expected)).toBeLessThanOrEqual(ROUNDING_US);
  });
});

describe('where the first layer picks the second', () => {
  it.each([
    ['unhealthy: the way leads by its second layer', { fail: { region: 'asia-northeast3' } }, 'asia-northeast3'],
    ['scaled to 0: no detour', { scale: { region: 'asia-northeast3', capacityScaler: 0 } }, 'asia-northeast1'],
  ] as const)('goes by configuration, not by health: home is %s', (_, change, secondLayer) => {
    const model = modelWith({ ...service(), events: [{ id: 'gone', at: '1s', ...change }] });
    const [ending] = runProxy(model, [{ at: 30_000_000 }]).endings;
    expect(ending).toMatchObject({ outcome: 'completed', region: 'asia-northeast1' });
    const way = { ...HOME, secondLayer, region: 'asia-northeast1' };
    expect(Math.abs(ending!.latencyUs! - expectedUs(model, way, 0, 20_000))).toBeLessThanOrEqual(ROUNDING_US);
  });
});

describe('what the client waits besides', () => {
  it('is the time in the accept queue, exactly', () => {
    const model = modelWith({
      ...service({
        backends: { ...THREE_REGIONS, seoul: { zone: 'asia-northeast3-a', members: 1, maxConnections: 100 } },
        member: { workers: 1 },
      }),
    });
    // The second SYN comes 5 ms after the first; its answer can begin when the first connection has closed.
    const [first, second] = runProxy(model, [
      { at: 1_000, service: 30_000, hold: 2_000_000 },
      { at: 6_000, service: 10_000, hold: 0 },
    ]).endings;
    const closedAfter = first!.latencyUs! + 2_000_000;
    expect(second!.latencyUs).toBe(closedAfter - 5_000 + 10_000);
  });

  it('is the share of the cores with processor sharing', () => {
    const model = modelWith({
      ...service({
        backends: { ...THREE_REGIONS, seoul: { zone: 'asia-northeast3-a', members: 1, maxConnections: 100 } },
        member: { discipline: 'processorSharing', workers: 1 },
      }),
    });
    const [first, second] = runProxy(model, [
      { at: 1_000, service: 30_000, hold: 0 },
      { at: 11_000, service: 30_000, hold: 0 },
    ]).endings;
    // Alone for 10 ms, then at half speed: 10 + 40 ms; the other has 20 ms by then and 10 ms to go.
    const alone = expectedUs(model, HOME, 0, 0);
    expect(Math.abs(first!.latencyUs! - alone - 50_000)).toBeLessThanOrEqual(ROUNDING_US);
    expect(Math.abs(second!.latencyUs! - alone - 50_000)).toBeLessThanOrEqual(ROUNDING_US);
  });
});
