/**
 * Precision and length that a drawing can show: values to a five-thousandth of their scale, time series to a few
 * hundred columns that keep mean, lowest and highest, so that a spike survives.
 */

import type { Samples } from '../../sim/metrics/experiment-result.ts';
import { known, meanOf } from './samples.ts';

/** More columns than this are merged: about three pixels each at the full width. */
export const MOST_COLUMNS = 400;

/** Values as whole steps of a power of ten that is at most a five-thousandth of `scale`; four decimals at most. */
export function trimTo<T extends number | null>(values: readonly T[], scale: number): T[] {
  const wanted = scale > 0 ? Math.ceil(-Math.log10(scale / 5000)) : 0;
  const steps = 10 ** Math.min(4, Math.max(0, wanted));
  return values.map((v) => (v === null ? v : ((Math.round(v * steps) / steps) as T)));
}

export interface Columns {
  /** How many samples make a column: 1 where nothing was merged. */
  readonly width: number;
  readonly count: number;
}

export function columnsFor(sampleCount: number): Columns {
  const width = Math.max(1, Math.ceil(sampleCount / MOST_COLUMNS));
  return { width, count: Math.ceil(sampleCount / width) };
}

export interface Reduced {
  readonly mean: (number | null)[];
  readonly low: (number | null)[];
  readonly high: (number | null)[];
}

/** Mean, lowest and highest known value of each column; null where none is known. */
export function reduceColumns(values: Samples, columns: Columns): Reduced {
  const groups = Array.from({ length: columns.count }, (_, c) =>
    known(values.slice(c * columns.width, (c + 1) * columns.width)),
  );
  const fold = (combine: (group: readonly number[]) => number) =>
    groups.map((group) => (group.length === 0 ? null : combine(group)));
  return {
    mean: fold(meanOf),
    low: fold((group) => Math.min(...group)),
    high: fold((group) => Math.max(...group)),
  };
}

/** First of each column. */
export function firstOf(values: readonly number[], columns: Columns): number[] {
  return Array.from({ length: columns.count }, (_, c) => values[c * columns.width]!);
}

/**
 * Where on the time axis a column belongs. What is counted over an interval belongs to its middle; what
 * is read at the end of an interval (open connections, health) belongs to that end. Of merged columns it
 * is the mean of those instants.
 */
export function instantsOf(
  startsMs: readonly number[],
  columns: Columns,
  intervalMs: number,
  read: 'during' | 'atEnd',
): number[] {
  const offsetMs = read === 'during' ? intervalMs / 2 : intervalMs;
  return firstOf(startsMs, columns).map((startMs, c) => {
    const merged = Math.min(columns.width, startsMs.length - c * columns.width);
    return startMs + offsetMs + ((merged - 1) * intervalMs) / 2;
  });
}

/** What a caption adds when columns were merged; empty otherwise. */
export function reductionNote(columns: Columns, intervalMs: number): string {
  if (columns.width === 1) return '';
  const seconds = (columns.width * intervalMs) / 1000;
  return ` Each point is ${seconds} s: the line is the mean, the band the lowest and highest interval.`;
}
