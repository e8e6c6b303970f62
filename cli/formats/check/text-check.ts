/**
 * A check for a person at a terminal: what became of each scenario, why, and every figure that differs.
 */
import { changeTable } from '../../compare/change-table.ts';
import { explainComparison } from '../../compare/explain-comparison.ts';
import type { Colours } from '../../io.ts';
import { left, textTable } from '../../text/table.ts';
import { verdictLines } from '../../text/verdict-lines.ts';
import { BEFORE, type CheckedScenario, expectationTally, hasFailed, headline } from './checked-scenario.ts';

export function textCheck(checked: readonly CheckedScenario[], colours: Colours): string {
  return checked.map((scenario) => `${scenarioText(scenario, colours)}\n`).join('\n');
}

/** All scenarios in one table; nothing for a single one. */
export function textSummary(checked: readonly CheckedScenario[], colours: Colours): string {
  if (checked.length < 2) return '';
  const rows = checked.map((scenario) => [
    markOf(scenario, colours),
    scenario.result.scenario.name,
    headline(scenario),
    expectationTally(scenario.result) ?? '',
  ]);
  return `\n${textTable([left(''), left('scenario'), left('against its baseline'), left('expectations')], rows, colours)}\n`;
}

function scenarioText(scenario: CheckedScenario, colours: Colours): string {
  const { result, comparison, baselineFile, update, directory, command } = scenario;
  const title = `${markOf(scenario, colours)} ${colours.bold(result.scenario.name)}: ${headline(scenario)}`;
  const notHeld = result.verdicts.filter(({ state }) => state !== 'held');
  const tally = expectationTally(result);
  const facts: readonly (readonly [string, string])[] = [
    ['baseline', `${baselineFile}${update === null ? '' : update === 'written' ? ', written' : ', as it was'}`],
    ...(directory === null ? [] : [['report', `${directory}/report.html`] as const]),
    ['reproduce', command],
    ['fingerprint', result.fingerprint.all],
  ];
  return [
    title,
    ...(comparison === null
      ? []
      : [
          explainComparison(comparison, BEFORE)
            .map((line) => `  ${line}`)
            .join('\n'),
        ]),
    ...(comparison === null || comparison.changes.length === 0
      ? []
      : [
          changeTable(comparison.changes, { before: 'baseline', after: update === null ? 'now' : 'accepted' }, colours),
        ]),
    ...(notHeld.length === 0 ? [] : [verdictLines(notHeld, colours)]),
    ...(tally === null ? [] : [tally]),
    facts.map(([name, value]) => `${colours.dim(name.padEnd(12))}${value}`).join('\n'),
  ].join('\n\n');
}

function markOf(scenario: CheckedScenario, colours: Colours): string {
  return hasFailed(scenario) ? colours.red('✗') : colours.green('✓');
}
