/**
 * Truth against what health checks see, as a strip under a panel: the gap between a member's fall and its detection is
 * where connections are lost, so it has a mark of its own.
 */
import type { ScaleLinear } from 'd3';
import { formatClock } from '../../format.ts';
import type { Tips } from '../chart.ts';
import type { Group } from './svg.ts';
import { round } from './svg.ts';

/**
 * `up`: all members serve and are seen to. `part`: some do. `down`: none does, and the checks know. `unseen`: fewer
 * serve than the checks believe. `unbelieved`: more serve than the checks believe.
 */
export type HealthState = 'up' | 'part' | 'down' | 'unseen' | 'unbelieved';

export interface HealthRun {
  readonly state: HealthState;
  readonly startMs: number;
  readonly endMs: number;
}

export const HEALTH_ROW_PX = 10;

/** Height of the mark, px: the second channel beside the colour. What checks do not see yet stands out. */
const MARK_PX: Readonly<Record<HealthState, number>> = { up: 2, part: 4, down: 6, unseen: 9, unbelieved: 8 };

const WORDS: Readonly<Record<HealthState, string>> = {
  up: 'all members serve',
  part: 'some members serve',
  down: 'no member serves, and health checks know',
  unseen: 'members are down, and health checks do not know yet',
  unbelieved: 'members serve, and health checks do not know yet',
};

export function drawHealthStrip(
  group: Group,
  row: { readonly label: string; readonly designClass: string; readonly runs: readonly HealthRun[] },
  x: ScaleLinear<number, number>,
  y: number,
  tips: Tips,
): void {
  group
    .append('rect')
    .attr('class', `fill ${row.designClass}`)
    .attr('x', x.range()[0]! - 8)
    .attr('y', y + 2)
    .attr('width', 4)
    .attr('height', HEALTH_ROW_PX - 4);
  for (const run of row.runs) {
    const rect = group
      .append('rect')
      .attr('class', `health health-${run.state}`)
      .attr('x', round(x(run.startMs)))
      .attr('y', y + (HEALTH_ROW_PX - MARK_PX[run.state]) / 2)
      .attr('width', round(Math.max(1, x(run.endMs) - x(run.startMs))))
      .attr('height', MARK_PX[run.state]);
    tips.mark(
      rect.node()!,
      `${row.label}, ${formatClock(run.startMs)} to ${formatClock(run.endMs)}\n${WORDS[run.state]}`,
    );
  }
}
