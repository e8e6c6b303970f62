/**
 * A scenario file as the commands need it: loaded with what it extends and the user's changes, or all its problems.
 */
import { stringify } from 'yaml';
import { compileModel, type Model } from '../../sim/index.ts';
import { loadScenario } from '../../sim/scenario/load-scenario.ts';
import type { Problem } from '../../sim/scenario/problem.ts';
import type { ResolvedScenario } from '../../sim/scenario/resolved-scenario.ts';
import type { WorldData } from '../../sim/world/world-data.ts';
import type { CompiledModule } from '../custom/compile-module.ts';
import { orUsersFault } from '../custom/module-fault-text.ts';
import { moduleStore } from '../custom/module-store.ts';
import { expectedSize } from '../experiment/expected-size.ts';
import { sizeFault } from '../experiment/size-limits.ts';
import type { Installation } from '../installation/installation.ts';
import { readSources } from './read-sources.ts';

export interface LoadedScenario {
  readonly ok: true;
  /** As the user gave it. */
  readonly file: string;
  readonly text: string;
  readonly scenario: ResolvedScenario;
  readonly world: WorldData;
  /** The user's own, which the scenario names. */
  readonly modules: readonly CompiledModule[];
  readonly model: Model;
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
 * Compiles it too: its size is known only then.
 *
 * @param changes `path=value`, applied in order
 * @throws UserError when the file itself cannot be read, or a module of the user's own does what it must not
 */
export function loadScenarioFile(
  file: string,
  changes: readonly string[],
  workingDirectory: string,
  installation: Installation,
): LoadedScenario | RefusedScenario {
  const sources = readSources(file, workingDirectory);
  const worlds = installation.worlds();
  const store = moduleStore(workingDirectory);
  const result = loadScenario(sources, worlds, changes, store.open);
  if (!result.ok) return result;
  const { scenario, normalised, warnings, errorAt } = result;
  const world = worlds[scenario.world.extends]!;
  const modules = store.compiled();
  const model = orUsersFault(modules, () => compileModel(scenario, world, store.modules()));
  const fault = sizeFault(expectedSize(model, scenario.designs.length), scenario);
  if (fault !== null) return { ok: false, problems: [...warnings, errorAt(fault.path, fault.message)] };
  return {
    ok: true,
    file,
    text: sources[0]!.text,
    scenario,
    world,
    modules,
    model,
    normalised,
    resolvedYaml: stringify(normalised, YAML_OPTIONS),
    warnings,
  };
}
