/**
 * The public surface of the simulator: compile a scenario, simulate a run. Everything else is inside.
 */
export type { RunControl } from './kernel/kernel.ts';
export { Kernel, UNATTENDED } from './kernel/kernel.ts';
export type { RunRecord } from './metrics/run-record.ts';
export { compileModel, type Model } from './model.ts';
export { simulate } from './simulate.ts';
