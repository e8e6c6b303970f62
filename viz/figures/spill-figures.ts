/**
 * Who served whose connections, as a matrix for the whole run and the windows that spilled most,
 * and as a Sankey of the worst one.
 */
import type { Drawing } from '../charts/registry.ts';
import type { SankeyPanel, SankeyPlace } from '../charts/spill-sankey.ts';
import { foldRegions } from '../data/fold-regions.ts';
import type { ReportContext } from '../data/report-context.ts';
import type { SpillCounts } from '../data/spill-counts.ts';
import { largestSpill, spillCounts } from '../data/spill-counts.ts';
import { formatClock, formatCount, formatShare } from '../format.ts';
import { OTHER_REGION_CLASS, UNSERVED_CLASS } from '../theme/palette.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './figure.ts';
import { OTHER_REGIONS } from './region-legend.ts';

const WHOLE = 'all';
/** Rows of matrices; with more than two designs a row is long enough. */
const WINDOWS_SHOWN = 3;
const WINDOWS_SHOWN_OF_MANY = 2;

export function spillFigures(context: ReportContext): Figure[] {
  const windows = windowsBySpill(context);
  const worst = windows.find((window) => window !== WHOLE && spillShare(context, window) > 0) ?? WHOLE;
  return [matrixFigure(context, windows), sankeyFigure(context, worst)];
}

function countsFor(context: ReportContext, window: string): SpillCounts[] {
  const { result } = context;
  return result.designs.map((design) => spillCounts(result.flows, design.id, window, result.places.regions.length));
}

/**
 * Share that spilled under the baseline, or under the first design: the windows are about what the plain design does.
 */
function spillShare(context: ReportContext, window: string): number {
  const all = countsFor(context, window);
  const reference = all[context.designs.find((design) => design.isBaseline)?.index ?? 0];
  return reference === undefined || reference.offered === 0 ? 0 : reference.spilled / reference.offered;
}

/** The whole run, then the windows with flows, most spill first. */
function windowsBySpill(context: ReportContext): string[] {
  const present = new Set(context.result.flows.map((row) => row.window));
  const known = context.result.windows.map((window) => window.id).filter((id) => present.has(id));
  const others = known
    .filter((id) => id !== WHOLE)
    .map((id) => ({ id, share: spillShare(context, id) }))
    .sort((a, b) => b.share - a.share || known.indexOf(a.id) - known.indexOf(b.id))
    .map(({ id }) => id);
  return [...known.filter((id) => id === WHOLE), ...others].slice(
    0,
    context.designs.length > 2 ? WINDOWS_SHOWN_OF_MANY : WINDOWS_SHOWN,
  );
}

/** "evening (12:00 to 18:00)"; the whole run in words. */
export function windowName(context: ReportContext, id: string): string {
  const window = context.result.windows.find((w) => w.id === id);
  if (id === WHOLE || window === undefined) return 'the measured time';
  const span = `${formatClock(window.startMs)} to ${formatClock(window.endMs)}`;
  // A window without a name of its own has its span for an id.
  return id.includes('..') ? span : `${id} (${span})`;
}

function matrixFigure(context: ReportContext, windows: readonly string[]): Figure {
  const all = windows.flatMap((window) => countsFor(context, window));
  const { homes, servers, counts } = foldRegions(context, all);
  const names = servers.map((server) => placeOf(context, server).name);
  const nameOf = (home: number) => context.regions[home]!.name;
  const panels = all.map((spill, i) => {
    const design = context.designs[i % context.designs.length]!;
    return {
      title: design.id,
      subtitle: windowName(context, spill.window),
      designClass: design.designClass,
      counts: counts[i]!,
    };
  });
  return {
    id: 'spill',
    title: 'Who served whose connections',
    finding: spillFinding(context, all),
    reading:
      'Rows are home regions (the nearest with a backend), columns the region that served; shade and number are the share of the row, in per cent. The frame marks connections that stayed home.',
    legend: [],
    drawings:
      homes.length === 0
        ? []
        : [
            {
              kind: 'spillMatrix',
              data: {
                homes: homes.map(nameOf),
                homeIndexes: homes.map((home) => servers.indexOf(home)),
                servers: names,
                panels,
              },
            },
          ],
    empty: 'No connection was offered.',
    table: tableOf(
      ['design', 'window', 'home', 'served by', 'connections', 'share of home'],
      all.flatMap((spill, i) => counts[i]!.flatMap((row, h) => spillRows(spill, nameOf(homes[h]!), row, names))),
      4,
      'flows.csv',
    ),
  };
}

/** A table row for each server that took any of a home region's connections. */
function spillRows(
  { designId, window }: SpillCounts,
  home: string,
  row: readonly number[],
  servers: readonly string[],
): string[][] {
  const total = row.reduce((a, b) => a + b, 0);
  return row.flatMap((count, s) =>
    count === 0 ? [] : [[designId, window, home, servers[s]!, formatCount(count), formatShare(count / total)]],
  );
}

/**
 * One sentence a design: who took most of whose connections in each window, the whole run
 * only where there are no others.
 */
function spillFinding(context: ReportContext, all: readonly SpillCounts[]): string {
  const named = all.some((spill) => spill.window !== WHOLE) ? all.filter((spill) => spill.window !== WHOLE) : all;
  const sentences = context.designs.map((design) => {
    const clauses = named.flatMap((spill) => {
      const largest = spill.designId === design.id ? largestSpill(spill) : null;
      if (largest === null) return [];
      const taker = context.regions[largest.server]!.name;
      return [
        `${taker} took ${formatShare(largest.share)} of ${context.regions[largest.home]!.name}'s connections in ${windowName(context, spill.window)}`,
      ];
    });
    if (clauses.length === 0) return stayedText(design.id, named);
    return `Under ${design.id}, ${clauses.join(', and ')}.`;
  });
  return sentences.join('\n');
}

function stayedText(designId: string, all: readonly SpillCounts[]): string {
  const own = all.filter((spill) => spill.designId === designId);
  if (own.every((spill) => spill.unserved > 0 && spill.counts.every((row) => row.slice(0, -1).every((n) => n === 0)))) {
    return `Under ${designId}, no region served any connection.`;
  }
  return `${designId} kept every answered connection in its home region.`;
}

function sankeyFigure(context: ReportContext, window: string): Figure {
  const spills = countsFor(context, window);
  const panels = spills.flatMap((spill, d) => (spill.offered > 0 ? [sankeyPanel(context, spill, d)] : []));
  const label = `Home region to serving region in ${windowName(context, window)}.`;
  const drawings: Drawing[] = panels.length === 0 ? [] : [{ kind: 'spillSankey', data: { label, panels } }];
  const shares = spills.map(({ designId, offered, spilled, unserved }) => {
    if (offered === 0) return `${designId} was offered nothing`;
    const lost = unserved === 0 ? '' : ` and ${formatShare(unserved / offered)} nowhere`;
    return `${designId} served ${formatShare(spilled / offered)} away from home${lost}`;
  });
  return {
    id: 'sankey',
    title: `Home to server in ${windowName(context, window)}`,
    finding: `${shares.join('; ')}.`,
    reading:
      'Home regions on the left, the regions that served on the right; a band has the colour of the region that served and the width of its connections. Strong bands left home.',
    legend: [],
    drawings,
    empty: 'No connection was offered.',
    table: null,
  };
}

function sankeyPanel(context: ReportContext, spill: SpillCounts, d: number): SankeyPanel {
  const folded = foldRegions(context, [spill]);
  const rows = folded.counts[0]!;
  const servers = folded.servers.map((_, s) => s).filter((s) => rows.some((row) => row[s]! > 0));
  const shown = rows.flat().reduce((a, b) => a + b, 0);
  return {
    title: context.designs[d]!.id,
    subtitle: `${formatCount(shown)} connections${shown < spill.offered - 0.5 ? ' of the busiest regions' : ''}`,
    designClass: context.designs[d]!.designClass,
    homes: folded.homes.map((home) => placeOf(context, home)),
    servers: servers.map((s) => placeOf(context, folded.servers[s]!)),
    links: folded.homes.flatMap((home, h) =>
      servers.flatMap((s, server) => {
        const count = Math.round(rows[h]![s]! * 10) / 10;
        return count > 0 ? [{ home: h, server, count, staysHome: folded.servers[s] === home }] : [];
      }),
    ),
  };
}

function placeOf(context: ReportContext, server: number | 'others' | 'none'): SankeyPlace {
  if (server === 'others') return { name: OTHER_REGIONS, regionClass: OTHER_REGION_CLASS };
  if (server === 'none') return { name: 'unserved', regionClass: UNSERVED_CLASS };
  return context.regions[server]!;
}
