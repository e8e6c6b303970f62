/** Where clients' connections end: at flood protection, or at the servers of the first tier. */

export interface ChainEntry {
  /** A client makes its connection; its end is told to the listener that the entry was made with. Hot. */
  enter(journey: number): void;
}

/** Told, at the instant at which its client knows, how a journey ended. */
export type EndListener = (journey: number, outcome: number) => void;
