/**
 * Goal: a figure that a page names is found, written readably, and never one that is missing or no longer
 * holds. Method: small templates.
 */
import { describe, expect, it } from 'vitest';
import { type ForumRun, scenariosOf, withFigures } from './forum-figures.ts';

const RUNS: readonly ForumRun[] = [
  {
    scenario: 'day',
    fingerprint: '2',
    figures: [
      { id: 'lost', designId: 'forum', that: 'it', window: 'all', unit: 'share', state: 'held', measured: 0.33791 },
      { id: 'wait', designId: 'forum', that: 'it', window: 'all', unit: 'ms', state: 'held', measured: 555.302 },
      { id: 'bytes', designId: 'forum', that: 'it', window: 'all', unit: 'ratio', state: 'held', measured: 0.00016 },
      { id: 'old', designId: 'forum', that: 'it', window: 'all', unit: 'ms', state: 'failed', measured: 7 },
      { id: 'never', designId: 'forum', that: 'it', window: 'all', unit: 's', state: 'held', measured: null },
    ],
  },
];

describe('a template', () => {
  it('has its figures filled in', () => {
    expect(withFigures('{{day lost forum}} fail, half wait {{day wait forum}}.', RUNS)).toBe(
      '33.8% fail, half wait 555 ms.',
    );
  });

  it('gives a ratio as it is, or as a percentage', () => {
    expect(withFigures('{{day bytes forum}} {{day bytes forum %}}', RUNS)).toBe('0.00016 0.016%');
  });

  it('names every figure that there is not, or that does not hold', () => {
    expect(() =>
      withFigures('{{day lost proxy}} {{day old forum}} {{day never forum}} {{night lost forum}}', RUNS),
    ).toThrow(
      [
        '{{day lost proxy}} is no figure',
        '{{day old forum}} is of an expectation that failed',
        '{{day never forum}} is no figure',
        '{{night lost forum}} is no figure',
      ].join('\n'),
    );
  });

  it('says which scenarios it speaks of', () => {
    expect(scenariosOf('{{day lost forum}} {{night lost forum}} {{day wait forum}}')).toEqual(['day', 'night']);
  });
});
