/**
 * The way between the callers of a tier and its servers, and how both ends' kernels are set.
 */
import { type Duration, SECOND } from '../kernel/time.ts';
import { LINEAR_SYN_GAPS_US, TICK_US } from './tcp-timers.ts';

export interface TcpPath {
  /**
   * Round-trip time of connections that are opened without one of their own, us. Between the SYN's admission and the
   * ACK, one of these, others may take the slot that let the SYN in.
   */
  readonly rttUs: number;
  /** Round trips of TLS between a connection's acceptance and its request; 0 without TLS. */
  readonly tlsTrips: number;
  /**
   * Time a segment of a handshake or request takes on the one processor that carries those of all callers, us, first
   * come first served: one client host on the loopback. 0 where each caller is a host of its own.
   */
  readonly segmentUs: number;
  /** From the client's connection to its request, and from an answer to its closing, us: the client's program. */
  readonly clientUs: number;
  /** From an answer to the next request, for clients that ask again on one connection. */
  readonly askAgainUs: Duration;
  /** The caller gives up so long after it asked, us; 0: never. */
  readonly timeoutUs: number;
  /** How it then closes: with a FIN, or with a RST. */
  readonly closesBy: 'FIN' | 'RST';
  /**
   * Times between one SYN and the next, us; at least one. Twice the last after the last
   * SYN the client's kernel gives up.
   */
  readonly synGapsUs: readonly number[];
  /**
   * Tick of the timer wheel that all callers share, us; 0 where each is a host of its own. The
   * server's has `TICK_US` always.
   */
  readonly clientTickUs: number;
  /** `listen` backlog: the accept queue holds one more. */
  readonly backlog: number;
  /** TCP_DEFER_ACCEPT (Apache's `AcceptFilter data`): a connection is established by its first data. */
  readonly defersAccept: boolean;
  /** `tcp_abort_on_overflow`: an ACK that finds the accept queue full is answered with a RST. */
  readonly abortsOnOverflow: boolean;
  /** `tcp_syncookies`. */
  readonly hasSynCookies: boolean;
}

/** Linux and Apache as they come (`ListenBacklog` 511), one client host on the loopback of the server's. */
export const LOOPBACK_PATH: TcpPath = {
  rttUs: 0,
  tlsTrips: 0,
  // Assumption: a few thousand instructions of the kernel for each.
  segmentUs: 1,
  // Mean lag of the load generator, 60 to 200 us (measured).
  clientUs: 150,
  askAgainUs: SECOND,
  timeoutUs: 5_000_000,
  closesBy: 'FIN',
  synGapsUs: LINEAR_SYN_GAPS_US,
  clientTickUs: TICK_US,
  backlog: 511,
  defersAccept: true,
  abortsOnOverflow: false,
  hasSynCookies: true,
};
