/**
 * What health checks knew of the members that regions lost, in a sentence a region: the slowest
 * that any design was to see it.
 */

import { type Fall, fallsOf, type Span } from '../data/falls.ts';
import type { ReportContext } from '../data/report-context.ts';
import { known } from '../data/samples.ts';
import { formatClock, formatDuration } from '../format.ts';

export function healthFinding(context: ReportContext): string {
  const { series, events, scenario } = context.result;
  const sentences = context.regions.flatMap(({ name }, r) => {
    const falls = series.map((one) => fallsOf(one.regions[r]!, one.timesMs, scenario.durationMs, events));
    const times = Math.max(0, ...falls.map((ofDesign) => ofDesign.length));
    return times === 0 ? [] : [fallSentence(name, falls.flat(), times)];
  });
  if (sentences.length > 0) {
    return `${sentences.join(' ')} (Members are counted at the end of every interval of ${formatDuration(scenario.intervalMs)}.)`;
  }
  if (context.lane.events.some((event) => event.nature === 'fault')) {
    return 'No region had fewer serving members at the end of any interval: what struck lay elsewhere, or passed within an interval.';
  }
  const isBelieved = series.every((one) =>
    one.regions.every((region) => known(region.serviceable).every((count, t) => region.seenHealthy[t]! >= count - 0.5)),
  );
  return isBelieved ? 'No region lost members, and health checks saw all of them healthy.' : 'No region lost members.';
}

/** @param times how often at most under any design */
function fallSentence(region: string, falls: readonly Fall[], times: number): string {
  const [first] = [...falls].sort((a, b) => a.onset.lowMs - b.onset.lowMs || a.onset.highMs - b.onset.highMs);
  const { lowMs, highMs } = first!.onset;
  const when =
    lowMs === highMs ? `at ${formatClock(lowMs)}` : `between ${formatClock(lowMs)} and ${formatClock(highMs)}`;
  const [slowest] = [...falls].sort((a, b) => slowness(b) - slowness(a));
  const again = times === 1 ? '' : times === 2 ? ' and once more' : ` and ${times - 1} more times`;
  return `${region} lost members ${when}${again}, and health checks ${reaction(slowest!.delay)}${times === 1 ? '' : ' at the slowest'}.`;
}

function slowness({ delay }: Fall): number {
  return typeof delay === 'string' ? Number.MAX_VALUE : delay.highMs;
}

function reaction(delay: Fall['delay']): string {
  switch (delay) {
    case 'unseen':
      return 'did not see it before the members were back';
    case 'open':
      return 'had not seen it when the run ended';
    default:
      return `saw it ${spanText(delay)}`;
  }
}

/** "10 to 20 s later", "within 10 s". */
function spanText({ lowMs, highMs }: Span): string {
  if (lowMs === 0) return `within ${formatDuration(highMs)}`;
  const [low, high] = [formatDuration(lowMs), formatDuration(highMs)];
  if (low === high) return `${high} later`;
  const [lowUnit, highUnit] = [low, high].map((text) => text.replace(/^[\d,.]+ /, ''));
  return `${lowUnit === highUnit ? low.replace(` ${lowUnit}`, '') : low} to ${high} later`;
}
