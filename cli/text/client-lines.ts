/** The clients of a scenario before it runs, for a terminal: how many, how unlike, how fast they change. */
import { meanUs } from '../../sim/kernel/distribution.ts';
import { toMs } from '../../sim/kernel/time.ts';
import type { ResolvedClients } from '../../sim/scenario/resolved-clients.ts';
import { type ClientStatistics, HEAVIEST } from '../../sim/traffic/client-statistics.ts';
import { formatDuration, formatNumber, formatShare } from '../../viz/format.ts';
import { countOf } from './count-of.ts';

/**
 * @param networkCount client networks that share the clients
 * @param resolversPerNetwork through which they ask DNS
 */
export function clientLines(
  clients: ResolvedClients,
  statistics: ClientStatistics,
  networkCount: number,
  resolversPerNetwork: number,
): string {
  const { clientCount, connectionsPerSecondEach, leavingPerSecond, bytesPerClient } = statistics;
  const each = formatDuration(1_000 / connectionsPerSecondEach);
  const stay =
    clients.lifetime === null
      ? 'nobody leaves'
      : `one stays ${formatDuration(toMs(meanUs(clients.lifetime)))} on average: ${formatNumber(leavingPerSecond)} leave in a second, and as many newcomers take their places`;
  return [
    `${formatNumber(clientCount)} in ${countOf(networkCount, 'network')}, each with ${countOf(resolversPerNetwork, 'DNS resolver')}; one connects every ${each} on average (${formatNumber(connectionsPerSecondEach)} a second)`,
    activityLine(clients, statistics),
    stay,
    ...(bytesPerClient === 0 ? [] : [`a run keeps ${formatNumber((clientCount * bytesPerClient) / 1e6)} MB of them`]),
  ].join('\n');
}

function activityLine({ activity }: ResolvedClients, { heaviestShare, activityCv }: ClientStatistics): string {
  const spread = `the busiest ${formatShare(HEAVIEST)} of a network make ${formatShare(heaviestShare)} of its connections; coefficient of variation ${formatNumber(activityCv)}`;
  switch (activity.kind) {
    case 'equal':
      return 'all connect alike';
    case 'zipf':
      return `unlike by Zipf's law with exponent ${formatNumber(activity.exponent)}: ${spread}`;
    case 'lognormal':
      return `unlike by a lognormal with sigma ${formatNumber(activity.sigma)}: ${spread}`;
  }
}
