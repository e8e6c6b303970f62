/**
 * Conformance G1 to G5: one anycast address, one service behind it, no DNS.
 *
 * Goal: the front end of the simulator is the documented one. Method: whole runs on the shipped world, and
 * scenarios that must be refused.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { UNFINISHED } from '../../../sim/metrics/outcome.ts';
import type { FlowRecord } from '../../../sim/metrics/run-record.ts';
import type { Model } from '../../../sim/model.ts';
import { CLASSIC_PORTS } from '../../../sim/scenario/resolve/classic-ports.ts';
import { simulate } from '../../../sim/simulate.ts';
import { attemptsEvery, runProxy } from '../../support/proxy-bench.ts';
import { loadData, modelWith, type PlainMap, THREE_REGIONS } from '../../support/scenario.ts';

const SECOND = 1_000_000;
const METROS = ['seoul', 'tokyo', 'boston', 'london', 'lagos', 'sydney', 'sao-paulo', 'mumbai'];

function flowsOf(model: Model): readonly FlowRecord[] {
  return simulate(model, 0, 0, UNATTENDED).windows[0]!.flows;
}

function worldwide(catchment: string, changes: PlainMap = {}): Model {
  return modelWith({
    world: { clients: { metros: METROS }, catchment },
    service: { backends: { seoul: null, iowa: { zone: 'us-central1-a', members: 20, maxConnections: 5_000 } } },
    traffic: { connections: { rate: '200/s', hold: '1s' } },
    ...changes,
  });
}

describe('front end', () => {
  it('G1: one anycast address serves the world; each client enters at the PoP that routing picks', () => {
    for (const catchment of ['ideal', 'cdn-2021', 'root-dns']) {
      const model = worldwide(catchment);
      const { world } = model;
      // Without those that the end of the run caught before they met a backend.
      const flows = flowsOf(model).filter(({ offered, outcomes }) => outcomes[UNFINISHED]! < offered);
      expect(new Set(flows.map(({ regionIndex }) => regionIndex))).toEqual(new Set([0]));
      for (const flow of flows) {
        // The first of the preferences of one of the metro's networks: nothing but BGP decides.
        const firsts = world.networks.flatMap(({ metroIndex }, network) =>
          metroIndex === flow.metroIndex ? [world.preference[network * world.pops.length]!] : [],
        );
        expect(firsts).toContain(flow.ingressPopIndex);
      }
      expect(new Set(flows.map(({ metroIndex }) => metroIndex)).size).toBe(METROS.length);
    }
    expect(new Set(flowsOf(worldwide('ideal')).map(({ ingressPopIndex }) => ingressPopIndex)).size).toBeGreaterThan(6);
  });

  it('G1: every PoP announces it, until it is withdrawn there', () => {
    const { world } = worldwide('ideal');
    // Withdraw each metro's PoP: its clients enter at the next.
    const pops = [...new Set(METROS.map((_, metro) => world.pops[world.geoIpOrder[metro * world.pops.length]!]!.id))];
    const model = worldwide('ideal', {
      time: { duration: '25m', warmup: '24m' },
      traffic: { connections: { rate: '20/s', hold: '1s' } },
      events: [{ id: 'gone', at: '1s', withdraw: { pop: pops } }],
    });
    for (const flow of flowsOf(model)) expect(pops).not.toContain(world.pops[flow.ingressPopIndex]!.id);
  });

  it('G2: one service holds backends in several regions, and each client gets one near it', () => {
    const model = modelWith({
      world: { clients: { metros: ['seoul', 'boston', 'london'] } },
      service: {
        backends: {
          virginia: { zone: 'us-east4-a', members: 4, maxConnections: 1_000 },
          london: { zone: 'europe-west2-a', members: 4, maxConnections: 1_000 },
        },
      },
    });
    const regionOfMetro = flowsOf(model)
      .filter(({ regionIndex }) => regionIndex >= 0)
      .map(({ metroIndex, regionIndex }) => [
        model.places.metros[metroIndex]!.id,
        model.places.regions[regionIndex]!.id,
      ]);
    expect(new Map(regionOfMetro as [string, string][])).toEqual(
      new Map([
        ['seoul', 'asia-northeast3'],
        ['boston', 'us-east4'],
        ['london', 'europe-west2'],
      ]),
    );
    expect(new Set(regionOfMetro.map(String)).size).toBe(3);
  });

  it('G3: no DNS is involved: when routing changes, clients of an old connection and of a new one enter elsewhere at once', () => {
    const model = modelWith({
      time: { duration: '20m' },
      world: {
        pops: ['icn', 'nrt'],
        clients: { networksPerMetro: 20 },
        catchment: { preferences: { seoul: ['icn', 'nrt'] } },
      },
      events: [{ id: 'gone', at: '60s', withdraw: { pop: 'icn' } }],
    });
    const attempts = attemptsEvery(50_000, 0, 2_800, { hold: 0 }).map((attempt, k) => ({
      ...attempt,
      network: k % 20,
    }));
    const { endings } = runProxy(model, attempts);
    const shareElsewhere = (fromS: number): number => {
      const asked = endings.filter(({ offeredAt }) => offeredAt >= fromS * SECOND && offeredAt < (fromS + 2) * SECOND);
      return asked.filter(({ ingressPop }) => ingressPop === 'nrt').length / asked.length;
    };
    // What moves them is BGP, within seconds for most; a resolver's cache would hold them for its time to live.
    expect(shareElsewhere(56)).toBe(0);
    expect(shareElsewhere(75)).toBeGreaterThan(0.6);
    expect(loadData({ designs: { proxy: { kind: 'anycastProxy', ttl: '60s' } } }).ok).toBe(false);
  });

  it('G4: a forwarding rule has exactly one protocol and one port', () => {
    expect(loadData({ service: { protocol: 'SSL', port: 443 } }).ok).toBe(true);
    for (const service of [
      { port: [443, 8443] },
      { port: '443-444' },
      { port: null },
      { port: 0 },
      { port: 65_536 },
      { protocol: ['TCP', 'SSL'] },
      { protocol: null },
      { protocol: 'UDP' },
      { ports: [443] },
    ]) {
      expect(loadData({ service: service as PlainMap }).ok).toBe(false);
    }
  });

  it('G5: the classic proxy takes its 25 ports and no other; the newer one takes any', () => {
    const documented = [
      25, 43, 110, 143, 195, 443, 465, 587, 700, 993, 995, 1883, 3389, 5222, 5432, 5671, 5672, 5900, 5901, 6379, 8085,
      8099, 9092, 9200, 9300,
    ];
    expect(CLASSIC_PORTS).toEqual(documented);
    const isTaken = (loadBalancingScheme: string, port: number): boolean =>
      loadData({ service: { loadBalancingScheme, port } }).ok;
    const others = [1, 80, 8_080, 65_535, ...documented.flatMap((port) => [port - 1, port + 1])].filter(
      (port) => !documented.includes(port),
    );
    for (const port of documented) expect([port, isTaken('EXTERNAL', port)]).toEqual([port, true]);
    for (const port of others) expect([port, isTaken('EXTERNAL', port)]).toEqual([port, false]);
    for (const port of others.slice(0, 6)) expect([port, isTaken('EXTERNAL_MANAGED', port)]).toEqual([port, true]);
  });

  it('G36: a proxy has exactly one backend service', () => {
    const service = { protocol: 'TCP', port: 443, backends: THREE_REGIONS, member: { serviceTime: '20ms' } };
    expect(loadData({ service }).ok).toBe(true);
    expect(loadData({ service: [service, service] }).ok).toBe(false);
    expect(loadData({ services: { one: service, two: service } }).ok).toBe(false);
    expect(loadData({ service: null }).ok).toBe(false);
    expect(loadData({ service: { backends: { seoul: null } } }).ok).toBe(false);
  });
});
