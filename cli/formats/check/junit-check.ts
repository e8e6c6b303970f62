/**
 * A check as a JUnit report: for each scenario a case for each expectation and design, and one for
 * each design against its baseline.
 *
 * An established regression is a failure. Where everything that differs is undecided, the
 * case is skipped, with the count.
 */
import { changePhrase } from '../../compare/change-words.ts';
import { tallyOf, tallyText } from '../../compare/tally.ts';
import { type JunitCase, junitReport, verdictCases } from '../../results/junit-xml.ts';
import type { CheckedScenario } from './checked-scenario.ts';

export function junitCheck(checked: readonly CheckedScenario[]): string {
  return junitReport(
    checked.map((scenario) => ({
      name: scenario.result.scenario.name,
      cases: [...verdictCases(scenario.result), ...baselineCases(scenario)],
    })),
  );
}

function baselineCases({ comparison, result, update }: CheckedScenario): JunitCase[] {
  return result.designs.map(({ id }): JunitCase => {
    const changes = (comparison?.changes ?? []).filter(({ designId }) => designId === id);
    const tally = tallyOf(changes);
    const message =
      comparison === null ? 'its first baseline' : (tallyText(tally) ?? 'no figure differs from the baseline');
    const isOpen = tally.open > 0 && tally.open === changes.length;
    return {
      name: 'compared with the baseline',
      className: `${result.scenario.name}.${id}`,
      state: tally.worse > 0 && update === null ? 'failed' : isOpen ? 'skipped' : 'passed',
      message: update === null ? message : `accepted: ${message}`,
      failure: { type: 'regression', text: changes.map(changePhrase).join('\n') },
    };
  });
}
