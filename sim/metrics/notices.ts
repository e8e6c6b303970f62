/**
 * What the reader should know before trusting a figure.
 */
import { toSeconds } from '../kernel/time.ts';
import type { DesignRuns } from './design-runs.ts';
import { formatExact } from './format-figures.ts';
import type { ResultContext } from './result-context.ts';

/** About replications that are missing or cut, and about having only one. Designs in the order given. */
export function replicationNotices(designs: readonly DesignRuns[], context: ResultContext): string[] {
  const { replications } = context.scenario.experiment;
  const notices = designs.flatMap((design) => incompleteNotice(design, replications) ?? []);
  if (replications === 1) {
    notices.push(
      'one replication: figures are points without intervals, and no difference between designs can be established',
    );
  }
  return notices;
}

function incompleteNotice({ designId, runs, coverage }: DesignRuns, replications: number): string | null {
  switch (coverage) {
    case 'none':
      return `interrupted: no replication of design ${designId} ran, and it is left out`;
    case 'cut': {
      const { replication, simulatedUs } = runs[0]!;
      const until = formatExact(toSeconds(simulatedUs), 's');
      return `interrupted: no replication of design ${designId} finished; its figures are those of replication ${replication}, cut at ${until}`;
    }
    case 'whole':
      if (runs.length === replications) return null;
      return `interrupted: ${runs.length} of ${replications} replications of design ${designId} finished; the others are left out`;
  }
}
