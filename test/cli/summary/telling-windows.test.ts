/**
 * Goal: a terminal shows the windows that say something, and how many more there are. Method: a
 * sample result given many windows.
 */
import { expect, test } from 'vitest';
import { leftOutText, tellingTables } from '../../../cli/summary/telling-windows.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';
import { sampleResult } from '../../viz/sample-result.ts';
import { SEOUL_BOSTON } from '../../viz/sample-world.ts';

const result = sampleResult(SEOUL_BOSTON);
const whole = result.flows.filter(({ window }) => window === 'all');

/** `result` with only the whole run and these windows. */
function withWindows(windows: Readonly<Record<string, ExperimentResult['flows']>>): ExperimentResult {
  const ids = Object.keys(windows);
  return {
    ...result,
    windows: [result.windows[0]!, ...ids.map((id) => ({ id, startMs: 0, endMs: 60_000 }))],
    flows: [...whole, ...ids.flatMap((id) => windows[id]!.map((flow) => ({ ...flow, window: id })))],
  };
}

const shown = (some: ExperimentResult) => tellingTables(some).tables.map(({ window }) => window.id);
/** Everybody served in region `r`. */
const allIn = (r: number) => whole.map((flow) => ({ ...flow, regionIndex: r }));

test('a window like the whole run, and one without a name, are only counted', () => {
  const some = withWindows({ calm: whole, '20s..40s': allIn(1) });
  expect(shown(some)).toEqual(['all']);
  expect(leftOutText(tellingTables(some))).toBe('2 more windows are in flows.csv');
});

test('a named window that differs is shown, its like not again', () => {
  const some = withWindows({ lost: allIn(1), alsoLost: allIn(1), other: allIn(0) });
  expect(shown(some)).toEqual(['all', 'lost', 'other']);
  expect(leftOutText(tellingTables(some))).toBe('1 more window is in flows.csv');
});

test('nothing is said of what is left out when nothing is', () => {
  expect(leftOutText(tellingTables(withWindows({})))).toBeNull();
});
