/**
 * Options that the commands which simulate or compare share.
 */
import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
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

export function toleranceOption() {
  return new Option('--tolerance <share>', 'how far a mean may move without mattering, such as 1%')
    .argParser(shareOf)
    .default(0, '0%');
}

function shareOf(text: string): number {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
  if (percent === undefined) throw new InvalidArgumentError('Expected a percentage such as 1% or 0.5%.');
  return Number(percent) / 100;
}
