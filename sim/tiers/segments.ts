/**
 * Segments on their way between callers and servers. A row of the connections' store is not
 * reused while any of its own is.
 *
 * One-way delay is half the round trip of the connection. Segments of handshakes and requests keep the order in which
 * one processor carries those of all callers, where they share one; left out: segments lost on the way, and sizes.
 */
import type { HandlerId, Kernel } from '../kernel/kernel.ts';
import type { Duration, SimTime } from '../kernel/time.ts';
import type { TierConnections } from './tier-connections.ts';

export class Segments {
  readonly #kernel: Kernel;
  readonly #connections: TierConnections;
  /** Time of a segment on that processor, us; 0 where each caller has one of its own. */
  readonly #segmentUs: number;
  /** [0]: instant at which it is free. */
  readonly #carrierFreeAt = new Float64Array(1);

  constructor(kernel: Kernel, connections: TierConnections, segmentUs: number) {
    this.#kernel = kernel;
    this.#connections = connections;
    this.#segmentUs = segmentUs;
  }

  oneWayUs(row: number): Duration {
    return (this.#connections.rttUs(row) >> 1) as Duration;
  }

  /** Sends a segment that arrives so much later. Hot. */
  send(row: number, delay: Duration, segment: HandlerId): void {
    this.#connections.addInFlight(row, 1);
    this.#kernel.scheduleAfter(delay, segment, row);
  }

  /** Sends a segment of a handshake or request, in the order of all callers' where one processor carries them. Hot. */
  carry(row: number, segment: HandlerId): void {
    const sentAt = Math.max(this.#kernel.now, this.#carrierFreeAt[0]!) + this.#segmentUs;
    if (this.#segmentUs > 0) this.#carrierFreeAt[0] = sentAt;
    this.#connections.addInFlight(row, 1);
    this.#kernel.schedule((sentAt + this.oneWayUs(row)) as SimTime, segment, row);
  }
}
