/** `secondLayer` of a design: defaults, and the regions that it names. */
import type { WorldData } from '../../world/world-data.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedSecondLayer } from '../resolved-machines.ts';
import type { DesignInput } from '../schema/designs.ts';
import { countOf } from '../schema/quantities.ts';
import { resolveNames } from './names.ts';

/** Assumption: two GFEs (groups of machines that act as one) for each of a region's three zones. */
const DEFAULT_GFES_PER_REGION = 6;

/**
 * Assumption: "only a subset of backend locations" is said, not how many. Four reach the neighbours on every continent.
 */
const DEFAULT_KNOWN_REGIONS = 4;

/** Assumption: "with few connections" is said, not how few. */
const DEFAULT_ZONE_PREFERENCE_ENDS_AT = 100;

/** `null` after a fault, which is reported, and where the world is unknown. */
export function resolveSecondLayer(
  input: NonNullable<DesignInput['secondLayer']>,
  world: WorldData | null,
  reporter: Reporter,
): ResolvedSecondLayer | null {
  const { gfesPerRegion, knownRegions, zonePreferenceEndsAt } = input;
  if (world === null) return null;
  const known = { what: 'region', ids: world.regions.map(({ id }) => id) };
  // Google says "a subset of regions" and no more; all of the world's have GFEs here unless the design says which.
  const regions =
    input.regions === undefined ? 'all' : resolveNames(input.regions, known, ['secondLayer', 'regions'], reporter);
  if (regions === null) return null;
  return {
    gfesPerRegion: gfesPerRegion ?? DEFAULT_GFES_PER_REGION,
    regions: regions === 'all' ? null : regions,
    knownRegions: knownRegions ?? DEFAULT_KNOWN_REGIONS,
    zonePreferenceEndsAt:
      zonePreferenceEndsAt === undefined ? DEFAULT_ZONE_PREFERENCE_ENDS_AT : countOf(zonePreferenceEndsAt),
  };
}
