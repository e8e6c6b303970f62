/**
 * Goal: in no design is a row of a store used when it is free, nor what a connection was set up with once it was given
 * back; no tier gives a row back with anything pending.
 * Method: stores that throw at it (`row-guard`), in a scenario for each reason of the vocabulary, clients trying once
 * and as it says, and in random scenarios of every design; and that they do throw.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectionStore } from '../../sim/fleet/connection-store.ts';
import { UNATTENDED } from '../../sim/kernel/kernel.ts';
import type { Model } from '../../sim/model.ts';
import { simulate } from '../../sim/simulate.ts';
import { TierConnections } from '../../sim/tiers/tier-connections.ts';
import { randomMemberTiers, randomTiers, randomTierTroubles } from '../support/random-chain.ts';
import { randomEvents, randomParts } from '../support/random-scenario.ts';
import { guardRows } from '../support/row-guard.ts';
import { mergePlain, modelWith, type PlainMap } from '../support/scenario.ts';
import { REASON_CASES } from './designs/anycast-proxy/explain/reason-cases.ts';

const seen = guardRows();

describe('the guard', () => {
  it('throws at what a connection was set up with, once that was given back, but not where it is kept', () => {
    const store = new ConnectionStore();
    const row = store.allocate();
    store.setUp(row, 1, 2, 3, 4, 5);
    expect(store.service(row)).toBe(2);
    store.endSetup(row);
    expect(() => store.service(row)).toThrow('service of row 0, whose setup has ended');
    expect(() => store.setHold(row, 1)).toThrow('setHold of row 0, whose setup has ended');
    expect(() => store.endSetup(row)).toThrow('ends twice');
    expect(store.member(row)).toBe(-1);
    store.free(row);
    expect(() => store.member(row)).toThrow('which is free');
    expect(() => store.free(row)).toThrow('which is free');
    expect(store.allocate()).toBe(row);
    store.setUp(row, 1, 7, 3, 4, 5);
    expect(store.service(row)).toBe(7);

    const kept = new ConnectionStore();
    kept.keepSetups();
    kept.allocate();
    kept.setUp(0, 1, 2, 3, 4, 5);
    kept.endSetup(0);
    expect(kept.service(0)).toBe(2);
  });

  it.each([
    ['setTierTimer', 'tierTimer'],
    ['setClientTimer', 'clientTimer'],
    ['setGiveUpTimer', 'giveUpTimer'],
    ['setSynAckTimer', 'synAckTimer'],
  ] as const)('throws at a row of a tier that is given back after %s', (set, timer) => {
    const connections = new TierConnections();
    const row = connections.allocate();
    connections[set](row, 9);
    expect(() => connections.free(row)).toThrow(`row 0 is given back with a ${timer}`);
    connections[set](row, -1);
    connections.addInFlight(row, 1);
    expect(() => connections.free(row)).toThrow('row 0 is given back with 1 segments');
    connections.addInFlight(row, -1);
    connections.free(row);
    expect(() => connections.free(row)).toThrow('row 0 is given back twice');
  });
});

/** Simulates every design; the guard throws. */
function runAll(model: Model): void {
  model.scenario.designs.forEach((_, index) => {
    expect(simulate(model, index, 0, UNATTENDED).isComplete).toBe(true);
  });
}

describe('no design uses what it has given back', () => {
  it.each(REASON_CASES)('$what', ({ changes }) => {
    runAll(modelWith(changes));
    const designs = changes.designs as PlainMap | undefined;
    const once = Object.entries(designs ?? { proxy: {} }).map(([id, design]) => {
      return [id, design === null ? null : { ...(design as PlainMap), retry: { tries: 1 } }];
    });
    runAll(modelWith({ ...changes, designs: Object.fromEntries(once) }));
  });

  const patience = fc.constantFrom<PlainMap>(
    {},
    { responseTimeout: '500ms' },
    { responseTimeout: '500ms', abandonedWork: 'dropped' },
  );
  const retry = fc.constantFrom<PlainMap>(
    { tries: 1 },
    { tries: 3, on: ['refused', 'timedOut', 'reset'], backoff: { base: '50ms' } },
  );
  const member = fc.record({
    limit: fc.constantFrom<PlainMap>({}, { perClientLimit: 3 }),
    tiers: fc.option(randomMemberTiers),
  });

  it('under random events', () => {
    fc.assert(
      fc.property(
        randomParts,
        member,
        randomTiers,
        patience,
        retry,
        randomEvents(60),
        randomTierTroubles,
        (parts, { limit, tiers: memberTiers }, tiers, patient, retrying, events, troubles) => {
          const more = { ...patient, retry: retrying };
          const backends = { seoul: { capacityScaler: null }, tokyo: null, oregon: null };
          const inSeoul = { region: 'asia-northeast3', localityLbPolicy: 'MAGLEV', backends };
          const model = modelWith(
            mergePlain(parts, {
              time: { duration: '70s', interval: '10s' },
              service: { member: { ...limit, ...(memberTiers === null ? {} : { tiers: memberTiers }) } },
              traffic: { connections: { rate: '25/s', hold: { lognormal: { median: '3s', sigma: 1 } } } },
              designs: {
                proxy: more,
                told: { kind: 'redirect', ...more },
                named: { kind: 'dns', ...more },
                through: { kind: 'networkPassthrough', service: inSeoul, edge: { tableSize: 101 }, ...more },
                chain: { kind: 'chain', tiers, responseTimeout: '2s', retry: retrying },
              },
              events: [...events, ...troubles],
            }),
          );
          runAll(model);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('and there was something to see', () => {
    expect(seen.setupUses).toBeGreaterThan(1_000_000);
    expect(seen.setupsEnded).toBeGreaterThan(100_000);
    expect(seen.tierRowsFreed).toBeGreaterThan(100_000);
  });
});
