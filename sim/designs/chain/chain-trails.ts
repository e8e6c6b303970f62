/**
 * Follows the connections that a run is asked to explain through a chain: the region, the chain and flood protection,
 * the server of each tier and what it makes of the request's form, the member, and the end.
 *
 * Time is told in one account (`accounted-trails`). A try has the row of its journey. It
 * reads the parts and changes none.
 */

import { nameOf } from '../../custom/module-library.ts';
import { type Journeys, NEW_SIDE, NOBODY } from '../../fleet/tiers/journeys.ts';
import type { PlacedTier } from '../../fleet/tiers/tiers-in-series.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { toMs } from '../../kernel/time.ts';
import { UNFINISHED } from '../../metrics/outcome.ts';
import type { ReasonName } from '../../metrics/trail/reasons.ts';
import type { PassedOver, TrailStep } from '../../metrics/trail/trail.ts';
import type { TrailAsk } from '../../metrics/trail/trail-ask.ts';
import type { ChainStation } from '../../requests/chain.ts';
import type { ResolvedDesign } from '../../scenario/resolved-scenario.ts';
import type { Front } from '../../tiers/server-end.ts';
import { TcpFront } from '../../tiers/tcp-front.ts';
import type { RowWatch } from '../../tiers/tier-connections.ts';
import type { World } from '../../world/world.ts';
import { type Accounted, AccountedTrails, type LatencyPart } from '../accounted-trails.ts';
import type { End } from '../trail-book.ts';
import { endReason } from './chain-ends.ts';
import type { ChainParts } from './chain-parts.ts';

interface FollowedTry extends Accounted {
  isAtMember: boolean;
  /** How its request ended; `null` before. */
  requestOutcome: number | null;
}

export interface ChainTrailParts {
  readonly parts: ChainParts;
  readonly journeys: Journeys;
  readonly design: ResolvedDesign;
  readonly world: World;
  readonly kernel: Kernel;
}

export class ChainTrails extends AccountedTrails<FollowedTry> {
  readonly #context: ChainTrailParts;

  constructor(asks: readonly TrailAsk[], context: ChainTrailParts) {
    super(asks, context.world, context.design.id, context.journeys.work, context.kernel);
    this.#context = context;
    context.parts.ways.forEach(({ tiers, protection }, side) => {
      tiers.forEach((tier, place) => {
        tier.front.connections.watch = this.#watchOf(tier, place, tiers.length, side);
      });
      if (protection !== null) protection.judged = this.#judged;
    });
  }

  /** A try begins. */
  arrived(journey: number): void {
    const { parts, journeys, world, kernel } = this.#context;
    const followed = this.takeUp(journey);
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
    const followed = this.#waitingFor(journey);
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
    const followed = this.#waitingFor(journey);
    if (followed !== undefined) followed.requestOutcome = outcome;
  }

  /** Flood protection has the request and lets it through, or not. */
  readonly #judged = (journey: number, passes: boolean): void => {
    const followed = this.#waitingFor(journey);
    if (followed === undefined) return;
    const { kernel, design } = this.#context;
    const { id } = design.chain!.tiers[0]!;
    this.spend(followed, `handshakes and request, client to ${id}`);
    followed.steps.push(step('protection', passes ? id : null, passes ? 'letThrough' : 'protectionTurnedAway'));
    followed.line.push({ at: kernel.now, what: `request at ${id}` });
  };

  #watchOf(tier: PlacedTier<Front>, place: number, tierCount: number, side: number): RowWatch {
    const { kernel, parts } = this.#context;
    const { connections } = tier.front;
    const { id } = tier.settings;
    const isTcp = tier.front instanceof TcpFront;
    const of = (row: number): FollowedTry | undefined => this.#waitingFor(connections.origin(row));
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
          this.spend(followed, `TCP handshake with ${id}`, followed.accountedUntil + handshakeUs);
          this.spend(followed, `waiting to be let in by ${id}: SYNs sent again, accept queue`);
        } else this.spend(followed, `waiting for ${id}`);
        note(followed, `taken by ${this.#serverName(tier, connections.server(row))}`);
      },
      begun: (row) => {
        const followed = of(row);
        if (followed !== undefined) this.spend(followed, `TLS handshake and request, client to ${id}`);
      },
      handedOn: (row) => {
        const followed = of(row);
        if (followed === undefined) return;
        this.spend(followed, `work of ${id}`);
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
          this.spend(followed, 'waiting at the member', Math.max(followed.accountedUntil, now - workUs));
        this.spend(followed, 'work of the answer');
        note(followed, `${this.#serverName(tier, connections.server(row))} has the answer`);
      },
    };
  }

  #serverName({ servers, settings }: PlacedTier<Front>, server: number): string {
    const { parts, world } = this.#context;
    const region = world.regions[parts.sites.regionOf[servers.siteOf(server)]!]!.id;
    return `${region}/${settings.id}/${server % servers.perSite}`;
  }

  /** The try whose client waits for a journey. */
  #waitingFor(journey: number): FollowedTry | undefined {
    const row = this.#context.journeys.client(journey);
    return row === NOBODY ? undefined : this.followed(row);
  }

  protected override fresh(accounted: Accounted): FollowedTry {
    return { ...accounted, isAtMember: false, requestOutcome: null };
  }

  protected override endOf(_row: number, { requestOutcome, isAtMember }: FollowedTry, outcome: number): End {
    return { reason: endReason(outcome === UNFINISHED ? null : requestOutcome, isAtMember), facts: {} };
  }

  protected override closeAccount(followed: FollowedTry): readonly LatencyPart[] {
    this.spend(followed, 'answer to the client');
    return [...followed.spent];
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
