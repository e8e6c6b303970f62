/**
 * The output of a run for a person at a terminal: verdicts first, then the designs side by side, who went
 * where, and how to run it again.
 */
import type { Colours } from '../io.ts';
import { comparisonTable } from '../text/comparison-table.ts';
import { countOf } from '../text/count-of.ts';
import { verdictLines } from '../text/verdict-lines.ts';
import { whereTables } from '../text/where-tables.ts';
import { type FinishedRun, reportPath } from './finished-run.ts';

export function textFormat(runs: readonly FinishedRun[], colours: Colours): string {
  return runs.map((run) => `${runText(run, colours)}\n`).join('\n');
}

function runText(run: FinishedRun, colours: Colours): string {
  const { scenario, verdicts, notices, fingerprint } = run.result;
  const title = colours.bold(scenario.name) + (scenario.question === null ? '' : `: ${scenario.question}`);
  const facts = [
    ['report', reportPath(run)],
    ['seed', `${scenario.seed}, ${countOf(scenario.replications, 'replication')}`],
    ['reproduce', run.command],
    ['fingerprint', fingerprint.all],
  ];
  return [
    title,
    verdictLines(verdicts, colours),
    ...(notices.length === 0 ? [] : [notices.map((notice) => `${colours.yellow('note')} ${notice}`).join('\n')]),
    comparisonTable(run.result, colours),
    whereTables(run.result, colours),
    facts.map(([name, value]) => `${colours.dim(name!.padEnd(12))}${value}`).join('\n'),
  ].join('\n\n');
}
