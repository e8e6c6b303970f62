/**
 * `spillway show`: a scenario as it is understood, before anything is simulated.
 */
import { availableParallelism } from 'node:os';
import { compileModel } from '../../sim/index.ts';
import { HELD, WRONG_INPUT } from '../exit-codes.ts';
import { expectedSize } from '../experiment/expected-size.ts';
import type { ShowFormat } from '../formats/format-names.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { loadScenarioFile } from '../scenario/load-scenario-file.ts';
import { problemsAsText } from '../scenario/problem-output.ts';
import { timeline } from '../summary/timeline.ts';
import { scenarioOverview } from '../text/scenario-overview.ts';

export interface ShowOptions {
  readonly set?: readonly string[] | undefined;
  readonly format: ShowFormat;
}

export function showCommand(
  file: string,
  { set = [], format }: ShowOptions,
  io: Io,
  installation: Installation,
): number {
  const loaded = loadScenarioFile(file, set, io.workingDirectory, installation);
  io.err(problemsAsText(loaded.ok ? loaded.warnings : loaded.problems, io.errColours));
  if (!loaded.ok) return WRONG_INPUT;
  const { scenario, world, normalised, resolvedYaml } = loaded;
  if (format === 'yaml') {
    io.out(resolvedYaml);
    return HELD;
  }
  const jobs = availableParallelism();
  const size = expectedSize(compileModel(scenario, world), jobs);
  if (format === 'json')
    io.out(`${JSON.stringify({ scenario: normalised, timeline: timeline(scenario), size }, null, 2)}\n`);
  else io.out(`${scenarioOverview(scenario, size, jobs, io.outColours)}\n`);
  return HELD;
}
