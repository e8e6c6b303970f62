/**
 * Goal: a faulty scenario gives exactly the messages its author needs: the right place,
 * one message a fault, all at once.
 * Method: a table of faults, each a small edit of a sound file, with the full formatted text that must come out.
 */
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../sim/scenario/problem.ts';
import { BAD_SCENARIOS } from './bad-scenarios.ts';
import { edited, goodText, load } from './fixtures.ts';

describe('messages', () => {
  it.each(BAD_SCENARIOS)('$name', ({ edits, text, expected }) => {
    const result = load(text ?? edited(goodText('region-at-capacity.yaml'), ...edits!));
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual(expected);
  });
});
