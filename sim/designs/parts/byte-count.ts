/**
 * Bytes that clients and servers send each other, and which of them pass through balancers.
 *
 * Bytes of the application, of mean sizes: without what TLS, TCP and IP add, without handshakes and
 * retransmissions. A request is counted when a server takes the connection, whole; an answer when a connection that
 * had its first byte ends, whole. A connection that the end of the run cuts off has not got all of it. Assumption:
 * nothing is slowed by its size.
 */
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import { UNFINISHED } from '../../metrics/outcome.ts';
import type { ResolvedPayload } from '../../scenario/resolved-payload.ts';
import type { DesignContext } from '../design-run.ts';

/** Which way of a design leads through its balancers. */
export interface BalancerPath {
  readonly hasRequests: boolean;
  readonly hasAnswers: boolean;
}

/** `null` where the scenario gives no sizes: nothing is then counted. */
export function byteCountOf({ collector, traffic }: DesignContext, path: BalancerPath): ByteCount | null {
  return traffic.payload === undefined ? null : new ByteCount(collector, traffic.payload, path);
}

export class ByteCount {
  readonly #collector: Collector;
  readonly #payload: ResolvedPayload;
  readonly #path: BalancerPath;

  constructor(collector: Collector, payload: ResolvedPayload, path: BalancerPath) {
    this.#collector = collector;
    this.#payload = payload;
    this.#path = path;
  }

  /** A server takes a connection. Hot. */
  established(nowUs: number, member: number): void {
    const { requestBytes } = this.#payload;
    this.#collector.memberBytes(nowUs, member, requestBytes, 0);
    this.#collector.count(COUNTER.serverBytesIn, nowUs, requestBytes);
    if (this.#path.hasRequests) this.#collector.count(COUNTER.balancerBytesIn, nowUs, requestBytes);
  }

  /** A connection ends. `latencyUs` is negative when the client got no first byte. Hot. */
  ended(nowUs: number, member: number, outcome: number, latencyUs: number): void {
    if (latencyUs < 0 || outcome === UNFINISHED) return;
    const { responseBytes } = this.#payload;
    this.#collector.memberBytes(nowUs, member, 0, responseBytes);
    this.#collector.count(COUNTER.serverBytesOut, nowUs, responseBytes);
    if (this.#path.hasAnswers) this.#collector.count(COUNTER.balancerBytesOut, nowUs, responseBytes);
  }
}
