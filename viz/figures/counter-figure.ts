/**
 * What designs counted beside connections, over time: a panel for each counter of which there
 * was something, designs overlaid.
 */
import { COUNTERS, type CounterName, counterOf } from '../../sim/metrics/counters.ts';
import type { CounterSeries, ExperimentResult } from '../../sim/metrics/experiment-result.ts';
import type { LinePanel } from '../charts/line-panels.ts';
import { metricWords } from '../data/metric-names.ts';
import type { ReportContext } from '../data/report-context.ts';
import { known, meanOf, sumOf } from '../data/samples.ts';
import { columnsFor, instantsOf, reduceColumns, reductionNote, trimTo } from '../data/trim.ts';
import { formatClock, formatNumber, formatQuantity, formatShare } from '../format.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './figure.ts';

/** A peak of so many times the mean is worth a sentence. */
const TELLING_PEAK = 3;

/** null where no design counted anything. */
export function counterFigure(context: ReportContext): Figure | null {
  const { counters, scenario } = context.result;
  if (counters.length === 0) return null;
  const times = context.result.series[0]!.timesMs;
  const columns = columnsFor(times.length);
  const names = COUNTERS.map(({ name }) => name).filter((name) => counters.some(({ counter }) => counter === name));
  return {
    id: 'counters',
    title: 'What the designs did beside serving',
    finding: findingOf(context),
    reading: `Each second, by the instant at which it happened. A design has no line where it does not count such a thing, or never did it.${reductionNote(columns, scenario.intervalMs)}`,
    legend: context.designs.map(({ id, designClass }) => ({ label: id, colourClass: designClass, mark: 'line' })),
    drawings: [
      {
        kind: 'linePanels',
        data: {
          label: 'What the designs counted beside connections, over time.',
          lane: context.lane,
          timesMs: instantsOf(times, columns, scenario.intervalMs, 'during'),
          panels: names.map((name) => panelOf(context, name)),
        },
      },
    ],
    empty: '',
    table: tableOf(
      ['design', 'counter', 'in the whole run', 'a second', 'peak a second', 'peak at'],
      counters.map((series) => tableRow(context.result, series)),
      2,
      'counters.csv',
    ),
  };
}

function panelOf(context: ReportContext, name: CounterName): LinePanel {
  const rates = context.designs.flatMap(({ id, designClass }) => {
    const series = context.result.counters.find(({ designId, counter }) => designId === id && counter === name);
    return series === undefined ? [] : [{ id, designClass, values: perSecond(context.result, series) }];
  });
  const columns = columnsFor(rates[0]!.values.length);
  const scale = Math.max(0.001, ...rates.flatMap(({ values }) => known(values)));
  const isReduced = columns.width > 1;
  return {
    title: metricWords(name),
    subtitle: `${counterOf(name).noun}, each second`,
    swatchClass: '',
    lines: rates.map(({ id, designClass, values }) => {
      const { mean, low, high } = reduceColumns(values, columns);
      return {
        label: id,
        designClass,
        values: trimTo(mean, scale),
        low: isReduced ? trimTo(low, scale) : null,
        high: isReduced ? trimTo(high, scale) : null,
      };
    }),
    capacity: null,
    health: [],
  };
}

/** What all designs did alike in one line, then what each did, and the peak of it that stands out most. */
function findingOf(context: ReportContext): string {
  const sentences = context.designs.map(({ id }) => sentencesOf(context, id));
  const common = sentences[0]!.totals.filter((total) => {
    return context.designs.length > 1 && sentences.every(({ totals }) => totals.includes(total));
  });
  const lines = context.designs.flatMap(({ id }, d) => {
    const { totals, peak } = sentences[d]!;
    const own = totals.filter((total) => !common.includes(total));
    if (own.length === 0) return common.length > 0 ? [] : [`${id}: none.`];
    return [`${id}: ${own.join(', ')}.${peak}`];
  });
  const first = common.length === 0 ? [] : [`Every design: ${common.join(', ')}.`];
  return `${[...first, ...lines].join('\n')} (Whole run, warm-up included.)`;
}

function sentencesOf(
  { result }: ReportContext,
  designId: string,
): { readonly totals: string[]; readonly peak: string } {
  const own = result.counters.filter((series) => series.designId === designId);
  const counts = own.filter(({ unit }) => unit !== 'bytes');
  const totals = counts.map(({ counter, values }) => {
    return `${formatQuantity(sumOf(values), 'connections')} ${counterOf(counter).noun}`;
  });
  return { totals: [...totals, ...answerText(own)], peak: peakText(result, own) };
}

/** "23.9 GB from servers to clients (out of balancers 0.026% as much)". */
function answerText(own: readonly CounterSeries[]): string[] {
  const totalOf = (name: CounterName): number => sumOf(own.find(({ counter }) => counter === name)?.values ?? []);
  const served = totalOf('serverBytesOut');
  if (served === 0) return [];
  const share = formatShare(totalOf('balancerBytesOut') / served);
  return [`${formatQuantity(served, 'bytes')} from servers to clients (out of balancers ${share} as much)`];
}

/** " Asks of balancers peaked at 410 a second at 10:20, 12 times the mean."; empty where nothing stands out. */
function peakText(result: ExperimentResult, own: readonly CounterSeries[]): string {
  const peaks = own
    .map((series) => ({ series, ...peakOf(result, series) }))
    .filter(({ times }) => times >= TELLING_PEAK);
  if (peaks.length === 0) return '';
  const { series, rate, atMs, times } = peaks.reduce((best, one) => (one.times > best.times ? one : best));
  const { noun } = counterOf(series.counter);
  const subject = noun.charAt(0).toUpperCase() + noun.slice(1);
  return ` ${subject} peaked at ${rateText(rate, series)} a second at ${formatClock(atMs)}, ${formatNumber(Math.round(times))} times the mean.`;
}

function perSecond(result: ExperimentResult, { values }: CounterSeries): (number | null)[] {
  const factor = 1000 / result.scenario.intervalMs;
  return values.map((value) => (value === null ? null : value * factor));
}

/** The highest interval: its rate, its start, and how many times the mean it is. */
function peakOf(result: ExperimentResult, series: CounterSeries): { rate: number; atMs: number; times: number } {
  const rates = perSecond(result, series);
  const rate = known(rates).reduce((a, b) => Math.max(a, b));
  const atMs = result.series[0]!.timesMs[rates.indexOf(rate)]!;
  return { rate, atMs, times: rate / meanOf(rates) };
}

function tableRow(result: ExperimentResult, series: CounterSeries): string[] {
  const { rate, atMs } = peakOf(result, series);
  const isBytes = series.unit === 'bytes';
  return [
    series.designId,
    metricWords(series.counter),
    formatQuantity(sumOf(series.values), isBytes ? 'bytes' : 'connections'),
    rateText(meanOf(perSecond(result, series)), series),
    rateText(rate, series),
    formatClock(atMs),
  ];
}

/** "410", "1.2 MB": in a second. */
function rateText(rate: number, { unit }: CounterSeries): string {
  return unit === 'bytes' ? formatQuantity(rate, unit) : formatNumber(rate);
}
