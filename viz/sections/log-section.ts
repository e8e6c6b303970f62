/** What the faults did, in order of time: replications that say the same are one row. */
import type { LogRow } from '../../sim/metrics/experiment-result.ts';
import type { ReportContext } from '../data/report-context.ts';
import { tableOf } from '../figures/figure.ts';
import { formatClock, formatCount } from '../format.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { dataTable } from './figure-section.ts';

export interface LogEntry {
  readonly atMs: number;
  readonly designId: string;
  readonly eventId: string;
  readonly what: string;
  readonly replications: number;
  readonly brokenLow: number;
  readonly brokenHigh: number;
  readonly brokenMean: number;
}

export function logSection(context: ReportContext): Html {
  const entries = mergeLog(context.result.log);
  const table = tableOf(
    ['time', 'design', 'event', 'what happened', 'runs', 'broken at once'],
    entries.map((entry) => [
      formatClock(entry.atMs),
      entry.designId,
      entry.eventId,
      entry.what,
      String(entry.replications),
      brokenText(entry),
    ]),
    4,
    'events.csv',
  );
  return html`<section id="log" aria-labelledby="log-title"><h2 id="log-title">What was done to the system</h2>
<p class="finding">${logFinding(entries)}</p>
${entries.length === 0 ? null : dataTable('What was done to the system', table)}</section>
`;
}

/** One entry for each (time, design, event, words), in order of time, then of the log. */
export function mergeLog(log: readonly LogRow[]): LogEntry[] {
  const groups = new Map<string, LogRow[]>();
  for (const row of log) {
    const key = JSON.stringify([row.atMs, row.designId, row.eventId, row.what]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()]
    .map((rows): LogEntry => {
      const broken = rows.map((row) => row.brokenCount);
      const { atMs, designId, eventId, what } = rows[0]!;
      return {
        atMs,
        designId,
        eventId,
        what,
        replications: rows.length,
        brokenLow: Math.min(...broken),
        brokenHigh: Math.max(...broken),
        brokenMean: broken.reduce((a, b) => a + b, 0) / broken.length,
      };
    })
    .sort((a, b) => a.atMs - b.atMs);
}

function brokenText({ brokenLow, brokenHigh, brokenMean }: LogEntry): string {
  if (brokenLow === brokenHigh) return formatCount(brokenLow);
  return `${formatCount(brokenMean)} (${formatCount(brokenLow)} to ${formatCount(brokenHigh)})`;
}

function logFinding(entries: readonly LogEntry[]): string {
  if (entries.length === 0) return 'No event touched the system.';
  const worst = [...entries].sort((a, b) => b.brokenMean - a.brokenMean || a.atMs - b.atMs)[0]!;
  if (worst.brokenMean === 0)
    return entries.length === 1
      ? 'It broke no connection at once.'
      : `None of ${entries.length} entries broke a connection at once.`;
  return `The hardest blow: at ${formatClock(worst.atMs)} “${worst.what}” broke ${brokenText(worst)} connections at once under ${worst.designId}.`;
}
