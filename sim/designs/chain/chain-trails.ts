/**
 * Follows the connections that a run is asked to explain through a chain: the region, the chain and flood protection, the server of each tier and what it
 * makes of the request's form, the member, and the end; through all tries of a client.
 *
 * Time is told in one account: whatever passes is put down to what it passed with, so that the parts of the latency add up. It reads the parts and changes
 * none. State: connections on their way, by the row of their try, or between two tries by the number of the visit.
 */

import { nameOf } from '../../custom/module-library.ts';
import { type Journeys, NEW_SIDE, NOBODY } from '../../fleet/tiers/journeys.ts';
import type { PlacedTier } from '../../fleet/tiers/tiers-in-series.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { toMs } from '../../kernel/time.ts';
import { OUTCOMES, UNFINISHED } from '../../metrics/outcome.ts';
import type { ReasonName } from '../../metrics/trail/reasons.ts';
import type { PassedOver, Trail, TrailStep } from '../../metrics/trail/trail.ts';
import type { TrailAsk, TrailList } from '../../metrics/trail/trail-ask.ts';
import type { ChainStation } from '../../requests/chain.ts';
import type { ResolvedDesign } from '../../scenario/resolved-scenario.ts';
import type { Front } from '../../tiers/server-end.ts';
import { TcpFront } from '../../tiers/tcp-front.ts';
import type { RowWatch } from '../../tiers/tier-connections.ts';
import { FIRST_TRY } from '../../traffic/arrival-block.ts';
import type { World } from '../../world/world.ts';
import type { VisitFollower } from '../parts/visits.ts';
import { type Followed, TrailBook } from '../trail-book.ts';
import { endReason } from './chain-ends.ts';
import type { ChainParts } from './chain-parts.ts';

type End = Pick<Trail['outcome'], 'reason' | 'facts'>;

interface FollowedTry extends Followed {
  spent: Map<string, number>;
  /** Until when time is accounted for. */
  accountedUntil: number;
  readonly line: { readonly at: number; readonly what: string }[];
  isAtMember: boolean;
  /** How its request ended; `null` before. */
  requestOutcome: number | null;
  ended: { readonly outcome: number; readonly end: End; readonly latencyUs: number };
}

export interface ChainTrailParts {
  readonly parts: ChainParts;
  readonly journeys: Journeys;
  readonly design: ResolvedDesign;
  readonly world: World;
  readonly kernel: Kernel;
}

const CUT_SHORT = { outcome: UNFINISHED, end: { reason: 'runEnded', facts: {} }, latencyUs: -1 } as const;

export class ChainTrails implements TrailList, VisitFollower {
  readonly #context: ChainTrailParts;
  readonly #book: TrailBook<FollowedTry>;
  /** By visit. */
  readonly #between = new Map<number, FollowedTry>();

  constructor(asks: readonly TrailAsk[], context: ChainTrailParts) {
    this.#context = context;
    this.#book = new TrailBook(asks, context.world, context.design.id);
    context.parts.ways.forEach(({ tiers, protection }, side) => {
      tiers.forEach((tier, place) => {
        tier.front.connections.watch = this.#watchOf(tier, place, tiers.length, side);
      });
      if (protection !== null) protection.judged = this.#judged;
    });
  }

  get trails(): readonly Trail[] {
    return this.#book.trails;
  }

  isAnswered(nowUs: number): boolean {
    return this.#between.size === 0 && this.#book.isAnswered(nowUs);
  }

  /** A try begins. */
  arrived(journey: number): void {
    const { parts, journeys, world, kernel } = this.#context;
    const followed = this.#takeUp(journey);
    if (followed === null) return;
    const region = world.regions[parts.sites.regionOf[journeys.site(journey)]!]!.id;
    const rttMs = toMs(journeys.rttUs(journey));
    followed.steps.push(step('site', region, 'nearestSite', { rttMs }));
    if (parts.ways.length > 1) {
      const isMoved = journeys.side(journey) === NEW_SIDE;
      followed.steps.push(step('chain', isMoved ? 'new chain' : 'old chain', isMoved ? 'movedByRollout' : 'notMoved'));
    }
    followed.line.push({ at: kernel.now, what: 'the client wants an answer' });
  }

  /** A member has taken the request of a journey. */
  established(journey: number, member: number): void {
    const followed = this.#followed(journey);
    if (followed === undefined) return;
    const { parts, design, kernel } = this.#context;
    const name = parts.members.membership.nameOf(member);
    const facts = { policy: nameOf(design.service.localityLbPolicy), open: parts.fleet.memberLoad[member]! - 1 };
    followed.steps.push(step('member', name, 'memberOfRegion', facts));
    followed.line.push({ at: kernel.now, what: `request at ${name}` });
    followed.isAtMember = true;
  }

  /** How the request of a journey ended is with its client; before the connection is over. */
  requestEnded(journey: number, outcome: number): void {
    const followed = this.#followed(journey);
    if (followed !== undefined) followed.requestOutcome = outcome;
  }

  ended(row: number, outcome: number, latencyUs: number): void {
    const followed = this.#book.followed.get(row);
    if (followed === undefined) return;
    const reason = endReason(outcome === UNFINISHED ? null : followed.requestOutcome, followed.isAtMember);
    followed.ended = { outcome, end: { reason, facts: {} }, latencyUs };
  }

  settled(row: number, visit: number): void {
    const followed = this.#book.followed.get(row);
    if (followed === undefined) return;
    this.#book.followed.delete(row);
    if (visit === FIRST_TRY) this.#finish(followed);
    else this.#between.set(visit, followed);
  }

  finish(): void {
    for (const followed of this.#between.values()) {
      followed.ended = CUT_SHORT;
      this.#finish(followed);
    }
    this.#between.clear();
  }

  /** Flood protection has the request and lets it through, or not. */
  readonly #judged = (journey: number, passes: boolean): void => {
    const followed = this.#followed(journey);
    if (followed === undefined) return;
    const { kernel, design } = this.#context;
    const { id } = design.chain!.tiers[0]!;
    this.#spend(followed, `handshakes and request, client to ${id}`);
    followed.steps.push(step('protection', passes ? id : null, passes ? 'letThrough' : 'protectionTurnedAway'));
    followed.line.push({ at: kernel.now, what: `request at ${id}` });
  };

  #watchOf(tier: PlacedTier<Front>, place: number, tierCount: number, side: number): RowWatch {
    const { kernel, parts } = this.#context;
    const { connections } = tier.front;
    const { id } = tier.settings;
    const isTcp = tier.front instanceof TcpFront;
    const of = (row: number): FollowedTry | undefined => this.#followed(connections.origin(row));
    const note = (followed: FollowedTry, what: string): void => void followed.line.push({ at: kernel.now, what });
    return {
      sent: (row) => {
        const followed = of(row);
        if (followed === undefined) return;
        const name = this.#serverName(tier, connections.server(row));
        const last = followed.steps.at(-1)!;
        const isAgain = last.stage === 'tier' && last.facts.tier === id;
        note(followed, isTcp ? (isAgain ? `SYN again to ${name}` : `SYN to ${name}`) : `request to ${name}`);
        const useless: PassedOver = { name: last.chosen ?? '', reason: 'serverOfNoUse', facts: {} };
        const passedOver = isAgain && last.chosen !== name ? [...last.passedOver, useless] : [];
        if (isAgain) followed.steps.pop();
        const reason = isTcp ? 'hashedToServer' : 'nextInTurn';
        const facts = { tier: id, servers: tier.servers.perSite };
        followed.steps.push({ ...step('tier', name, reason, facts), passedOver });
      },
      taken: (row) => {
        const followed = of(row);
        if (followed === undefined) return;
        if (isTcp) {
          const handshakeUs = Math.min(1.5 * connections.rttUs(row), kernel.now - followed.accountedUntil);
          this.#spend(followed, `TCP handshake with ${id}`, followed.accountedUntil + handshakeUs);
          this.#spend(followed, `waiting to be let in by ${id}: SYNs sent again, accept queue`);
        } else this.#spend(followed, `waiting for ${id}`);
        note(followed, `taken by ${this.#serverName(tier, connections.server(row))}`);
      },
      begun: (row) => {
        const followed = of(row);
        if (followed !== undefined) this.#spend(followed, `TLS handshake and request, client to ${id}`);
      },
      handedOn: (row) => {
        const followed = of(row);
        if (followed === undefined) return;
        this.#spend(followed, `work of ${id}`);
        const form = this.#context.journeys.form(connections.origin(row));
        const answer = parts.ways[side]!.courses.answers[form];
        if (answer !== undefined) followed.steps.push(formStep(answer.stations, place));
      },
      answered: (row) => {
        const followed = of(row);
        if (followed === undefined || place !== tierCount - 1) return;
        const { now } = kernel;
        const workUs = this.#context.journeys.work.service(connections.origin(row));
        if (followed.isAtMember)
          this.#spend(followed, 'waiting at the member', Math.max(followed.accountedUntil, now - workUs));
        this.#spend(followed, 'work of the answer');
        note(followed, `${this.#serverName(tier, connections.server(row))} has the answer`);
      },
    };
  }

  #serverName({ servers, settings }: PlacedTier<Front>, server: number): string {
    const { parts, world } = this.#context;
    const region = world.regions[parts.sites.regionOf[servers.siteOf(server)]!]!.id;
    return `${region}/${settings.id}/${server % servers.perSite}`;
  }

  #followed(journey: number): FollowedTry | undefined {
    const row = this.#context.journeys.client(journey);
    return row === NOBODY ? undefined : this.#book.followed.get(row);
  }

  #spend(followed: FollowedTry, part: string, until: number = this.#context.kernel.now): void {
    followed.spent.set(part, (followed.spent.get(part) ?? 0) + until - followed.accountedUntil);
    followed.accountedUntil = until;
  }

  /** The visit that a try is of, which this row stands for from now on; `null` where nobody asks for it. */
  #takeUp(row: number): FollowedTry | null {
    const visit = this.#context.journeys.work.visit(row);
    const followed = visit === FIRST_TRY ? this.#begin(row) : this.#goOn(visit);
    if (followed !== null) this.#book.followed.set(row, followed);
    return followed;
  }

  #begin(row: number): FollowedTry | null {
    const { journeys, kernel } = this.#context;
    const begun = this.#book.begin(journeys.work, row, kernel.now);
    if (begun === null) return null;
    const fresh = { spent: new Map(), accountedUntil: kernel.now, line: [], isAtMember: false, requestOutcome: null };
    return { ...begun, ...fresh, ended: CUT_SHORT };
  }

  #goOn(visit: number): FollowedTry | null {
    const followed = this.#between.get(visit);
    if (followed === undefined) return null;
    this.#between.delete(visit);
    const { now } = this.#context.kernel;
    const { outcome, end } = followed.ended;
    followed.steps.push(step('try', OUTCOMES[outcome]!, end.reason, end.facts));
    followed.spent = new Map([['earlier tries and waits between them', now - followed.offeredAt]]);
    followed.accountedUntil = now;
    followed.isAtMember = false;
    followed.requestOutcome = null;
    return followed;
  }

  #finish(followed: FollowedTry): void {
    const { now } = this.#context.kernel;
    const { outcome, end, latencyUs } = followed.ended;
    if (latencyUs >= 0) this.#spend(followed, 'answer to the client');
    const timeline = [...followed.line, { at: now, what: OUTCOMES[outcome]! }];
    const parts = [...followed.spent].filter(([, us]) => us > 4).map(([part, us]) => ({ part, ms: toMs(us) }));
    this.#book.finish(
      followed,
      {
        outcome,
        end,
        latencyUs: latencyUs < 0 ? null : latencyUs,
        backends: [],
        otherwise: [],
        timeline: timeline.map(({ at, what }) => ({ atMs: toMs(at), what })),
        latency: latencyUs < 0 ? [] : parts,
      },
      now,
    );
  }
}

function step(
  stage: TrailStep['stage'],
  chosen: string | null,
  reason: ReasonName,
  facts: TrailStep['facts'] = {},
): TrailStep {
  return { stage, chosen, reason, facts, passedOver: [], leftOutCount: 0 };
}

/** What the tier at a place makes of the request's target. */
function formStep(stations: readonly ChainStation[], place: number): TrailStep {
  const { received, outcome } = stations[place]!;
  if (outcome.kind === 'answered') {
    return step('form', null, 'formAnswered', {
      target: received,
      status: String(outcome.status),
      why: outcome.reason,
    });
  }
  const isKept = outcome.target === received;
  return step('form', outcome.target, isKept ? 'formKept' : 'formChanged', { target: received });
}
