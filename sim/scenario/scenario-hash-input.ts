/**
 * The text whose hash identifies a scenario: canonical JSON of what was resolved, so layout, comments, units and the order of keys in the
 * file do not count, and everything that the run depends on does.
 */
import type { ResolvedScenario } from './resolved-scenario.ts';

/** JSON without blanks, keys in the order of their UTF-16 code units. */
export function scenarioHashInput(scenario: ResolvedScenario): string {
  return canonical(scenario);
}

/**
 * The same for what happens in a replication: two scenarios with the same text run alike under the same seed, whatever they are called,
 * ask, expect, and however often they repeat.
 */
export function setupHashInput({
  name: _name,
  question: _question,
  answer: _answer,
  experiment: _experiment,
  expectations: _expectations,
  windows: _windows,
  time: { phases: _phases, ...time },
  ...setup
}: ResolvedScenario): string {
  return canonical({ ...setup, time });
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
