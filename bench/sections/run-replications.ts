/**
 * Replications on 1 to 4 workers, in turns: what more workers gain, and that they leave the same bytes.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../engines/build.ts';
import { LineEngine } from '../engines/line-engine.ts';
import { spreadOf } from '../measure/spread.ts';
import type { ReplicationResult } from '../report/result.ts';
import { PROXY_SCENARIO } from './measured-scenarios.ts';

const WORKERS_MAX = 4;
/** Runs of a slice: ten rounds of four workers, so that it is not the first runs, in which every worker compiles, that are measured. */
const RUNS = 40;
const ROUNDS_MAX = 3;

/** Piscina loads files of its own, so it is not bundled; below node_modules the bundle finds it. */
const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

interface Answer {
  readonly seconds: number;
  readonly runs: number;
  readonly digest: string;
}

/** @param share of the runs to simulate: below 1 for a quick look */
export async function runReplications(
  rounds: number,
  share: number,
  progress: (what: string) => void,
): Promise<{ results: ReplicationResult[]; problems: string[] }> {
  const parent = resolve(PACKAGES, '.spillway-bench');
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(`${parent}/`);
  try {
    const program = await bundle('engines/replication-engine.ts', directory, ['piscina', 'esbuild']);
    await bundle('../cli/pool/worker.ts', directory, ['piscina', 'esbuild']);
    const args = [program, ...PROXY_SCENARIO.args];
    const engine = new LineEngine('replications', { file: process.execPath, args });
    try {
      return await measure(
        engine,
        Math.min(ROUNDS_MAX, rounds),
        Math.max(WORKERS_MAX, Math.round(RUNS * share)),
        progress,
      );
    } finally {
      await engine.ended();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(
  engine: LineEngine,
  rounds: number,
  runs: number,
  progress: (what: string) => void,
): Promise<{ results: ReplicationResult[]; problems: string[] }> {
  const workerCounts = Array.from({ length: Math.min(WORKERS_MAX, cpus().length) }, (_, index) => index + 1);
  const answers = workerCounts.map((): Answer[] => []);
  for (let round = 0; round < rounds; round++) {
    progress(`replications, round ${round + 1} of ${rounds}`);
    for (const [index, workers] of workerCounts.entries()) {
      answers[index]!.push((await engine.ask(`${workers} ${runs}`)) as Answer);
    }
  }
  const onOne = answers[0]!;
  const { digest } = onOne[0]!;
  const results = answers.map((slices, index) => ({
    scenario: PROXY_SCENARIO.name,
    workers: workerCounts[index]!,
    runs,
    slices: slices.length,
    seconds: spreadOf(slices.map(({ seconds }) => seconds)),
    timesOneWorker: spreadOf(slices.map(({ seconds }, round) => onOne[round]!.seconds / seconds)),
  }));
  const problems = answers.flatMap((slices, index) =>
    slices
      .filter((slice) => slice.digest !== digest || slice.runs !== runs)
      .map(() => `replications on ${workerCounts[index]} workers: other records than on one`),
  );
  return { results, problems };
}
