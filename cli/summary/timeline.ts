/**
 * What happens when in a scenario: warm-up, the phases of surges, events and their undoing, in order of time.
 */

import { toMs } from '../../sim/kernel/time.ts';
import { describeEvents } from '../../sim/metrics/describe-events.ts';
import type { ResolvedScenario } from '../../sim/scenario/resolved-scenario.ts';

export interface TimelineRow {
  readonly fromMs: number;
  /** null: to the end of the run. */
  readonly toMs: number | null;
  readonly id: string;
  readonly what: string;
}

export function timeline(scenario: ResolvedScenario): TimelineRow[] {
  const { time, traffic } = scenario;
  const warmup = { fromMs: 0, toMs: toMs(time.warmup), id: 'warmup', what: 'simulated, left out of summaries' };
  const events = describeEvents(scenario)
    .filter(({ kind }) => kind !== 'surge')
    .map(({ id, startMs, endMs, label }) => ({ fromMs: startMs, toMs: endMs, id, what: label }));
  const surges = traffic.surges.flatMap(({ id, at, rise, hold, decay, peak, metroIds }) => {
    const where = metroIds.length > 3 ? `${metroIds.length} metros` : metroIds.join(', ');
    const phases = [
      { lengthUs: rise, what: `traffic of ${where} rises to ${peak}x` },
      { lengthUs: hold, what: `stays at ${peak}x` },
      { lengthUs: decay, what: 'falls back' },
    ];
    let fromUs: number = at;
    return phases.flatMap(({ lengthUs, what }) => {
      const row = { fromMs: toMs(fromUs), toMs: toMs(fromUs + lengthUs), id, what };
      fromUs += lengthUs;
      return lengthUs === 0 ? [] : [row];
    });
  });
  const rows: TimelineRow[] = [...(time.warmup > 0 ? [warmup] : []), ...surges, ...events];
  return rows
    .map((row, written) => ({ row, written }))
    .sort((a, b) => a.row.fromMs - b.row.fromMs || a.written - b.written)
    .map(({ row }) => row);
}
