/**
 * Follows the connections that a run is asked to explain, of clients who connect to servers directly.
 *
 * Time is told in one account (`accounted-trails`). What a design does before a client knows its server it tells itself
 * (`RedirectTrails`). It reads the parts and changes none.
 */
import { ANSWERS, IS_SILENT } from '../../fleet/answer.ts';
import { UNANSWERED } from '../../fleet/connection-state.ts';
import { NO_MEMBER } from '../../fleet/connection-store.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { BREAK_CAUSES, BREAK_MEANINGS } from '../../metrics/break-cause.ts';
import { BLOCKED, COMPLETED, REFUSED, REJECTED, RESET, TIMED_OUT, UNFINISHED } from '../../metrics/outcome.ts';
import type { ReasonName } from '../../metrics/trail/reasons.ts';
import type { PassedOver } from '../../metrics/trail/trail.ts';
import type { TrailAsk } from '../../metrics/trail/trail-ask.ts';
import type { ResolvedDesign } from '../../scenario/resolved-scenario.ts';
import type { World } from '../../world/world.ts';
import { type Accounted, AccountedTrails, type LatencyPart } from '../accounted-trails.ts';
import { tlsRoundTrips } from '../anycast-proxy/round-trips.ts';
import type { End } from '../trail-book.ts';
import type { DirectParts } from './direct-connections.ts';
import type { Members } from './members.ts';

export interface FollowedVisit extends Accounted {
  /** Who was of no use before somebody named a server in this try. */
  passedOver: PassedOver[];
  rttUs: number;
  isEstablished: boolean;
  workUs: number;
}

export interface TrailedParts extends DirectParts {
  readonly members: Members;
  readonly design: ResolvedDesign;
  readonly world: World;
  readonly kernel: Kernel;
}

const LOOKUPS = 'looking up names';

export abstract class DirectTrails<P extends TrailedParts> extends AccountedTrails<FollowedVisit> {
  protected readonly parts: P;
  readonly #tlsTrips: number;

  constructor(asks: readonly TrailAsk[], parts: P) {
    super(asks, parts.world, parts.design.id, parts.connections, parts.kernel);
    this.parts = parts;
    this.#tlsTrips = tlsRoundTrips(parts.design.service.tls);
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

  /** A try begins. */
  protected override takeUp(row: number): FollowedVisit | null {
    const followed = super.takeUp(row);
    if (followed === null) return null;
    const what = followed.line.length === 0 ? 'the client wants an answer' : 'the client tries again';
    followed.line.push({ at: this.parts.kernel.now, what });
    return followed;
  }

  protected serverRttUs(network: number, server: number): number {
    const { rttsUs, world, fleet } = this.parts;
    return rttsUs[network * world.regions.length + fleet.plan.backends[fleet.backendOf[server]!]!.regionIndex]!;
  }

  /** Why a try ended for which the client had no server. */
  protected abstract endWithoutServer(outcome: number, followed: FollowedVisit): ReasonName;

  protected override fresh(accounted: Accounted): FollowedVisit {
    return { ...accounted, passedOver: [], rttUs: 0, isEstablished: false, workUs: 0 };
  }

  protected override endOf(row: number, followed: FollowedVisit, outcome: number): End {
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

  protected override closeAccount(followed: FollowedVisit, firstByteAt: number): readonly LatencyPart[] {
    const { spent, accountedUntil, rttUs, workUs, line } = followed;
    line.push({ at: firstByteAt, what: 'first byte at the client' });
    const atServerUs = firstByteAt - accountedUntil - (2 + this.#tlsTrips) * rttUs;
    return [
      ...spent,
      ['TCP handshake with the server', rttUs],
      [`TLS handshake, ${this.#tlsTrips} round trips`, this.#tlsTrips * rttUs],
      ['request and answer, client to server', rttUs],
      ['waiting at the server', atServerUs - Math.min(workUs, atServerUs)],
      ['work of the answer', Math.min(workUs, atServerUs)],
    ];
  }
}
