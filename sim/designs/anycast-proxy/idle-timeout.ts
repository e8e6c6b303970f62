/**
 * The proxy closes a connection over which nothing has come either way for longer than its idle timeout.
 *
 * A connection has one long silence, drawn with it, and assumption: it is the last thing that happens on it, so it
 * begins that long before the client would close, at the earliest with the first answer. One that lasts longer than the
 * timeout is cut by it. Draws nothing where the traffic has no silences. Source: Google Cloud, "Backend services
 * overview" (timeout of a proxy Network Load Balancer).
 */
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import { type Distribution, fillDurations } from '../../kernel/distribution.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { RandomStreams } from '../../kernel/random-streams.ts';
import type { ResolvedService } from '../../scenario/resolved-scenario.ts';

export class IdleTimeout {
  readonly #connections: ConnectionStore;
  readonly #timeoutUs: number;
  readonly #silence: Distribution;
  readonly #stream: RandomStream;
  readonly #drawn = new Float64Array(1);

  constructor(
    { timeout, idleTimeoutFrom, connectionDraining }: ResolvedService,
    silence: Distribution,
    connections: ConnectionStore,
    streams: RandomStreams,
  ) {
    this.#connections = connections;
    this.#timeoutUs = idleTimeoutFrom === 'timeout' ? timeout : connectionDraining.closeWithin;
    this.#silence = silence;
    this.#stream = streams.stream('idle');
  }

  /** The silence of a connection, us. Once for every connection offered, in their order. Hot. */
  draw(): number {
    fillDurations(this.#silence, this.#stream, this.#drawn, 0, 1);
    return this.#drawn[0]!;
  }

  /** Has a connection end by the timeout where its silence is too long. Hot. */
  apply(row: number, silenceUs: number): void {
    const connections = this.#connections;
    const holdUs = connections.hold(row);
    if (Math.min(silenceUs, holdUs) <= this.#timeoutUs) return;
    connections.setHold(row, Math.max(0, holdUs - silenceUs) + this.#timeoutUs);
    connections.setCutIdle(row);
  }
}
