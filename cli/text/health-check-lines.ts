/** What the health checks of a scenario cost and notice, in two lines. */
import type { DetectionWindow } from '../../sim/fleet/probe-load.ts';
import { detectionWindow, probesPerSecond } from '../../sim/fleet/probe-load.ts';
import { toMs } from '../../sim/kernel/time.ts';
import type { ResolvedService } from '../../sim/scenario/resolved-scenario.ts';
import { formatDuration, formatNumber } from '../../viz/format.ts';

export function healthCheckLines({ healthCheck, backends }: ResolvedService): string {
  const { probers, quorum, checkInterval } = healthCheck;
  const members = backends.reduce((sum, { zones }) => sum + zones.reduce((count, zone) => count + zone.members, 0), 0);
  const perSecond = probesPerSecond(healthCheck);
  const span = ({ earliest, latest }: DetectionWindow): string =>
    `${formatDuration(toMs(earliest))} to ${formatDuration(toMs(latest))}`;
  return [
    `${formatNumber(probers)} probers, each every ${formatDuration(toMs(checkInterval))}: ` +
      `${formatNumber(perSecond)} probes/s at a member, ${formatNumber(perSecond * members)}/s at all ${formatNumber(members)}`,
    `a prober notices a member that refuses after ${span(detectionWindow(healthCheck, false))}, ` +
      `a silent one after ${span(detectionWindow(healthCheck, true))}; healthy: held so by ${quorum} of ${probers}`,
  ].join('\n');
}
