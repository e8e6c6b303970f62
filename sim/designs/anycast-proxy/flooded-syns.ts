/**
 * SYNs on their way through the Maglev machines of a PoP that is flooded: through, or lost and sent
 * again, until the client gives up.
 *
 * Events, registered when first needed, so that nobody else's handler changes its number:
 * `anycastProxy.synAgain`, `.unheard`.
 */
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { RandomStreams } from '../../kernel/random-streams.ts';
import type { Duration } from '../../kernel/time.ts';
import type { ResolvedDesign } from '../../scenario/resolved-scenario.ts';
import { SynRetransmission } from '../parts/syn-retransmission.ts';
import type { ClientRoutes } from './client-routes.ts';
import type { EdgeFloods } from './edge-floods.ts';

interface FloodedParts {
  readonly connections: ConnectionStore;
  readonly floods: EdgeFloods;
  readonly routes: ClientRoutes;
}

export class FloodedSyns {
  readonly #kernel: Kernel;
  readonly #parts: FloodedParts;
  readonly #syns: SynRetransmission;
  readonly #enter: (row: number) => void;
  readonly #giveUp: (row: number) => void;
  #againHandler: HandlerId | null = null;
  #unheardHandler: HandlerId | null = null;

  /**
   * @param enter told of a SYN that has got through
   * @param giveUp told of a client that sends no more
   */
  constructor(
    kernel: Kernel,
    streams: RandomStreams,
    { synRetransmission, connectTimeout }: ResolvedDesign,
    parts: FloodedParts,
    enter: (row: number) => void,
    giveUp: (row: number) => void,
  ) {
    this.#kernel = kernel;
    this.#parts = parts;
    this.#syns = new SynRetransmission(
      parts.connections,
      synRetransmission,
      connectTimeout,
      streams.stream('lost-syns'),
    );
    this.#enter = enter;
    this.#giveUp = giveUp;
  }

  /** Whether a flood goes on. Hot. */
  get isOn(): boolean {
    return this.#parts.floods.isOn;
  }

  /** A SYN is at the Maglev machines of its PoP. */
  readonly meet: Handler = (row) => {
    const { connections, floods, routes } = this.#parts;
    const servingPop = routes.paths.servingPop[connections.path(row)]!;
    if (!this.#syns.isLost(row, floods.lossAt(servingPop))) {
      this.#enter(row);
      return;
    }
    this.#againHandler ??= this.#kernel.register('anycastProxy.synAgain', this.meet);
    this.#unheardHandler ??= this.#kernel.register('anycastProxy.unheard', this.#giveUp);
    const waitUs = this.#syns.waitUs(row) as Duration;
    const handler = this.#syns.givesUp ? this.#unheardHandler : this.#againHandler;
    connections.setEvent(row, this.#kernel.scheduleAfter(waitUs, handler, row));
  };
}
