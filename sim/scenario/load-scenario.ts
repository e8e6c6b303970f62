/**
 * From the text of a scenario file to a scenario that is sound, or to everything that is wrong with it.
 *
 * Pure and synchronous: the caller reads the files. Order of the work: parse with places, inherit,
 * override, check the shape, resolve.
 */
import { type OpenModule, openNoModule } from '../custom/module-library.ts';
import type { WorldData } from '../world/world-data.ts';
import { inherit } from './document/inherit.ts';
import type { Plain } from './document/node.ts';
import type { Source } from './document/parse-yaml.ts';
import { Reporter } from './document/reporter.ts';
import { applyOverrides, OVERRIDE_FILE } from './document/set-override.ts';
import { isRequestsOnly } from './load-requests.ts';
import { normalise } from './normalise.ts';
import { type Problem, ProblemList } from './problem.ts';
import { resolveScenario } from './resolve/scenario.ts';
import type { ResolvedScenario } from './resolved-scenario.ts';

export type LoadResult =
  | {
      readonly ok: true;
      readonly scenario: ResolvedScenario;
      /** The same scenario with everything explicit; as YAML it loads back to the same `scenario`. */
      readonly normalised: { readonly [key: string]: Plain };
      readonly warnings: readonly Problem[];
      /** An error of the part at `path`, where its author wrote it: for faults that show only in the compiled model. */
      readonly errorAt: (path: readonly string[], message: string) => Problem;
    }
  /** Errors and warnings, in the order of the files. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Loads `sources[0]`; the other sources are the files it extends (`baseFileOf` names them). `worlds` by the name
 * a scenario uses. `overrides` are `path=value`, applied in order after inheritance. `openModule` loads the
 * modules that the scenario names.
 */
export function loadScenario(
  sources: readonly Source[],
  worlds: Readonly<Record<string, WorldData>>,
  overrides: readonly string[] = [],
  openModule: OpenModule = openNoModule,
): LoadResult {
  const problems = new ProblemList();
  const files = [...sources.map(({ file }) => file), OVERRIDE_FILE];
  const inherited = inherit(sources, problems);
  if (inherited === null) return { ok: false, problems: problems.sorted(files) };
  const root = applyOverrides(inherited, overrides, problems);
  const reporter = new Reporter(root, problems);
  if (isRequestsOnly(root)) {
    reporter.error([], 'nothing to simulate: it has requests and chains only, which `spillway requests` compares');
    return { ok: false, problems: problems.sorted(files) };
  }
  const resolution = resolveScenario(reporter, worlds, { open: openModule, mainFile: sources[0]!.file });
  const found = problems.sorted(files);
  if (problems.hasErrors) return { ok: false, problems: found };
  if (resolution === null) throw new Error('a scenario was refused without a message');
  const { scenario, service } = resolution;
  const errorAt = (path: readonly string[], message: string): Problem => reporter.errorAt(path, message);
  return { ok: true, scenario, normalised: normalise(scenario, service), warnings: found, errorAt };
}
