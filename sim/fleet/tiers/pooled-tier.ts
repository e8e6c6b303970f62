/** A tier that is reached over connections kept open: by the tier before it, or by flood protection. */
import type { Kernel } from '../../kernel/kernel.ts';
import type { PooledFront } from '../../tiers/pooled-front.ts';
import type { Journeys } from './journeys.ts';
import type { Onward } from './onward.ts';
import type { TierServers } from './tier-servers.ts';

export class PooledTier implements Onward {
  readonly #kernel: Kernel;
  readonly #front: PooledFront;
  readonly #servers: TierServers;
  readonly #journeys: Journeys;

  constructor(kernel: Kernel, front: PooledFront, servers: TierServers, journeys: Journeys) {
    this.#kernel = kernel;
    this.#front = front;
    this.#servers = servers;
    this.#journeys = journeys;
    front.connections.origins = journeys;
  }

  send(ticket: number, journey: number, site: number): number {
    this.#journeys.hold(journey);
    this.#front.connections.nextOrigin = journey;
    return this.#front.request(ticket, this.#servers.next(site, this.#kernel.now));
  }

  abandon(handle: number, isSilent = false): void {
    this.#front.abandon(handle, isSilent);
  }
}
