/**
 * A check for a pull request or a step summary: a table of scenarios, and for each what differs; the undecided folded away.
 *
 * A comment on GitHub holds 65,536 characters (https://docs.github.com/rest/issues/comments), so of very many changes only the first are shown.
 */
import type { MetricChange } from '../../../sim/metrics/comparison/compare-figures.ts';
import type { Verdict } from '../../../sim/metrics/experiment-result.ts';
import { changeText, levelText, STATE_SIGNS, STATE_WORDS } from '../../compare/change-words.ts';
import { explainComparison } from '../../compare/explain-comparison.ts';
import { asPlainText, markdownTable } from '../markdown-table.ts';
import { BEFORE, type CheckedScenario, expectationTally, headline, isRegressed } from './checked-scenario.ts';

/** Of all scenarios together: some 150 characters each, so half of what a comment holds. */
const ROWS_MAX = 200;

export function markdownCheck(checked: readonly CheckedScenario[]): string {
  const rowsEach = Math.max(5, Math.floor(ROWS_MAX / Math.max(1, checked.length)));
  const parts = [
    '## Spillway check',
    ...(checked.length < 2 ? [] : [overview(checked)]),
    ...checked.map((scenario) => scenarioMarkdown(scenario, rowsEach)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function overview(checked: readonly CheckedScenario[]): string {
  const rows = checked.map((scenario) => [
    scenario.result.scenario.name,
    `${isRegressed(scenario) ? '✗ ' : ''}${headline(scenario)}`,
    expectationTally(scenario.result) ?? 'none',
  ]);
  return markdownTable(['scenario', 'against its baseline', 'expectations'], 3, rows);
}

function scenarioMarkdown(scenario: CheckedScenario, rowsMax: number): string {
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
    `### ${isRegressed(scenario) ? '✗ ' : ''}${asPlainText(result.scenario.name)}: ${headline(scenario)}`,
    ...(comparison === null
      ? []
      : [
          explainComparison(comparison, BEFORE)
            .map((line) => `- ${asPlainText(line)}`)
            .join('\n'),
        ]),
    ...(decided.length === 0 ? [] : [changeRows(decided, after, rowsMax)]),
    ...(open.length === 0 ? [] : [folded(`${open.length} undecided (~)`, changeRows(open, after, rowsMax))]),
    ...(notHeld.length === 0 ? [] : [verdictRows(notHeld)]),
    ...(tally === null ? [] : [`${tally}.`]),
    facts.join(' · '),
  ].join('\n\n');
}

function changeRows(changes: readonly MetricChange[], after: string, rowsMax: number): string {
  const rows = changes.slice(0, rowsMax).map((change) => {
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
  const rows = verdicts.map(({ state, severity, id, designId, sentence }) => [
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
