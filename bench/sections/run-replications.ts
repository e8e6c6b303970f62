/**
 * Replications on 1 to 4 workers: what more workers gain, and that they leave the same bytes. Short runs and longer
 * ones, because a worker costs time to start; and programs in C++ that share nothing, as many at once, for what the
 * machine's processors gain when all of them are busy.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withTemporaryDirectory } from '../command/temporary.ts';
import { bundle } from '../engines/build.ts';
import { LineEngine } from '../engines/line-engine.ts';
import { BUCKET_QUEUE } from '../engines/peers.ts';
import { askSlice } from '../measure/measure-queueing.ts';
import { measureWorkers, type Workload } from '../measure/measure-workers.ts';
import { SHORTER_OF_TWO } from '../models/queueing-case.ts';
import type { ReplicationResult } from '../report/result.ts';
import { LONGER_SCENARIO, type MeasuredScenario, PROXY_SCENARIO } from './measured-scenarios.ts';
import type { PreparedEngines } from './prepared-engines.ts';

const WORKERS_MAX = 4;
/**
 * Runs of a slice. Of the short ones ten for each of four workers, so that it is not the first runs, in which every
 * worker compiles, that are measured.
 */
const SHORT_RUNS = 40;
const LONG_RUNS = 12;
const ROUNDS_MAX = 3;
/** Of a slice, shared among the programs: some three seconds for one. */
const CUSTOMERS = 48_000_000;

/** Piscina loads files of its own, so it is not bundled; below node_modules the bundle finds it. */
const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

interface Answer {
  readonly seconds: number;
  readonly runs: number;
  readonly digest: string;
}

/** @param share of the runs to simulate: below 1 for a quick look */
export async function runReplications(
  prepared: PreparedEngines,
  rounds: number,
  share: number,
  progress: (what: string) => void,
): Promise<{ results: ReplicationResult[]; problems: string[] }> {
  return withTemporaryDirectory(join(PACKAGES, '.spillway-bench-'), (directory) =>
    measureIn(directory, prepared, rounds, share, progress),
  );
}

async function measureIn(
  directory: string,
  prepared: PreparedEngines,
  rounds: number,
  share: number,
  progress: (what: string) => void,
): Promise<{ results: ReplicationResult[]; problems: string[] }> {
  const engines: LineEngine[] = [];
  const started = (name: string, file: string, args: readonly string[]): LineEngine => {
    const engine = new LineEngine(name, { file, args });
    engines.push(engine);
    return engine;
  };
  try {
    const program = await bundle('engines/replication-engine.ts', directory, ['piscina', 'esbuild']);
    await bundle('../cli/pool/worker.ts', directory, ['piscina', 'esbuild']);
    const replications = ({ name, args }: MeasuredScenario, runs: number): Workload =>
      runsOn(started(name, process.execPath, [program, ...args]), Math.max(WORKERS_MAX, Math.round(runs * share)));
    const workloads = [replications(PROXY_SCENARIO, SHORT_RUNS), replications(LONGER_SCENARIO, LONG_RUNS)];
    const peer = prepared.peers.find(({ name }) => name === BUCKET_QUEUE);
    if (peer !== undefined) {
      const { file, args } = peer.command;
      const programs = Array.from({ length: WORKERS_MAX }, () => started(peer.name, file, args));
      workloads.push(programsApart(programs, Math.round(CUSTOMERS * share)));
    }
    return await measureWorkers(workloads, WORKERS_MAX, Math.min(ROUNDS_MAX, rounds), progress);
  } finally {
    await Promise.all(engines.map((engine) => engine.ended()));
  }
}

function runsOn(engine: LineEngine, runs: number): Workload {
  return {
    name: `${engine.name}, ${runs} runs`,
    isOurs: true,
    async slice(workers) {
      const answer = (await engine.ask(`${workers} ${runs}`)) as Answer;
      return { seconds: answer.seconds, digest: `${answer.runs} ${answer.digest}` };
    },
  };
}

/** Their results are those of the queueing section, and are checked there. */
function programsApart(programs: readonly LineEngine[], customers: number): Workload {
  return {
    name: `${programs[0]!.name}, programs apart`,
    isOurs: false,
    async slice(workers) {
      const share = Math.round(customers / workers);
      const startedAtMs = performance.now();
      await Promise.all(
        programs.slice(0, workers).map((program, seed) => askSlice(program, SHORTER_OF_TWO, share, seed)),
      );
      return { seconds: (performance.now() - startedAtMs) / 1_000, digest: '' };
    },
  };
}
