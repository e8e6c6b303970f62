/**
 * What a finished experiment's verdicts mean for the exit code.
 */
import type { Verdict } from '../../sim/metrics/experiment-result.ts';
import { FAILED, HELD, UNDECIDED } from '../exit-codes.ts';

/**
 * A failure of severity `warn` is shown and fails nothing; an undecided expectation only where the user asked for it.
 */
export function exitCodeOfVerdicts(verdicts: readonly Verdict[], failOnUndecided: boolean): number {
  const errors = verdicts.filter((verdict) => verdict.severity === 'error');
  if (errors.some((verdict) => verdict.state === 'failed')) return FAILED;
  return failOnUndecided && errors.some((verdict) => verdict.state === 'undecided') ? UNDECIDED : HELD;
}

/** Of several scenarios: a failure outweighs an undecided one, whichever number is larger. */
export function worstOf(exitCodes: readonly number[]): number {
  return exitCodes.find((code) => code === FAILED) ?? exitCodes.find((code) => code !== HELD) ?? HELD;
}
