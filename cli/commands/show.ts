/**
 * `spillway show`: a scenario as it is understood, before anything is simulated.
 */
import { availableParallelism } from 'node:os';
import { clientStatistics } from '../../sim/traffic/client-statistics.ts';
import { HELD, WRONG_INPUT } from '../exit-codes.ts';
import { estimatedSeconds, expectedSize } from '../experiment/expected-size.ts';
import type { ShowFormat } from '../formats/format-names.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { loadScenarioFile } from '../scenario/load-scenario-file.ts';
import { problemsAsText } from '../scenario/problem-output.ts';
import { timeline } from '../summary/timeline.ts';
import { clientLines } from '../text/client-lines.ts';
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
  const { scenario, model, normalised, resolvedYaml } = loaded;
  if (format === 'yaml') {
    io.out(resolvedYaml);
    return HELD;
  }
  const jobs = availableParallelism();
  const size = expectedSize(model, scenario.designs.length);
  const { world, population } = model;
  const { clients, connectionsPerSecond } = scenario.traffic;
  const statistics = clientStatistics(clients, connectionsPerSecond, world, population);
  if (format === 'json') {
    const timed = { ...size, estimatedSeconds: estimatedSeconds(size, jobs) };
    io.out(
      `${JSON.stringify({ scenario: normalised, timeline: timeline(scenario), clients: statistics, size: timed }, null, 2)}\n`,
    );
  } else {
    const clientText = clientLines(clients, statistics, world.networks.length, scenario.world.resolversPerNetwork);
    io.out(`${scenarioOverview(scenario, clientText, size, jobs, io.outColours)}\n`);
  }
  return HELD;
}
