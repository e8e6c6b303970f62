/**
 * Which tables of who was served where are worth printing: the whole run, and the named phases and
 * events that say something else.
 */
import { type WhereTable, whereConnectionsWent } from './where-connections-went.ts';

/** Tables after the whole run's that a reader still takes in (assumption). */
const FURTHER_MAX = 4;
/**
 * Shares of connections closer than this read as the same: a percentage point is within the
 * noise of a window (assumption).
 */
const NOTABLE_SHARE = 0.01;

export interface TellingTables {
  readonly tables: readonly WhereTable[];
  readonly leftOutCount: number;
}

export function tellingTables(result: Parameters<typeof whereConnectionsWent>[0]): TellingTables {
  const [whole, ...others] = whereConnectionsWent(result);
  if (whole === undefined) return { tables: [], leftOutCount: 0 };
  const tables = [whole];
  for (const table of others) {
    if (tables.length > FURTHER_MAX || !isNamed(table)) continue;
    if (tables.every((above) => differs(table, above))) tables.push(table);
  }
  return { tables, leftOutCount: others.length + 1 - tables.length };
}

/** One line, or none where every window is shown. */
export function leftOutText({ leftOutCount }: TellingTables): string | null {
  if (leftOutCount === 0) return null;
  return `${leftOutCount} more ${leftOutCount === 1 ? 'window is' : 'windows are'} in flows.csv`;
}

/** A window of two instants has no name but them. */
export function isNamed({ window }: WhereTable): boolean {
  return window.id !== 'all' && !window.id.includes('..');
}

/** A metro with a row of its own in only one of the two is no difference: it changed its rank, not where it went. */
function differs(table: WhereTable, above: WhereTable): boolean {
  return table.rows.some((row) => {
    const same = above.rows.find(({ metro, designId }) => metro === row.metro && designId === row.designId);
    if (same === undefined || row.offered === 0) return false;
    return [...new Set([...table.destinations, ...above.destinations])].some((destination) => {
      const share = shareOf(table, row, destination) - shareOf(above, same, destination);
      return Math.abs(share) > NOTABLE_SHARE;
    });
  });
}

function shareOf({ destinations }: WhereTable, row: WhereTable['rows'][number], destination: string): number {
  const at = destinations.indexOf(destination);
  return at < 0 || row.offered === 0 ? 0 : row.counts[at]! / row.offered;
}
