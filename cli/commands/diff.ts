/**
 * `spillway diff`: what differs between two results, and which of it is established. Never simulates, never judges.
 */
import { resolve } from 'node:path';
import { compareFigures } from '../../sim/metrics/comparison/compare-figures.ts';
import type { FigureSet } from '../../sim/metrics/comparison/figure-set.ts';
import { type DiffSide, openSide } from '../diff/open-side.ts';
import { scenarioChanges } from '../diff/scenario-changes.ts';
import { HELD } from '../exit-codes.ts';
import { fileFault } from '../file-fault.ts';
import { DIFF_FORMATTERS } from '../formats/diff/diff-formatters.ts';
import { type DiffReport, diffExplanation } from '../formats/diff/diff-report.ts';
import type { DiffFormat } from '../formats/format-names.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { replaceFile } from '../results/replace-directory.ts';
import { UserError } from '../user-error.ts';
import { TOOL_VERSION } from '../version.ts';

export interface DiffOptions {
  /** Share of a mean, from 0. */
  readonly tolerance: number;
  readonly format: DiffFormat;
  /** File for a page with forest plots. */
  readonly html?: string | undefined;
}

export async function diffCommand(
  names: readonly [string, string],
  { tolerance, format, html }: DiffOptions,
  io: Io,
  installation: Installation,
): Promise<number> {
  const [before, after] = names.map((name) => openSide(name, io.workingDirectory)) as [DiffSide, DiffSide];
  const comparison = compareFigures(matched(before.figures, after.figures), after.figures, { tolerance });
  if (comparison.designs.length === 0) throw new UserError(noSharedDesign(before, after));
  const report: DiffReport = {
    before: before.name,
    after: after.name,
    comparison,
    scenarioChanges:
      before.resolvedYaml === null || after.resolvedYaml === null
        ? []
        : scenarioChanges(before.resolvedYaml, after.resolvedYaml),
  };
  io.out(DIFF_FORMATTERS[format](report, io.outColours));
  if (html !== undefined) await writePage(report, html, io, installation);
  return HELD;
}

/** A result of a single design is compared with another one's, whatever the two are called. */
function matched(before: FigureSet, after: FigureSet): FigureSet {
  const [only, ...others] = before.designs;
  const [target, ...more] = after.designs;
  if (only === undefined || target === undefined || others.length > 0 || more.length > 0) return before;
  return { ...before, designs: [{ ...only, id: target.id }] };
}

function noSharedDesign(before: DiffSide, after: DiffSide): string {
  const ids = ({ figures }: DiffSide): string => figures.designs.map(({ id }) => id).join(', ');
  return `they share no design: ${before.name} has ${ids(before)}; ${after.name} has ${ids(after)}`;
}

/** @throws UserError where the file cannot be written */
async function writePage(report: DiffReport, file: string, io: Io, installation: Installation): Promise<void> {
  const { renderComparisonPage } = await import('../../viz/comparison/render-comparison-page.ts');
  const page = renderComparisonPage({
    comparison: report.comparison,
    before: report.before,
    after: report.after,
    explanation: diffExplanation(report),
    toolVersion: TOOL_VERSION,
    style: (await installation.reportAssets()).style,
  });
  try {
    replaceFile(resolve(io.workingDirectory, file), page);
  } catch (error) {
    throw new UserError(`cannot write ${file}: ${fileFault(error)}`);
  }
}
