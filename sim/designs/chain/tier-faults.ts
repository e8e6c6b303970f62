/**
 * What events do to servers of a chain's tiers: they go down and come back, are drained, run slowly.
 *
 * Servers are numbered as `chain-servers` lists them. Faults and degradations on top of one another add up as those of
 * members do. Whoever checks the servers of the first tier learns of it by health checks; between tiers callers find
 * out by themselves. State: faults, drains and degradations in force.
 */
import { ANSWERS, type FaultWay, IS_SILENT } from '../../fleet/answer.ts';
import { type Degradation, Degradations } from '../../fleet/degradations.ts';
import { MemberFaults } from '../../fleet/member-faults.ts';
import type { PlacedTier } from '../../fleet/tiers/tiers-in-series.ts';
import type { ChainServer } from '../../scenario/chain-servers.ts';
import type { StruckFront } from '../../tiers/server-end.ts';
import { HOST_SILENT, PORT_CLOSED } from '../../tiers/server-states.ts';
import { TcpFront } from '../../tiers/tcp-front.ts';
import type { ChainWay } from './chain-way.ts';
import type { ProbeFinding } from './tier-health.ts';

export class TierFaults {
  readonly #servers: readonly ChainServer[];
  /** [sideCount] */
  readonly #ways: readonly ChainWay[];
  readonly #faults: MemberFaults;
  readonly #degradations: Degradations;
  /** [serverCount] drains in force. */
  readonly #drains: Uint8Array;

  constructor(servers: readonly ChainServer[], ways: readonly ChainWay[]) {
    this.#servers = servers;
    this.#ways = ways;
    this.#faults = new MemberFaults(servers.length);
    this.#degradations = new Degradations(servers.length);
    this.#drains = new Uint8Array(servers.length);
  }

  /** Returns how many requests in their hands that breaks at once. */
  fail(servers: readonly number[], way: FaultWay): number {
    return servers.reduce((sum, each) => sum + (this.#faults.add(each, way) ? this.#take(each) : 0), 0);
  }

  /** Ends one fault of each, or with `null` all of them. */
  recover(servers: readonly number[], way: FaultWay | null): number {
    return servers.reduce((sum, each) => sum + (this.#faults.remove(each, way) ? this.#take(each) : 0), 0);
  }

  /**
   * No new connections and requests; those that they have go on to their end (nginx and Apache,
   * graceful stop without a timeout).
   */
  drain(servers: readonly number[]): void {
    for (const each of servers) this.#drains[each]!++;
    this.#reviewDrains(servers);
  }

  undrain(servers: readonly number[]): void {
    for (const each of servers) this.#drains[each]!--;
    this.#reviewDrains(servers);
  }

  degrade(servers: readonly number[], degradation: Degradation): void {
    for (const each of servers) this.#degradations.add(each, degradation);
    this.#reviewDegradations(servers);
  }

  endDegradation(servers: readonly number[], degradation: Degradation): void {
    for (const each of servers) this.#degradations.remove(each, degradation);
    this.#reviewDegradations(servers);
  }

  #tierOf(each: number): PlacedTier<StruckFront> {
    const { side, place } = this.#servers[each]!;
    return this.#ways[side]!.tiers[place]!;
  }

  /** A server goes from what it was to what its faults make of it. */
  #take(each: number): number {
    const { server } = this.#servers[each]!;
    const { front } = this.#tierOf(each);
    const answer = this.#faults.answer[each]!;
    let brokenCount = 0;
    if (answer === ANSWERS) front.faults.recover(server);
    else brokenCount = front.faults.fail(server, answer === IS_SILENT ? HOST_SILENT : PORT_CLOSED);
    this.#probe(each);
    return brokenCount;
  }

  #reviewDrains(servers: readonly number[]): void {
    for (const each of servers) {
      const { server } = this.#servers[each]!;
      const { servers: pool, front } = this.#tierOf(each);
      pool.setInService(server, this.#drains[each] === 0);
      if (!(front instanceof TcpFront)) continue;
      // With nobody left in service no route leads to the servers of a site.
      const site = pool.siteOf(server);
      const isCutOff = !pool.isServed(site);
      for (let other = site * pool.perSite; other < (site + 1) * pool.perSite; other++)
        front.sockets.cutOff(other, isCutOff);
    }
  }

  #reviewDegradations(servers: readonly number[]): void {
    for (const each of servers) {
      this.#tierOf(each).made.slowDown(this.#servers[each]!.server, this.#degradations.slowdownOf(each));
      this.#probe(each);
    }
  }

  #probe(each: number): void {
    const answer = this.#faults.answer[each]!;
    const isWell = answer === ANSWERS && !this.#degradations.failsProbes(each);
    const finding: ProbeFinding = isWell ? 'passes' : answer === IS_SILENT ? 'silence' : 'fails';
    const { side, place, server } = this.#servers[each]!;
    if (place === 0) this.#ways[side]!.health.changed(server, finding);
  }
}
