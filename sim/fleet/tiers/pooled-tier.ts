/** A tier that is reached over connections kept open: by the tier before it, or by flood protection. */
import type { PooledFront } from '../../tiers/pooled-front.ts';
import type { Journeys } from './journeys.ts';
import type { Onward } from './onward.ts';
import type { TierServers } from './tier-servers.ts';

export class PooledTier implements Onward {
  readonly #front: PooledFront;
  readonly #servers: TierServers;
  readonly #journeys: Journeys;

  constructor(front: PooledFront, servers: TierServers, journeys: Journeys) {
    this.#front = front;
    this.#servers = servers;
    this.#journeys = journeys;
    front.connections.freed = (journey) => journeys.release(journey);
  }

  send(ticket: number, journey: number, site: number): number {
    this.#journeys.hold(journey);
    this.#front.connections.nextOrigin = journey;
    return this.#front.request(ticket, this.#servers.next(site));
  }

  abandon(handle: number): void {
    this.#front.abandon(handle);
  }
}
