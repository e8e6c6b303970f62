/**
 * What crosses between the main thread and a simulation worker.
 */

import type { RunRecord } from '../../sim/metrics/run-record.ts';
import type { ResolvedScenario } from '../../sim/scenario/resolved-scenario.ts';
import type { WorldData } from '../../sim/world/world-data.ts';
import type { CompiledModule } from '../custom/compile-module.ts';

/** Given once, when the worker starts. */
export interface WorkerSetup {
  readonly scenario: ResolvedScenario;
  readonly world: WorldData;
  /** The user's own, which the scenario names. */
  readonly modules: readonly CompiledModule[];
  readonly control: SharedArrayBuffer;
}

export type RunReply =
  | { readonly kind: 'record'; readonly record: RunRecord }
  /** The stop flag was up before the run began. */
  | { readonly kind: 'notStarted' }
  /** A module of the user's own did what it must not. */
  | { readonly kind: 'moduleFault'; readonly message: string }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** An error inside a run, with what reproduces it; errors lose their class on the way between threads. */
export interface Fault {
  readonly message: string;
  readonly stack: string;
  readonly simulatedUs: number;
  readonly eventCount: number;
}
