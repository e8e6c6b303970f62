/**
 * Follows the connections that a run of a passthrough balancer is asked to explain: where packets came in, which Maglev machine had them, which
 * side was active, and which member the hash named. It reads the parts and changes none.
 */
import { ANSWERS, IS_SILENT } from '../../fleet/answer.ts';
import { NO_MEMBER, UNANSWERED } from '../../fleet/connection-store.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { toMs } from '../../kernel/time.ts';
import { BREAK_CAUSES, BREAK_MEANINGS } from '../../metrics/break-cause.ts';
import { BLOCKED, COMPLETED, DROPPED, OUTCOMES, REFUSED, REJECTED, RESET, TIMED_OUT } from '../../metrics/outcome.ts';
import type { ReasonName } from '../../metrics/trail/reasons.ts';
import type { Trail, TrailStep } from '../../metrics/trail/trail.ts';
import type { TrailAsk, TrailList } from '../../metrics/trail/trail-ask.ts';
import type { ResolvedDesign } from '../../scenario/resolved-scenario.ts';
import type { ArrivalBlock } from '../../traffic/arrival-block.ts';
import type { World } from '../../world/world.ts';
import { ingressStep, maglevStep } from '../anycast-proxy/explain/edge-steps.ts';
import { type Followed, TrailBook } from '../trail-book.ts';
import { FAILOVER, LAST_RESORT, NOBODY, PRIMARIES } from './active-pool.ts';
import { tlsTripsOf } from './client-round-trips.ts';
import type { PassthroughParts } from './passthrough-parts.ts';

interface FollowedPassed extends Followed {
  rttUs: number;
  tlsTrips: number;
  establishedAt: number | null;
  workUs: number;
}

interface Parts extends PassthroughParts {
  readonly design: ResolvedDesign;
  readonly world: World;
  readonly kernel: Kernel;
}

const SIDES: Readonly<Record<number, { readonly name: string | null; readonly reason: ReasonName }>> = {
  [PRIMARIES]: { name: 'primaries', reason: 'primariesServe' },
  [FAILOVER]: { name: 'failover backends', reason: 'failedOver' },
  [LAST_RESORT]: { name: 'all primaries', reason: 'lastResort' },
  [NOBODY]: { name: null, reason: 'dropsUnhealthy' },
};

export class PassthroughTrails implements TrailList {
  readonly #book: TrailBook<FollowedPassed>;
  readonly #parts: Parts;

  constructor(asks: readonly TrailAsk[], parts: Parts) {
    this.#book = new TrailBook(asks, parts.world, parts.design.id);
    this.#parts = parts;
  }

  get trails(): readonly Trail[] {
    return this.#book.trails;
  }

  isAnswered(nowUs: number): boolean {
    return this.#book.isAnswered(nowUs);
  }

  /** A Maglev machine has picked the member, and nothing is counted yet. */
  arrived(row: number, network: number, member: number): void {
    const { connections, world, maglevTier, routes, region, fleet, design } = this.#parts;
    const followed = this.#begin(network, connections.clientHash[row]!, connections.flowHash[row]!);
    if (followed === null) return;
    const pop = routes.paths.servingPop[connections.path[row]!]!;
    followed.steps.push(maglevStep(world, maglevTier, connections, row, pop), this.#poolStep());
    if (member !== NO_MEMBER) followed.steps.push(this.#memberStep(member));
    followed.rttUs = routes.edgeRttUs(network) + world.popRegionRttUs[pop * world.regions.length + region]!;
    const backend = member === NO_MEMBER ? 0 : fleet.backendOf[member]!;
    followed.tlsTrips = tlsTripsOf(fleet.plan.backends[backend]?.member ?? design.service.backends[0]!.member);
    this.#book.followed.set(row, followed);
  }

  /** A SYN has reached no PoP that forwards it. */
  unanswered(block: ArrivalBlock, blockRow: number): void {
    const network = block.networkIndex[blockRow]!;
    const followed = this.#begin(network, block.clientHash[blockRow]!, block.flowHash[blockRow]!);
    if (followed === null) return;
    const { routes } = this.#parts;
    const reason = routes.isAnswered(routes.pathOf(network)) ? 'addressUnused' : 'noPopAnswers';
    this.#finish(followed, TIMED_OUT, { reason, facts: {} }, null);
  }

  /** The member has taken it. */
  established(row: number): void {
    const followed = this.#book.followed.get(row);
    if (followed === undefined) return;
    followed.establishedAt = this.#parts.kernel.now;
    followed.workUs = this.#parts.connections.service[row]!;
  }

  /** It ends; its row is still as it was. */
  ended(row: number, outcome: number, latencyUs: number): void {
    const followed = this.#book.followed.get(row);
    if (followed === undefined) return;
    this.#book.followed.delete(row);
    this.#finish(followed, outcome, this.#endOf(row, followed, outcome), latencyUs < 0 ? null : latencyUs);
  }

  #begin(network: number, clientHash: number, flowHash: number): FollowedPassed | null {
    const { world, routes, kernel } = this.#parts;
    const followed = this.#book.begin(network, clientHash, flowHash, kernel.now);
    if (followed === null) return null;
    followed.steps.push(ingressStep(world, routes, network, routes.paths.ingressPop[routes.pathOf(network)]!));
    return { ...followed, rttUs: 0, tlsTrips: 0, establishedAt: null, workUs: 0 };
  }

  #poolStep(): TrailStep {
    const { pool, design } = this.#parts;
    const { healthy, count } = pool.primaries;
    const { name, reason } = SIDES[pool.side]!;
    const facts = { healthy, primaries: count, ratio: design.service.failoverPolicy!.failoverRatio };
    return { stage: 'pool', chosen: name, reason, facts, passedOver: [], leftOutCount: 0 };
  }

  #memberStep(member: number): TrailStep {
    const { pool, members, fleet, design } = this.#parts;
    const others = [...pool.members].filter((other) => other !== member).map((other) => fleet.memberLoad[other]!);
    return {
      stage: 'member',
      chosen: members.membership.nameOf(member),
      reason: 'consistentHash',
      facts: {
        key: design.service.sessionAffinity === 'CLIENT_IP' ? 'the client’s address' : 'the 5-tuple',
        members: pool.members.length,
        open: fleet.memberLoad[member]!,
        leastOpen: others.length === 0 ? null : Math.min(...others),
        mostOpen: others.length === 0 ? null : Math.max(...others),
      },
      passedOver: [],
      leftOutCount: others.length,
    };
  }

  #endOf(row: number, { establishedAt }: FollowedPassed, outcome: number): Pick<Trail['outcome'], 'reason' | 'facts'> {
    const { connections, fleet, doors, disconnection, design } = this.#parts;
    const said = (reason: ReasonName): Pick<Trail['outcome'], 'reason' | 'facts'> => ({ reason, facts: {} });
    const memberAnswer = (): number => fleet.answerOf(connections.member[row]!);
    switch (outcome) {
      case COMPLETED:
        return said('ranItsCourse');
      case DROPPED:
        return said('dropsUnhealthy');
      case BLOCKED:
        return said('overLimit');
      case REJECTED:
        return said('garbled');
      case REFUSED:
        if (doors.answerTo(row) === ANSWERS) return said('queueFull');
        return said(memberAnswer() === ANSWERS ? 'portClosed' : 'memberRefuses');
      case TIMED_OUT:
        if (connections.state[row] !== UNANSWERED)
          return said(design.responseTimeout === null ? 'cutOff' : 'clientLeft');
        return said(memberAnswer() === IS_SILENT ? 'memberSilent' : 'doesNotGetThere');
      case RESET: {
        const cause = BREAK_CAUSES[disconnection.cause]!;
        return establishedAt === null
          ? said('cutOff')
          : { reason: 'broke', facts: { cause, meaning: BREAK_MEANINGS[cause] } };
      }
      default:
        return said('runEnded');
    }
  }

  #finish(
    followed: FollowedPassed,
    outcome: number,
    end: Pick<Trail['outcome'], 'reason' | 'facts'>,
    latencyUs: number | null,
  ): void {
    const { now } = this.#parts.kernel;
    const { offeredAt, rttUs, tlsTrips, establishedAt, workUs } = followed;
    const line: readonly (readonly [number | null, string])[] = [
      [offeredAt, 'SYN'],
      [establishedAt === null ? null : offeredAt + rttUs, 'TCP handshake with the member done'],
      [establishedAt === null || tlsTrips === 0 ? null : offeredAt + (1 + tlsTrips) * rttUs, 'TLS handshake done'],
      [establishedAt, 'request at the member'],
      [latencyUs === null ? null : offeredAt + latencyUs, 'first byte at the client'],
      [now, OUTCOMES[outcome]!],
    ];
    const timeline = line.flatMap(([at, what]) => (at === null ? [] : [{ atMs: toMs(at), what }]));
    const atMemberUs = (latencyUs ?? 0) - (2 + tlsTrips) * rttUs;
    const parts: readonly (readonly [string, number])[] = [
      ['TCP handshake with the member', rttUs],
      [`TLS handshake, ${tlsTrips} round trips`, tlsTrips * rttUs],
      ['request and answer, client to member', rttUs],
      ['waiting at the member', atMemberUs - Math.min(workUs, atMemberUs)],
      ['work of the answer', Math.min(workUs, atMemberUs)],
    ];
    const latency =
      latencyUs === null ? [] : parts.filter(([, us]) => us > 4).map(([part, us]) => ({ part, ms: toMs(us) }));
    this.#book.finish(followed, { outcome, end, latencyUs, backends: [], otherwise: [], timeline, latency }, now);
  }
}
