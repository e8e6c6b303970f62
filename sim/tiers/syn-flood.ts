/**
 * A flood of SYNs whose senders never answer, at the listening socket of a server: the share of it that fills the
 * kernel's queue of half-open connections.
 *
 * Not one of its SYNs is simulated. A half-open connection is kept while its SYN-ACK is repeated: five times, 63 s,
 * while the queue is less than half full, twice, 7 s, when old ones crowd it (`reqsk_timer_handler`, see
 * `listen-sockets`). With f SYNs a second and a backlog of K it holds
 *
 *     63 f          up to K / 2
 *     7 f           from K / 2 to K (assumption: between the two it stays at K / 2)
 *     K             above
 *
 * In the last case a place is free for a SYN that comes with probability K / 7 f: places come free
 * at K / 7 s, and f ask for them.
 */
import { toSeconds } from '../kernel/time.ts';
import { SYN_ACK_TIMEOUT_US } from './tcp-timers.ts';

/** How long a half-open connection is kept, s: the first wait, and one twice as long for each repetition. */
export function halfOpenSeconds(repetitions: number): number {
  return toSeconds(SYN_ACK_TIMEOUT_US) * (2 ** (repetitions + 1) - 1);
}

export interface FloodedQueue {
  /** Half-open connections of the flood, where there are fewer than the backlog. */
  readonly held: number;
  /** Probability that a SYN finds a place. */
  readonly placeShare: number;
}

/**
 * @param synPerS of the flood, at this server
 * @param retriesMax and `retriesMin`: repetitions of a SYN-ACK in a queue that is not crowded, and in one that is
 */
export function floodedQueue(synPerS: number, backlog: number, retriesMax: number, retriesMin: number): FloodedQueue {
  const patient = synPerS * halfOpenSeconds(retriesMax);
  const hasty = synPerS * halfOpenSeconds(retriesMin);
  if (hasty >= backlog) return { held: backlog, placeShare: hasty === 0 ? 1 : backlog / hasty };
  return { held: Math.floor(Math.min(patient, Math.max(backlog / 2, hasty))), placeShare: 1 };
}
