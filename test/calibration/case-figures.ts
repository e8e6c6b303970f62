/**
 * The figures of a case, from what became of each request: one definition for the simulated chain and
 * for the real one (`bench/edge/`).
 */
import type { Figure, MeasuredCase } from './measured-case.ts';

export interface CaseFigures {
  readonly figures: Readonly<Record<Figure, number>>;
  /** Answers by second in which they came. */
  readonly completionsPerS: readonly number[];
}

/**
 * @param scheduledS [request] instant at which a request was due, s after the load began
 * @param latencyMs [request] from that instant to the answer; NaN where there was none
 * @returns goodput by the instant of the answer, all else by that of the request, both within the case's window
 */
export function caseFigures(
  { windowS: [fromS, toS] }: Pick<MeasuredCase, 'windowS'>,
  scheduledS: ArrayLike<number>,
  latencyMs: ArrayLike<number>,
): CaseFigures {
  const latencies: number[] = [];
  const completionsPerS: number[] = [];
  let offered = 0;
  let completed = 0;
  for (let i = 0; i < scheduledS.length; i++) {
    const isAnswered = !Number.isNaN(latencyMs[i]!);
    if (isAnswered) {
      const doneS = scheduledS[i]! + latencyMs[i]! / 1e3;
      const second = Math.floor(doneS);
      while (completionsPerS.length <= second) completionsPerS.push(0);
      completionsPerS[second]!++;
      if (doneS >= fromS && doneS < toS) completed++;
    }
    if (scheduledS[i]! < fromS || scheduledS[i]! >= toS) continue;
    offered++;
    if (isAnswered) latencies.push(latencyMs[i]!);
  }
  const sorted = Float64Array.from(latencies).sort();
  const quantile = (p: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
  const figures = {
    offeredRps: offered / (toS - fromS),
    goodputRps: completed / (toS - fromS),
    errorShare: 1 - latencies.length / offered,
    meanMs: latencies.reduce((sum, value) => sum + value, 0) / latencies.length,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
  };
  return { figures, completionsPerS };
}
