/**
 * Options of the commands that measure: the method, sampled keys, and changes at random.
 */
import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { wholeNumber } from '../parse-number.ts';

/** 10 million take a second or two for a fast method, and give a thousand backends 1% each. */
const KEYS_MAX = 100_000_000;
const DRAWS_MAX = 10_000;
const CHANGED_MAX = 1_000_000;

export function methodOption() {
  return new Option('--dialect, --method <id>', 'one of: spillway list methods').default('paper');
}

/** @param keys sampled unless the user says otherwise */
export function keysOption(keys: number) {
  return new Option('--keys <n>', 'sampled keys, for a method without a table')
    .argParser(wholeNumber(1, KEYS_MAX))
    .default(keys);
}

export function randomOption() {
  return new Option('--random <k>', 'backends that each draw changes')
    .argParser(wholeNumber(1, CHANGED_MAX))
    .default(1);
}

export function randomChangeOption() {
  return new Option('--random-change <change>', 'what happens to them: they leave, join, or weigh double')
    .choices(['remove', 'add', 'double'] as const)
    .default('remove' as const);
}

/** @param draws unless the user says otherwise */
export function drawsOption(draws: number) {
  return new Option('--draws <n>', 'draws to average over').argParser(wholeNumber(1, DRAWS_MAX)).default(draws);
}

export function seedOption() {
  return new Option('--seed <seed>', 'of the draws').argParser(seed).default('maglev');
}

function seed(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('Expected at least one character.');
}
