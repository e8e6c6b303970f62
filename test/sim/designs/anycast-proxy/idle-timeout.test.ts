/**
 * Goal: a connection that is silent for longer than the idle timeout is closed by it, and no other. Method: single
 * connections of constant hold and silence, whose end follows by hand: hold - silence + timeout after the first answer.
 */
import { describe, expect, it } from 'vitest';
import { BREAK_CAUSES } from '../../../../sim/metrics/break-cause.ts';
import { type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

function run(idle: string | null, holdS: number, service: PlainMap = {}): ProxyRun {
  const model = modelWith({
    time: { duration: '1h' },
    service,
    traffic: { connections: { rate: '20/s', hold: '5s', ...(idle !== null && { idle }) } },
  });
  return runProxy(model, [{ at: SECOND, hold: holdS * SECOND, service: 0 }]);
}

function ended({ endings, collector }: ProxyRun): [outcome: string, openS: number, idleClosed: number] {
  const { outcome, endedAt, offeredAt } = endings[0]!;
  return [outcome, Math.round((endedAt - offeredAt) / SECOND), collector.breaks[BREAK_CAUSES.indexOf('idleClosed')]!];
}

describe('the idle timeout', () => {
  it.each<readonly [string | null, number, PlainMap, string, number]>([
    [null, 1_000, {}, 'completed', 1_000],
    ['29s', 1_000, {}, 'completed', 1_000],
    ['30s', 1_000, {}, 'completed', 1_000],
    ['31s', 1_000, {}, 'reset', 999],
    ['100s', 1_000, {}, 'reset', 930],
    // Silent from its first answer on.
    ['2000s', 1_000, {}, 'reset', 30],
    // Shorter than its silence would have been, and than the timeout.
    ['2000s', 20, {}, 'completed', 20],
    ['100s', 1_000, { timeout: '2m' }, 'completed', 1_000],
    ['200s', 1_000, { timeout: '2m' }, 'reset', 920],
    ['200s', 1_000, { idleTimeoutFrom: 'draining' }, 'completed', 1_000],
    ['800s', 1_000, { idleTimeoutFrom: 'draining' }, 'reset', 800],
  ])('silent for %s of %i s, with %j: %s after %i s', (idle, holdS, service, outcome, openS) => {
    expect(ended(run(idle, holdS, service))).toEqual([outcome, openS, outcome === 'reset' ? 1 : 0]);
  });

  it('cuts a connection after its answer: the first byte is counted', () => {
    const { latencyUs } = run('100s', 1_000).endings[0]!;
    expect(latencyUs).toBe(run(null, 1_000).endings[0]!.latencyUs);
  });
});
