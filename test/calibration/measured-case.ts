/**
 * The measured cases: what was run on real Apache and nginx, and what came of it. See
 * `measured/edge-chain.json` for how.
 */
import { readFileSync } from 'node:fs';

export interface MeasuredCase {
  readonly id: string;
  readonly chain: string;
  readonly cleanRuns: number;
  readonly phases: readonly { readonly durationS: number; readonly rateRps: number }[];
  readonly windowS: readonly [from: number, to: number];
  readonly clientTimeoutS: number;
  readonly clientClosesBy: 'FIN' | 'RST';
  readonly mpm: 'prefork' | 'worker' | 'event' | null;
  readonly workers: number | null;
  readonly listenBacklog: number;
  readonly acceptFilter: 'data' | 'none' | null;
  readonly workerConnections: number;
  readonly service: { readonly kind: 'exp' | 'fixed'; readonly meanMs: number; readonly squaredVariation: number };
  readonly slowClients: { readonly mode: 'hdr' | 'ka' | 'none'; readonly count: number } | null;
  readonly leavesOpen: boolean;
  readonly keepAliveTimeoutS: number;
  readonly synGapsS: readonly number[];
  readonly abortsOnOverflow: boolean;
  readonly measured: Readonly<Partial<Record<Figure, Spread>>>;
  readonly completionsPerS?: readonly number[];
}

export const FIGURES = ['offeredRps', 'goodputRps', 'errorShare', 'meanMs', 'p50Ms', 'p95Ms', 'p99Ms'] as const;
export type Figure = (typeof FIGURES)[number];

interface Spread {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

const FILE = new URL('./measured/edge-chain.json', import.meta.url);

export const MEASURED_CASES: readonly MeasuredCase[] = (
  JSON.parse(readFileSync(FILE, 'utf8')) as { cases: MeasuredCase[] }
).cases;

export function measuredCase(id: string): MeasuredCase {
  const found = MEASURED_CASES.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no measured case ${id}`);
  return found;
}
