/**
 * Goal: the count at the end of `npm test` cannot say "0 failed" when something did not run.
 * Method: reports as vitest writes them, reduced to the fields that are read.
 */
import { describe, expect, test } from 'vitest';
import { type VitestReport, vitestOutcome } from './vitest-outcome.ts';

function report(success: boolean, ...files: { status: string; tests: string[] }[]): VitestReport {
  return {
    success,
    testResults: files.map(({ status, tests }, index) => ({
      name: `file-${index}`,
      status,
      assertionResults: tests.map((state, at) => ({ fullName: `test ${at}`, title: `${at}`, status: state })),
    })),
  };
}

describe('vitest outcome', () => {
  test.each([
    ['all passed', report(true, { status: 'passed', tests: ['passed', 'passed'] }), 0, [2, 0]],
    ['one failed', report(false, { status: 'failed', tests: ['passed', 'failed'] }), 1, [1, 1]],
    ['a skipped test', report(true, { status: 'passed', tests: ['passed', 'skipped'] }), 0, [1, 1]],
    ['a test to be written', report(true, { status: 'passed', tests: ['passed', 'todo'] }), 0, [1, 1]],
    ['a file that did not load', report(false, { status: 'failed', tests: [] }), 1, [0, 1]],
    ['a hook that failed after its tests', report(false, { status: 'failed', tests: ['passed'] }), 1, [1, 1]],
    ['a file without tests', report(true, { status: 'passed', tests: [] }), 0, [0, 1]],
    ['no file at all', report(true), 0, [0, 1]],
    ['an error outside every test', report(false, { status: 'passed', tests: ['passed'] }), 1, [1, 1]],
    ['no report', null, 1, [0, 1]],
  ])('%s', (_name, given, exitCode, [passed, failed]) => {
    expect(vitestOutcome(given, exitCode)).toMatchObject({ passed, failed });
  });
});
