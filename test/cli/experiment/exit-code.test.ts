/**
 * Goal: verdicts become the exit code that the help promises.
 * Method: a table of verdicts.
 */
import { describe, expect, test } from 'vitest';
import { exitCodeOfVerdicts } from '../../../cli/experiment/exit-code.ts';
import type { Verdict, VerdictState } from '../../../sim/metrics/experiment-result.ts';

function verdict(state: VerdictState, severity: 'error' | 'warn' = 'error'): Verdict {
  const figures = { measured: 1, low: null, high: null, threshold: 0, tolerance: 0, unit: 'connections', sentence: '' };
  return { id: 'x', designId: 'd', that: 'dropped == 0', comparison: '==', window: 'all', severity, state, ...figures };
}

describe('exit code', () => {
  test.each([
    ['no expectations', [], 0, 0],
    ['all held', [verdict('held')], 0, 0],
    ['one failed', [verdict('held'), verdict('failed')], 1, 1],
    ['one undecided', [verdict('held'), verdict('undecided')], 0, 3],
    ['failed outweighs undecided', [verdict('undecided'), verdict('failed')], 1, 1],
    ['warnings fail nothing', [verdict('failed', 'warn'), verdict('undecided', 'warn')], 0, 0],
  ])('%s', (_name, verdicts, relaxed, strict) => {
    expect(exitCodeOfVerdicts(verdicts, false)).toBe(relaxed);
    expect(exitCodeOfVerdicts(verdicts, true)).toBe(strict);
  });
});
