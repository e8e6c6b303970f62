/**
 * Goal: target capacity is Google's formula: N counts all members, healthy or not; the scaler multiplies it.
 * Method: the worked examples DOC-BS-1 and DER-1 to DER-3 of the behavioural specification, by formula
 * and through a whole fleet plan.
 */
import { describe, expect, it } from 'vitest';
import { KnownConfiguration } from '../../../sim/fleet/known-configuration.ts';
import { Revision } from '../../../sim/fleet/revision.ts';
import { initialKnowledge } from '../../../sim/fleet/shared-knowledge.ts';
import { zoneTargetAmount } from '../../../sim/fleet/target-capacity.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

describe('zone target capacity', () => {
  it.each([
    ['DER-1', 'maxConnectionsPerInstance', 100, 10, 1_000],
    ['DER-2', 'maxConnections', 1_000, 10, 1_000],
    ['DOC-BS-1', 'maxConnectionsPerEndpoint', 25, 8, 200],
  ] as const)('%s: %s of %i with %i members is %i', (_, field, value, members, capacity) => {
    expect(zoneTargetAmount(field, value, members)).toBe(capacity);
  });
});

describe('effective capacity', () => {
  function capacities(backends: PlainMap): number[] {
    const { plans } = modelWith({ service: { backends } });
    const plan = plans[0]!;
    const knowledge = initialKnowledge(plan, new Int32Array(0), new Float64Array(0), new Revision());
    return [...new KnownConfiguration(plan, knowledge).capacity];
  }

  it('DER-3: a scaler of 0.5 makes 40 of 80', () => {
    expect(
      capacities({ seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 80, capacityScaler: 0.5 } }),
    ).toEqual([40]);
  });

  it('of a backend that has none is more than any load, so that it is never full', () => {
    const backends = {
      seoul: { region: 'asia-northeast3', type: 'SERVERLESS', members: 1, zone: null, maxConnections: null },
    };
    const { plans } = modelWith({ service: { protocol: 'HTTP', healthCheck: null, backends } });
    expect(plans[0]!.backends[0]!.targetCapacity).toBe(1e9);
  });

  it('of a regional group is K x X for the K members of each zone', () => {
    const backends = {
      seoul: { region: 'asia-northeast3', members: 7, zone: null, maxConnections: null, maxConnectionsPerInstance: 10 },
    };
    expect(capacities(backends)).toEqual([30, 20, 20]);
  });
});
