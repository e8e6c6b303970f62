/**
 * The settings under which programs of the benchmark run: those of the command line's workers, and
 * what else a measurement needs.
 */
import { V8_FLAGS as WORKER_FLAGS } from '../../cli/pool/v8-flags.ts';

export const V8_FLAGS = WORKER_FLAGS;

/** A young generation in which a run is never collected, or nearly so: the heap's growth is what was allocated. */
export const ALLOCATION_FLAGS = [...V8_FLAGS, '--min-semi-space-size=512', '--max-semi-space-size=512'];
