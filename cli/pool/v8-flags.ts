/**
 * How V8 is to compile the hot path: speed only, never results. The benchmark runs Spillway under the same.
 *
 * Code compiled by on-stack replacement is not specialised to its typed arrays and stays slow for the whole run. The larger inlining budget lets small
 * functions of the hot path be compiled as one: 4,000 instead of 2,000 took 7 to 18 % off a connection through the proxy, 3 % off a customer
 * of the bare model (medians of paired slices); 8,000 no more.
 */
export const V8_FLAGS: readonly string[] = ['--no-use-osr', '--max-inlined-bytecode-size-cumulative=4000'];
