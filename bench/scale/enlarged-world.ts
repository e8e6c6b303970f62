/**
 * The shipped world with another number of PoPs: the first so many, or all of them and copies a little way
 * off, which are PoPs of their own.
 */
import type { Pop, WorldData } from '../../sim/world/world-data.ts';

/** Between a PoP and each next copy: another building of the same city. */
const COPY_STEP_DEG = 0.05;

export function worldWithPops(data: WorldData, count: number): WorldData {
  const pops = Array.from({ length: count }, (_, index) => {
    const pop = data.pops[index % data.pops.length]!;
    return copyOf(pop, Math.floor(index / data.pops.length));
  });
  pops.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...data, pops };
}

/** The shipped PoP itself is its copy 0. */
function copyOf(pop: Pop, copy: number): Pop {
  if (copy === 0) return pop;
  const towardsEquator = pop.latDeg > 0 ? -COPY_STEP_DEG : COPY_STEP_DEG;
  return {
    ...pop,
    id: `${pop.id}-${copy}`,
    name: `${pop.name} ${copy + 1}`,
    latDeg: pop.latDeg + copy * towardsEquator,
  };
}
