/**
 * Connections through the designs of shipped scenarios, in turns with customers of the bare model.
 */
import { V8_FLAGS } from '../engines/v8-flags.ts';
import { measureConnections } from '../measure/measure-connections.ts';
import { spreadOf } from '../measure/spread.ts';
import { SHORTER_OF_TWO } from '../models/queueing-case.ts';
import type { ConnectionResult } from '../report/result.ts';
import { SCENARIO_ARGUMENTS, SCENARIO_NAME } from './measured-scenario.ts';
import { type PreparedEngines, withEngines } from './prepared-engines.ts';

/** Designs of the scenario, in its order. */
const DESIGN_COUNT = 2;

export async function runConnections(
  { spillway, connectionProgram }: PreparedEngines,
  rounds: number,
  progress: (what: string) => void,
): Promise<{ results: ConnectionResult[]; problems: string[] }> {
  const args = [...V8_FLAGS, connectionProgram, ...SCENARIO_ARGUMENTS];
  const command = { file: process.execPath, args };
  const results: ConnectionResult[] = [];
  const problems: string[] = [];
  for (let design = 0; design < DESIGN_COUNT; design++) {
    progress(`${SCENARIO_NAME}, design ${design + 1} of ${DESIGN_COUNT}`);
    const scenarioEngine = { ...spillway, name: SCENARIO_NAME, command };
    const measured = await withEngines([scenarioEngine, spillway], async ([whole, bare]) =>
      measureConnections(SCENARIO_NAME, design, whole!.engine, { ...bare!, queueingCase: SHORTER_OF_TWO }, rounds),
    );
    problems.push(...measured.problems);
    results.push({
      scenario: measured.scenario,
      design: measured.design,
      runs: rounds,
      eventsPerConnection: measured.eventsPerConnection,
      nsPerConnection: spreadOf(measured.nsPerConnection),
      customersPerConnection: spreadOf(measured.customersPerConnection),
    });
  }
  return { results, problems };
}
