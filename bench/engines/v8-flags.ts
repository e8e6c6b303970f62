/**
 * The settings under which the command line's workers run (`cli/pool/simulation-pool.ts`): speed only, never results.
 */
export const V8_FLAGS = ['--no-use-osr', '--max-inlined-bytecode-size-cumulative=2000'];
