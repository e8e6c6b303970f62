/**
 * Goal: every design's fleet has its own members at the places that all designs of an experiment number alike.
 * Method: compile scenarios whose designs differ in members, zones and kinds of group; read plans and places.
 */
import { describe, expect, it } from 'vitest';
import { modelWith, type Plain } from '../../support/scenario.ts';

interface PlanRow {
  readonly id: string;
  readonly zone: string;
  readonly members: number;
  readonly capacity: number;
}

/** Plans of two designs: `one` is the service as it is, `two` has other backends. */
function plans(one: Plain, two: Plain): PlanRow[][] {
  const model = modelWith({
    service: { backends: one },
    designs: { proxy: null, one: { kind: 'anycastProxy' }, two: { kind: 'anycastProxy', service: { backends: two } } },
    experiment: { compare: ['one', 'two'], baseline: 'one' },
  });
  expect(model.places.backends.map(({ id }) => id)).toEqual(model.plans[0]!.backends.map(({ id }) => id));
  return model.plans.map((plan) => {
    expect(plan.slotCount).toBe(plan.backends.reduce((sum, { slotCount }) => sum + slotCount, 0));
    return plan.backends.map(({ id, zone, initialMembers, targetCapacity }) => ({
      id,
      zone,
      members: initialMembers,
      capacity: targetCapacity,
    }));
  });
}

const SEOUL = { zone: 'asia-northeast3-a', members: 4, maxConnections: 400 };

describe('designs', () => {
  it('have their own members and capacity of a backend they share', () => {
    expect(plans({ seoul: SEOUL }, { seoul: { members: 6, maxConnections: 500 } })).toEqual([
      [{ id: 'seoul', zone: 'asia-northeast3-a', members: 4, capacity: 400 }],
      [{ id: 'seoul', zone: 'asia-northeast3-a', members: 6, capacity: 500 }],
    ]);
  });

  it('leave a backend that only others have without members', () => {
    const tokyo = { zone: 'asia-northeast1-a', members: 2, maxConnections: 100 };
    expect(plans({ seoul: SEOUL }, { tokyo })[0]).toEqual([
      { id: 'seoul', zone: 'asia-northeast3-a', members: 4, capacity: 400 },
      { id: 'tokyo', zone: 'asia-northeast1-a', members: 0, capacity: 0 },
    ]);
  });

  it('may put a backend of one name in different zones: then these are two places', () => {
    expect(plans({ seoul: SEOUL }, { seoul: { zone: 'asia-northeast1-c' } })).toEqual([
      [
        { id: 'seoul/asia-northeast3-a', zone: 'asia-northeast3-a', members: 4, capacity: 400 },
        { id: 'seoul/asia-northeast1-c', zone: 'asia-northeast1-c', members: 0, capacity: 0 },
      ],
      [
        { id: 'seoul/asia-northeast3-a', zone: 'asia-northeast3-a', members: 0, capacity: 0 },
        { id: 'seoul/asia-northeast1-c', zone: 'asia-northeast1-c', members: 4, capacity: 400 },
      ],
    ]);
  });

  it('may replace a zonal group by a regional one', () => {
    const regional = { zone: null, region: 'asia-northeast3', maxConnections: null, maxConnectionsPerInstance: 100 };
    const [zonal, spread] = plans({ seoul: SEOUL }, { seoul: regional });
    expect(zonal!.map(({ id, members }) => [id, members])).toEqual([
      ['seoul/asia-northeast3-a', 4],
      ['seoul/asia-northeast3-b', 0],
      ['seoul/asia-northeast3-c', 0],
    ]);
    expect(spread!.map(({ members, capacity }) => [members, capacity])).toEqual([
      [2, 200],
      [1, 100],
      [1, 100],
    ]);
  });
});

describe('a regional group', () => {
  it('is one zonal backend for each of its zones, members numbered through', () => {
    const { plans: all } = modelWith({
      service: {
        backends: {
          seoul: {
            region: 'asia-northeast3',
            members: 5,
            zone: null,
            maxConnections: null,
            maxConnectionsPerInstance: 9,
          },
          tokyo: { zone: 'asia-northeast1-a', members: 2, maxConnections: 7 },
        },
      },
    });
    expect(all[0]!.backends.map(({ id, firstMember, initialMembers }) => [id, firstMember, initialMembers])).toEqual([
      ['seoul/asia-northeast3-a', 0, 2],
      ['seoul/asia-northeast3-b', 2, 2],
      ['seoul/asia-northeast3-c', 4, 1],
      ['tokyo', 5, 2],
    ]);
  });
});
