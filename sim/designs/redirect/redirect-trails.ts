/**
 * Trails of the forum design: the server that the client remembers, the balancers that it asks, the server that one of
 * them names; the rest is as of all clients who connect directly (`DirectTrails`).
 */
import { DROPPED } from '../../metrics/outcome.ts';
import type { ReasonName } from '../../metrics/trail/reasons.ts';
import { balancerName } from '../../scenario/resolved-redirect.ts';
import { untilClientUs } from '../parts/direct-round-trips.ts';
import { DirectTrails, type FollowedVisit, type TrailedParts } from '../parts/direct-trails.ts';
import { balancerStep, memoryStep, noBalancerStep, type StepParts, serverStep } from './trail-steps.ts';

/** Why a client has turned away from a balancer. */
export type BalancerFault = Extract<ReasonName, `balancer${string}`>;

const ASK = 'ask and answer, client to balancer';

export class RedirectTrails extends DirectTrails<StepParts & TrailedParts> {
  /** A try begins; the client goes by `server`, or by none. */
  arrived(row: number, server: number): void {
    const followed = this.takeUp(row);
    if (followed === null) return;
    const { connections } = this.parts;
    followed.steps.push(memoryStep(this.parts, connections.client(row), connections.network(row), server));
  }

  /** The client sends a SYN to the balancer in `row`, when it has looked up its name. */
  balancerTried(row: number, lookupUs: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    this.lookedUp(row, lookupUs);
    followed.line.push({ at: this.parts.kernel.now + lookupUs, what: `SYN to ${this.#balancerOf(row)}` });
  }

  /** That balancer is of no use, which the client knows after a while. */
  balancerFailed(row: number, reason: BalancerFault, afterUs: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    followed.passedOver.push({ name: this.#balancerOf(row), reason, facts: {} });
    this.spend(followed, 'balancers that were of no use', this.parts.kernel.now + afterUs);
  }

  /** The client's request is at the balancer. */
  asked(row: number, rttUs: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    const { now } = this.parts.kernel;
    this.spend(followed, 'handshakes with the balancer', now - untilClientUs(rttUs));
    this.spend(followed, ASK, now);
    followed.line.push({ at: now, what: `ask at ${this.#balancerOf(row)}` });
  }

  /** The balancer has chosen a server, or NO_SERVER, and answers. */
  named(row: number, server: number, rttUs: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    const { kernel, asks, connections } = this.parts;
    this.spend(followed, 'waiting and work at the balancer', kernel.now);
    this.spend(followed, ASK, kernel.now + untilClientUs(rttUs));
    followed.steps.push(
      balancerStep(this.parts, row, followed.passedOver),
      serverStep(this.parts, asks.balancer[row]!, connections.network(row), server),
    );
    followed.line.push({ at: kernel.now, what: `${this.#balancerOf(row)} answers` });
  }

  /** The balancer lets nobody in now, and has told the client when to come. */
  putOff(row: number, rttUs: number, waitUs: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    const { kernel } = this.parts;
    const toldAt = kernel.now + untilClientUs(rttUs);
    this.spend(followed, 'waiting and work at the balancer', kernel.now);
    this.spend(followed, ASK, toldAt);
    this.spend(followed, 'waiting to be let in, as the balancer said', toldAt + waitUs);
    followed.line.push({ at: kernel.now, what: `${this.#balancerOf(row)} says when to come` });
  }

  /** DNS knows no server of the name that the client was told. */
  noName(row: number, server: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    const { kernel, members } = this.parts;
    this.spend(followed, 'lookups of a name that is gone', kernel.now);
    const step = { stage: 'address', passedOver: [], leftOutCount: 0 } as const;
    followed.steps.push({ ...step, chosen: null, reason: 'noAddress', facts: {} });
    followed.line.push({ at: kernel.now, what: `DNS knows no ${members.membership.nameOf(server)}` });
  }

  /** A server sends the client to a balancer, which the client knows after a while. */
  sentOn(row: number, server: number, delayUs: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    const { kernel, members } = this.parts;
    this.spend(followed, 'a server that sent the client on', kernel.now + delayUs);
    followed.line.push({ at: kernel.now, what: `${members.membership.nameOf(server)} sends the client to a balancer` });
  }

  /** No balancer of those that the client knows has named a server. */
  gaveUpAsking(row: number): void {
    const followed = this.followed(row);
    if (followed !== undefined) followed.steps.push(noBalancerStep(followed.passedOver));
  }

  protected override endWithoutServer(outcome: number, { steps }: FollowedVisit): ReasonName {
    const { stage } = steps.at(-1)!;
    if (outcome === DROPPED) return stage === 'address' ? 'noAddress' : 'emptyList';
    return stage === 'balancer' ? 'noBalancerAnswers' : 'clientLeft';
  }

  #balancerOf(row: number): string {
    return balancerName(this.parts.asks.balancer[row]!);
  }
}
