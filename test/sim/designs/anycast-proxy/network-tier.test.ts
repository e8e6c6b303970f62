/**
 * Goal: the PoP that serves, by tier: Premium asks geo-IP, Standard serves where the packets came in
 * and forwards within the region.
 * Method: the tier by itself on a small world, with PoPs switched off by hand.
 */
import { describe, expect, it } from 'vitest';
import { networkTierOf } from '../../../../sim/designs/anycast-proxy/network-tier.ts';
import { NO_POP } from '../../../../sim/designs/parts/paths.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

function tierOf(service: PlainMap) {
  const { world, scenario } = modelWith({
    service: { backends: { seoul: { zone: 'us-west1-a' } }, ...service },
    world: { pops: ['icn', 'pdx', 'bfi', 'yvr', 'lax'] },
  });
  const popOf = (id: string): number => world.pops.findIndex((pop) => pop.id === id);
  const serving = (...ids: string[]): Uint8Array => Uint8Array.from(world.pops, ({ id }) => (ids.includes(id) ? 1 : 0));
  return { tier: networkTierOf(scenario.designs[0]!.service, world), world, popOf, serving };
}

const STANDARD = { loadBalancingScheme: 'EXTERNAL', networkTier: 'STANDARD', region: 'us-west1' };

describe('network tier', () => {
  it('Premium: every PoP announces, and the nearest to the metro serves, wherever the packets came in', () => {
    const { tier, popOf, serving } = tierOf({});
    expect([...tier.isOfService]).toEqual([1, 1, 1, 1, 1]);
    expect(tier.onlyRegion).toBeNull();
    expect(tier.servingPopOf(0, popOf('lax'), serving('icn', 'bfi', 'lax'))).toBe(popOf('icn'));
  });

  it('Standard: PoPs of the region announce; the one of entry serves, else the next of the region, else none', () => {
    const { tier, world, popOf, serving } = tierOf(STANDARD);
    const announcing = world.pops.flatMap(({ id }, pop) => (tier.isOfService[pop] === 1 ? [id] : []));
    expect(announcing.toSorted()).toEqual(['bfi', 'pdx', 'yvr']);
    expect(world.regions[tier.onlyRegion!]!.id).toBe('us-west1');
    const entered = popOf('yvr');
    expect(tier.servingPopOf(0, entered, serving('icn', 'pdx', 'bfi', 'yvr', 'lax'))).toBe(entered);
    expect(tier.servingPopOf(0, entered, serving('icn', 'pdx', 'bfi', 'lax'))).toBe(popOf('bfi'));
    expect(tier.servingPopOf(0, entered, serving('icn', 'pdx', 'lax'))).toBe(popOf('pdx'));
    expect(tier.servingPopOf(0, entered, serving('icn', 'lax'))).toBe(NO_POP);
    expect(tier.servingPopOf(0, NO_POP, serving('bfi'))).toBe(NO_POP);
  });
});
