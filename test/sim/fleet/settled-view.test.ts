/**
 * Goal: what a view keeps between changes is never stale: policies pick from it what the same policies, said
 * plainly, pick from the raw facts.
 * Method: random sequences of changes to random views, each followed by picks; then whole runs under random events and
 * utilisation targets, in which every pick of every GFE is compared. Every writer of the facts is at work in the runs.
 */
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { evenChoice } from '../../../cli/policy-contract/sample-view.ts';
import { questions, viewFor } from '../../../cli/policy-contract/service-questions.ts';
import type { FleetView } from '../../../sim/fleet/fleet-view.ts';
import { Revision } from '../../../sim/fleet/revision.ts';
import { SettledView, settledView } from '../../../sim/fleet/settled-view.ts';
import { SERVICE_POLICIES, type ServicePolicyName } from '../../../sim/policies/service/service-policy-registry.ts';
import { type Attempt, attemptsEvery, runProxy } from '../../support/proxy-bench.ts';
import { randomEvents, randomParts } from '../../support/random-scenario.ts';
import { mergePlain, modelWith, type PlainMap } from '../../support/scenario.ts';
import { PLAIN_POLICIES } from '../policies/service/plain-policies.ts';

const NAMES = Object.keys(SERVICE_POLICIES) as ServicePolicyName[];
const SECOND = 1_000_000;

/** A change of one fact of one backend; the first two are no change of what is settled. */
const CHANGES: readonly ((view: FleetView, backend: number, amount: number) => void)[] = [
  (view, backend, amount) => {
    view.load[backend] = amount * 60;
  },
  (view, _, amount) => {
    view.nearestZoneShare[0] = Math.min(1, amount / 9);
  },
  (view, backend, amount) => {
    view.capacity[backend] = amount * 50 * view.isInService[backend]!;
    view.capacityScaler[backend] = amount === 0 ? 0 : 1;
  },
  (view, backend, amount) => {
    view.healthyCount[backend] = Math.min(amount, view.memberCount[backend]!);
  },
  (view, backend, amount) => {
    view.memberCount[backend] = amount;
    view.healthyCount[backend] = Math.min(amount, view.healthyCount[backend]!);
  },
  (view, backend, amount) => {
    view.isDraining[backend] = amount > 5 ? 1 : 0;
  },
  (view, backend, amount) => {
    view.isInService[backend] = amount > 1 ? 1 : 0;
    view.capacity[backend] = amount > 1 && view.capacityScaler[backend]! > 0 ? 300 : 0;
  },
  (view, backend, amount) => {
    view.shareFactor[backend] = 0.25 + amount / 3;
  },
];
const UNSETTLED = 2;

const change = fc.record({ kind: fc.nat(CHANGES.length - 1), backend: fc.nat(7), amount: fc.nat(9) });
const isolation = fc.constantFrom<FleetView['isolationMode']>('NONE', 'NONE', 'NONE', 'NEAREST', 'STRICT');

describe('a view between changes', () => {
  it.each(NAMES)('%s picks what it picks from the raw facts', (name) => {
    fc.assert(
      fc.property(questions, isolation, fc.array(change, { maxLength: 30 }), (question, isolationMode, changes) => {
        const raw = viewFor({ ...question, isolationMode });
        const revision = new Revision();
        const settled = new SettledView(raw, revision);
        for (const [step, { kind, backend, amount }] of changes.entries()) {
          CHANGES[kind]!(raw, backend % raw.capacity.length, amount);
          if (kind >= UNSETTLED) revision.advance();
          for (let k = 0; k < 4; k++) {
            const choice = evenChoice(question.choice + 4 * step + k) | 0;
            const expected = PLAIN_POLICIES[name](raw, choice);
            expect(SERVICE_POLICIES[name].policy.pick(settled, choice)).toBe(expected);
            expect(SERVICE_POLICIES[name].policy.pick(raw, choice)).toBe(expected);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is itself when asked, and a copy of it is another', () => {
    const view = new SettledView(
      viewFor({ rows: [{ region: 0, capacity: 9 }], order: [0], nearestZoneShare: 0, failoverThreshold: 0, choice: 0 }),
      new Revision(),
    );
    expect(settledView(view)).toBe(view);
    const healthyCount = Int32Array.of(0);
    expect(SERVICE_POLICIES.WATERFALL_BY_REGION.policy.pick(view, 1)).toBe(0);
    expect(SERVICE_POLICIES.WATERFALL_BY_REGION.policy.pick({ ...view, healthyCount }, 1)).toBe(-1);
  });
});

describe('views in runs', () => {
  afterEach(() => vi.restoreAllMocks());

  /** Holds every pick of built-in policies to the plain ones; returns how many there were. */
  function watchPicks(): () => number {
    let count = 0;
    for (const name of NAMES) {
      const { policy } = SERVICE_POLICIES[name];
      const pick = policy.pick.bind(policy);
      vi.spyOn(policy, 'pick').mockImplementation((view, choice) => {
        count++;
        const picked = pick(view, choice);
        expect(picked).toBe(PLAIN_POLICIES[name](view, choice));
        return picked;
      });
    }
    return () => count;
  }

  const attempts: fc.Arbitrary<Attempt[]> = fc
    .uniqueArray(
      fc.record({
        at: fc.nat(130 * SECOND),
        network: fc.nat(3),
        choice: fc.integer({ min: 0, max: 0xffffffff }),
        hold: fc.nat(60 * SECOND),
      }),
      { selector: ({ at }) => at, minLength: 60, maxLength: 200 },
    )
    .map((list) => list.sort((a, b) => a.at - b.at));

  const settings: fc.Arbitrary<PlainMap> = fc.record({
    service: fc.constantFrom<PlainMap>({}, { backends: { tokyo: { preference: 'PREFERRED' } } }),
    designs: fc
      .record({
        propagation: fc.constantFrom<PlainMap>({ delay: '0s', spread: '0s' }, { delay: '2s', spread: '20s' }),
        autoCapacityDrain: fc.record({ enable: fc.boolean() }),
        isolationConfig: fc.constantFrom<PlainMap>({}, {}, { isolationGranularity: 'REGION' }),
      })
      .map(({ propagation, ...serviceLbPolicy }) => ({ proxy: { propagation, serviceLbPolicy } })),
  });

  it('agree with the raw facts under random events', () => {
    const picks = watchPicks();
    fc.assert(
      fc.property(randomParts, settings, randomEvents(120), attempts, (parts, more, events, listed) => {
        runProxy(modelWith(mergePlain({ ...parts, time: { duration: '4m' }, events }, more)), listed);
      }),
      { numRuns: 60 },
    );
    expect(picks()).toBeGreaterThan(3_000);
  });

  it.each(NAMES)('agree under %s while shares follow utilisation and groups follow load', (loadBalancingAlgorithm) => {
    const picks = watchPicks();
    const target = { maxConnections: null, balancingMode: 'UTILIZATION', maxUtilization: 0.5 };
    const autoscaler = { cpuUtilization: { target: 0.4 }, minMembers: 1, maxMembers: 8 };
    const model = modelWith({
      time: { duration: '5m' },
      service: {
        member: { workers: 4 },
        backends: {
          seoul: { members: 4, ...target },
          tokyo: { zone: 'asia-northeast1-a', members: 2, ...target, autoscaler },
          'seoul-b': { zone: 'asia-northeast3-b', members: 2, ...target },
          oregon: { zone: 'us-west1-a', members: 4, ...target },
        },
      },
      designs: { proxy: { serviceLbPolicy: { loadBalancingAlgorithm } } },
      events: [
        { id: 'some-fail', at: '100s', for: '60s', fail: { member: ['seoul/0', 'seoul/1'] } },
        { id: 'drained', at: '150s', for: '30s', drain: { backend: 'seoul-b' } },
      ],
    });
    runProxy(model, attemptsEvery(SECOND / 20, 0, 5_000, { hold: SECOND, service: 400_000 }));
    expect(picks()).toBe(5_000);
  });
});
