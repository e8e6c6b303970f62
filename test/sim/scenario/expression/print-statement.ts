/** A statement written back as text that reads as the same statement. Only what the parser takes can be printed. */
import type {
  Bound,
  Condition,
  Measure,
  Quantity,
  Selector,
  Series,
  Statement,
  Statistic,
} from '../../../../sim/scenario/expectation.ts';
import {
  type Dimension,
  dimensionOfSeries,
  dimensionOfSubject,
} from '../../../../sim/scenario/expression/dimension.ts';
import {
  formatBytes,
  formatDurationUs,
  formatPercent,
  formatRatePerSecond,
  plainDecimal,
} from '../../../../sim/scenario/units.ts';

export function printStatement({ subject, comparison, bound }: Statement): string {
  const dimension = dimensionOfSubject(subject);
  const mark = subject.kind === 'ratio' ? '/' : '-';
  const left =
    subject.kind === 'single'
      ? printQuantity(subject.quantity)
      : `${printQuantity(subject.left)} ${mark} ${printQuantity(subject.right)}`;
  return `${left} ${comparison} ${printBound(bound, dimension)}`;
}

function printBound({ of, factor, offset, tolerance }: Bound, dimension: Dimension): string {
  const measured = of === null ? '' : of === 'baseline' ? of : printQuantity(of);
  const sign = offset < 0 ? '-' : of === null ? '' : '+';
  const shift = of !== null && offset === 0 ? '' : `${sign}${printNumber(Math.abs(offset), dimension)}`;
  const multiple = of === null ? '' : `${plainDecimal(factor)} * ${measured} `;
  if (tolerance === null) return multiple + shift;
  const width = tolerance.isRelative ? formatPercent(tolerance.value) : printNumber(tolerance.value, dimension);
  return `${multiple}${shift} +- ${width}`;
}

function printQuantity({ measure, designId }: Quantity): string {
  const select = (selector: Selector): string => printSelector(selector, designId);
  switch (measure.kind) {
    case 'count':
      return `${measure.of}${select(measure.selector)}`;
    case 'share':
    case 'rate':
      return `${measure.kind}(${measure.of}${select(measure.selector)})`;
    case 'moved':
      return `moved(established${select(measure.selector)})`;
    case 'latency':
      return `${printStatistic(measure.statistic)}(latency${select(measure.selector)})`;
    case 'series':
      return `${printStatistic(measure.statistic)}(${printSeries(measure.series, designId)})`;
    case 'spread':
      return `${measure.spread}(${measure.over}${select(measure.selector)})`;
    case 'timeTo':
      return `time_to(${printCondition(measure.condition, designId)}${settledMark(measure)})`;
  }
}

function settledMark({ isSettled }: Extract<Measure, { kind: 'timeTo' }>): string {
  return isSettled ? ', settled' : '';
}

function printStatistic(statistic: Statistic): string {
  return statistic.kind === 'quantile' ? `p${formatPercent(statistic.p).slice(0, -1)}` : statistic.kind;
}

function printSeries(series: Series, designId: string | null): string {
  const selected = `${series.of}${printSelector(series.selector, designId)}`;
  return series.kind === 'gauge' ? selected : `${series.kind}(${selected})`;
}

function printCondition({ series, comparison, factor, of }: Condition, designId: string | null): string {
  const limit =
    of === null ? printNumber(factor, dimensionOfSeries(series)) : `${plainDecimal(factor)} * ${printSeries(of, null)}`;
  return `${printSeries(series, designId)} ${comparison} ${limit}`;
}

function printSelector(selector: Selector, designId: string | null): string {
  const parts = Object.entries(selector).flatMap(([key, ids]: [string, readonly string[] | null]) => {
    return ids === null ? [] : [`${key}: [${ids.join(', ')}]`];
  });
  if (designId !== null) parts.push(`design: ${designId}`);
  return parts.length === 0 ? '' : `{${parts.join(', ')}}`;
}

function printNumber(value: number, dimension: Dimension): string {
  switch (dimension) {
    case 'latency':
    case 'duration':
      return formatDurationUs(value);
    case 'rate':
      return formatRatePerSecond(value);
    case 'bytes':
      return formatBytes(value);
    case 'byteRate':
      return `${plainDecimal(value)}B/s`;
    default:
      return plainDecimal(value);
  }
}
