/**
 * How a diff can be told on stdout: one pure function for each format.
 */
import { changeTable } from '../../compare/change-table.ts';
import { changeText, levelText, STATE_SIGNS, STATE_WORDS } from '../../compare/change-words.ts';
import { comparisonJson } from '../../compare/comparison-json.ts';
import type { Colours } from '../../io.ts';
import type { DiffFormat } from '../format-names.ts';
import { asPlainText, markdownTable } from '../markdown-table.ts';
import { type DiffReport, diffExplanation, diffHeadline } from './diff-report.ts';

type DiffFormatter = (report: DiffReport, colours: Colours) => string;

/** Counted up when a field changes its meaning or goes away. */
const FORMAT_VERSION = 1;

export const DIFF_FORMATTERS: Readonly<Record<DiffFormat, DiffFormatter>> = {
  text: textDiff,
  markdown: markdownDiff,
  json: jsonDiff,
};

function textDiff(report: DiffReport, colours: Colours): string {
  const { before, after, comparison } = report;
  const parts = [
    `${colours.bold(`${after} against ${before}`)}: ${diffHeadline(report)}`,
    diffExplanation(report)
      .map((line) => `  ${line}`)
      .join('\n'),
    ...(comparison.changes.length === 0
      ? []
      : [changeTable(comparison.changes, { before: 'before', after: 'after' }, colours)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function markdownDiff(report: DiffReport): string {
  const { before, after, comparison } = report;
  const rows = comparison.changes.map((change) => [
    `${STATE_SIGNS[change.state]} ${STATE_WORDS[change.state]}`,
    change.designId,
    `\`${change.metric}\``,
    levelText(change.before, change.unit),
    levelText(change.after, change.unit),
    changeText(change),
  ]);
  const parts = [
    `## ${asPlainText(`${after} against ${before}`)}: ${diffHeadline(report)}`,
    diffExplanation(report)
      .map((line) => `- ${asPlainText(line)}`)
      .join('\n'),
    ...(rows.length === 0 ? [] : [markdownTable(['', 'design', 'metric', 'before', 'after', 'change'], 3, rows)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function jsonDiff({ before, after, comparison, scenarioChanges }: DiffReport): string {
  const document = {
    formatVersion: FORMAT_VERSION,
    before,
    after,
    scenarioChanges,
    comparison: comparisonJson(comparison),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
