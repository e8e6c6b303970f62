/**
 * Goal: the commands of the benchmark say how they are used, and what is wrong where the user is
 * mistaken, before they measure anything.
 * Method: run each as npm does; exit code, what is printed, and no stack trace.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

function run(script: string, args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--import', 'tsx', script, ...args], { encoding: 'utf8' });
}

const BENCH = 'bench/run.ts';
const SCALE = 'bench/scale/run.ts';

describe('usage of the benchmark', () => {
  test.each([BENCH, SCALE])('%s --help says it, with exit code 0', (script) => {
    const { status, stdout, stderr } = run(script, ['--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^npm run bench(:scale)? -- /);
  });

  const MISTAKES: readonly [what: string, script: string, args: readonly string[], message: RegExp][] = [
    ['an unknown option', BENCH, ['--quik'], /^Unknown option '--quik'/],
    ['a stray argument', BENCH, ['quick'], /^Unexpected argument 'quick'/],
    ['a value where none belongs', BENCH, ['--json=yes'], /^Option '--json' does not take an argument/],
    ['an unknown option', SCALE, ['--quik'], /^Unknown option '--quik'/],
    ['a stray argument', SCALE, ['--quick', 'pops'], /^Unexpected argument 'pops'/],
    ['a missing value', SCALE, ['--out'], /^Option '--out <value>' argument missing/],
    [
      'an unknown axis',
      SCALE,
      ['--axis', 'nope'],
      /^No axis is called 'nope'; there are pops, members, clients, open, length/,
    ],
    [
      'two axes in one',
      SCALE,
      ['--axis', 'pops,members'],
      /^No axis is called 'pops,members'; there are pops, members/,
    ],
    [
      'files of one axis only',
      SCALE,
      ['--axis', 'clients', '--out', 'results'],
      /^'--out' writes the curves of all axes/,
    ],
  ];

  test.each(MISTAKES)('refuses %s (%s %j) with exit code 2', (_, script, args, message) => {
    const { status, stdout, stderr } = run(script, args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/\n\nnpm run bench/);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
