/** Goal: what a rollout is warned of, and what it may say without one. Method: the file with every key, its gates exchanged. */
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../../sim/scenario/problem.ts';
import { goodText, load } from '../fixtures.ts';

function warningsWith(gates: string): string[] {
  const result = load(goodText('every-key.yaml').replace(/gates: .*\n/, `gates: ${gates}\n`));
  const { warnings } = result as { readonly warnings: readonly Parameters<typeof formatProblem>[0][] };
  return warnings.map(formatProblem).filter((text) => text.includes('events.over'));
}

describe('gates of a rollout', () => {
  it('are warned of when so few connections show nothing of the share they bound', () => {
    const [warning, ...rest] = warningsWith('{ errorShare: 1%, minimum: 299 }');
    expect(warning).toContain(
      'events.over.rollout.gates.minimum: 299 connections do not tell a share of 1% from none: it takes 300 (rule of three)',
    );
    expect(rest).toEqual([]);
  });

  it.each(['{}', '{ minimum: 1 }', '{ window: 30s, compareWith: old }', '{ latency: {} }'])(
    'are warned of when they bound nothing: %s',
    (gates) => {
      const [warning, ...rest] = warningsWith(gates);
      expect(warning).toContain(
        'events.over.rollout.gates: no errorShare, errors or latency is bounded: these gates hold whatever happens',
      );
      expect(rest).toEqual([]);
    },
  );

  it.each([
    '{ errorShare: 1%, minimum: 300 }',
    '{ errorShare: 1% }',
    '{ errors: 1, minimum: 1 }',
    '{ errorShare: 0%, minimum: 1 }',
  ])('%s says nothing wrong', (gates) => {
    expect(warningsWith(gates)).toEqual([]);
  });
});
