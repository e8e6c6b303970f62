/** Figure sets made by hand: metrics by design, a value for each replication. */
import type { DesignFigures, FigureSet, Ingredient } from '../../../../sim/metrics/comparison/figure-set.ts';

export interface SampleDesign {
  readonly metrics: Readonly<Record<string, readonly (number | null)[]>>;
  /** Ingredients whose hashes are unlike those of other sets. */
  readonly parted?: readonly Ingredient[];
}

export function sampleFigures(
  designs: Readonly<Record<string, SampleDesign>>,
  changes: Partial<Omit<FigureSet, 'designs'>> = {},
): FigureSet {
  return {
    toolVersion: '0.1.0',
    scenario: 'sample',
    setup: { traffic: 'cdcdcdcd', 'design a': 'abababab' },
    seed: '42',
    fingerprint: '0123456789abcdef',
    ...changes,
    designs: Object.entries(designs).map(([id, design]) => designFigures(id, design)),
  };
}

function designFigures(id: string, { metrics, parted = [] }: SampleDesign): DesignFigures {
  const [first = []] = Object.values(metrics);
  const hashes = (name: Ingredient): string[] =>
    first.map((_, replication) => `${parted.includes(name) ? 'f' : '0'}000000${replication}`);
  return {
    id,
    replications: first.map((_, replication) => replication),
    fingerprints: {
      traffic: hashes('traffic'),
      routing: hashes('routing'),
      outcomes: hashes('outcomes'),
      events: hashes('events'),
    },
    metrics: Object.entries(metrics).map(([name, values]) => ({ name, values })),
  };
}
