/**
 * Connections through the designs of the measured scenarios, in turns with customers of the bare model.
 */
import { ALLOCATION_FLAGS, V8_FLAGS } from '../engines/v8-flags.ts';
import { measureAllocation } from '../measure/measure-allocation.ts';
import { measureConnections } from '../measure/measure-connections.ts';
import { spreadOf } from '../measure/spread.ts';
import { SHORTER_OF_TWO } from '../models/queueing-case.ts';
import type { ConnectionResult } from '../report/result.ts';
import { MEASURED_SCENARIOS } from './measured-scenarios.ts';
import { type PreparedEngines, withEngines } from './prepared-engines.ts';

export async function runConnections(
  { spillway, connectionProgram, allocationProgram }: PreparedEngines,
  rounds: number,
  progress: (what: string) => void,
): Promise<{ results: ConnectionResult[]; problems: string[] }> {
  const results: ConnectionResult[] = [];
  const problems: string[] = [];
  const measuredDesigns = MEASURED_SCENARIOS.flatMap((scenario) =>
    Array.from({ length: scenario.designCount }, (_, design) => ({ ...scenario, design })),
  );
  for (const { name, args, design, designCount } of measuredDesigns) {
    progress(`${name}, design ${design + 1} of ${designCount}`);
    const command = { file: process.execPath, args: [...V8_FLAGS, connectionProgram, ...args] };
    const scenarioEngine = { ...spillway, name, command };
    const measured = await withEngines([scenarioEngine, spillway], async ([whole, bare]) =>
      measureConnections(name, design, whole!.engine, { ...bare!, queueingCase: SHORTER_OF_TWO }, rounds),
    );
    const allocating = {
      ...scenarioEngine,
      command: { file: process.execPath, args: [...ALLOCATION_FLAGS, allocationProgram, ...args] },
    };
    const allocation = await withEngines([allocating], ([started]) => measureAllocation(design, started!.engine));
    problems.push(...measured.problems, ...allocation.problems);
    results.push({
      scenario: measured.scenario,
      design: measured.design,
      runs: rounds,
      eventsPerConnection: measured.eventsPerConnection,
      nsPerConnection: spreadOf(measured.nsPerConnection),
      customersPerConnection: spreadOf(measured.customersPerConnection),
      bytesPerConnection: allocation.bytesPerConnection,
      bytesPerConnectionLate: allocation.bytesPerConnectionLate,
    });
  }
  return { results, problems };
}
