/**
 * Trails of a design whose servers are the answer of a DNS name: the address that the client begins with, and those
 * that it goes on to; the rest is as of all clients who connect directly (`DirectTrails`).
 */
import { ANSWERS, IS_SILENT } from '../../fleet/answer.ts';
import { toMs } from '../../kernel/time.ts';
import { DROPPED } from '../../metrics/outcome.ts';
import type { ReasonName } from '../../metrics/trail/reasons.ts';
import type { PassedOver, TrailStep } from '../../metrics/trail/trail.ts';
import type { NameCaches } from '../naming/name-caches.ts';
import { DirectTrails, type FollowedVisit, type TrailedParts } from '../parts/direct-trails.ts';
import type { ListedServers } from './listed-servers.ts';

interface Parts extends TrailedParts {
  readonly caches: NameCaches;
  readonly listed: ListedServers;
}

export class DnsTrails extends DirectTrails<Parts> {
  /** The server that each try was sent to last. */
  readonly #lastServer = new WeakMap<FollowedVisit, number>();

  /** A try begins. */
  arrived(row: number): void {
    this.takeUp(row);
  }

  /** The client found no address. */
  noAddress(row: number): void {
    const facts = {};
    this.followed(row)?.steps.push({ ...this.#step([]), chosen: null, reason: 'noAddress', facts });
  }

  override connecting(row: number, server: number, delayUs: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    const last = this.#lastServer.get(followed);
    if (last !== undefined) this.spend(followed, 'addresses that were of no use', this.parts.kernel.now);
    followed.steps.push(this.#addressStep(row, server, delayUs, last));
    this.#lastServer.set(followed, server);
    super.connecting(row, server, delayUs);
  }

  protected override endWithoutServer(outcome: number): ReasonName {
    return outcome === DROPPED ? 'noAddress' : 'clientLeft';
  }

  #addressStep(row: number, server: number, lookupUs: number, last: number | undefined): TrailStep {
    const { connections, caches, listed, members, fleet, world } = this.parts;
    const first = listed.isHealthy(server) ? 'ownCopy' : 'staleCopy';
    const began = lookupUs > 0 ? 'lookedUp' : first;
    const { regionIndex } = fleet.plan.backends[fleet.backendOf[server]!]!;
    return {
      ...this.#step(last === undefined ? [] : [this.#passedOver(last)]),
      chosen: members.membership.nameOf(server),
      reason: last === undefined ? began : 'nextAddress',
      facts: {
        addresses: caches.countOf(connections.client(row)),
        rttMs: toMs(this.serverRttUs(connections.network(row), server)),
        region: world.regions[regionIndex]!.id,
      },
    };
  }

  #step(passedOver: readonly PassedOver[]): Pick<TrailStep, 'stage' | 'passedOver' | 'leftOutCount'> {
    return { stage: 'address', passedOver, leftOutCount: 0 };
  }

  #passedOver(server: number): PassedOver {
    const { fleet, members } = this.parts;
    const answer = fleet.answerOf(server);
    const silent = answer === ANSWERS ? 'packetsLost' : 'serverSilent';
    const reason = answer === IS_SILENT || answer === ANSWERS ? silent : 'serverRefuses';
    return { name: members.membership.nameOf(server), reason, facts: {} };
  }
}
