/**
 * Goal: whatever happens to the proxy, every connection ends exactly once, nothing stays behind, and
 * the same run is the same again.
 * Method: random scenarios (fast-check prints the seed): policies, tiny capacities, and events of
 * every kind on top of one another.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { assertConservation } from '../../../../sim/metrics/conservation.ts';
import { simulate } from '../../../../sim/simulate.ts';
import { type Attempt, attemptsEvery, runProxy } from '../../../support/proxy-bench.ts';
import { randomClients, randomEvents, randomParts } from '../../../support/random-scenario.ts';
import { modelWith } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const US_IN_100_S = 100 * SECOND;

const attempts: fc.Arbitrary<Attempt[]> = fc
  .uniqueArray(
    fc.record({
      at: fc.nat(US_IN_100_S),
      network: fc.nat(3),
      client: fc.nat(9),
      flow: fc.integer({ min: 0, max: 0xffffffff }),
      choice: fc.integer({ min: 0, max: 0xffffffff }),
      hold: fc.oneof(fc.nat(60 * SECOND), fc.constant(0)),
      service: fc.oneof(fc.nat(200_000), fc.constant(0)),
    }),
    { selector: ({ at }) => at, minLength: 1, maxLength: 120 },
  )
  .map((list) => list.sort((a, b) => a.at - b.at));

describe('listed connections under random events', () => {
  it('each end once, and leave every member empty', () => {
    fc.assert(
      fc.property(randomParts, randomEvents(120), attempts, (parts, events, listed) => {
        const model = modelWith({
          ...parts,
          time: { duration: '40m' },
          events: [
            ...events,
            { id: 'seoul-off', at: '2000s', scale: { backend: 'seoul', capacityScaler: 0 } },
            { id: 'tokyo-off', at: '2100s', scale: { backend: 'tokyo', capacityScaler: 0 } },
          ],
        });
        // When all is over and converged, probes at the first region that is on: each must be alone at its member.
        const probes = [1_900, 2_010, 2_110].flatMap((fromS) =>
          attemptsEvery(SECOND, fromS * SECOND, 40, { hold: 0, service: 0 }),
        );
        const { endings, establishments, collector } = runProxy(model, [...listed, ...probes]);
        for (const ending of endings) {
          expect(ending.endedAt).toBeGreaterThanOrEqual(ending.offeredAt);
          if (ending.outcome === 'completed') expect(ending.latencyUs).toBeGreaterThan(0);
          if (['refused', 'dropped', 'timedOut'].includes(ending.outcome)) expect(ending.latencyUs).toBeNull();
        }
        const ofProbes = endings.slice(listed.length);
        expect(new Set(ofProbes.map(({ outcome }) => outcome))).toEqual(new Set(['completed']));
        const alone = establishments.filter(({ offeredAt }) => offeredAt >= 1_900 * SECOND);
        expect(alone.length).toBe(probes.length);
        expect(alone.every(({ memberLoad }) => memberLoad === 1)).toBe(true);
        expect(collector.serving.active.slice(-3)).toEqual(new Uint32Array(3));
      }),
      { numRuns: 60 },
    );
  });
});

describe('offered traffic under random events', () => {
  it('is conserved, and the same run has the same fingerprints', () => {
    fc.assert(
      fc.property(
        randomParts,
        randomClients,
        randomEvents(60),
        fc.integer({ min: 0, max: 3 }),
        (parts, clients, events, replication) => {
          const model = modelWith({
            ...parts,
            time: { duration: '90s', interval: '7s', warmup: '10s' },
            traffic: { connections: { rate: '25/s', hold: { lognormal: { median: '3s', sigma: 1 } } }, clients },
            events,
          });
          const record = simulate(model, 0, replication, UNATTENDED);
          assertConservation(record, model.scenario);
          expect(record.isComplete).toBe(true);
          expect(record.offeredCount).toBeGreaterThan(1_500);
          expect(simulate(model, 0, replication, UNATTENDED).fingerprint).toEqual(record.fingerprint);
        },
      ),
      { numRuns: 40 },
    );
  });
});
