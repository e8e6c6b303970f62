/**
 * Goal: what every service policy owes, whichever it is, and what Google Cloud's own do besides.
 * Method: the properties that `spillway check-policy` tries on a policy of the user, over random views (the seed is the
 * test run's), put to every policy of the registry.
 */
import { describe, expect, it } from 'vitest';
import { type BackendRow, pickCounts, viewOf } from '../../../../cli/policy-contract/sample-view.ts';
import { SERVICE_PROPERTIES } from '../../../../cli/policy-contract/service-properties.ts';
import { SERVICE_POLICIES } from '../../../../sim/policies/service/service-policy-registry.ts';

describe.each(Object.entries(SERVICE_POLICIES))('%s', (_, { policy }) => {
  it.each(SERVICE_PROPERTIES)('$name', ({ check }) => {
    expect(check({ make: () => policy, isStateless: true }, undefined)).toBeNull();
  });

  it('picks none of nothing eligible', () => {
    const rows: BackendRow[] = [
      { region: 0, capacity: 100, healthy: 0 },
      { region: 1, capacity: 0 },
      { region: 2, capacity: 100, isDraining: true },
    ];
    expect(pickCounts(policy, viewOf(rows), 64)[3]).toBe(64);
  });
});
