/**
 * The names that an expectation may select by: places with clients or backends, outcomes, causes
 * of breaks and compared designs.
 */
import { BREAK_CAUSES } from '../../metrics/break-cause.ts';
import { OUTCOMES } from '../../metrics/outcome.ts';
import type { WorldData } from '../../world/world-data.ts';
import type { Names } from '../expression/parse-selector.ts';
import type { ResolvedDesign } from '../resolved-scenario.ts';
import type { KnownNames } from './names.ts';
import { knownTargets } from './targets.ts';

/**
 * @param metros with clients
 * @param designIds compared; `null` where they cannot be known
 * @param designs compared; `null` where one is faulty
 */
export function expectationNames(
  metros: KnownNames | null,
  designIds: readonly string[] | null,
  designs: readonly ResolvedDesign[] | null,
  data: WorldData | null,
): Names {
  const placed = (kind: 'region' | 'zone' | 'backend'): KnownNames | null => {
    return designs === null || data === null ? null : knownTargets(kind, designs, [], data);
  };
  return {
    metro: metros,
    home: placed('region'),
    region: placed('region'),
    zone: placed('zone'),
    backend: withParts(placed('backend'), designs),
    outcome: { what: 'outcome', ids: OUTCOMES },
    cause: { what: 'cause of a break', ids: BREAK_CAUSES },
    design: designIds === null ? null : { what: 'compared design', ids: designIds },
  };
}

/** A backend's part in a zone, as `backends.csv` names that of a regional group. */
function withParts(backends: KnownNames | null, designs: readonly ResolvedDesign[] | null): KnownNames | null {
  if (backends === null || designs === null) return null;
  const parts = designs.flatMap(({ service }) =>
    service.backends.flatMap(({ id, zones }) => zones.map(({ zone }) => `${id}/${zone}`)),
  );
  return { ...backends, parts: [...new Set(parts)] };
}
