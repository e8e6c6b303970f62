/**
 * How V8 is to compile the hot path and what memory it may take for it: speed and size only, never results. The
 * benchmark runs Spillway under the same.
 *
 * Code compiled by on-stack replacement is not specialised to its typed arrays and stays slow for the whole run. The
 * larger inlining budget lets small functions of the hot path be compiled as one: 8,000 takes 5 to 12 % off a
 * connection against 3,000, and 12,000 no more (medians of paired slices). A handler of more than 460 bytes of bytecode
 * would not be compiled into the code of its own that a run gives it (`own-code.ts`): with room for 1,000 a connection
 * takes 0.82 of the time on the waterfall, 0.86 on spray, 0.94 on forum.
 *
 * A young generation of two halves of 2 MB instead of 16 is as good, because set-up fills it and a run
 * allocates next to nothing: no collection more in a run of any design of the benchmark, and 24 to 34 MB less
 * in the process of the scale curves.
 */
export const V8_FLAGS: readonly string[] = [
  '--no-use-osr',
  '--max-inlined-bytecode-size-cumulative=8000',
  '--max-inlined-bytecode-size=1000',
  '--max-semi-space-size=2',
];
