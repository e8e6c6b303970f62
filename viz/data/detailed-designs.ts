/**
 * The designs that a report shows in every figure. A labelled comparison may have dozens: its matrix shows them all,
 * the other figures the baseline and, of each panel of the matrix (each row, if there is one panel), the design
 * under which most connections broke.
 */
import type { ExperimentResult } from '../../sim/metrics/experiment-result.ts';
import { type LabelGrid, labelGrid } from './label-axes.ts';

/** As many designs as have colours of their own. */
const MOST_DESIGNS = 6;

/** The result with what concerns these designs; the same one where there are few or none is labelled. */
export function detailedResult(result: ExperimentResult): ExperimentResult {
  const grid = result.designs.length <= MOST_DESIGNS ? null : labelGrid(result.designs);
  if (grid === null) return result;
  const shown = new Set(detailedIds(result, grid));
  const isShown = ({ designId }: { readonly designId: string }): boolean => shown.has(designId);
  return {
    ...result,
    designs: result.designs.filter(({ id }) => shown.has(id)),
    summary: result.summary.filter(isShown),
    series: result.series.filter(isShown),
    counters: result.counters.filter(isShown),
    breaks: result.breaks.filter(isShown),
    flows: result.flows.filter(isShown),
    flowSlices: result.flowSlices.filter(isShown),
    latency: result.latency.filter(isShown),
    backends: result.backends.filter(isShown),
    machines: result.machines.filter(isShown),
    forms: result.forms.filter(isShown),
    log: result.log.filter(isShown),
    notices: [
      ...result.notices,
      `${result.designs.length} designs: the matrix shows all of them, the other figures the baseline and, of each ${grid.panels === null ? 'row' : 'panel'}, the design under which most connections broke. The files have all`,
    ],
  };
}

function detailedIds({ designs, breaks }: ExperimentResult, grid: LabelGrid): string[] {
  const first = Math.max(
    0,
    designs.findIndex(({ isBaseline }) => isBaseline),
  );
  const groups = grid.panels === null ? grid.designs[0]!.map((row) => [row]) : grid.designs;
  const brokenUnder = (index: number): number =>
    breaks.find(({ designId }) => designId === designs[index]!.id)?.broken ?? 0;
  const worst = groups.flatMap((rows) => {
    const members = rows.flat().flatMap((index) => (index === null || index === first ? [] : [index]));
    if (members.length === 0) return [];
    return [members.reduce((a, b) => (brokenUnder(b) > brokenUnder(a) ? b : a))];
  });
  return [first, ...worst.slice(0, MOST_DESIGNS - 1)].map((index) => designs[index]!.id);
}
