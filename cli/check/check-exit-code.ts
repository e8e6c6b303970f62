/**
 * What a finished check means for the exit code.
 */

import { FAILED, UNDECIDED } from '../exit-codes.ts';
import { exitCodeOfVerdicts } from '../experiment/exit-code.ts';
import { type CheckedScenario, isRegressed } from '../formats/check/checked-scenario.ts';

/** A regression fails as an expectation of severity `error` does; what is open, only where the user asked for that. */
export function exitCodeOfCheck(scenario: CheckedScenario, failOnUndecided: boolean): number {
  const ofVerdicts = exitCodeOfVerdicts(scenario.result.verdicts, failOnUndecided);
  if (isRegressed(scenario) || ofVerdicts === FAILED) return FAILED;
  return failOnUndecided && isOpen(scenario) ? UNDECIDED : ofVerdicts;
}

/** Whether a metric that can get worse may have. */
function isOpen({ comparison, update }: CheckedScenario): boolean {
  const changes = comparison?.changes ?? [];
  return update === null && changes.some(({ state, better }) => state === 'open' && better !== 'neither');
}
