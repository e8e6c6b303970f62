/**
 * Goal: whatever happens to a chain, every connection ends exactly once, nothing stays behind, and
 * the same run is the same again.
 * Method: random scenarios (fast-check prints the seed): tiers of every kind in any order, tiny capacities, slow
 * clients, retries, rollouts, events on the members and the servers of the tiers on top of one another; then a quiet
 * time, after which no journey and no member has anything in hand.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { assertConservation } from '../../../../sim/metrics/conservation.ts';
import { simulate } from '../../../../sim/simulate.ts';
import { attemptsEvery, runProxy } from '../../../support/proxy-bench.ts';
import { randomTiers as tiers, randomTierTroubles as tierTroubles } from '../../../support/random-chain.ts';
import { randomEvents, randomParts } from '../../../support/random-scenario.ts';
import { modelWith, type Plain, type PlainMap } from '../../../support/scenario.ts';

const retry: fc.Arbitrary<PlainMap> = fc.constantFrom<PlainMap>(
  {},
  { retry: { tries: 3, on: ['refused', 'timedOut', 'reset'], backoff: { base: '50ms' } } },
);

const slowClients: fc.Arbitrary<PlainMap> = fc
  .option(fc.record({ count: fc.integer({ min: 1, max: 60 }), holding: fc.constantFrom('header', 'idle', 'silence') }))
  .map((slow): PlainMap => (slow === null ? {} : { slowClients: slow }));

/** A second chain before the same members, and a rollout to it that holds, breaches or is taken back within the run. */
const rollouts: fc.Arbitrary<{ design: PlainMap; events: PlainMap[] }> = fc
  .option(
    fc.record({
      tiers,
      at: fc.integer({ min: 0, max: 40 }),
      shares: fc.constantFrom([100], [1, 100], [20, 60, 90]),
      onBreach: fc.constantFrom('rollback', 'halt'),
      gates: fc.constantFrom<PlainMap>(
        { errors: 1 },
        { errors: 40, window: '2s', minimum: 20 },
        { errorShare: '20%', window: '3s', minimum: 15 },
      ),
    }),
  )
  .map((drawn) => {
    if (drawn === null) return { design: {}, events: [] };
    const steps = drawn.shares.map((share) => ({ share: `${share}%`, for: '8s' }));
    const rollout = { steps, gates: drawn.gates, onBreach: drawn.onBreach, reaction: '1s' };
    return { design: { rolloutTo: { tiers: drawn.tiers } }, events: [{ id: 'move', at: `${drawn.at}s`, rollout }] };
  });

const hold: fc.Arbitrary<Plain> = fc.constantFrom<Plain>('0s', '2s', { exponential: { mean: '200ms' } });

/** The second design: the first is a proxy, whose machines random events may name. */
const CHAIN = 1;

function chained(parts: PlainMap, design: PlainMap): PlainMap {
  const proxy = parts.designs as PlainMap | undefined;
  return { ...parts, designs: { ...proxy, chain: { kind: 'chain', responseTimeout: '2s', ...design } } };
}

describe('offered traffic under random events', () => {
  it('is conserved, and the same run has the same fingerprints', () => {
    fc.assert(
      fc.property(
        randomParts,
        tiers,
        retry,
        slowClients,
        hold,
        randomEvents(60),
        tierTroubles,
        rollouts,
        (parts, tierMap, retrying, slow, held, happenings, troubles, moving) => {
          const model = modelWith(
            chained(
              {
                ...parts,
                time: { duration: '60s', interval: '7s', warmup: '10s' },
                traffic: { connections: { rate: '30/s', hold: held }, clients: { count: 500 }, ...slow },
                events: [...happenings, ...troubles, ...moving.events],
              },
              { tiers: tierMap, ...retrying, ...moving.design },
            ),
          );
          const record = simulate(model, CHAIN, 0, UNATTENDED);
          assertConservation(record, model.scenario);
          expect(record.isComplete).toBe(true);
          expect(record.offeredCount).toBeGreaterThan(1_000);
          expect(simulate(model, CHAIN, 0, UNATTENDED).fingerprint).toEqual(record.fingerprint);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('listed connections', () => {
  it('each end once, and leave the members empty', () => {
    fc.assert(
      fc.property(tiers, hold, fc.integer({ min: 1, max: 40 }), tierTroubles, (tierMap, held, spacingMs, troubles) => {
        const model = modelWith(
          chained(
            {
              time: { duration: '10m' },
              service: { member: { serviceTime: '20ms', workers: 2, backlog: 3 } },
              traffic: { connections: { hold: held } },
              events: troubles,
            },
            { tiers: tierMap },
          ),
        );
        const crowd = attemptsEvery(spacingMs * 1_000, 1_000_000, 200, { service: 400_000 });
        const late = attemptsEvery(8_000_000, 400_000_000, 10, { service: 20_000, hold: 0 });
        const { endings, collector } = runProxy(model, [...crowd, ...late], CHAIN);
        for (const { outcome, latencyUs } of endings) expect(latencyUs === null).toBe(outcome !== 'completed');
        // Whatever the crowd met, it has left nothing behind that is in anybody's way.
        const outcomes = new Set(endings.slice(crowd.length).map(({ outcome }) => outcome));
        const isTight = Object.values(tierMap).some((tier) => (tier as PlainMap).workerConnections === 4);
        if (!isTight) expect(outcomes).toEqual(new Set(['completed']));
        expect(collector.serving.active.at(-1)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
