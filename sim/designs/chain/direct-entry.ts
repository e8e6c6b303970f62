/**
 * Clients that connect to the servers of the first tier themselves: TCP across the Internet,
 * and TLS where the service has it.
 *
 * A server is chosen by the hash of the connection. A client leaves its connection open after the
 * answer as long as the scenario says.
 */

import type { Journeys } from '../../fleet/tiers/journeys.ts';
import type { TierServers } from '../../fleet/tiers/tier-servers.ts';
import type { TcpFront } from '../../tiers/tcp-front.ts';
import { LEAVES_OPEN, ONE_REQUEST } from '../../tiers/tier-connection-states.ts';
import type { ChainEntry } from './chain-entry.ts';

export class DirectEntry implements ChainEntry {
  readonly #front: TcpFront;
  readonly #servers: TierServers;
  readonly #journeys: Journeys;

  constructor(front: TcpFront, servers: TierServers, journeys: Journeys) {
    this.#front = front;
    this.#servers = servers;
    this.#journeys = journeys;
    front.connections.origins = journeys;
  }

  enter(journey: number): void {
    this.open(journey, this.#journeys.openForUs(journey) > 0 ? LEAVES_OPEN : ONE_REQUEST, journey);
  }

  /** Opens a connection of any kind (`tier-connections`), whose requests, if any, are a journey's. Hot. */
  open(ticket: number, kind: number, journey: number): void {
    const journeys = this.#journeys;
    const at = journeys.site(journey);
    const hash = journeys.work.flowHash(journey);
    // Where nobody is in service no server answers, whichever it is.
    const server = this.#servers.isServed(at) ? this.#servers.ofHash(at, hash) : at * this.#servers.perSite;
    journeys.hold(journey);
    this.#front.connections.nextOrigin = journey;
    this.#front.open(ticket, server, kind, journeys.rttUs(journey), journeys.openForUs(journey));
  }
}
