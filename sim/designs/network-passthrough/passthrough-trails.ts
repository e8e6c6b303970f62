/**
 * Follows the connections that a run of a passthrough balancer is asked to explain: where packets came in, which Maglev
 * machine had them, which side was active, and which member the hash named. It reads the parts and changes none.
 */
import { ANSWERS, IS_SILENT } from '../../fleet/answer.ts';
import { UNANSWERED } from '../../fleet/connection-state.ts';
import { NO_MEMBER } from '../../fleet/connection-store.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { toMs } from '../../kernel/time.ts';
import { BREAK_CAUSES, BREAK_MEANINGS } from '../../metrics/break-cause.ts';
import { BLOCKED, COMPLETED, DROPPED, OUTCOMES, REFUSED, REJECTED, RESET, TIMED_OUT } from '../../metrics/outcome.ts';
import type { ReasonName } from '../../metrics/trail/reasons.ts';
import type { Trail, TrailStep } from '../../metrics/trail/trail.ts';
import type { TrailAsk, TrailList } from '../../metrics/trail/trail-ask.ts';
import type { ResolvedDesign } from '../../scenario/resolved-scenario.ts';
import type { World } from '../../world/world.ts';
import { ingressStep, maglevStep } from '../anycast-proxy/explain/edge-steps.ts';
import type { VisitFollower } from '../parts/visits.ts';
import type { End } from '../trail-book.ts';
import { type Tried, TriedBook } from '../tried-book.ts';
import { FAILOVER, LAST_RESORT, NOBODY, PRIMARIES } from './active-pool.ts';
import { tlsTripsOf } from './client-round-trips.ts';
import type { PassthroughParts } from './passthrough-parts.ts';

interface FollowedPassed extends Tried {
  /** Why no PoP forwards it; `null` where one does. */
  noWay: ReasonName | null;
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

export class PassthroughTrails implements TrailList, VisitFollower {
  readonly #book: TriedBook<FollowedPassed>;
  readonly #parts: Parts;

  constructor(asks: readonly TrailAsk[], parts: Parts) {
    const { world, design, connections, kernel } = parts;
    this.#book = new TriedBook(asks, world, design.id, connections, kernel);
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
    const followed = this.#begin(row);
    if (followed === null) return;
    const pop = routes.paths.servingPop[connections.path(row)]!;
    followed.steps.push(maglevStep(world, maglevTier, connections, row, pop), this.#poolStep());
    if (member !== NO_MEMBER) followed.steps.push(this.#memberStep(member));
    followed.rttUs = routes.edgeRttUs(network) + world.popRegionRttUs[pop * world.regions.length + region]!;
    const backend = member === NO_MEMBER ? 0 : fleet.backendOf[member]!;
    followed.tlsTrips = tlsTripsOf(fleet.plan.backends[backend]?.member ?? design.service.backends[0]!.member);
  }

  /** A SYN has reached no PoP that forwards it. */
  unanswered(row: number): void {
    const followed = this.#begin(row);
    if (followed === null) return;
    const { routes, connections } = this.#parts;
    const isAnswered = routes.isAnswered(routes.pathOf(connections.network(row)));
    followed.noWay = isAnswered ? 'addressUnused' : 'noPopAnswers';
  }

  /** The member has taken it. */
  established(row: number): void {
    const followed = this.#book.followed(row);
    if (followed === undefined) return;
    followed.establishedAt = this.#parts.kernel.now;
    followed.workUs = this.#parts.connections.service(row);
  }

  /** It ends; its row is still as it was. */
  ended(row: number, outcome: number, latencyUs: number): void {
    const followed = this.#book.followed(row);
    if (followed === undefined) return;
    const end =
      followed.noWay === null ? this.#endOf(row, followed, outcome) : ({ reason: followed.noWay, facts: {} } as const);
    this.#tell(followed, outcome, end, latencyUs < 0 ? null : latencyUs);
  }

  settled(row: number, visit: number): void {
    this.#book.settled(row, visit);
  }

  finish(): void {
    this.#book.finish();
  }

  #begin(row: number): FollowedPassed | null {
    const { world, routes, connections } = this.#parts;
    const nothingYet = { noWay: null, rttUs: 0, tlsTrips: 0, establishedAt: null, workUs: 0 };
    const followed = this.#book.begin(row, (tried) => ({ ...tried, ...nothingYet }));
    if (followed === null) return null;
    const network = connections.network(row);
    followed.steps.push(ingressStep(world, routes, network, routes.paths.ingressPop[routes.pathOf(network)]!));
    return followed;
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

  #endOf(row: number, { establishedAt }: FollowedPassed, outcome: number): End {
    const { connections, fleet, doors, disconnection, design } = this.#parts;
    const said = (reason: ReasonName): End => ({ reason, facts: {} });
    const memberAnswer = (): number => fleet.answerOf(connections.member(row));
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
        if (connections.state(row) !== UNANSWERED)
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

  #tell(followed: FollowedPassed, outcome: number, end: End, latencyUs: number | null): void {
    const { now } = this.#parts.kernel;
    const { triedAt, rttUs, tlsTrips, establishedAt, workUs } = followed;
    const ownLatencyUs = this.#book.latencyOfTry(followed, latencyUs);
    const line: readonly (readonly [number | null, string])[] = [
      [triedAt, 'SYN'],
      [establishedAt === null ? null : triedAt + rttUs, 'TCP handshake with the member done'],
      [establishedAt === null || tlsTrips === 0 ? null : triedAt + (1 + tlsTrips) * rttUs, 'TLS handshake done'],
      [establishedAt, 'request at the member'],
      [ownLatencyUs === null ? null : triedAt + ownLatencyUs, 'first byte at the client'],
      [now, OUTCOMES[outcome]!],
    ];
    const timeline = line.flatMap(([at, what]) => (at === null ? [] : [{ atMs: toMs(at), what }]));
    const atMemberUs = (ownLatencyUs ?? 0) - (2 + tlsTrips) * rttUs;
    const parts: readonly (readonly [string, number])[] = [
      ['TCP handshake with the member', rttUs],
      [`TLS handshake, ${tlsTrips} round trips`, tlsTrips * rttUs],
      ['request and answer, client to member', rttUs],
      ['waiting at the member', atMemberUs - Math.min(workUs, atMemberUs)],
      ['work of the answer', Math.min(workUs, atMemberUs)],
    ];
    const latency =
      latencyUs === null ? [] : parts.filter(([, us]) => us > 4).map(([part, us]) => ({ part, ms: toMs(us) }));
    this.#book.end(followed, { outcome, end, latencyUs, backends: [], otherwise: [], timeline, latency });
  }
}
