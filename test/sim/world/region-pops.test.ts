/**
 * Goal: which PoPs belong to a region: those nearest to it of all regions, and at least one.
 * Method: the shipped world, each pair recomputed from the backbone's RTTs; a world of one PoP far from the region.
 */
import { describe, expect, it } from 'vitest';
import { compileWorld } from '../../../sim/world/world.ts';
import { gcpData, worldOptions } from './gcp-data.ts';

const data = gcpData();
const whole = compileWorld(data, worldOptions());
const popCount = whole.pops.length;
const regionCount = whole.regions.length;

function popsOf(region: number): number[] {
  return whole.pops.flatMap((_, pop) => (whole.isPopOfRegion[region * popCount + pop] === 1 ? [pop] : []));
}

describe('the PoPs of a region', () => {
  it('are those to which no other region is nearer; every region has its nearest PoP', () => {
    whole.regions.forEach((_, region) => {
      const rttsUs = whole.pops.map((_pop, pop) => whole.popRegionRttUs[pop * regionCount + region]!);
      const nearestPop = rttsUs.indexOf(Math.min(...rttsUs));
      const expected = rttsUs.flatMap((us, pop) => {
        const toAll = whole.popRegionRttUs.subarray(pop * regionCount, (pop + 1) * regionCount);
        return us === Math.min(...toAll) || pop === nearestPop ? [pop] : [];
      });
      expect(popsOf(region)).toEqual(expected);
    });
    expect(whole.pops.every((_, pop) => whole.regions.some((_region, region) => popsOf(region).includes(pop)))).toBe(
      true,
    );
  });

  it('stay the same in a world of fewer regions: those left out still stand nearer to their own PoPs', () => {
    const regionIds = ['asia-northeast3', 'us-central1'];
    const small = compileWorld(data, worldOptions({ regionIds }));
    small.regions.forEach(({ id }, region) => {
      const inWhole = whole.regions.findIndex((candidate) => candidate.id === id);
      expect(small.isPopOfRegion.slice(region * popCount, (region + 1) * popCount)).toEqual(
        whole.isPopOfRegion.slice(inWhole * popCount, (inWhole + 1) * popCount),
      );
    });
  });

  it('are at least one where the scenario has no PoP near', () => {
    const small = compileWorld(data, worldOptions({ regionIds: ['asia-northeast3'], popIds: ['ltn'] }));
    expect([...small.isPopOfRegion]).toEqual([1]);
  });
});
