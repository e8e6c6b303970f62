/**
 * The settings under which the command line's workers run (`cli/pool/simulation-pool.ts`): speed only, never results.
 */
export const V8_FLAGS = ['--no-use-osr', '--max-inlined-bytecode-size-cumulative=3000'];

/** A young generation in which a run is never collected, or nearly so: the heap's growth is what was allocated. */
export const ALLOCATION_FLAGS = [...V8_FLAGS, '--min-semi-space-size=512', '--max-semi-space-size=512'];
