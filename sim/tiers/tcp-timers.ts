/**
 * When TCP sends again: the instants at which a client repeats its SYN or its request, and a server its SYN-ACK.
 *
 * Linux; measured on 6.18 where the source says measured. Round-trip times far above a loopback's stretch the
 * repetitions of data, which is left out: a retransmission timeout is taken as its floor of 200 ms.
 */
import type { SimTime } from '../kernel/time.ts';
import { SECOND } from '../kernel/time.ts';

/**
 * Times between one SYN and the next, us. Linux since 6.5 keeps the first timeout for `tcp_syn_linear_timeouts` (4)
 * repetitions before it doubles: measured at 1.03, 2.05, 3.08, 4.10, 5.13, 7.14, 11.27 and 19.46 s after the first SYN,
 * the excess being the timer wheel's.
 */
export const LINEAR_SYN_GAPS_US: readonly number[] = [1, 1, 1, 1, 1, 2, 4, 8].map(inSeconds);

/** Doubling at once: Linux before 6.5, and RFC 6298 section 5.5. Measured at 1.01, 3.03, 7.19 and 15.38 s. */
export const DOUBLING_SYN_GAPS_US: readonly number[] = [1, 2, 4, 8, 16].map(inSeconds);

/**
 * Times between the request and its repetitions, us: a tail loss probe, then the retransmission timeout, doubled each
 * time. The timeout of a short path is its floor of 200 ms and a tick. With the timer wheel this makes 0.207, 0.415,
 * 0.831, 1.663 and 3.328 s, as measured.
 */
const DATA_GAPS_US = [204_000, 204_000, 408_000, 816_000, 1_632_000, 3_264_000, 6_528_000, 13_056_000] as const;

/**
 * Time from the n-th sending of a request to the next, us, n from 1; `null` when the client sends no
 * more (`tcp_orphan_retries`, 8).
 */
export function dataGapUs(sentCount: number): number | null {
  return DATA_GAPS_US[sentCount - 1] ?? null;
}

/** First wait of a server for the ACK of its SYN-ACK, us; it doubles (`TCP_TIMEOUT_INIT`, net/ipv4/tcp.h). */
export const SYN_ACK_TIMEOUT_US = SECOND;

/**
 * Levels of the timer wheel have 64 buckets each and are eight times as coarse as the one
 * below (Linux, kernel/time/timer.c).
 */
const WHEEL_LEVEL_BUCKETS = 64;
const WHEEL_LEVEL_FACTOR = 8;
/** One tick at `CONFIG_HZ=250`, us: Debian, and the machine of the measurements. */
export const TICK_US = 4_000;

/**
 * When a timer of a host's wheel fires: timers of one host that are due in the same bucket fire together.
 * That batches the repetitions of all clients of one host; clients of their own hosts share no wheel, and
 * `tickUs` 0 leaves their timers exact.
 */
export function wheelExpiry(now: number, delayUs: number, tickUs: number): SimTime {
  if (tickUs === 0) return (now + delayUs) as SimTime;
  let bucketUs = tickUs;
  while (delayUs >= bucketUs * (WHEEL_LEVEL_BUCKETS - 1)) bucketUs *= WHEEL_LEVEL_FACTOR;
  return ((Math.floor((now + delayUs) / bucketUs) + 1) * bucketUs) as SimTime;
}

/**
 * A bucket's timers run last set first: requests repeated after 0.4 and 0.8 s, then SYN-ACKs (set when
 * the SYN they answer came in), then SYNs after 1 s. Where callers and server share a wheel these come so
 * much later than its instant, us.
 */
export const SYN_ACK_TURN_US = 1;
export const SYN_TURN_US = 2;

function inSeconds(seconds: number): number {
  return seconds * SECOND;
}
