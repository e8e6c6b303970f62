/**
 * Connections through the designs of shipped scenarios, in turns with customers of the bare model.
 */
import { LineEngine } from '../engines/line-engine.ts';
import { V8_FLAGS } from '../engines/v8-flags.ts';
import { measureConnections } from '../measure/measure-connections.ts';
import type { QueueingEngine } from '../measure/measure-queueing.ts';
import { spreadOf } from '../measure/spread.ts';
import { SHORTER_OF_TWO } from '../models/queueing-case.ts';
import type { ConnectionResult } from '../report/result.ts';
import { SCENARIO_ARGUMENTS, SCENARIO_NAME } from './measured-scenario.ts';

/** Designs of the scenario, in its order. */
const DESIGN_COUNT = 2;

/** @param program the bundle of `connection-engine.ts` */
export async function runConnections(
  spillway: QueueingEngine,
  program: string,
  rounds: number,
  progress: (what: string) => void,
): Promise<{ results: ConnectionResult[]; problems: string[] }> {
  const bare = { engine: spillway.engine, queueingCase: SHORTER_OF_TWO, customers: spillway.customers };
  const results: ConnectionResult[] = [];
  const problems: string[] = [];
  for (let design = 0; design < DESIGN_COUNT; design++) {
    progress(`${SCENARIO_NAME}, design ${design + 1} of ${DESIGN_COUNT}`);
    // A process for each design, as if it were the only one.
    const args = [...V8_FLAGS, program, ...SCENARIO_ARGUMENTS];
    const engine = new LineEngine(SCENARIO_NAME, { file: process.execPath, args });
    const measured = await measureConnections(SCENARIO_NAME, design, engine, bare, rounds);
    engine.close();
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
