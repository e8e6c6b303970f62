/**
 * What a run is asked to explain, and what it has to show for it.
 */
import type { Trail } from './trail.ts';

/** Connections of a metro by the instant of their SYN: the first `count` in [from, to). */
export interface TrailAsk {
  readonly id: string;
  /** Into the world's metros. */
  readonly metroIndex: number;
  readonly fromUs: number;
  readonly toUs: number;
  readonly count: number;
}

export interface TrailList {
  /** In the order of the questions, then of the SYNs; those that have ended. */
  readonly trails: readonly Trail[];
  /**
   * Whether nothing more can come: every question has its connections, or its time is over, and all of them have ended.
   */
  isAnswered(nowUs: number): boolean;
}
