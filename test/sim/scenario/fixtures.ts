/** Scenario files and the shipped world, for the tests of this folder. */
import { readFileSync } from 'node:fs';
import { type LoadResult, loadScenario } from '../../../sim/scenario/load-scenario.ts';
import { formatProblem } from '../../../sim/scenario/problem.ts';
import type { ResolvedScenario } from '../../../sim/scenario/resolved-scenario.ts';
import type { WorldData } from '../../../sim/world/world-data.ts';

export const GOOD_FILES = ['region-at-capacity.yaml', 'minimal.yaml', 'every-key.yaml'] as const;

export function goodText(file: (typeof GOOD_FILES)[number]): string {
  return readFileSync(new URL(`./good/${file}`, import.meta.url), 'utf8');
}

export const WORLDS: Readonly<Record<string, WorldData>> = {
  gcp: JSON.parse(readFileSync(new URL('../../../scenarios/worlds/gcp.json', import.meta.url), 'utf8')),
};

/** Loads one text as `s.yaml`. */
export function load(text: string, overrides: readonly string[] = []): LoadResult {
  return loadScenario([{ file: 's.yaml', text }], WORLDS, overrides);
}

/** The scenario of a text that must be sound. */
export function loadSound(text: string, overrides: readonly string[] = []): ResolvedScenario {
  const result = load(text, overrides);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.scenario;
}

/** A good text with pieces exchanged; each must occur exactly once, so that an edit cannot miss. */
export function edited(text: string, ...edits: readonly (readonly [find: string, replace: string])[]): string {
  return edits.reduce((current, [find, replace]) => {
    if (current.split(find).length !== 2) throw new Error(`"${find}" must occur exactly once`);
    return current.replace(find, () => replace);
  }, text);
}
