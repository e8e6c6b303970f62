/** Who served whose connections, as a matrix for the whole run and the windows that spilled most, and as a Sankey of the worst one. */
import type { Drawing } from '../charts/registry.ts';
import type { SankeyPanel } from '../charts/spill-sankey.ts';
import type { ReportContext } from '../data/report-context.ts';
import type { SpillCounts } from '../data/spill-counts.ts';
import { largestSpill, spillCounts } from '../data/spill-counts.ts';
import { formatClock, formatCount, formatShare } from '../format.ts';
import { UNSERVED_CLASS } from '../theme/palette.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './figure.ts';

const WHOLE = 'all';
const WINDOWS_SHOWN = 3;

export function spillFigures(context: ReportContext): Figure[] {
  const windows = windowsBySpill(context);
  const worst = windows.find((window) => window !== WHOLE && spillShare(context, window) > 0) ?? WHOLE;
  return [matrixFigure(context, windows), sankeyFigure(context, worst)];
}

function countsFor(context: ReportContext, window: string): SpillCounts[] {
  const { result } = context;
  return result.designs.map((design) => spillCounts(result.flows, design.id, window, result.places.regions.length));
}

/** Share that spilled under the baseline, or under the first design: the windows are about what the plain design does. */
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
  return [...known.filter((id) => id === WHOLE), ...others].slice(0, WINDOWS_SHOWN);
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
  const regionCount = context.regions.length;
  const all = windows.flatMap((window) => countsFor(context, window));
  const homes = context.regions
    .map((_, r) => r)
    .filter((r) => all.some((spill) => spill.counts[r]!.some((n) => n > 0)));
  const hasUnserved = all.some((spill) => spill.counts.some((row) => row[regionCount]! > 0));
  const serverCount = hasUnserved ? regionCount + 1 : regionCount;
  const names = [...context.regions.map(({ name }) => name), 'no answer'];
  const panels = all.map((spill, i) => {
    const design = context.designs[i % context.designs.length]!;
    return {
      title: design.id,
      subtitle: windowName(context, spill.window),
      designClass: design.designClass,
      counts: homes.map((home) => spill.counts[home]!.slice(0, serverCount)),
    };
  });
  return {
    id: 'spill',
    title: 'Who served whose connections',
    finding: spillFinding(context, all),
    reading:
      'Rows are home regions (the nearest with a backend), columns the region that served; shade and number are the share of the row. The frame marks connections that stayed home.',
    legend: [],
    drawings:
      homes.length === 0
        ? []
        : [
            {
              kind: 'spillMatrix',
              data: {
                homes: homes.map((r) => names[r]!),
                homeIndexes: homes,
                servers: names.slice(0, serverCount),
                panels,
              },
            },
          ],
    empty: 'No connection was offered.',
    table: tableOf(
      ['design', 'window', 'home', 'served by', 'connections', 'share of home'],
      all.flatMap((spill) =>
        homes.flatMap((home) => {
          const total = spill.counts[home]!.reduce((a, b) => a + b, 0);
          return spill.counts[home]!.flatMap((count, server) =>
            count === 0
              ? []
              : [
                  [
                    spill.designId,
                    spill.window,
                    names[home]!,
                    names[server]!,
                    formatCount(count),
                    formatShare(count / total),
                  ],
                ],
          );
        }),
      ),
      4,
      'flows.csv',
    ),
  };
}

/** One sentence a design: who took most of whose connections in each window, the whole run only where there are no others. */
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
    if (clauses.length === 0) return `${design.id} kept every answered connection in its home region.`;
    return `Under ${design.id}, ${clauses.join(', and ')}.`;
  });
  return sentences.join(' ');
}

function sankeyFigure(context: ReportContext, window: string): Figure {
  const spills = countsFor(context, window);
  const panels = spills.flatMap((spill, d) => (spill.offered > 0 ? [sankeyPanel(context, spill, d)] : []));
  const label = `Home region to serving region in ${windowName(context, window)}.`;
  const drawings: Drawing[] = panels.length === 0 ? [] : [{ kind: 'spillSankey', data: { label, panels } }];
  const shares = spills.map(
    (spill) =>
      `${spill.designId} served ${formatShare(spill.offered === 0 ? 0 : spill.spilled / spill.offered)} away from home`,
  );
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
  const places = [
    ...context.regions.map(({ name, regionClass }) => ({ name, regionClass })),
    { name: 'no answer', regionClass: UNSERVED_CLASS },
  ];
  const homes = places.map((_, i) => i).filter((i) => spill.counts[i]?.some((n) => n > 0));
  const servers = places.map((_, i) => i).filter((i) => spill.counts.some((row) => row[i]! > 0));
  return {
    title: context.designs[d]!.id,
    subtitle: `${formatCount(spill.offered)} connections`,
    designClass: context.designs[d]!.designClass,
    homes: homes.map((i) => places[i]!),
    servers: servers.map((i) => places[i]!),
    links: homes.flatMap((home, h) =>
      servers.flatMap((server, s) => {
        const count = spill.counts[home]![server]!;
        return count > 0
          ? [{ home: h, server: s, count: Math.round(count * 10) / 10, staysHome: home === server }]
          : [];
      }),
    ),
  };
}
