/**
 * A scenario file as the commands need it: loaded with what it extends and the user's changes, or all its problems.
 */
import { stringify } from 'yaml';
import { loadScenario } from '../../sim/scenario/load-scenario.ts';
import type { Problem } from '../../sim/scenario/problem.ts';
import type { ResolvedScenario } from '../../sim/scenario/resolved-scenario.ts';
import type { WorldData } from '../../sim/world/world-data.ts';
import type { Installation } from '../installation/installation.ts';
import { readSources } from './read-sources.ts';

export interface LoadedScenario {
  readonly ok: true;
  /** As the user gave it. */
  readonly file: string;
  readonly text: string;
  readonly scenario: ResolvedScenario;
  readonly world: WorldData;
  readonly normalised: Readonly<Record<string, unknown>>;
  /** The scenario with everything explicit, as it is kept with the results. */
  readonly resolvedYaml: string;
  readonly warnings: readonly Problem[];
}

export interface RefusedScenario {
  readonly ok: false;
  readonly problems: readonly Problem[];
}

/** Long enough that no value is folded over lines. */
const YAML_OPTIONS = { lineWidth: 0 };

/**
 * @param changes `path=value`, applied in order
 * @throws UserError when the file itself cannot be read
 */
export function loadScenarioFile(
  file: string,
  changes: readonly string[],
  workingDirectory: string,
  installation: Installation,
): LoadedScenario | RefusedScenario {
  const sources = readSources(file, workingDirectory);
  const worlds = installation.worlds();
  const result = loadScenario(sources, worlds, changes);
  if (!result.ok) return result;
  const { scenario, normalised, warnings } = result;
  return {
    ok: true,
    file,
    text: sources[0]!.text,
    scenario,
    world: worlds[scenario.world.extends]!,
    normalised,
    resolvedYaml: stringify(normalised, YAML_OPTIONS),
    warnings,
  };
}
