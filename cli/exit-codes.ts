/**
 * What the exit code says to a script or a CI job.
 */

export const HELD = 0;
/** An expectation of severity `error` failed, or a regression is established. */
export const FAILED = 1;
/** The input is wrong: scenario, flag, file; or output cannot be written. */
export const WRONG_INPUT = 2;
/** No expectation failed but one is undecided, and the user asked to fail on that. */
export const UNDECIDED = 3;
/** A bug in Spillway. */
export const BUG = 4;
/** 128 + SIGINT, as shells do. */
export const INTERRUPTED = 130;
