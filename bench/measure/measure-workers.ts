/**
 * The same work on one worker and on more, in turns: a slice of each number of workers and each
 * workload, then the next round.
 */
import { cpus } from 'node:os';
import type { ReplicationResult } from '../report/result.ts';
import { spreadOf } from './spread.ts';

export interface Workload {
  readonly name: string;
  /** Spillway's, so that targets hold for it. */
  readonly isOurs: boolean;
  /** Does the work once. The digest is of all results and must not depend on the number of workers. */
  slice(workers: number): Promise<WorkerSlice>;
}

interface WorkerSlice {
  /** Wall time. */
  readonly seconds: number;
  readonly digest: string;
}

export async function measureWorkers(
  workloads: readonly Workload[],
  workersMax: number,
  rounds: number,
  progress: (what: string) => void,
): Promise<{ results: ReplicationResult[]; problems: string[] }> {
  const workerCounts = Array.from({ length: Math.min(workersMax, cpus().length) }, (_, index) => index + 1);
  const slices = workloads.map(() => workerCounts.map((): WorkerSlice[] => []));
  for (let round = 0; round < rounds; round++) {
    progress(`replications, round ${round + 1} of ${rounds}`);
    for (const [index, workload] of workloads.entries()) {
      for (const [place, workers] of workerCounts.entries()) {
        slices[index]![place]!.push(await workload.slice(workers));
      }
    }
  }
  const results: ReplicationResult[] = [];
  const problems: string[] = [];
  for (const [index, { name, isOurs }] of workloads.entries()) {
    const onOne = slices[index]![0]!;
    for (const [place, workers] of workerCounts.entries()) {
      const onThese = slices[index]![place]!;
      results.push({
        what: name,
        isOurs,
        workers,
        slices: rounds,
        seconds: spreadOf(onThese.map(({ seconds }) => seconds)),
        timesOneWorker: spreadOf(onThese.map(({ seconds }, round) => onOne[round]!.seconds / seconds)),
      });
      const { digest } = onOne[0]!;
      if (onThese.some((slice) => slice.digest !== digest)) {
        problems.push(`${name} on ${workers} workers: other records than on one`);
      }
    }
  }
  return { results, problems };
}
