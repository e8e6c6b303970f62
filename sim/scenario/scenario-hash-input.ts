/**
 * The text whose hash identifies a scenario: canonical JSON of what was resolved, so layout, comments, units and the
 * order of keys in the file do not count, and everything that the run depends on does.
 */
import type { ResolvedScenario } from './resolved-scenario.ts';

/** JSON without blanks, keys in the order of their UTF-16 code units. */
export function scenarioHashInput(scenario: ResolvedScenario): string {
  return canonical(scenario);
}

export interface SetupPart {
  /** `traffic`, `design spray`. */
  readonly part: string;
  readonly text: string;
}

/**
 * The same, part by part, for what happens in a replication: scenarios whose parts have the same texts run alike under
 * the same seed, whatever they are called, ask and expect, and however often they repeat.
 */
export function setupHashInputs({
  name: _name,
  question: _question,
  answer: _answer,
  experiment: _experiment,
  expectations: _expectations,
  windows: _windows,
  explain: _explain,
  time: { phases: _phases, ...time },
  version: _version,
  designs,
  ...parts
}: ResolvedScenario): SetupPart[] {
  return [
    ...Object.entries({ time, ...parts }).map(([part, value]) => ({ part, text: canonical(value) })),
    ...designs.map((design) => ({ part: `design ${design.id}`, text: canonical(design) })),
  ];
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
