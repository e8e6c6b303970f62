/**
 * How numbers look in result files and sentences: plain decimals, the same on every machine.
 *
 * `toFixed` is exact by the ECMAScript standard and knows no locale; it would write "-0.000" and, from 1e21, an
 * exponent. Neither comes out here.
 */

/** What counters count. */
export type CounterUnit = 'connections' | 'requests' | 'clients' | 'lookups' | 'servers' | 'bytes' | 'coreSeconds';

/** The measures a figure can have; a column's unit decides its decimals. */
export type Unit =
  | CounterUnit
  | `${CounterUnit}/s`
  | 'ms'
  | 's'
  | 'share'
  | 'ratio'
  | 'members'
  | 'machines'
  | 'number';

interface Precision {
  readonly decimals: number;
  /** Whether zeros at the end are written, so that a column lines up. */
  readonly keepsZeros: boolean;
}

/**
 * Counts are means over replications: three decimals are exact for 1, 2, 4, 5, 8, 10, 20 … of
 * them, and whole numbers stay whole.
 */
const COUNT: Precision = { decimals: 3, keepsZeros: false };

/** A simulated millisecond has three decimals. A share of one in ten million is the smallest a run can resolve. */
const PRECISIONS: Readonly<Record<Unit, Precision>> = {
  connections: COUNT,
  'connections/s': COUNT,
  requests: COUNT,
  'requests/s': COUNT,
  clients: COUNT,
  'clients/s': COUNT,
  lookups: COUNT,
  'lookups/s': COUNT,
  servers: COUNT,
  'servers/s': COUNT,
  bytes: COUNT,
  'bytes/s': COUNT,
  coreSeconds: COUNT,
  'coreSeconds/s': COUNT,
  members: COUNT,
  machines: COUNT,
  number: COUNT,
  ms: { decimals: 3, keepsZeros: true },
  s: { decimals: 3, keepsZeros: true },
  share: { decimals: 6, keepsZeros: true },
  ratio: { decimals: 6, keepsZeros: true },
};

/** A number as a result file holds it. */
export function formatNumber(value: number, unit: Unit): string {
  const { decimals, keepsZeros } = PRECISIONS[unit];
  const text = formatFixed(value, decimals);
  return keepsZeros ? text : trimZeros(text);
}

/** Exactly `decimals` decimals (0 .. 100). Throws on what no file should hold: NaN, infinities, and 1e21 or more. */
export function formatFixed(value: number, decimals: number): string {
  if (!(Math.abs(value) < 1e21)) throw new RangeError(`${value} is not a number that a result can hold`);
  const text = value.toFixed(decimals);
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
