/** Goal: what breaches a gate. Method: figures with known shares and latencies. */
import { describe, expect, it } from 'vitest';
import { judge } from '../../../../../sim/designs/chain/rollout/gates.ts';
import { SideTally } from '../../../../../sim/designs/chain/rollout/side-tally.ts';
import { duration, MILLISECOND } from '../../../../../sim/kernel/time.ts';
import { BLOCKED, COMPLETED, REJECTED, UNFINISHED } from '../../../../../sim/metrics/outcome.ts';
import { GATES } from './sample-rollout.ts';

function figuresOf(completed: number, failed: number, latencyMs: number) {
  const tally = new SideTally();
  for (let index = 0; index < completed; index++) tally.ended(COMPLETED, latencyMs * MILLISECOND);
  for (let index = 0; index < failed; index++) tally.ended(REJECTED, -1);
  return tally.take();
}

describe('gates of a rollout', () => {
  const good = figuresOf(1_000, 0, 20);

  it.each([
    ['absolute', 0.01, 990, 10, false],
    ['absolute', 0.01, 989, 11, true],
    ['old', 0.01, 970, 30, false],
    ['old', 0.01, 969, 31, true],
  ] as const)(
    '%s bound of %d on errors: %d completed and %d failed',
    (compareWith, errorShareMax, completed, failed, isBreached) => {
      const gates = { ...GATES, compareWith, errorShareMax };
      expect(judge(gates, figuresOf(completed, failed, 20), figuresOf(980, 20, 20)).isBreached).toBe(isBreached);
    },
  );

  it.each([
    ['absolute', 100, 99, false],
    ['absolute', 100, 101, true],
    ['old', 100, 119, false],
    ['old', 100, 121, true],
  ] as const)('%s bound of %d ms on the median: %d ms', (compareWith, maxMs, latencyMs, isBreached) => {
    const latency = [{ quantile: 'p50', max: duration(maxMs * MILLISECOND) }] as const;
    expect(judge({ ...GATES, compareWith, latency }, figuresOf(500, 0, latencyMs), good).isBreached).toBe(isBreached);
  });

  it('says the figures, and the bound that is breached', () => {
    const gates = { ...GATES, compareWith: 'old' as const, errorShareMax: 0.005 };
    expect(judge(gates, figuresOf(198, 2, 20), good).what).toBe(
      '200 connections, 1.00 % failed (bound 0.50 % above the 0.00 % of the old chain)',
    );
    const latency = [{ quantile: 'p99', max: duration(50 * MILLISECOND) }] as const;
    expect(judge({ ...GATES, latency }, figuresOf(200, 0, 20), good).what).toBe(
      '200 connections, 0.00 % failed, p99 20.0 ms',
    );
  });

  it('holds a latency that nobody has measured', () => {
    const latency = [{ quantile: 'p99', max: duration(1) }] as const;
    expect(judge({ ...GATES, latency }, figuresOf(0, 200, 20), good)).toMatchObject({ isBreached: false });
  });

  it('counts what monitoring sees: ends, not what the run cut off; blocked clients are errors', () => {
    const tally = new SideTally();
    tally.ended(UNFINISHED, -1);
    tally.ended(BLOCKED, -1);
    tally.ended(COMPLETED, 5);
    expect(tally.take()).toMatchObject({ count: 2, failedCount: 1 });
    expect(tally.take()).toMatchObject({ count: 0, failedCount: 0 });
  });
});
