/**
 * The output of a run for a pull request: verdicts, the designs side by side and who went where as Markdown tables.
 */
import type { ExperimentResult } from '../../sim/metrics/experiment-result.ts';
import { formatCount } from '../../viz/format.ts';
import { compareDesigns } from '../summary/comparison.ts';
import { whereConnectionsWent } from '../summary/where-connections-went.ts';
import { destinationCell, windowTitle } from '../text/where-tables.ts';
import { type FinishedRun, reportPath } from './finished-run.ts';
import { asPlainText, markdownTable } from './markdown-table.ts';

export function markdownFormat(runs: readonly FinishedRun[]): string {
  return runs.map(runMarkdown).join('\n');
}

function runMarkdown(run: FinishedRun): string {
  const { scenario, notices, fingerprint } = run.result;
  const facts = [
    `Report: \`${reportPath(run)}\``,
    `seed \`${scenario.seed}\``,
    `fingerprint \`${fingerprint.all}\``,
    `reproduce: \`${run.command}\``,
  ];
  const parts = [
    `## ${asPlainText(scenario.name)}`,
    ...(scenario.question === null ? [] : [asPlainText(scenario.question)]),
    ...(scenario.answer === null ? [] : [asPlainText(scenario.answer)]),
    verdictTable(run.result),
    ...notices.map((notice) => `> ${asPlainText(notice)}`),
    comparison(run.result),
    ...whereConnectionsWent(run.result).map((where) => {
      const rows = where.rows.map((row) => [
        row.metro,
        row.designId,
        formatCount(row.offered),
        ...row.counts.map((count) => destinationCell(count, row.offered)),
      ]);
      return `${windowTitle(where)}\n\n${markdownTable(['metro', 'design', 'offered', ...where.destinations], 2, rows)}`;
    }),
    facts.join(' · '),
  ];
  return `${parts.join('\n\n')}\n`;
}

function verdictTable({ verdicts }: ExperimentResult): string {
  if (verdicts.length === 0) return 'No expectations in this scenario.';
  const rows = verdicts.map(({ state, severity, id, designId, sentence }) => [
    state === 'failed' ? `**failed**${severity === 'warn' ? ' (warn)' : ''}` : state,
    id,
    designId,
    sentence,
  ]);
  return markdownTable(['verdict', 'expectation', 'design', 'measured'], 4, rows);
}

function comparison(result: ExperimentResult): string {
  const head = result.designs.map((design) => (design.isBaseline ? `${design.id} (baseline)` : design.id));
  const rows = compareDesigns(result).map(({ label, cells }) => [
    label,
    ...cells.map(({ value, difference }) => (difference === '' ? value : `${value} (${difference})`)),
  ]);
  return markdownTable(['', ...head], 1, rows);
}
