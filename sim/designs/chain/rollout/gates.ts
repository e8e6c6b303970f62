/**
 * The gates of a rollout: what the new chain did in a window, held against bounds.
 *
 * A gate sees what monitoring sees: outcomes and latency. A request that was answered with a good status and
 * understood otherwise than before is none of its business: no gate finds it. A gate without the number that it
 * bounds (nobody got an answer) holds.
 */
import { toMs } from '../../../kernel/time.ts';
import { GATE_QUANTILES, type ResolvedRolloutGates } from '../../../scenario/resolved-rollout.ts';
import type { SideFigures } from './side-tally.ts';

export interface GateVerdict {
  readonly isBreached: boolean;
  /** Figures, and the bounds where those are breached. */
  readonly what: string;
}

interface Finding {
  readonly isBreached: boolean;
  readonly text: string;
}

/**
 * @param moved figures of the new chain, of at least one connection
 * @param stayed figures of the old chain to compare with; looked at only where the gates compare
 */
export function judge(gates: ResolvedRolloutGates, moved: SideFigures, stayed: SideFigures): GateVerdict {
  const findings = [errorFinding(gates, moved, stayed), ...latencyFindings(gates, moved, stayed)];
  return {
    isBreached: findings.some(({ isBreached }) => isBreached),
    what: `${moved.count} connections, ${findings.map(({ text }) => text).join(', ')}`,
  };
}

function errorFinding(
  { errorShareMax, compareWith }: ResolvedRolloutGates,
  moved: SideFigures,
  stayed: SideFigures,
): Finding {
  const share = shareOf(moved);
  const reference = compareWith === 'old' ? shareOf(stayed) : 0;
  const isBreached = errorShareMax !== null && share - reference > errorShareMax;
  const bound = isBreached ? ` (bound ${percent(errorShareMax)}${isCompared(compareWith, percent(reference))})` : '';
  return { isBreached, text: `${percent(share)} failed${bound}` };
}

function latencyFindings(
  { latency, compareWith }: ResolvedRolloutGates,
  moved: SideFigures,
  stayed: SideFigures,
): Finding[] {
  return latency.map(({ quantile, max }) => {
    const value = moved.latency.quantile(GATE_QUANTILES[quantile]);
    const reference = compareWith === 'old' ? stayed.latency.quantile(GATE_QUANTILES[quantile]) : 0;
    if (value === null || reference === null) return { isBreached: false, text: `no ${quantile}` };
    const isBreached = value - reference > max;
    const bound = isBreached ? ` (bound ${ms(max)}${isCompared(compareWith, ms(reference))})` : '';
    return { isBreached, text: `${quantile} ${ms(value)}${bound}` };
  });
}

function shareOf({ count, failedCount }: SideFigures): number {
  return count === 0 ? 0 : failedCount / count;
}

function isCompared(compareWith: ResolvedRolloutGates['compareWith'], reference: string): string {
  return compareWith === 'old' ? ` above the ${reference} of the old chain` : '';
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

function ms(us: number): string {
  return `${toMs(us).toFixed(1)} ms`;
}
