/**
 * Simulates the runs of an experiment on worker threads and returns their records in the order of the plan.
 *
 * Which worker takes which run, and when, is left to chance and cannot show: a run depends on its design and
 * replication only, and records are put back into the plan's order. One worker too does not run on the main
 * thread, so that Ctrl-C is heard.
 */
import { setFlagsFromString } from 'node:v8';
import { Piscina } from 'piscina';
import type { RunRecord } from '../../sim/metrics/run-record.ts';
import { UserError } from '../user-error.ts';
import type { Fault, RunReply, WorkerSetup } from './messages.ts';
import type { PlannedRun } from './run-plan.ts';
import type { SharedControl } from './shared-control.ts';
import { V8_FLAGS } from './v8-flags.ts';

export interface PoolOptions extends Omit<WorkerSetup, 'control'> {
  readonly workerFile: URL;
  /** Worker threads, at least 1. */
  readonly jobs: number;
  readonly control: SharedControl;
}

/** A bug in Spillway that a run ran into. */
export class RunFault extends Error {
  override readonly name = 'RunFault';
  readonly run: PlannedRun;
  readonly fault: Fault;

  constructor(run: PlannedRun, fault: Fault) {
    super(fault.message);
    this.run = run;
    this.fault = fault;
  }
}

/**
 * Runs that were stopped before they began are left out. Throws RunFault, or UserError for a fault in a module of the
 * user's own, after all other runs have stopped.
 */
export async function simulateAll(plan: readonly PlannedRun[], options: PoolOptions): Promise<RunRecord[]> {
  // They hold for all threads.
  for (const flag of V8_FLAGS) setFlagsFromString(flag);
  const { scenario, world, modules, control, workerFile, jobs } = options;
  const pool = new Piscina<PlannedRun, RunReply>({
    filename: workerFile.href,
    minThreads: jobs,
    maxThreads: jobs,
    workerData: { scenario, world, modules, control: control.buffer } satisfies WorkerSetup,
  });
  try {
    const replies = new Array<RunReply>(plan.length);
    const waiting = plan.values();
    const lanes = Array.from({ length: jobs }, () => simulateOneByOne(waiting, replies, pool, control));
    await Promise.all(lanes);
    throwFirstFault(plan, replies);
    return replies.flatMap((reply) => (reply.kind === 'record' ? [reply.record] : []));
  } finally {
    await pool.destroy();
  }
}

/** One lane a worker, all drawing from the same plan: what has not begun when the user stops never reaches a worker. */
async function simulateOneByOne(
  waiting: Iterator<PlannedRun>,
  replies: RunReply[],
  pool: Piscina<PlannedRun, RunReply>,
  control: SharedControl,
): Promise<void> {
  for (let next = waiting.next(); !next.done; next = waiting.next()) {
    const run = next.value;
    const reply: RunReply = control.isStopRequested
      ? { kind: 'notStarted' }
      : await pool.run(run).catch((error: unknown) => lostWorker(error, run, control));
    if (reply.kind === 'fault' || reply.kind === 'moduleFault') control.requestStop();
    replies[run.runIndex] = reply;
  }
}

/** The worker itself died: out of memory, most likely. */
function lostWorker(error: unknown, run: PlannedRun, control: SharedControl): RunReply {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const { runIndex } = run;
  return {
    kind: 'fault',
    fault: { message, stack, simulatedUs: control.simulatedUs(runIndex), eventCount: control.eventCount(runIndex) },
  };
}

function throwFirstFault(plan: readonly PlannedRun[], replies: readonly RunReply[]): void {
  const at = replies.findIndex((reply) => reply.kind === 'fault' || reply.kind === 'moduleFault');
  const reply = replies[at];
  if (reply?.kind === 'moduleFault') throw new UserError(reply.message);
  if (reply?.kind === 'fault') throw new RunFault(plan[at]!, reply.fault);
}
