/**
 * How many connections one question may ask for; kept apart, so that `--help` need not load the simulator.
 */

/** Assumption: more than a person reads, and few enough to be told in a second or two. */
export const COUNT_MAX = 200;
