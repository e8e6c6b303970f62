/**
 * Goal: a baseline lies where a person who knows the scenario's file looks for it. Method: a table of paths.
 */
import { expect, test } from 'vitest';
import { baselineFile } from '../../../cli/baseline/baseline-file.ts';

test.each([
  ['scenarios/one.yaml', 'results/baselines/one.txt'],
  ['scenarios/forum/one.yaml', 'results/baselines/forum/one.txt'],
  ['../a/scenarios/of-ours/scenarios/b/c/one.yaml', 'results/baselines/b/c/one.txt'],
  ['..\\scenarios\\forum\\one.yaml', 'results/baselines/forum/one.txt'],
  ['team/one.yaml', 'results/baselines/one.txt'],
  ['one.yaml', 'results/baselines/one.txt'],
])('of %s: %s', (file, expected) => {
  expect(baselineFile('results/baselines', file, 'one')).toBe(expected);
});
