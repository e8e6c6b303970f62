/**
 * What the project promises of growth, and whether a measurement keeps it. A promise that is missed is reported, not an error.
 */
import type { AxisResult, PointResult } from './measure-axis.ts';

export interface Promised {
  readonly what: string;
  readonly bound: string;
  readonly found: string;
  readonly isKept: boolean;
}

/** 10 million connections in so much. */
const MANY_OPEN = 1e7;
const MANY_OPEN_BYTES_MAX = 1e9;
/** Noise of what is live between runs of different length: blocks of arrivals and histograms are as large as chance makes them. */
const LENGTH_BYTES_MAX = 5e6;

export function promisesOf({ axis, points }: AxisResult): Promised[] {
  return [
    costPromise(axis.title, points),
    ...(axis.id === 'length' ? [lengthPromise(points)] : []),
    ...openPromise(axis.id, points),
  ];
}

/** What a cost c(n) = a + b log2 n may at most be at a point, over that at the smallest: b = a there, as if a step of a search cost a whole connection. */
export function timesAllowed(value: number, smallest: number): number {
  return 1 + Math.log2(value / smallest);
}

function costPromise(title: string, points: readonly PointResult[]): Promised {
  const smallest = points[0]!.value;
  const isKept = points.every(
    ({ value, timesSmallest }, at) => at === 0 || timesSmallest.median <= timesAllowed(value, smallest),
  );
  const largest = points.at(-1)!;
  return {
    what: `${title}: cost of a connection at ${largest.value.toLocaleString('en-US')}, times that at ${smallest.toLocaleString('en-US')}`,
    bound: `at most ${timesAllowed(largest.value, smallest).toFixed(1)} (logarithmic)`,
    found: largest.timesSmallest.median.toFixed(2),
    isKept,
  };
}

function lengthPromise(points: readonly PointResult[]): Promised {
  const grown = points.at(-1)!.liveBytes - points[0]!.liveBytes;
  return {
    what: `memory of a run ${points.at(-1)!.value.toLocaleString('en-US')} times as long`,
    bound: `the same to ${LENGTH_BYTES_MAX / 1e6} MB`,
    found: `${grown < 0 ? '−' : '+'}${(Math.abs(grown) / 1e6).toFixed(1)} MB`,
    isKept: grown <= LENGTH_BYTES_MAX,
  };
}

function openPromise(id: string, points: readonly PointResult[]): Promised[] {
  const many = points.find(({ value }) => id === 'open' && value === MANY_OPEN);
  if (many === undefined) return [];
  return [
    {
      what: '10 million connections open at a time',
      bound: `${MANY_OPEN_BYTES_MAX / 1e9} GB`,
      found: `${(many.residentBytes / 1e9).toFixed(2)} GB`,
      isKept: many.residentBytes <= MANY_OPEN_BYTES_MAX,
    },
  ];
}
