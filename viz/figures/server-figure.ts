/**
 * Connections of every server against the fair share, by design: what a choice that clients keep
 * to does to the evenness of load.
 */
import { directDesigns } from '../data/direct-designs.ts';
import type { ReportContext } from '../data/report-context.ts';
import { formatCount, formatNumber } from '../format.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './figure.ts';
import { regionLegend } from './region-legend.ts';

/** More dots than this in a row are a band. Assumption. */
const MOST_SERVERS = 600;

/**
 * null where a balancer chooses for each connection in every design, or there are too many
 * servers for a picture of them.
 */
export function serverFigure(context: ReportContext): Figure | null {
  const { machines, flows } = context.result;
  if (directDesigns(flows).size === 0) return null;
  const rows = context.designs.flatMap(({ id, title, designClass }) => {
    const servers = machines
      .filter(({ designId, role }) => designId === id && role === 'server')
      .map(({ machine, handled, regionIndex }) => {
        return { name: machine, count: handled, regionClass: context.regions[regionIndex!]!.regionClass };
      });
    const mean = servers.reduce((sum, { count }) => sum + count, 0) / servers.length;
    return servers.length > MOST_SERVERS || !(mean > 0) ? [] : [{ id, title, designClass, mean, servers }];
  });
  if (rows.length === 0) return null;
  return {
    id: 'servers',
    title: 'How even the servers are',
    finding: rows.map(sentence).join('\n'),
    reading: `Connections that each server took in the measured time, mean over replications, over the mean of all servers of the design. A server that was down part of the time took fewer.`,
    legend: regionLegend(context),
    drawings: [{ kind: 'serverDots', data: { rows } }],
    empty: '',
    table: tableOf(
      ['design', 'server', 'connections', 'x fair share'],
      rows.flatMap(({ id, servers, mean }) =>
        servers.map(({ name, count }) => [id, name, formatCount(count), formatNumber(count / mean)]),
      ),
      2,
      'machines.csv',
    ),
  };
}

function sentence({
  id,
  servers,
  mean,
}: {
  readonly id: string;
  readonly mean: number;
  readonly servers: readonly { readonly name: string; readonly count: number }[];
}): string {
  const busiest = servers.reduce((most, one) => (one.count > most.count ? one : most));
  const idlest = servers.reduce((least, one) => (one.count < least.count ? one : least));
  return `Under ${id} the busiest of ${formatCount(servers.length)} servers, ${busiest.name}, took ${formatNumber(busiest.count / mean)} times the mean, the idlest, ${idlest.name}, ${formatNumber(idlest.count / mean)} times.`;
}
