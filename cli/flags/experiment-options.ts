/**
 * Options that the commands which simulate share.
 */
import { Option } from '@commander-js/extra-typings';
import { wholeNumber } from './parse-number.ts';

/** Far more than anyone simulates; a slip of the keyboard is caught before it fills the memory. */
const REPLICATIONS_MAX = 10_000;
const JOBS_MAX = 1_024;

export function replicationsOption() {
  return new Option('--replications <n>', 'runs of each design, instead of the scenario’s').argParser(
    wholeNumber(1, REPLICATIONS_MAX),
  );
}

export function jobsOption() {
  return new Option('-j, --jobs <n>', 'worker threads (default: one for each core)').argParser(
    wholeNumber(1, JOBS_MAX),
  );
}
