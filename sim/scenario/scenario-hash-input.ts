/**
 * The text whose hash identifies a scenario: canonical JSON of what was resolved, so layout, comments, units and the order of keys in the
 * file do not count, and everything that the run depends on does.
 */
import type { ResolvedScenario } from './resolved-scenario.ts';

/** JSON without blanks, keys in the order of their UTF-16 code units. */
export function scenarioHashInput(scenario: ResolvedScenario): string {
  return canonical(scenario);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
