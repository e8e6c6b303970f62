/**
 * `spillway requests` for a pull request: the summary, the forms, and the suggested rules.
 */

import type { Suggestion } from '../../sim/requests/suggest/suggestion.ts';
import { markdownTable } from '../formats/markdown-table.ts';
import { changeYaml } from './change-yaml.ts';
import {
  answerText,
  DIFFERENCE_WORDS,
  percentText,
  type RequestsReport,
  summaryLines,
  worstKind,
} from './requests-report.ts';

export function requestsMarkdown(report: RequestsReport): string {
  const { name, comparison, suggestions } = report;
  const sections = [
    `## ${name}`,
    summaryLines(report).join('\n'),
    formTable(report),
    ...suggestions.flatMap(({ chainId, referenceId, each, unsolved, together }) => [
      `### Suggestions for ${chainId}, so that it does as ${referenceId} does`,
      ...each.map(suggestionMarkdown),
      ...(unsolved.length === 0 ? [] : [`No rule found for ${unsolved.map(code).join(', ')}.`]),
      ...(together === null ? [] : [`**All together:** ${suggestionMarkdown(together)}`]),
    ]),
  ];
  return `${(comparison.results.length === 0 ? sections.slice(0, 2) : sections).join('\n\n')}\n`;
}

function formTable({ comparison: { chainIds, results } }: RequestsReport): string {
  const isCompared = chainIds.length > 1;
  const head = ['form', 'share', 'request', ...chainIds, ...(isCompared ? ['difference'] : [])];
  const rows = results.map((result) => [
    result.form.id,
    result.form.probeOf === null ? percentText(result.form.share) : 'probe',
    code(`${result.form.method} ${result.form.target}`),
    ...result.answers.map((answer) => code(answerText(answer))),
    ...(isCompared ? [DIFFERENCE_WORDS[worstKind(result)]] : []),
  ]);
  return markdownTable(head, head.length, rows);
}

function suggestionMarkdown({ changes, closes, breaks, alsoChanges, leaves }: Suggestion): string {
  const parts = changes.flatMap((change) => {
    const { hop, server, title, lines, caution } = change;
    return [
      `At \`${hop}\`: ${title}.${caution === null ? '' : ` Careful: ${caution}.`}`,
      [`\`\`\`${server}`, ...lines, '```'].join('\n'),
      ['```yaml', ...changeYaml(change), '```'].join('\n'),
    ];
  });
  const others = [
    ...(breaks.length === 0 ? [] : [`makes ${breaks.map(code).join(', ')} differ`]),
    ...(alsoChanges.length === 0 ? [] : [`also changes ${alsoChanges.map(code).join(', ')}`]),
    ...(leaves.length === 0 ? [] : [`leaves ${leaves.map(code).join(', ')} open`]),
  ];
  return [
    `Closes ${closes.map(code).join(', ')}${others.length === 0 ? '; changes no other form' : `; ${others.join('; ')}`}.`,
    ...parts,
  ].join('\n\n');
}

/** A span of code that may hold backquotes. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
