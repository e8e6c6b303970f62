/**
 * How fast Spillway is: queueing models on its kernel and on the peers that are here, connections through whole
 * designs, replications on workers.
 *
 * `npm run bench [-- --quick] [-- --json]`. All in one run and in turns, checked to simulate the same thing;
 * exit code 1 when a check fails.
 */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from './command/command-line.ts';
import { exitOnSignals, withTemporaryDirectory } from './command/temporary.ts';
import { describeMachine } from './report/machine.ts';
import type { BenchResult } from './report/result.ts';
import { targetsOf } from './report/targets.ts';
import { textReport } from './report/text-report.ts';
import { prepareEngines } from './sections/prepared-engines.ts';
import { runConnections } from './sections/run-connections.ts';
import { runProfiles } from './sections/run-profile.ts';
import { runQueueing } from './sections/run-queueing.ts';
import { runReplications } from './sections/run-replications.ts';

/** Rounds of slices, and the share of its customers that an engine serves in one. */
const FULL = { rounds: 15, share: 1, isQuick: false };
const QUICK = { rounds: 4, share: 0.2, isQuick: true };

const USAGE = `npm run bench -- [--quick] [--json]

How fast Spillway is, in turns with the peers that are here; about eight minutes.

--quick  a look of some three minutes, by which no target is judged
--json   for programs, not as Markdown
--help   this

Exit code 1 when a check fails, so that the figures mean nothing; 2 when an option is unknown.`;

const flags = commandLine(USAGE, {
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
});
exitOnSignals();
const result = await withTemporaryDirectory(join(tmpdir(), 'spillway-bench-'), (directory) =>
  bench(flags.quick ? QUICK : FULL, directory),
);
console.log(flags.json ? JSON.stringify(result, null, 2) : textReport(result));
process.exitCode = result.problems.length === 0 ? 0 : 1;

async function bench({ rounds, share, isQuick }: typeof FULL, directory: string): Promise<BenchResult> {
  const progress = (what: string): void => console.error(`${what} …`);
  const prepared = await prepareEngines(directory);
  const queueing = await runQueueing(prepared, rounds, share, progress);
  const connections = await runConnections(prepared, rounds, progress);
  const replications = await runReplications(prepared, rounds, share, progress);
  const targets = targetsOf(queueing.results[0]!, connections.results, replications.results);
  const profileDirectory = join(directory, 'profile');
  mkdirSync(profileDirectory);
  return {
    machine: describeMachine(),
    queueing: queueing.results,
    missing: prepared.missing,
    versions: prepared.versions,
    connections: connections.results,
    replications: replications.results,
    profiles: await runProfiles(prepared.connectionProgram, profileDirectory, progress),
    isQuick,
    targets: isQuick ? targets.map((target) => ({ ...target, isMet: null })) : targets,
    problems: [...queueing.problems, ...connections.problems, ...replications.problems],
  };
}
