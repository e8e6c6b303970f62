/** `experiment`: which designs, against which, how often, from which seed. */
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedExperiment } from '../resolved-scenario.ts';
import { experimentSchema } from '../schema/experiment.ts';
import { readFields } from '../shape/read-part.ts';
import { resolveName } from './names.ts';

export interface Comparison {
  /** In order. */
  readonly designIds: readonly string[];
  readonly experiment: ResolvedExperiment;
}

/** `designIds`: all that the scenario writes. `null` after a fault, which is reported. */
export function resolveExperiment(designIds: readonly string[], reporter: Reporter): Comparison | null {
  const input = readFields(experimentSchema, reporter.root, ['experiment']);
  const compare = input.compare ?? designIds;
  let isWhole = compare.length > 0;
  if (input.compare !== undefined) {
    for (const [index, name] of compare.entries()) {
      const path = ['experiment', 'compare', String(index)];
      if (compare.indexOf(name) < index) {
        reporter.error(path, `"${name}" is listed twice`);
        isWhole = false;
      } else if (resolveName(name, { what: 'design', ids: designIds }, path, reporter) === null) isWhole = false;
    }
  }
  if (!isWhole) return null;
  const baseline = input.baseline ?? compare[0]!;
  const known = {
    what: 'design',
    ids: compare,
    whyNot: (id: string) => (designIds.includes(id) ? `design "${id}" is not among those compared` : null),
  };
  if (resolveName(baseline, known, ['experiment', 'baseline'], reporter) === null) return null;
  return {
    designIds: compare,
    experiment: {
      baseline: compare.length > 1 ? baseline : null,
      replications: input.replications ?? 1,
      seed: String(input.seed ?? 1),
    },
  };
}
