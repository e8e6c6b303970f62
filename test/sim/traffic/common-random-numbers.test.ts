/**
 * Goal: whoever is not touched by a change meets the same traffic to the bit, and how arrivals are cut
 * into blocks is nobody's business.
 * Method: generate the same scenario with one thing changed; compare every column of every row
 * of those who should not notice.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { after, TIME_ZERO } from '../../../sim/kernel/time.ts';
import type { Model } from '../../../sim/model.ts';
import { Arrivals } from '../../../sim/traffic/arrivals.ts';
import { MetroClients, metroNetworks } from '../../../sim/traffic/metro-clients.ts';
import { MetroTraffic } from '../../../sim/traffic/metro-traffic.ts';
import { metroRates } from '../../../sim/traffic/offered-traffic.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';
import { type Row, rowsOf, rowsOfMetro, trafficOf } from './traffic-rows.ts';

const METROS = ['seoul', 'boston', 'lagos'];

function model(changes: PlainMap = {}): Model {
  return modelWith({
    time: { duration: '5m' },
    world: { clients: { metros: METROS } },
    traffic: {
      connections: { rate: '100/s', hold: { lognormal: { median: '20s', sigma: 1 } } },
      shape: 'consumer',
      surges: {},
      ...changes,
    },
    service: { member: { serviceTime: { lognormal: { mean: '20ms', p99: '120ms' } } } },
  });
}

const SURGE_IN_SEOUL = { rush: { at: '1m', metros: ['seoul'], peak: '5x', rise: '30s', hold: '1m', decay: '30s' } };

let plain: { model: Model; rows: Row[]; fingerprint: string };

beforeAll(() => {
  const base = model();
  plain = { model: base, ...trafficOf(base) };
});

describe('a surge in one metro', () => {
  it.each(['boston', 'lagos'])('leaves every connection of %s as it was', (metro) => {
    const surged = model({ surges: SURGE_IN_SEOUL });
    const { rows } = trafficOf(surged);
    const before = rowsOfMetro(plain.model, plain.rows, metro);
    expect(before.length).toBeGreaterThan(3_000);
    expect(rowsOfMetro(surged, rows, metro)).toEqual(before);
  });

  it('adds connections there, and the k-th one is still the same client with the same hold and work', () => {
    const surged = model({ surges: SURGE_IN_SEOUL });
    const { rows, fingerprint } = trafficOf(surged);
    const before = rowsOfMetro(plain.model, plain.rows, 'seoul');
    const now = rowsOfMetro(surged, rows, 'seoul');
    expect(now.length).toBeGreaterThan(1.5 * before.length);
    expect(now.slice(0, before.length).map((row) => row.slice(1))).toEqual(before.map((row) => row.slice(1)));
    expect(fingerprint).not.toBe(plain.fingerprint);
    // Nothing moves before the surge begins.
    const early = (list: readonly Row[]): Row[] => list.filter(([at]) => at! < 60_000_000);
    expect(early(now)).toEqual(early(before));
  });
});

describe('a change of the rate', () => {
  it('keeps clients, flows, holds and work of the k-th connection', () => {
    const faster = model({ connections: { rate: '150/s', hold: { lognormal: { median: '20s', sigma: 1 } } } });
    const { rows } = trafficOf(faster);
    for (const metro of METROS) {
      const before = rowsOfMetro(plain.model, plain.rows, metro).map((row) => row.slice(1));
      const now = rowsOfMetro(faster, rows, metro).map((row) => row.slice(1));
      expect(now.slice(0, before.length)).toEqual(before);
    }
  });
});

describe('a change of the hold', () => {
  it('moves no arrival, no client and no work', () => {
    const longer = model({ connections: { rate: '100/s', hold: { pareto: { scale: '5s', shape: 1.2, cap: '1h' } } } });
    const { rows } = trafficOf(longer);
    const withoutHold = (list: readonly Row[]): Row[] => list.map((row) => [...row.slice(0, 5), ...row.slice(6)]);
    expect(withoutHold(rows)).toEqual(withoutHold(plain.rows));
  });
});

describe('clients unlike one another, who come and go', () => {
  const clients = {
    count: '2k',
    activity: { lognormal: { sigma: 1.2 } },
    lifetime: { exponential: { mean: '2m' } },
  };
  const own = model({ clients });
  const { rows } = trafficOf(own);
  /** All but the client's hash and number, and whether a newcomer. */
  const withoutClient = (list: readonly Row[]): Row[] => list.map((row) => [...row.slice(0, 2), ...row.slice(3, 7)]);

  it('move no arrival, network, flow, hold or work', () => {
    expect(withoutClient(rows)).toEqual(withoutClient(plain.rows));
    expect(rows.map((row) => row[7])).not.toEqual(plain.rows.map((row) => row[7]));
    expect(rows.some((row) => row[8] === 1)).toBe(true);
  });

  it('are who they are whatever strikes another metro', () => {
    const surged = model({ clients, surges: SURGE_IN_SEOUL });
    const { rows: now } = trafficOf(surged);
    for (const metro of ['boston', 'lagos']) {
      expect(rowsOfMetro(surged, now, metro)).toEqual(rowsOfMetro(own, rows, metro));
    }
    const [before, after] = [rowsOfMetro(own, rows, 'seoul'), rowsOfMetro(surged, now, 'seoul')];
    expect(after.slice(0, before.length).map((row) => row[7])).toEqual(before.map((row) => row[7]));
  });

  it('hold a place at an instant whatever the rate', () => {
    // The address of who was met first and last in each place, and when; at a rate with more
    // connections the same people are there.
    const faster = model({ clients, connections: { rate: '300/s', hold: '1s' } });
    const people = (list: readonly Row[]): Map<number, Row[]> => {
      const byClient = new Map<number, Row[]>();
      for (const row of list) byClient.set(row[7]!, [...(byClient.get(row[7]!) ?? []), row]);
      return byClient;
    };
    const [few, many] = [people(rows), people(trafficOf(faster).rows)];
    let compared = 0;
    for (const [client, met] of few) {
      const all = many.get(client) ?? [];
      for (const [at, , hash] of met) {
        const [earlier, later] = [all.findLast((row) => row[0]! <= at!), all.find((row) => row[0]! >= at!)];
        if (earlier === undefined || later === undefined || earlier[2] !== later[2]) continue;
        expect(hash).toBe(earlier[2]);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(5_000);
  });

  it('are the same again, and others in another replication', () => {
    expect(trafficOf(model({ clients })).fingerprint).toBe(trafficOf(own).fingerprint);
    expect(trafficOf(own, 1).rows.map((row) => row[7])).not.toEqual(rows.map((row) => row[7]));
  });
});

describe('blocks', () => {
  it.each([0.01, 0.3, 17, 1_000])('%d times as many change nothing', (factor) => {
    const { scenario, world, population } = plain.model;
    const { traffic, time } = scenario;
    const streams = new RandomStreams(scenario.experiment.seed, 0);
    const rates = metroRates(scenario, world);
    const service = scenario.designs[0]!.service.backends[0]!.member.serviceTime;
    const metros = world.metros.map((metro, index) => {
      const clients = new MetroClients(metro.id, metroNetworks(world, population, index), traffic.clients, streams);
      return new MetroTraffic(metro.id, rates[index]!, clients, traffic.hold, service, streams);
    });
    const maxRatePerUs = rates.reduce((sum, rate) => sum + rate.maxRatePerUs, 0) * factor;
    const cut = rowsOf((handler) => new Arrivals(metros, maxRatePerUs, after(TIME_ZERO, time.duration), handler));
    expect(cut.rows).toEqual(plain.rows);
    expect(cut.fingerprint).toBe(plain.fingerprint);
  });

  it('hand out arrivals in order of time', () => {
    expect(plain.rows.every(([at], index) => index === 0 || plain.rows[index - 1]![0]! <= at!)).toBe(true);
  });
});

describe('replications', () => {
  it('of one seed differ, and each is itself again', () => {
    const prints = [0, 1, 2].map((replication) => trafficOf(plain.model, replication).fingerprint);
    expect(new Set(prints).size).toBe(3);
    expect(trafficOf(plain.model, 2).fingerprint).toBe(prints[2]);
  });
});
