/**
 * A simulation worker: compiles the scenario once, then simulates one run after another until the pool is closed.
 */
import { workerData } from 'node:worker_threads';
import { compileModel, Kernel, simulate } from '../../sim/index.ts';
import { moduleFaultText } from '../custom/module-fault-text.ts';
import { evaluateAll } from '../custom/module-store.ts';
import type { RunReply, WorkerSetup } from './messages.ts';
import type { PlannedRun } from './run-plan.ts';
import { SharedControl } from './shared-control.ts';

const { scenario, world, modules, control: buffer } = workerData as WorkerSetup;
const control = new SharedControl(buffer);
const model = compileModel(scenario, world, evaluateAll(modules));
/** One for all runs of the worker: V8 compiles its hot path once, for its arrays. */
const kernel = new Kernel();

export default function runOne({ runIndex, designIndex, replication }: PlannedRun): RunReply {
  if (control.isStopRequested) return { kind: 'notStarted' };
  try {
    const watch = {
      poll: (simulatedUs: number, eventCount: number): boolean => {
        control.report(runIndex, simulatedUs, eventCount);
        return control.isStopRequested;
      },
    };
    const record = simulate(model, designIndex, replication, watch, null, kernel);
    control.report(runIndex, record.simulatedUs, record.eventCount);
    // Copied to the main thread, not moved: in a thread that has once given a buffer away V8 asks at every use of an
    // array whether it is still there.
    return { kind: 'record', record };
  } catch (error) {
    const moduleFault = moduleFaultText(error, modules);
    if (moduleFault !== null) return { kind: 'moduleFault', message: moduleFault };
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    const fault = {
      message,
      stack,
      simulatedUs: control.simulatedUs(runIndex),
      eventCount: control.eventCount(runIndex),
    };
    return { kind: 'fault', fault };
  }
}
