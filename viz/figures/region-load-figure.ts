/**
 * Each region against its own capacity, designs overlaid, with what health checks saw;
 * finds how long a fall went unseen.
 */
import type { RegionSeries, Samples } from '../../sim/metrics/experiment-result.ts';
import type { LinePanel } from '../charts/line-panels.ts';
import type { HealthRun, HealthState } from '../charts/parts/health-strip.ts';
import { capitalised, commonUnit, loadWords } from '../data/capacity-unit.ts';
import { PEAK_MEANING } from '../data/metric-names.ts';
import type { ReportContext } from '../data/report-context.ts';
import { known, meanOf, sumOf } from '../data/samples.ts';
import { columnsFor, instantsOf, reduceColumns, reductionNote, trimTo } from '../data/trim.ts';
import { formatCount, formatShare } from '../format.ts';
import type { Figure, LegendEntry } from './figure.ts';
import { tableOf } from './figure.ts';
import { healthFinding } from './health-finding.ts';

const HEALTH_LEGEND: readonly LegendEntry[] = [
  { label: 'members serve', colourClass: 'health-up', mark: 'square' },
  { label: 'some serve', colourClass: 'health-part', mark: 'square' },
  { label: 'none serves', colourClass: 'health-down', mark: 'square' },
  { label: 'fallen, not yet seen', colourClass: 'health-unseen', mark: 'square' },
  { label: 'back, not yet seen', colourClass: 'health-unbelieved', mark: 'square' },
];

export function regionLoadFigure(context: ReportContext): Figure {
  const { result } = context;
  const times = result.series[0]?.timesMs ?? [];
  const columns = columnsFor(times.length);
  const unit = commonUnit(result.series);
  const panels = context.busiest.map((r) => regionPanel(context, r));
  const part =
    panels.length < context.regions.length ? ` The ${panels.length} busiest of ${context.regions.length} regions.` : '';
  return {
    id: 'regions',
    title: 'Each region against its capacity, and what health checks knew',
    finding: healthFinding(context),
    reading: `${capitalised(loadWords(unit))} by design (colour and dash), the pale band from the lowest to the highest replication; dashed grey is the region's target capacity. The strip below compares the members that truly serve with those that health checks believe in, one row a design. ${PEAK_MEANING}${part}${reductionNote(columns, result.scenario.intervalMs)}`,
    legend: [
      ...context.designs.map(({ id, designClass }) => ({ label: id, colourClass: designClass, mark: 'line' as const })),
      ...HEALTH_LEGEND,
    ],
    drawings:
      times.length === 0 || panels.length === 0
        ? []
        : [
            {
              kind: 'linePanels',
              data: {
                label: `${capitalised(loadWords(unit))} of each region against its capacity.`,
                lane: context.lane,
                timesMs: instantsOf(times, columns, result.scenario.intervalMs, 'atEnd'),
                panels,
              },
            },
          ],
    empty: 'No region has backends.',
    table: tableOf(
      [
        'region',
        'design',
        'capacity in',
        'mean open',
        'peak open',
        'mean load',
        'mean capacity',
        'peak use',
        'spilled in',
        'broken',
      ],
      context.regions.flatMap((_, r) => result.series.map((series, d) => regionRow(context, series.regions[r]!, r, d))),
      3,
      'timeseries.csv',
    ),
  };
}

function regionPanel(context: ReportContext, r: number): LinePanel {
  const { result } = context;
  const own = result.series.map((series) => series.regions[r]!);
  const all = commonUnit(result.series) === null ? own.map(asShares) : own;
  const columns = columnsFor(result.series[0]!.timesMs.length);
  const scale = Math.max(1, ...known(all.flatMap((region) => [...region.loadHigh, ...region.capacity])));
  return {
    title: context.regions[r]!.name,
    subtitle: `${result.places.regions[r]!.id}${peakText(context, r)}`,
    swatchClass: context.regions[r]!.regionClass,
    lines: all.map((region, d) => ({
      label: context.designs[d]!.id,
      designClass: context.designs[d]!.designClass,
      values: trimTo(reduceColumns(region.load, columns).mean, scale),
      low: trimTo(reduceColumns(region.loadLow, columns).low, scale),
      high: trimTo(reduceColumns(region.loadHigh, columns).high, scale),
    })),
    capacity: trimTo(reduceColumns(longest(all.map((region) => region.capacity)), columns).mean, scale),
    health: own.map((region, d) => ({
      label: context.designs[d]!.id,
      designClass: context.designs[d]!.designClass,
      runs: healthRuns(region, result.series[d]!.timesMs, context.lane.durationMs),
    })),
  };
}

/** Load over capacity, so that designs which count differently can share an axis. */
function asShares({ load, loadLow, loadHigh, capacity }: RegionSeries) {
  const share = (samples: Samples): Samples => {
    return samples.map((value, t) => (value !== null && capacity[t] ? value / capacity[t] : null));
  };
  return {
    load: share(load),
    loadLow: share(loadLow),
    loadHigh: share(loadHigh),
    capacity: capacity.map((value) => (value === null || value === 0 ? null : 1)),
  };
}

/** The highest peak of any design, and whose it is. */
function peakText(context: ReportContext, r: number): string {
  const rows = context.result.regions.filter((row) => row.regionIndex === r && row.peakUtilisation !== null);
  if (rows.length === 0) return '';
  const highest = rows.reduce((best, row) => (row.peakUtilisation! > best.peakUtilisation! ? row : best));
  const whose = context.designs.length > 1 ? ` (${highest.designId})` : '';
  return `, peak ${formatShare(highest.peakUtilisation!)} of capacity${whose}`;
}

/** The series that got furthest: a design whose run was cut short ends early. */
function longest(series: readonly Samples[]): Samples {
  return series.reduce((best, one) => (known(one).length > known(best).length ? one : best));
}

/** Spans of one state. It is read at the end of each interval, and holds from there to the next reading. */
export function healthRuns(region: RegionSeries, timesMs: readonly number[], durationMs: number): HealthRun[] {
  const reached = known(region.serviceable).length;
  const runs: HealthRun[] = [];
  for (const [t, intervalStartMs] of timesMs.slice(0, reached).entries()) {
    const state = healthState(region.serviceable[t]!, region.seenHealthy[t]!, region.members[t]!);
    const readMs = timesMs[t + 1] ?? durationMs;
    const startMs = t === 0 ? intervalStartMs : readMs;
    const endMs = t + 1 < reached ? (timesMs[t + 2] ?? durationMs) : readMs;
    const last = runs.at(-1);
    if (last?.state === state) runs[runs.length - 1] = { ...last, endMs };
    else if (endMs > startMs) runs.push({ state, startMs, endMs });
  }
  return runs;
}

/** `members`: those that the region has at that moment, because an autoscaler changes their number. */
function healthState(serviceable: number, seen: number, members: number): HealthState {
  // Means over replications: half a member of difference is one replication's, not a state.
  if (seen - serviceable >= 0.5) return 'unseen';
  if (serviceable - seen >= 0.5) return 'unbelieved';
  if (serviceable >= members - 0.5 && members > 0) return 'up';
  return serviceable < 0.5 ? 'down' : 'part';
}

function regionRow(context: ReportContext, region: RegionSeries, r: number, d: number): string[] {
  const peaks = context.result.regions.find((row) => row.regionIndex === r && row.designId === context.designs[d]!.id);
  return [
    context.regions[r]!.name,
    context.designs[d]!.id,
    context.result.series[d]!.capacityUnit,
    formatCount(meanOf(region.active)),
    peaks === undefined ? '' : formatCount(peaks.peakActive),
    formatCount(meanOf(region.load)),
    formatCount(meanOf(region.capacity)),
    peaks === undefined || peaks.peakUtilisation === null ? '' : formatShare(peaks.peakUtilisation),
    formatCount(sumOf(region.spilledIn)),
    formatCount(sumOf(region.broken)),
  ];
}
