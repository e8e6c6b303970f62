/** Utilisation of every backend over time; finds the busiest and the least even one. */
import type { BackendHeatData } from '../charts/backend-heat.ts';
import { capitalised, commonUnit, loadWords } from '../data/capacity-unit.ts';
import { PEAK_MEANING } from '../data/metric-names.ts';
import type { ReportContext } from '../data/report-context.ts';
import { known } from '../data/samples.ts';
import { firstOf, reduceColumns, trimTo } from '../data/trim.ts';
import { formatCount, formatDuration, formatNumber, formatShare } from '../format.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './figure.ts';

/** Cells of a row, at most: about six pixels each, and the drawing stays small. */
const COLUMNS = 150;
/** Rows of the heat-map, at most. */
const MOST_BACKENDS = 40;

export function backendFigure(context: ReportContext): Figure {
  const { result } = context;
  const times = result.series[0]?.timesMs ?? [];
  const width = Math.max(1, Math.ceil(times.length / COLUMNS));
  const columns = { width, count: Math.ceil(times.length / width) };
  const labels = backendLabels(context);
  const shown = fullestBackends(context);
  const data: BackendHeatData = {
    lane: context.lane,
    timesMs: firstOf(times, columns),
    backends: shown.map((b) => ({
      label: labels[b]!,
      fullLabel: `${result.places.backends[b]!.id} ${result.places.backends[b]!.zone}`,
      regionClass: context.regions[result.places.backends[b]!.regionIndex]!.regionClass,
    })),
    panels: result.series.map((series, d) => ({
      title: context.designs[d]!.title,
      designClass: context.designs[d]!.designClass,
      utilisation: shown.map((b) => {
        const backend = series.backends[b]!;
        const shares = backend.load.map((load, t) => shareOf(load, backend.capacity[t]!));
        const reached = Math.ceil(known(backend.load).length / width);
        return trimTo(reduceColumns(shares, columns).high.slice(0, reached), 1);
      }),
    })),
  };
  const unit = commonUnit(result.series);
  const loads = unit === null ? 'Load' : capitalised(loadWords(unit));
  const each = formatDuration(width * result.scenario.intervalMs);
  return {
    id: 'backends',
    title: 'How full each backend is',
    finding: backendFinding(context, labels),
    reading: `${loads} as a share of target capacity, mean over replications. Each cell is ${each}${width > 1 ? ', and shows its highest interval' : ''}. ${PEAK_MEANING}${shown.length < labels.length ? ` The ${shown.length} of ${labels.length} backends that got fullest.` : ''}`,
    legend: [
      { label: 'empty', colourClass: 'm0', mark: 'square' },
      { label: 'half', colourClass: 'm6', mark: 'square' },
      { label: 'full', colourClass: 'm11', mark: 'square' },
      { label: 'over capacity', colourClass: 'over', mark: 'square' },
      { label: 'no capacity', colourClass: 'no-value', mark: 'square' },
    ],
    drawings: times.length === 0 || data.backends.length === 0 ? [] : [{ kind: 'backendHeat', data }],
    empty: 'No backend was recorded.',
    table: tableOf(
      [
        'design',
        'backend',
        'zone',
        'capacity in',
        'established',
        'spilled in',
        'broken',
        'refused',
        'mean open',
        'peak open',
        'mean load',
        'mean capacity',
        'mean use',
        'peak use',
        'imbalance',
      ],
      result.backends.map((row) => [
        row.designId,
        result.places.backends[row.backendIndex]!.id,
        result.places.backends[row.backendIndex]!.zone,
        row.capacityUnit,
        formatCount(row.established),
        formatCount(row.spilledIn),
        formatCount(row.broken),
        formatCount(row.refused),
        formatCount(row.meanActive),
        formatCount(row.peakActive),
        formatCount(row.meanLoad),
        formatCount(row.meanCapacity),
        row.meanUtilisation === null ? '' : formatShare(row.meanUtilisation),
        row.peakUtilisation === null ? '' : formatShare(row.peakUtilisation),
        row.memberImbalance === null ? '' : formatNumber(row.memberImbalance),
      ]),
      4,
      'backends.csv',
    ),
  };
}

function shareOf(load: number | null, capacity: number | null): number | null {
  return load !== null && capacity !== null && capacity > 0 ? load / capacity : null;
}

/** Indexes of the backends that got fullest under any design, in the order of the places. */
function fullestBackends(context: ReportContext): number[] {
  const { places, backends } = context.result;
  const peaks = places.backends.map((_, b) =>
    backends.reduce((peak, row) => (row.backendIndex === b ? Math.max(peak, row.peakUtilisation ?? 0) : peak), 0),
  );
  const ranked = peaks.map((_, b) => b).sort((a, b) => peaks[b]! - peaks[a]! || a - b);
  return ranked.slice(0, MOST_BACKENDS).sort((a, b) => a - b);
}

/** The backend's id where it has one zone, else id and zone. */
function backendLabels(context: ReportContext): string[] {
  const { backends } = context.result.places;
  return backends.map((backend) => {
    const isZonal = backends.filter((other) => other.id === backend.id).length === 1;
    return isZonal ? backend.id : `${backend.id} ${backend.zone}`;
  });
}

function backendFinding(context: ReportContext, labels: readonly string[]): string {
  const sentences = context.designs.flatMap((design) => {
    const rows = context.result.backends.filter((row) => row.designId === design.id && row.peakUtilisation !== null);
    const busiest = [...rows].sort(
      (a, b) => b.peakUtilisation! - a.peakUtilisation! || a.backendIndex - b.backendIndex,
    )[0];
    if (busiest === undefined) return [];
    const peak = formatShare(busiest.peakUtilisation!);
    const mean = busiest.meanUtilisation === null ? '' : ` (mean ${formatShare(busiest.meanUtilisation)})`;
    return [`Under ${design.id}, ${labels[busiest.backendIndex]} was the fullest: ${peak} at its peak${mean}.`];
  });
  return sentences.join('\n');
}
