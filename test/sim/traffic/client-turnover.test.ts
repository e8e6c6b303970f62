/**
 * Goal: people leave and others come as their lifetimes say; who holds a place does not depend on who looks;
 * newcomers are told from the rest once.
 * Method: newcomers per second against the renewal formula, window by window from the start; the same place looked at
 * more and less often; the rows of a metro's traffic, person by person.
 */
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../../sim/kernel/distribution.ts';
import { meanUs } from '../../../sim/kernel/distribution.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import type { SimTime } from '../../../sim/kernel/time.ts';
import { Arrivals } from '../../../sim/traffic/arrivals.ts';
import { ClientTurnover } from '../../../sim/traffic/client-turnover.ts';
import { MetroClients } from '../../../sim/traffic/metro-clients.ts';
import { MetroRate } from '../../../sim/traffic/metro-rate.ts';
import { MetroTraffic } from '../../../sim/traffic/metro-traffic.ts';
import { type Row, rowsOf } from './traffic-rows.ts';

const SECOND_US = 1_000_000;
const NETWORKS = {
  networkIndexes: [4, 6],
  cumulativeShares: [0.6, 1],
  clientCounts: [3_000, 2_000],
  firstClients: [700, 3_700],
};
const CLIENT_COUNT = 5_000;
const HOLD: Distribution = { kind: 'constant', valueUs: 1 };
const COLUMN = { at: 0, hash: 2, client: 7, isNewcomer: 8 } as const;

/** `perClientPerS` connections of each client a second. */
function rows(lifetime: Distribution | null, perClientPerS: number, seconds: number): Row[] {
  const streams = new RandomStreams('turnover', 0);
  const clients = new MetroClients('seoul', NETWORKS, { activity: { kind: 'equal' }, lifetime }, streams);
  const rate = new MetroRate((perClientPerS * CLIENT_COUNT) / SECOND_US, 'flat', 0, []);
  const metro = new MetroTraffic('seoul', rate, clients, HOLD, HOLD, streams);
  return rowsOf((handler) => new Arrivals([metro], rate.maxRatePerUs, (seconds * SECOND_US) as SimTime, handler)).rows;
}

describe('newcomers a second', () => {
  const perClientPerS = 0.1;
  const seconds = 200;

  it.each<readonly [Distribution, met: number]>([
    // Of the people who come, those who connect before they leave: 1 - E[exp(-rate x life)].
    [{ kind: 'exponential', meanUs: 100 * SECOND_US }, 0.1 / (0.1 + 0.01)],
    [{ kind: 'exponential', meanUs: 5 * SECOND_US }, 0.1 / (0.1 + 0.2)],
    [{ kind: 'constant', valueUs: 20 * SECOND_US }, 1 - Math.exp(-2)],
    [{ kind: 'uniform', lowUs: 0, highUs: 40 * SECOND_US }, 1 - (1 - Math.exp(-4)) / 4],
  ])('of lives %j are the places times churn times those who are met, from early on', (lifetime, met) => {
    const perSecond = (CLIENT_COUNT * met) / (meanUs(lifetime) / SECOND_US);
    // Who came before the run began is no newcomer: some ten seconds pass, one connection of a
    // place, before the rate is reached.
    const newcomers = rows(lifetime, perClientPerS, seconds).filter((row) => row[COLUMN.isNewcomer] === 1);
    for (const [fromS, toS] of [
      [60, 90],
      [90, 150],
      [150, 200],
    ] as const) {
      const seen = newcomers.filter(([at]) => at! >= fromS * SECOND_US && at! < toS * SECOND_US).length;
      const expected = perSecond * (toS - fromS);
      expect(Math.abs(seen - expected)).toBeLessThan(4 * Math.sqrt(expected));
    }
  });

  it.each<readonly [Distribution, come: (seconds: number) => number]>([
    [{ kind: 'exponential', meanUs: 50 * SECOND_US }, (seconds) => 1 - Math.exp(-seconds / 50)],
    [{ kind: 'constant', valueUs: 50 * SECOND_US }, (seconds) => Math.min(1, seconds / 50)],
  ])(
    'L5 of lives %j have taken a part of the places after a time that the law of a new server rests on',
    (lifetime, come) => {
      const places = 20_000;
      const turnover = new ClientTurnover('seoul', places, lifetime, new RandomStreams('L5', 0));
      for (const seconds of [5, 20, 50, 115]) {
        let taken = 0;
        for (let place = 0; place < places; place++) {
          turnover.isNewcomer(place, seconds * SECOND_US);
          if (turnover.personAt(place) > 0) taken++;
        }
        const part = come(seconds);
        expect(Math.abs(taken - places * part)).toBeLessThanOrEqual(4 * Math.sqrt(places * part * (1 - part)));
      }
    },
  );

  it('are none where nobody leaves', () => {
    expect(rows(null, perClientPerS, seconds).every((row) => row[COLUMN.isNewcomer] === 0)).toBe(true);
  });
});

describe('a person', () => {
  const seen = rows({ kind: 'exponential', meanUs: 30 * SECOND_US }, 0.2, 200);
  const addressOf = new Map<number, number>();
  const metBefore = new Set<number>();

  it('is a newcomer once, on the first connection, and keeps one address that nobody else in the place had', () => {
    const before = new Set(rows(null, 0.2, 200).map((row) => row[COLUMN.hash]!));
    let newcomers = 0;
    for (const row of seen) {
      const [client, hash] = [row[COLUMN.client]!, row[COLUMN.hash]!];
      if (row[COLUMN.isNewcomer] === 1) {
        newcomers++;
        expect(metBefore.has(hash)).toBe(false);
        expect(before.has(hash)).toBe(false);
      } else if (addressOf.has(client)) expect(hash).toBe(addressOf.get(client));
      else expect(before.has(hash)).toBe(true);
      addressOf.set(client, hash);
      metBefore.add(hash);
    }
    expect(newcomers).toBeGreaterThan(20_000);
  });

  it('changes who is behind a connection, and nothing else of it', () => {
    const perpetual = rows(null, 0.2, 200);
    const rest = (list: readonly Row[]): Row[] =>
      list.map((row) => row.filter((_, column) => column !== COLUMN.hash && column !== COLUMN.isNewcomer));
    expect(rest(seen)).toEqual(rest(perpetual));
  });
});

describe('a place', () => {
  const lifetime: Distribution = { kind: 'lognormal', medianUs: 10 * SECOND_US, sigma: 1 };
  const turnover = (): ClientTurnover => new ClientTurnover('seoul', 100, lifetime, new RandomStreams('place', 0));

  it('is held by the same person at an instant, however often it is looked at and whichever others are', () => {
    const [seldom, often] = [turnover(), turnover()];
    for (let second = 0; second <= 600; second++) {
      for (let place = 0; place < 100; place++) {
        often.isNewcomer(place, second * SECOND_US);
        if (second % 75 !== 0 || place % 3 !== 0) continue;
        seldom.isNewcomer(place, second * SECOND_US);
        expect(seldom.personAt(place)).toBe(often.personAt(place));
      }
    }
    expect(often.personAt(0)).toBeGreaterThan(10);
  });

  it('whose first holder nobody met has a newcomer at the first connection', () => {
    const [watched, fresh] = [turnover(), turnover()];
    let newcomers = 0;
    for (let place = 0; place < 100; place++) {
      watched.isNewcomer(place, 0);
      watched.isNewcomer(place, 5 * SECOND_US);
      const isNewcomer = fresh.isNewcomer(place, 5 * SECOND_US);
      expect(isNewcomer).toBe(watched.personAt(place) > 0);
      if (isNewcomer) newcomers++;
    }
    expect(newcomers).toBeGreaterThan(10);
  });
});
