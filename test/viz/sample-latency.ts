/**
 * Latency of the sample results: path delay by distance plus a lognormal service time, as a histogram with the buckets
 * of the run records. Counts come from the distribution function, not from draws, so they are exact and stable.
 */
const BUCKETS_PER_OCTAVE = 64;
const SERVICE_MEDIAN_MS = 18;
const SERVICE_SIGMA = 0.55;

export interface LatencyShare {
  readonly pathMs: number;
  readonly count: number;
}

export interface LatencyFigures {
  readonly count: number;
  readonly meanMs: number | null;
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
  readonly p99Ms: number | null;
  readonly p999Ms: number | null;
  readonly buckets: { readonly lowMs: number; readonly highMs: number; readonly count: number }[];
}

/** Round trips that a connection over a proxy pays: handshake and request near the PoP, one trip to the backend. */
export function pathMs(kmToPop: number, kmToRegion: number): number {
  return 6 + (2 * kmToPop + kmToRegion) / 68;
}

/** Abramowitz and Stegun 7.1.26: error below 1.5e-7. */
function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const upper = 0.5 * poly * Math.exp(-x * x);
  return z < 0 ? upper : 1 - upper;
}

function cdf(shares: readonly LatencyShare[], ms: number): number {
  let sum = 0;
  for (const share of shares) {
    if (ms > share.pathMs)
      sum += share.count * normalCdf(Math.log((ms - share.pathMs) / SERVICE_MEDIAN_MS) / SERVICE_SIGMA);
  }
  return sum;
}

export function latencyFigures(all: readonly LatencyShare[]): LatencyFigures {
  const shares = all.filter((s) => s.count > 0);
  const count = shares.reduce((sum, s) => sum + s.count, 0);
  if (count === 0) return { count: 0, meanMs: null, p50Ms: null, p90Ms: null, p99Ms: null, p999Ms: null, buckets: [] };
  const first = Math.floor(Math.log2(Math.min(...shares.map((s) => s.pathMs))) * BUCKETS_PER_OCTAVE);
  const buckets: LatencyFigures['buckets'] = [];
  let below = 0;
  let sumMs = 0;
  for (let b = first; below < count && b < first + 640; b++) {
    const lowMs = 2 ** (b / BUCKETS_PER_OCTAVE);
    const highMs = 2 ** ((b + 1) / BUCKETS_PER_OCTAVE);
    const upTo = Math.round(cdf(shares, highMs));
    if (upTo > below) buckets.push({ lowMs, highMs, count: upTo - below });
    sumMs += ((upTo - below) * (lowMs + highMs)) / 2;
    below = upTo;
  }
  const quantile = (p: number) => {
    let seen = 0;
    for (const bucket of buckets) {
      seen += bucket.count;
      if (seen >= p * below) return (bucket.lowMs + bucket.highMs) / 2;
    }
    return null;
  };
  return {
    count,
    meanMs: sumMs / below,
    p50Ms: quantile(0.5),
    p90Ms: quantile(0.9),
    p99Ms: quantile(0.99),
    p999Ms: quantile(0.999),
    buckets,
  };
}
