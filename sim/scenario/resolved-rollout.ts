/**
 * `rollout`: a share of clients moves to a design's other chain, step by step, as long as
 * the gates hold; in base units.
 */
import type { Duration } from '../kernel/time.ts';

export interface ResolvedRollout {
  /** At least one. */
  readonly steps: readonly ResolvedRolloutStep[];
  readonly gates: ResolvedRolloutGates;
  readonly onBreach: 'rollback' | 'halt';
  /** From a breach to what is done about it: the new chain keeps its clients for so long. */
  readonly reaction: Duration;
}

export type ResolvedRolloutStep = ResolvedShareStep | ResolvedTestStep;

/** Clients move. */
export interface ResolvedShareStep {
  readonly kind: 'share';
  /** Of the clients there: 0 .. 1, never less than in a step before. */
  readonly share: number;
  /** Where clients are (`metro`), or which region they go to; `ids` is empty for `everywhere`. */
  readonly where: { readonly kind: 'everywhere' | 'metro' | 'region'; readonly ids: readonly string[] };
  readonly length: Duration;
}

/** No client moves: forms are sent through both chains, and their statuses held against each other. */
export interface ResolvedTestStep {
  readonly kind: 'tests';
  /** Ids of `requests`. */
  readonly forms: readonly string[];
  readonly length: Duration;
}

export interface ResolvedRolloutGates {
  /** How often the gates are judged. */
  readonly window: Duration;
  /** Ends of connections of the new chain that a judgement takes; with fewer it waits for the next window. */
  readonly minimum: number;
  /**
   * `old`: the bounds are on how much worse the new chain is than the old one; `absolute`:
   * on the new chain's own figures.
   */
  readonly compareWith: 'old' | 'absolute';
  /** Share of ended connections that failed; `null`: any. */
  readonly errorShareMax: number | null;
  /** Failed connections of a step at which the rollout is over at once; `null`: any number. */
  readonly errorsMax: number | null;
  /** Time to first byte. */
  readonly latency: readonly ResolvedLatencyGate[];
}

export const GATE_QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;
export type GateQuantile = keyof typeof GATE_QUANTILES;

export interface ResolvedLatencyGate {
  readonly quantile: GateQuantile;
  readonly max: Duration;
}
