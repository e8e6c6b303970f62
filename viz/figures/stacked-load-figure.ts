/**
 * Load by region (open connections, or what the balancing modes count), stacked, for every design; finds which region
 * ran full, when, and for how long.
 */
import type { DesignSeries } from '../../sim/metrics/experiment-result.ts';
import type { StackedLoadData } from '../charts/stacked-load.ts';
import { capitalised, commonUnit, loadWords } from '../data/capacity-unit.ts';
import type { ReportContext } from '../data/report-context.ts';
import { addSamples, known } from '../data/samples.ts';
import { columnsFor, firstOf, instantsOf, reduceColumns, reductionNote, trimTo } from '../data/trim.ts';
import { FULL, takerWhileFull } from '../data/while-full.ts';
import { formatClock, formatCount, formatDuration, formatShare } from '../format.ts';
import { OTHER_REGION_CLASS } from '../theme/palette.ts';
import type { Figure, Table } from './figure.ts';
import { OTHER_REGIONS, regionLegend } from './region-legend.ts';

const TABLE_ROWS = 40;

export function stackedLoadFigure(context: ReportContext): Figure {
  const { result } = context;
  const columns = columnsFor(result.series[0]?.timesMs.length ?? 0);
  const unit = commonUnit(result.series);
  // What every design counts alike, where their capacities are not: open connections.
  const stackedWords = loadWords(unit ?? 'connections');
  const hasConnections = (unit ?? 'connections') === 'connections';
  const data: StackedLoadData = {
    lane: context.lane,
    timesMs: instantsOf(result.series[0]?.timesMs ?? [], columns, result.scenario.intervalMs, 'atEnd'),
    panels: result.series.map((series, d) => stackedPanel(context, series, d)),
  };
  return {
    id: 'load',
    title: hasConnections ? 'Where the open connections are' : 'Where the load is',
    finding: result.series.map((series, d) => loadFinding(context, series, d)).join('\n'),
    reading: `${capitalised(stackedWords)} by serving region, stacked${unit === null ? '; the designs count capacity in different units, so it is not drawn' : '; the dashed line is the target capacity of all regions'}.${reductionNote(columns, result.scenario.intervalMs)}`,
    legend: [
      ...regionLegend(context),
      ...(unit === null ? [] : [{ label: 'target capacity', colourClass: '', mark: 'dashed' as const }]),
    ],
    drawings: data.timesMs.length > 0 ? [{ kind: 'stackedLoad', data }] : [],
    empty: 'No interval was recorded.',
    table: loadTable(context),
  };
}

function stackedPanel(context: ReportContext, series: DesignSeries, designIndex: number) {
  const columns = columnsFor(series.timesMs.length);
  const total = addSamples(series.regions.map((region) => region.capacity));
  const capacity = commonUnit(context.result.series) === null ? total.map(() => null) : total;
  const scale = Math.max(1, ...known(capacity));
  return {
    title: context.designs[designIndex]!.title,
    designClass: context.designs[designIndex]!.designClass,
    layers: layersOf(context, series).map((layer) => ({
      ...layer,
      load: trimTo(reduceColumns(layer.load, columns).mean, scale),
    })),
    capacity: trimTo(reduceColumns(capacity, columns).mean, scale),
  };
}

/** A layer for each region with a colour of its own, and one for all others together. */
function layersOf(context: ReportContext, series: DesignSeries) {
  const isComparable = commonUnit(context.result.series) !== null;
  const named = context.regions.map(({ name, regionClass }, r) => ({
    label: name,
    regionClass,
    load: isComparable ? series.regions[r]!.load : series.regions[r]!.active,
  }));
  const others = named.filter(({ regionClass }) => regionClass === OTHER_REGION_CLASS);
  const coloured = named.filter(({ regionClass }) => regionClass !== OTHER_REGION_CLASS);
  if (others.length === 0) return coloured;
  const load = addSamples(others.map((other) => other.load));
  return [...coloured, { label: OTHER_REGIONS, regionClass: OTHER_REGION_CLASS, load }];
}

export interface FullSpan {
  readonly region: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly totalMs: number;
}

/** For each region that ran full: first and last instant of it, and how long in all; longest first. */
export function fullSpans(series: DesignSeries, intervalMs: number): FullSpan[] {
  return series.regions
    .flatMap((region, r): FullSpan[] => {
      const full = series.timesMs.filter((_, t) => (region.utilisation[t] ?? 0) >= FULL);
      if (full.length === 0) return [];
      return [{ region: r, startMs: full[0]!, endMs: full.at(-1)! + intervalMs, totalMs: full.length * intervalMs }];
    })
    .sort((a, b) => b.totalMs - a.totalMs || a.region - b.region);
}

function loadFinding(context: ReportContext, series: DesignSeries, d: number): string {
  const design = context.designs[d]!.id;
  const spans = fullSpans(series, context.result.scenario.intervalMs);
  if (spans.length > 0) {
    const { region, startMs, endMs, totalMs } = spans[0]!;
    const others =
      spans.length > 1 ? `; ${spans.length - 1} more ${spans.length === 2 ? 'region' : 'regions'} filled too` : '';
    const when = `for ${formatDuration(totalMs)} between ${formatClock(startMs)} and ${formatClock(endMs)}`;
    const slices = context.result.flowSlices[d];
    const taker = slices === undefined ? null : takerWhileFull(series, slices, context.result.flows, region);
    const name = context.regions[region]!.name;
    const taken =
      taker === null
        ? ''
        : ` Meanwhile ${context.regions[taker.server]!.name} took ${formatShare(taker.share)} of ${name}'s connections.`;
    return `Under ${design}, ${name} was full ${when}${others}.${taken}`;
  }
  return unfilledText(context, design);
}

function unfilledText(context: ReportContext, designId: string): string {
  const rows = context.result.regions.filter((row) => row.designId === designId && row.peakUtilisation !== null);
  if (rows.length === 0) return `Under ${designId}, no region had capacity at the end of an interval.`;
  const busiest = rows.reduce((best, row) => (row.peakUtilisation! > best.peakUtilisation! ? row : best));
  if (busiest.peakUtilisation === 0) return `Under ${designId}, no region carried any load.`;
  const { name } = context.regions[busiest.regionIndex]!;
  const own = formatShare(busiest.peakUtilisation!);
  // Which region is busiest may differ between replications, so the peak of the design can be above that of any region.
  const row = context.result.summary.find((one) => one.designId === designId && one.metric === 'peakUtilisation');
  const whole = row === undefined || row.mean === null ? own : formatShare(row.mean);
  const others = whole === own ? '' : ` (of the busiest region of each replication: ${whole})`;
  return `Under ${designId}, no region filled for an interval in the mean over replications: ${name} came closest, with a peak of ${own} of its capacity${others}.`;
}

function loadTable(context: ReportContext): Table {
  const { series, scenario } = context.result;
  const samples = series[0]?.timesMs.length ?? 0;
  const width = Math.max(1, Math.ceil(samples / TABLE_ROWS));
  const columns = { width, count: Math.ceil(samples / width) };
  const reduced = series.map((one) => layersOf(context, one).map((layer) => reduceColumns(layer.load, columns).mean));
  const rows = firstOf(series[0]?.timesMs ?? [], columns).map((ms, c) => [
    formatClock(ms),
    ...reduced.flatMap((regions) => regions.map((values) => countText(values[c]!))),
  ]);
  const labels = series.flatMap((one) => layersOf(context, one).map(({ label }) => `${one.designId}: ${label}`));
  return {
    columns: ['from', ...labels].map((label, i) => ({ label, isNumber: i > 0 })),
    rows,
    note: `Mean ${loadWords(commonUnit(series) ?? 'connections')} over ${formatDuration(width * scenario.intervalMs)}; every interval is in timeseries.csv.`,
  };
}

function countText(value: number | null): string {
  return value === null ? '' : formatCount(value);
}
