/**
 * A check for a program: one document for all scenarios, with every changed figure as numbers.
 */
import { isIdentical } from '../../../sim/metrics/comparison/compare-figures.ts';
import { comparisonJson } from '../../compare/comparison-json.ts';
import { type CheckedScenario, isRegressed } from './checked-scenario.ts';

/** Counted up when a field changes its meaning or goes away. */
const FORMAT_VERSION = 1;

export function jsonCheck(checked: readonly CheckedScenario[]): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, scenarios: checked.map(scenarioJson) }, null, 2)}\n`;
}

function scenarioJson(scenario: CheckedScenario) {
  const { result, file, command, baselineFile, comparison, update, directory } = scenario;
  return {
    scenario: { ...result.scenario, file, command },
    baselineFile,
    directory,
    update,
    isIdentical: comparison !== null && isIdentical(comparison),
    isRegressed: isRegressed(scenario),
    verdicts: result.verdicts,
    notices: result.notices,
    fingerprint: result.fingerprint,
    comparison: comparison === null ? null : comparisonJson(comparison),
  };
}
