/**
 * Goal: what a rollout is warned of, and what it may say without one. Method: the file with
 * every key, its gates exchanged.
 */
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

  it.each([
    ['{ p50: 400ms, p99: 300ms }', 'p50', 'p50 above 400ms has p99 above 300ms'],
    ['{ p50: 300ms, p99: 300ms }', 'p50', 'p50 above 300ms has p99 above 300ms'],
    ['{ p95: 2s, p99: 1s }', 'p95', 'p95 above 2s has p99 above 1s'],
    ['{ p50: 50ms, p95: 40ms, p99: 1s }', 'p50', 'p50 above 50ms has p95 above 40ms'],
  ])('are warned of a bound that another always meets first: %s', (latency, key, text) => {
    const [warning, ...rest] = warningsWith(`{ compareWith: absolute, latency: ${latency} }`);
    expect(warning).toContain(
      `warning events.over.rollout.gates.latency.${key}: ${text}, which is bounded too: this decides nothing`,
    );
    expect(rest).toEqual([]);
    // Of two that are compared with the old chain, either may be the worse.
    expect(warningsWith(`{ latency: ${latency} }`)).toEqual([]);
  });

  it.each(['{ p50: 80ms, p95: 400ms, p99: 1s }', '{ p50: 1s }'])('may bound %s', (latency) => {
    expect(warningsWith(`{ compareWith: absolute, latency: ${latency} }`)).toEqual([]);
  });
});
