/** What is counted over a window as a whole, not by place: by the words that expectations use. */
import type { WindowRecord } from './run-record.ts';

interface WindowCount {
  readonly count: (window: WindowRecord) => number;
  /** What a share is of; `null`: what was offered. */
  readonly base: ((window: WindowRecord) => number) | null;
  /** Completes "not measured, because …" where the base is 0. */
  readonly missing: string;
}

export const WINDOW_COUNTS = {
  failedToPick: {
    count: ({ failedToPick }) => failedToPick,
    base: null,
    missing: 'no connection was offered',
  },
  affinityBroken: {
    count: ({ affinityBroken }) => affinityBroken,
    base: ({ affinityReturning }) => affinityReturning,
    missing: 'no client came back while its member was there, or none is kept to one',
  },
} as const satisfies Record<string, WindowCount>;

export type WindowCountName = keyof typeof WINDOW_COUNTS;

export const WINDOW_COUNT_NAMES = Object.keys(WINDOW_COUNTS) as WindowCountName[];

export function isWindowCount(word: string): word is WindowCountName {
  return Object.hasOwn(WINDOW_COUNTS, word);
}
