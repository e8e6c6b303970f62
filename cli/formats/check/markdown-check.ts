/**
 * A check for a pull request or a step summary: a table of scenarios, and for each what
 * differs; the undecided folded away.
 *
 * A comment on GitHub holds 65,536 characters (https://docs.github.com/rest/issues/comments), so of very many changes
 * and scenarios only the first are shown.
 */
import { isIdentical, type MetricChange } from '../../../sim/metrics/comparison/compare-figures.ts';
import type { Verdict } from '../../../sim/metrics/experiment-result.ts';
import { changeText, levelText, STATE_SIGNS, STATE_WORDS } from '../../compare/change-words.ts';
import { explainComparison } from '../../compare/explain-comparison.ts';
import { asPlainText, markdownTable } from '../markdown-table.ts';
import { BEFORE, type CheckedScenario, expectationTally, hasFailed, headline } from './checked-scenario.ts';

/** Of each table; some 150 characters each. */
const ROWS_MAX = 80;
/** Less than a comment holds, for what surrounds it. */
const CHARACTERS_MAX = 60_000;

export function markdownCheck(checked: readonly CheckedScenario[]): string {
  const isAlone = checked.length === 1;
  const parts = ['## Spillway check', ...(isAlone ? [] : [overview(checked)])];
  // In the table of scenarios all is said about what is as it was.
  const told = isAlone ? checked : checked.filter((scenario) => !isQuiet(scenario));
  let left = CHARACTERS_MAX - parts.join('\n\n').length;
  for (const [index, scenario] of told.entries()) {
    const section = scenarioMarkdown(scenario);
    left -= section.length;
    if (left < 0) {
      parts.push(`${told.length - index} more scenarios are only in the table above.`);
      break;
    }
    parts.push(section);
  }
  return `${parts.join('\n\n')}\n`;
}

function isQuiet({ comparison, result }: CheckedScenario): boolean {
  return comparison !== null && isIdentical(comparison) && result.verdicts.every(({ state }) => state === 'held');
}

function overview(checked: readonly CheckedScenario[]): string {
  const rows = checked.map((scenario) => [
    scenario.result.scenario.name,
    `${hasFailed(scenario) ? '✗ ' : ''}${headline(scenario)}`,
    expectationTally(scenario.result) ?? 'none',
  ]);
  return markdownTable(['scenario', 'against its baseline', 'expectations'], 3, rows);
}

function scenarioMarkdown(scenario: CheckedScenario): string {
  const { result, comparison, baselineFile, command, update } = scenario;
  const changes = comparison?.changes ?? [];
  const decided = changes.filter(({ state }) => state !== 'open');
  const open = changes.filter(({ state }) => state === 'open');
  const after = update === null ? 'now' : 'accepted';
  const notHeld = result.verdicts.filter(({ state }) => state !== 'held');
  const tally = expectationTally(result);
  const facts = [
    `baseline \`${baselineFile}\``,
    `fingerprint \`${result.fingerprint.all}\``,
    `reproduce: \`${command}\``,
  ];
  return [
    `### ${hasFailed(scenario) ? '✗ ' : ''}${asPlainText(result.scenario.name)}: ${headline(scenario)}`,
    ...(comparison === null
      ? []
      : [
          explainComparison(comparison, BEFORE)
            .map((line) => `- ${asPlainText(line)}`)
            .join('\n'),
        ]),
    ...(decided.length === 0 ? [] : [changeRows(decided, after)]),
    ...(open.length === 0 ? [] : [folded(`${open.length} undecided (~)`, changeRows(open, after))]),
    ...(notHeld.length === 0 ? [] : [verdictRows(notHeld)]),
    ...(tally === null ? [] : [`${tally}.`]),
    facts.join(' · '),
  ].join('\n\n');
}

function changeRows(changes: readonly MetricChange[], after: string): string {
  const rows = changes.slice(0, ROWS_MAX).map((change) => {
    const { state, designId, metric, before, after: now, unit } = change;
    return [
      `${STATE_SIGNS[state]} ${state === 'worse' ? '**worse**' : STATE_WORDS[state]}`,
      designId,
      `\`${metric}\``,
      levelText(before, unit),
      levelText(now, unit),
      changeText(change),
    ];
  });
  const table = markdownTable(['', 'design', 'metric', 'baseline', after, 'change'], 3, rows);
  const left = changes.length - rows.length;
  return left === 0 ? table : `${table}\n\n${left} more are not shown.`;
}

function verdictRows(verdicts: readonly Verdict[]): string {
  const rows = verdicts
    .slice(0, ROWS_MAX)
    .map(({ state, severity, id, designId, sentence }) => [
      state === 'failed' ? `**failed**${severity === 'warn' ? ' (warn)' : ''}` : state,
      id,
      designId,
      sentence,
    ]);
  return markdownTable(['verdict', 'expectation', 'design', 'measured'], 4, rows);
}

function folded(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
