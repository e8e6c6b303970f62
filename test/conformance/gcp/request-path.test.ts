/**
 * Conformance G10 to G18: the four steps of a request, by what they cost the client and where they lead.
 *
 * Goal: edge router, Maglev, first- and second-layer front end, backend, in that order and with their round trips.
 * Method: single connections, whose time to first byte shows every step: r_e client to first layer, r_b between the
 * layers, r_z inside the region.
 */
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../sim/model.ts';
import { attemptsEvery, type Ending, runProxy } from '../../support/proxy-bench.ts';
import { mergePlain, modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;
/** Each one-way time is a whole number of microseconds. */
const ROUNDING_US = 3;

function model(changes: PlainMap = {}): Model {
  return modelWith(
    mergePlain({ time: { duration: '10m' }, world: { catchment: { preferences: { seoul: ['icn'] } } } }, changes),
  );
}

function single(of: Model): Ending & { latencyUs: number } {
  const [ending] = runProxy(of, [{ at: 1_000, service: 0, hold: 0 }]).endings;
  expect(ending!.outcome).toBe('completed');
  return ending as Ending & { latencyUs: number };
}

function rttsOf({ world }: Model): {
  toPop: (pop: string) => number;
  popRegion: (pop: string, region: string) => number;
} {
  const pop = (id: string): number => world.pops.findIndex((candidate) => candidate.id === id);
  const region = (id: string): number => world.regions.findIndex((candidate) => candidate.id === id);
  return {
    toPop: (id) => world.networkPopRttUs[pop(id)]!,
    popRegion: (from, to) => world.popRegionRttUs[pop(from) * world.regions.length + region(to)]!,
  };
}

const ONLY_IOWA = { seoul: null, iowa: { zone: 'us-central1-a', members: 4, maxConnections: 1_000 } };

describe('the request path', () => {
  it('G10: packets go to the nearest PoP that announces, and on inside the network from there', () => {
    const ideal = modelWith({ world: { catchment: 'ideal', clients: { metros: ['seoul', 'london', 'lagos'] } } });
    const { world } = ideal;
    world.networks.forEach(({ metroIndex }, network) => {
      const [ending] = runProxy(ideal, [{ at: 1_000, network }]).endings;
      const nearest = world.pops[world.geoIpOrder[metroIndex * world.pops.length]!]!.id;
      expect(ending!.ingressPop).toBe(nearest);
    });
    // What a far entry costs: twice the difference of the way in, nothing else.
    const near = single(model());
    const far = single(model({ world: { catchment: { preferences: { seoul: ['lax'] } } } }));
    expect(far.latencyUs).toBeGreaterThan(near.latencyUs + 200_000);
  });

  it('G11: the PoP that BGP delivers to and the one that geo-IP has serve can differ, and both are known', () => {
    const detoured = model({ world: { catchment: { preferences: { seoul: ['lax'] } } } });
    const { ingressPop, servingPop } = single(detoured);
    expect([ingressPop, servingPop]).toEqual(['lax', 'icn']);
    const { collector } = runProxy(detoured, attemptsEvery(SECOND, 0, 10));
    expect(collector.flowTableOf(0).cellCount).toBeGreaterThan(0);
  });

  it('G12: the first layer ends TLS: its round trips run between client and first layer only', () => {
    const latency = (service: PlainMap): number =>
      single(model({ service: { ...service, backends: ONLY_IOWA } })).latencyUs;
    const plain = latency({ protocol: 'TCP' });
    const { toPop } = rttsOf(model());
    const edgeUs = toPop('icn') + 100;
    // 100 us: from the PoP's router to its front ends and back. The backend is 10,000 km away; TLS does not go there.
    expect(Math.abs(latency({ protocol: 'SSL', tls: '1.3' }) - plain - edgeUs)).toBeLessThanOrEqual(ROUNDING_US);
    expect(Math.abs(latency({ protocol: 'SSL', tls: '1.2' }) - plain - 2 * edgeUs)).toBeLessThanOrEqual(ROUNDING_US);
  });

  it('G13: the second layer is near the backend: a far backend costs its distance once, not once for each round trip', () => {
    const home = model();
    const far = model({ service: { backends: ONLY_IOWA } });
    const distanceUs = rttsOf(far).popRegion('icn', 'us-central1') - rttsOf(home).popRegion('icn', 'asia-northeast3');
    expect(Math.abs(single(far).latencyUs - single(home).latencyUs - distanceUs)).toBeLessThanOrEqual(ROUNDING_US);
    expect(distanceUs).toBeGreaterThan(100_000);
  });

  it('G16: the second layer knows how much of the capacity is used, and who is healthy', () => {
    const known = model({
      service: {
        backends: {
          seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 40 },
          tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 400 },
        },
      },
      events: [{ id: 'dead', at: '200s', fail: { member: 'tokyo/1' } }],
    });
    const { establishments, endings } = runProxy(known, attemptsEvery(SECOND, 0, 500, { hold: 60 * SECOND }));
    // Sixty open at a time: forty at home, to the last one.
    const openAtHome = (atS: number): number =>
      endings.filter(
        ({ region, offeredAt, endedAt }) =>
          region === 'asia-northeast3' && offeredAt <= atS * SECOND && endedAt > atS * SECOND,
      ).length;
    for (const atS of [100, 150, 190, 300, 400]) expect([atS, openAtHome(atS)]).toEqual([atS, 40]);
    const late = establishments.filter(({ offeredAt, backend }) => backend === 'tokyo' && offeredAt > 216 * SECOND);
    expect(late.length).toBeGreaterThan(50);
    expect(late.some(({ member }) => member === 5)).toBe(false);
  });

  it('G17: the second layer sends to the zones of its region, all of them', () => {
    const spread = model({
      service: {
        backends: {
          seoul: {
            zone: null,
            region: 'asia-northeast3',
            members: 6,
            maxConnections: null,
            maxConnectionsPerInstance: 50,
          },
          tokyo: { zone: 'asia-northeast1-a', members: 6, maxConnections: 300 },
        },
      },
      // What a GFE with few connections favours is another matter (G31).
      designs: { proxy: { secondLayer: { zonePreferenceEndsAt: 0 } } },
    });
    const { establishments } = runProxy(spread, attemptsEvery(SECOND, 0, 300, { hold: 0 }));
    const counts = new Map<string, number>();
    for (const { backend } of establishments) counts.set(backend, (counts.get(backend) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual(['a', 'b', 'c'].map((zone) => `seoul/asia-northeast3-${zone}`));
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(10);
  });

  it('G18: two TCP connections: the handshake with the backend is paid inside its region, that with the client at the edge', () => {
    const far = model({ service: { backends: ONLY_IOWA } });
    const { toPop, popRegion } = rttsOf(far);
    const edgeUs = toPop('icn') + 100;
    const backboneUs = popRegion('icn', 'us-central1');
    const zoneUs = far.world.zoneRttUs.otherZone;
    // Client: handshake and request, 2 r_e. Between the layers: r_b. Backend: handshake and request, 2 r_z.
    expect(Math.abs(single(far).latencyUs - (2 * edgeUs + backboneUs + 2 * zoneUs))).toBeLessThanOrEqual(ROUNDING_US);
    // One TCP connection from client to backend would have to pay the long way twice.
    expect(single(far).latencyUs).toBeLessThan(2 * (edgeUs + backboneUs) - 100_000);
  });

  it('G18: the client is connected while the backend is not: a dead backend shows as silence, after the connect timeout', () => {
    const dead = model({ events: [{ id: 'dead', at: '0s', fail: { backend: 'seoul' } }] });
    const [ending] = runProxy(dead, [{ at: 1_000 }]).endings;
    const waitedUs = ending!.endedAt - ending!.offeredAt;
    expect(ending).toMatchObject({ outcome: 'timedOut', region: 'asia-northeast3' });
    expect(waitedUs).toBeGreaterThan(5 * SECOND + rttsOf(dead).toPop('icn'));
    expect(waitedUs).toBeLessThan(5.2 * SECOND);
  });
});
