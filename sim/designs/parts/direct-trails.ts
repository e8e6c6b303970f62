/**
 * Follows the connections that a run is asked to explain, of clients who connect to servers directly: each through all its tries, to the end of the last.
 *
 * Time is told in one account: whatever passes is put down to what it passed with, so that the parts of the latency add up. What a design does before a
 * client knows its server it tells itself (`RedirectTrails`). It reads the parts and changes none. State: visits on their way, by the row of their
 * try, or between two tries by the number of the visit.
 */
import { ANSWERS, IS_SILENT } from '../../fleet/answer.ts';
import { UNANSWERED } from '../../fleet/connection-state.ts';
import { NO_MEMBER } from '../../fleet/connection-store.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { toMs } from '../../kernel/time.ts';
import { BREAK_CAUSES, BREAK_MEANINGS } from '../../metrics/break-cause.ts';
import {
  BLOCKED,
  COMPLETED,
  OUTCOMES,
  REFUSED,
  REJECTED,
  RESET,
  TIMED_OUT,
  UNFINISHED,
} from '../../metrics/outcome.ts';
import type { ReasonName } from '../../metrics/trail/reasons.ts';
import type { PassedOver, Trail } from '../../metrics/trail/trail.ts';
import type { TrailAsk, TrailList } from '../../metrics/trail/trail-ask.ts';
import type { ResolvedDesign } from '../../scenario/resolved-scenario.ts';
import { FIRST_TRY } from '../../traffic/arrival-block.ts';
import type { World } from '../../world/world.ts';
import { tlsRoundTrips } from '../anycast-proxy/round-trips.ts';
import { type Followed, TrailBook } from '../trail-book.ts';
import type { DirectParts } from './direct-connections.ts';
import type { Members } from './members.ts';
import type { VisitFollower } from './visits.ts';

/** Why and with what figures something ended. */
type End = Pick<Trail['outcome'], 'reason' | 'facts'>;

export interface FollowedVisit extends Followed {
  /** Who was of no use before somebody named a server in this try. */
  passedOver: PassedOver[];
  /** What time went to, us. */
  spent: Map<string, number>;
  /** Until when it is accounted for. */
  accountedUntil: number;
  readonly line: { readonly at: number; readonly what: string }[];
  rttUs: number;
  isEstablished: boolean;
  workUs: number;
  /** How its last try ended. */
  ended: { readonly outcome: number; readonly end: End; readonly latencyUs: number };
}

export interface TrailedParts extends DirectParts {
  readonly members: Members;
  readonly design: ResolvedDesign;
  readonly world: World;
  readonly kernel: Kernel;
}

const LOOKUPS = 'looking up names';
const CUT_SHORT = { outcome: UNFINISHED, end: { reason: 'runEnded', facts: {} }, latencyUs: -1 } as const;

export abstract class DirectTrails<P extends TrailedParts> implements TrailList, VisitFollower {
  readonly #book: TrailBook<FollowedVisit>;
  protected readonly parts: P;
  readonly #tlsTrips: number;
  /** By visit. */
  readonly #between = new Map<number, FollowedVisit>();

  constructor(asks: readonly TrailAsk[], parts: P) {
    this.#book = new TrailBook(asks, parts.world, parts.design.id);
    this.parts = parts;
    this.#tlsTrips = tlsRoundTrips(parts.design.service.tls);
  }

  get trails(): readonly Trail[] {
    return this.#book.trails;
  }

  isAnswered(nowUs: number): boolean {
    return this.#between.size === 0 && this.#book.isAnswered(nowUs);
  }

  /** The client looks up a name, or names, and has the answer after a while. */
  lookedUp(row: number, delayUs: number): void {
    const followed = this.followed(row);
    if (followed !== undefined) this.spend(followed, LOOKUPS, this.parts.kernel.now + delayUs);
  }

  /** The client sends a SYN to its server, when it has looked up that name. */
  connecting(row: number, server: number, delayUs: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    const { kernel, connections, members } = this.parts;
    this.lookedUp(row, delayUs);
    followed.rttUs = this.serverRttUs(connections.network(row), server);
    followed.line.push({ at: kernel.now + delayUs, what: `SYN to ${members.membership.nameOf(server)}` });
  }

  /** The server has taken it. */
  established(row: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    followed.isEstablished = true;
    followed.workUs = this.parts.connections.service(row);
    followed.line.push({ at: this.parts.kernel.now, what: 'request at the server' });
  }

  ended(row: number, outcome: number, latencyUs: number): void {
    const followed = this.followed(row);
    if (followed !== undefined) followed.ended = { outcome, end: this.#endOf(row, followed, outcome), latencyUs };
  }

  settled(row: number, visit: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    this.#book.followed.delete(row);
    if (visit === FIRST_TRY) this.#finish(followed);
    else this.#between.set(visit, followed);
  }

  /** The run ends: those between two tries end with it. */
  finish(): void {
    for (const followed of this.#between.values()) {
      followed.ended = CUT_SHORT;
      this.#finish(followed);
    }
    this.#between.clear();
  }

  /** A try begins: the visit that it is of, which this row stands for from now on; `null` where nobody asks for it. */
  protected takeUp(row: number): FollowedVisit | null {
    const visit = this.parts.connections.visit(row);
    const followed = visit === FIRST_TRY ? this.#begin(row) : this.#goOn(visit);
    if (followed !== null) this.#book.followed.set(row, followed);
    return followed;
  }

  protected followed(row: number): FollowedVisit | undefined {
    return this.#book.followed.get(row);
  }

  protected spend(followed: FollowedVisit, part: string, until: number): void {
    followed.spent.set(part, (followed.spent.get(part) ?? 0) + until - followed.accountedUntil);
    followed.accountedUntil = until;
  }

  protected serverRttUs(network: number, server: number): number {
    const { rttsUs, world, fleet } = this.parts;
    return rttsUs[network * world.regions.length + fleet.plan.backends[fleet.backendOf[server]!]!.regionIndex]!;
  }

  /** Why a try ended for which the client had no server. */
  protected abstract endWithoutServer(outcome: number, followed: FollowedVisit): ReasonName;

  #begin(row: number): FollowedVisit | null {
    const { connections, kernel } = this.parts;
    const begun = this.#book.begin(connections, row, kernel.now);
    if (begun === null) return null;
    return {
      ...begun,
      passedOver: [],
      spent: new Map(),
      accountedUntil: kernel.now,
      line: [{ at: kernel.now, what: 'the client wants an answer' }],
      rttUs: 0,
      isEstablished: false,
      workUs: 0,
      ended: CUT_SHORT,
    };
  }

  #goOn(visit: number): FollowedVisit | null {
    const followed = this.#between.get(visit);
    if (followed === undefined) return null;
    this.#between.delete(visit);
    const { now } = this.parts.kernel;
    const { outcome, end } = followed.ended;
    followed.steps.push({ stage: 'try', chosen: OUTCOMES[outcome]!, ...end, passedOver: [], leftOutCount: 0 });
    followed.line.push({ at: now, what: 'the client tries again' });
    followed.spent = new Map([['earlier tries and waits between them', now - followed.offeredAt]]);
    followed.accountedUntil = now;
    followed.passedOver = [];
    followed.isEstablished = false;
    return followed;
  }

  #endOf(row: number, followed: FollowedVisit, outcome: number): End {
    const { connections, fleet, doors, disconnection, design } = this.parts;
    const said = (reason: ReasonName): End => ({ reason, facts: {} });
    const server = connections.member(row);
    if (outcome === UNFINISHED) return said('runEnded');
    if (server === NO_MEMBER) return said(outcome === RESET ? 'cutOff' : this.endWithoutServer(outcome, followed));
    const answer = fleet.answerOf(server);
    switch (outcome) {
      case COMPLETED:
        return said('ranItsCourse');
      case BLOCKED:
        return said('overLimit');
      case REJECTED:
        return said('garbled');
      case REFUSED:
        if (doors.answerTo(row) === ANSWERS) return said('queueFull');
        return said(answer === ANSWERS ? 'portClosed' : 'serverRefuses');
      case TIMED_OUT:
        if (connections.state(row) !== UNANSWERED)
          return said(design.responseTimeout === null ? 'cutOff' : 'clientLeft');
        return said(answer === IS_SILENT ? 'serverSilent' : 'packetsLost');
      default: {
        const cause = BREAK_CAUSES[disconnection.cause]!;
        return followed.isEstablished
          ? { reason: 'broke', facts: { cause, meaning: BREAK_MEANINGS[cause] } }
          : said('cutOff');
      }
    }
  }

  #finish(followed: FollowedVisit): void {
    const { offeredAt, ended, line } = followed;
    const { now } = this.parts.kernel;
    const latencyUs = ended.latencyUs < 0 ? null : ended.latencyUs;
    const firstByte = latencyUs === null ? [] : [{ at: offeredAt + latencyUs, what: 'first byte at the client' }];
    const timeline = [...line, ...firstByte, { at: now, what: OUTCOMES[ended.outcome]! }]
      .filter(({ at }) => at <= now)
      .map(({ at, what }) => ({ atMs: toMs(at), what }));
    const latency = latencyUs === null ? [] : this.#latencyParts(followed, offeredAt + latencyUs);
    const { outcome, end } = ended;
    this.#book.finish(followed, { outcome, end, latencyUs, backends: [], otherwise: [], timeline, latency }, now);
  }

  #latencyParts({ spent, accountedUntil, rttUs, workUs }: FollowedVisit, firstByteAt: number): Trail['latency'] {
    const atServerUs = firstByteAt - accountedUntil - (2 + this.#tlsTrips) * rttUs;
    const parts: readonly (readonly [string, number])[] = [
      ...spent,
      ['TCP handshake with the server', rttUs],
      [`TLS handshake, ${this.#tlsTrips} round trips`, this.#tlsTrips * rttUs],
      ['request and answer, client to server', rttUs],
      ['waiting at the server', atServerUs - Math.min(workUs, atServerUs)],
      ['work of the answer', Math.min(workUs, atServerUs)],
    ];
    return parts.filter(([, us]) => us > 4).map(([part, us]) => ({ part, ms: toMs(us) }));
  }
}
