/**
 * A check as annotations of the scenario file: an error for each design that got worse, a notice for each
 * scenario, and what did not hold.
 */
import { changePhrase } from '../../compare/change-words.ts';
import { tallyOf, tallyText } from '../../compare/tally.ts';
import { type Annotation, workflowCommands } from '../github-annotations.ts';
import { verdictAnnotations } from '../github-format.ts';
import { type CheckedScenario, headline } from './checked-scenario.ts';

export function githubCheck(checked: readonly CheckedScenario[]): string {
  return workflowCommands(checked.flatMap(annotations));
}

function annotations(scenario: CheckedScenario): Annotation[] {
  const { result, file, command, comparison, update } = scenario;
  const at = { file, line: 1, column: null };
  const worse = (comparison?.designs ?? []).flatMap(({ id }): Annotation[] => {
    const changes = comparison!.changes.filter(({ designId, state }) => designId === id && state !== 'open');
    const tally = tallyOf(changes);
    if (tally.worse === 0 || update !== null) return [];
    return [
      {
        ...at,
        level: 'error',
        title: `${result.scenario.name} [${id}]: ${tallyText(tally)}`,
        message: changes.map(changePhrase).join('\n'),
      },
    ];
  });
  return [
    ...worse,
    ...verdictAnnotations(result.verdicts, scenario),
    { ...at, level: 'notice', title: `${result.scenario.name}: ${headline(scenario)}`, message: command },
  ];
}
