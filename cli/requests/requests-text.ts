/**
 * `spillway requests` for people: a table of all forms, then the way of each one through each chain, then suggestions.
 *
 * Of probes only those that differ get their way told; the JSON has them all.
 */
import type { ChainAnswer } from '../../sim/requests/chain.ts';
import { type FormResult, hasDifference } from '../../sim/requests/compare/compare-chains.ts';
import { matters } from '../../sim/requests/compare/difference.ts';
import type { Colours } from '../io.ts';
import { longTable } from '../text/long-table.ts';
import { left, right } from '../text/table.ts';
import {
  answerText,
  DIFFERENCE_WORDS,
  percentText,
  type RequestsReport,
  summaryLines,
  worstKind,
} from './requests-report.ts';
import { suggestionText } from './suggestion-text.ts';

export function requestsText(report: RequestsReport, colours: Colours): string {
  const { name, question, comparison } = report;
  const { chainIds, results } = comparison;
  const told = results.filter((result) => result.form.probeOf === null || hasDifference(result));
  const sections = [
    [colours.bold(name), ...(question === null ? [] : [question])].join('\n'),
    formTable(report, colours),
    ...told.map((result) => formSection(result, chainIds, colours)),
    ...suggestionText(report.suggestions, colours),
    summaryLines(report).join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function formTable({ comparison: { chainIds, results } }: RequestsReport, colours: Colours): string {
  const isCompared = chainIds.length > 1;
  const columns = [
    left('form'),
    right('share'),
    left('request'),
    ...chainIds.map(left),
    ...(isCompared ? [left('difference')] : []),
  ];
  const rows = results.map((result) => [
    result.form.id,
    result.form.probeOf === null ? percentText(result.form.share) : 'probe',
    `${result.form.method} ${result.form.target}`,
    ...result.answers.map(answerText),
    ...(isCompared ? [DIFFERENCE_WORDS[worstKind(result)]] : []),
  ]);
  return longTable(columns, rows, colours);
}

function formSection(
  { form, answers, differences, unmet }: FormResult,
  chainIds: readonly string[],
  colours: Colours,
): string {
  const lines = [colours.bold(`${form.id}  ${form.method} ${form.target}`)];
  for (const [index, answer] of answers.entries()) {
    const { kind, what } = differences[index]!;
    const colour = matters(kind) ? colours.red : colours.dim;
    const difference = kind === 'none' ? '' : `   ${colour(what)}`;
    lines.push(`  ${chainIds[index]}: ${answer.status} by ${answer.answeredBy} (${answer.reason})${difference}`);
    if (unmet[index] !== null) lines.push(`    ${colours.red(unmet[index]!)}`);
    lines.push(...wayLines(answer));
  }
  return lines.join('\n');
}

function wayLines({ stations }: ChainAnswer): string[] {
  const width = Math.max(...stations.map(({ hop }) => hop.length));
  return stations.flatMap(({ hop, received, steps }) => [
    `    ${hop.padEnd(width)}  got ${received}`,
    ...steps.map(
      ({ did, path, query }) =>
        `    ${' '.repeat(width)}    ${did}  ->  path ${path}${query === null ? '' : `, query ${query}`}`,
    ),
  ]);
}
