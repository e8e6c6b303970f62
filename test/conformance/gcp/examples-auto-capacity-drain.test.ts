/**
 * Goal: who is drained for want of healthy members, how many at most, and when it ends: the rules of the documentation
 * with both readings of its limit.
 * Method: backends of 100 members each, whose healthy members are set by hand; a kernel that only tells the time.
 */
import { describe, expect, it } from 'vitest';
import { AutoCapacityDrain } from '../../../sim/fleet/auto-capacity-drain.ts';
import { KnownConfiguration } from '../../../sim/fleet/known-configuration.ts';
import { Revision } from '../../../sim/fleet/revision.ts';
import { Kernel, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import type { SimTime } from '../../../sim/kernel/time.ts';
import type { ResolvedServiceLbPolicy } from '../../../sim/scenario/resolved-scenario.ts';
import { modelWith, type Plain } from '../../support/scenario.ts';

const SECOND = 1_000_000;
const MEMBERS = 100;

type Limit = ResolvedServiceLbPolicy['autoCapacityDrain']['limit'];

/**
 * Sets health at instants, [seconds, backend, healthy percent], and returns the drained
 * backends at the end and what was said.
 */
function drainedAfter(
  backendCount: number,
  changes: readonly (readonly [number, number, number])[],
  endS: number,
  { limit = 'belowHalf', scalerZero = [] }: { limit?: Limit; scalerZero?: readonly number[] } = {},
) {
  const backends: Record<string, Plain> = { seoul: null };
  for (let b = 0; b < backendCount; b++) {
    const capacityScaler = scalerZero.includes(b) ? 0 : 1;
    backends[`b${b}`] = { zone: 'asia-northeast3-a', members: MEMBERS, maxConnections: 10, capacityScaler };
  }
  const plan = modelWith({ service: { backends } }).plans[0]!;
  const memberCount = new Int32Array(backendCount).fill(MEMBERS);
  const capacity = new KnownConfiguration(plan, { memberCount, revision: new Revision() });
  const view = {
    capacity: capacity.capacity,
    capacityScaler: capacity.capacityScaler,
    memberCount,
    healthyCount: new Int32Array(backendCount).fill(MEMBERS),
    isInService: capacity.isInService,
  };
  const kernel = new Kernel();
  const said: string[] = [];
  const drain = new AutoCapacityDrain(kernel, limit, view, capacity, (backend, isDrained) => {
    said.push(`${kernel.now / SECOND} ${isDrained ? 'drain' : 'undrain'} ${backend}`);
  });
  const set = kernel.register('test.set', (number) => {
    const [, backend, healthy] = changes[number]!;
    view.healthyCount[backend] = healthy;
    drain.review(backend);
  });
  changes.forEach(([atS], number) => {
    kernel.schedule((atS * SECOND) as SimTime, set, number);
  });
  const none = { nextAt: Number.MAX_SAFE_INTEGER as SimTime, arrive: () => {} };
  kernel.run((endS * SECOND) as SimTime, none, UNATTENDED);
  const drained = [...view.capacity.keys()].filter((b) => view.capacity[b] === 0 && !scalerZero.includes(b));
  return { drained, said, view, capacity };
}

describe('who is drained', () => {
  it.each([
    [25, []],
    [24, [0]],
  ])('DER-9: %i %% of members healthy drains %j', (healthy, drained) => {
    expect(drainedAfter(5, [[1, 0, healthy]], 2).drained).toEqual(drained);
  });

  it('DER-9: two of five below 25 % and one of scaler 0: a ratio of 0.4, both drained', () => {
    const { drained } = drainedAfter(
      5,
      [
        [1, 0, 20],
        [2, 1, 0],
        [3, 4, 0],
      ],
      4,
      { scalerZero: [4] },
    );
    expect(drained).toEqual([0, 1]);
  });

  it.each([
    ['belowHalf', 2, []],
    ['atMostHalf', 2, [0, 1]],
    ['belowHalf', 3, []],
    ['atMostHalf', 3, [0, 1]],
    ['belowHalf', 1, [0]],
  ] as const)('DER-9, conflict (a): %s, %i of four below 25 %%: drained %j', (limit, sick, drained) => {
    const changes = Array.from({ length: sick }, (_, b) => [1 + b, b, 0] as const);
    expect(drainedAfter(4, changes, 10, { limit }).drained).toEqual(drained);
  });

  it('leaves the configured capacity as it is', () => {
    const { capacity, view } = drainedAfter(3, [[1, 0, 0]], 2);
    expect([view.capacity[0], view.capacityScaler[0], capacity.configured(0)]).toEqual([0, 0, 10]);
    expect(view.capacity[1]).toBe(10);
  });
});

describe('when it ends', () => {
  it.each([
    [35, 60, true],
    [35, 59, false],
    [34, 600, false],
  ])('DER-10: %i %% healthy for %i s: ended %s', (healthy, heldS, ended) => {
    const changes = [[1, 0, 0], [10, 0, healthy], [10 + heldS + 1, 0, 30] as const] as const;
    const { said } = drainedAfter(3, changes, 10 + heldS + 120);
    expect(said).toEqual(ended ? ['1 drain 0', '70 undrain 0'] : ['1 drain 0']);
  });

  it('the sixty seconds begin anew when health falls in between', () => {
    const changes = [
      [1, 0, 0],
      [10, 0, 50],
      [40, 0, 20],
      [50, 0, 50],
    ] as const;
    expect(drainedAfter(3, changes, 200).said).toEqual(['1 drain 0', '110 undrain 0']);
  });

  it('too many candidates let go of all, and one that was no longer below 25 % makes room for the other', () => {
    const changes = [
      [1, 0, 0],
      [5, 0, 30],
      [9, 1, 0],
    ] as const;
    expect(drainedAfter(4, changes, 20).said).toEqual(['1 drain 0', '9 undrain 0', '9 drain 1']);
  });
});
