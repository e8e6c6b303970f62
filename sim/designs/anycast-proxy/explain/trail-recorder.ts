/**
 * Follows the connections that a run is asked to explain, and writes down each decision at
 * the instant at which it is made.
 *
 * It reads the parts of the proxy and changes none: with or without it a run is the same, event by event. State:
 * connections that are followed, by their row in the store, and the trails of those that have ended.
 */
import { ANSWERS } from '../../../fleet/answer.ts';
import { UNANSWERED } from '../../../fleet/connection-state.ts';
import { NO_MEMBER } from '../../../fleet/connection-store.ts';
import { OUTCOMES } from '../../../metrics/outcome.ts';
import type { ReasonName } from '../../../metrics/trail/reasons.ts';
import type { BackendCandidate, Otherwise, Trail, TrailStep } from '../../../metrics/trail/trail.ts';
import type { TrailAsk, TrailList } from '../../../metrics/trail/trail-ask.ts';
import { NO_BACKEND } from '../../../policies/service/service-policy.ts';
import { metroGeographies } from '../../../world/metro-geography.ts';
import type { VisitFollower } from '../../parts/visits.ts';
import type { End } from '../../trail-book.ts';
import { type Tried, TriedBook } from '../../tried-book.ts';
import { tlsRoundTrips } from '../round-trips.ts';
import { backendDecision } from './backend-candidates.ts';
import { type Legs, latencyParts, timelineOf } from './connection-course.ts';
import { endOf } from './connection-end.ts';
import { forwardSteps, ingressStep, servingStep } from './edge-steps.ts';
import type { ExplainedParts } from './explained-parts.ts';
import { memberStep } from './member-step.ts';
import { secondLayerStep } from './second-layer-step.ts';

interface FollowedProxied extends Tried {
  /** Why no PoP answers it; `null` where one does. */
  noWay: ReasonName | null;
  backends: readonly BackendCandidate[];
  otherwise: readonly Otherwise[];
  legs: Legs;
  /** At its first-layer GFE, from the SYN on; `null`: that takes no time. */
  sentOnAt: number | null;
  isThrownAway: boolean;
  decidedAt: number | null;
  establishedAt: number | null;
  workUs: number;
}

const NO_LEGS: Legs = { edgeUs: 0, backboneUs: 0, spillUs: 0, zoneUs: 0 };

export class TrailRecorder implements TrailList, VisitFollower {
  readonly #book: TriedBook<FollowedProxied>;
  readonly #parts: ExplainedParts;
  readonly #tlsTrips: number;
  /** By metro, from it to each PoP. */
  readonly #pathKm = new Map<number, { readonly pathKm: Float64Array }>();

  constructor(asks: readonly TrailAsk[], parts: ExplainedParts) {
    const { world, design, connections, kernel } = parts;
    this.#book = new TriedBook(asks, world, design.id, connections, kernel);
    this.#parts = parts;
    this.#tlsTrips = tlsRoundTrips(parts.design.service.tls);
  }

  get trails(): readonly Trail[] {
    return this.#book.trails;
  }

  isAnswered(nowUs: number): boolean {
    return this.#book.isAnswered(nowUs);
  }

  /** A SYN has been forwarded, to a first-layer GFE that answers or not. */
  arrived(row: number, network: number, isAnswered: boolean): void {
    const { connections, routes } = this.#parts;
    const followed = this.#forwarded(row, network, isAnswered);
    if (followed === null || !isAnswered) return;
    const pop = routes.paths.servingPop[connections.path(row)]!;
    followed.steps.push(secondLayerStep(this.#parts, pop, connections.secondLayerGfe(row)));
  }

  /** The first-layer GFE has taken the SYN, and turns the connection away. */
  turnedAway(row: number, network: number): void {
    this.#forwarded(row, network, true);
  }

  /** `null` where no question asks for it. */
  #forwarded(row: number, network: number, isAnswered: boolean): FollowedProxied | null {
    const { connections, world, maglevTier, routes } = this.#parts;
    const followed = this.#follow(row);
    if (followed === null) return null;
    const pop = routes.paths.servingPop[connections.path(row)]!;
    followed.steps.push(
      ...this.#edgeSteps(network),
      ...forwardSteps(world, maglevTier, connections, row, pop, isAnswered),
    );
    followed.legs = { ...NO_LEGS, edgeUs: routes.edgeRttUs(network) };
    return followed;
  }

  /** The first-layer GFE, a server, has worked on the request. */
  sentOn(row: number): void {
    const followed = this.#book.followed(row);
    if (followed !== undefined) followed.sentOnAt = this.#parts.kernel.now;
  }

  /** The first-layer GFE has no connection left for it. */
  thrownAway(row: number): void {
    const followed = this.#book.followed(row);
    if (followed !== undefined) followed.isThrownAway = true;
  }

  /** A SYN has reached no PoP that answers. */
  unanswered(row: number): void {
    const followed = this.#follow(row);
    if (followed === null) return;
    const { routes, connections } = this.#parts;
    const network = connections.network(row);
    followed.steps.push(...this.#edgeSteps(network));
    followed.noWay = routes.isAnswered(routes.pathOf(network)) ? 'addressUnused' : 'noPopAnswers';
  }

  /** The second-layer GFE has picked, and nothing is counted yet. */
  decided(row: number, member: number): void {
    const followed = this.#book.followed(row);
    if (followed === undefined) return;
    const { fleet, kernel } = this.#parts;
    const backend = member === NO_MEMBER ? NO_BACKEND : fleet.backendOf[member]!;
    const { step, backends, otherwise } = backendDecision(this.#parts, row, backend);
    followed.decidedAt = kernel.now;
    followed.steps.push(step);
    followed.backends = backends;
    followed.otherwise = otherwise;
    if (member === NO_MEMBER) return;
    followed.steps.push(memberStep(this.#parts, this.#parts.connections.secondLayerGfe(row), member));
    followed.legs = this.#legs(row, backend, followed.legs.edgeUs);
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
    if (followed.noWay !== null) {
      this.#tell(followed, outcome, { reason: followed.noWay, facts: {} }, null);
      return;
    }
    const { connections, doors } = this.#parts;
    const end = endOf(this.#parts, {
      outcome,
      hasSecondLayer: followed.steps.some(({ stage }) => stage === 'secondLayer'),
      isThrownAway: followed.isThrownAway,
      isDecided: followed.decidedAt !== null,
      gfe: connections.secondLayerGfe(row),
      isEstablished: followed.establishedAt !== null,
      isUnanswered: connections.state(row) === UNANSWERED,
      member: connections.member(row),
      doorAnswer: connections.member(row) === NO_MEMBER ? ANSWERS : doors.answerTo(row),
      isFrontEndSilent: followed.steps.some(
        ({ reason }) => reason === 'frontEndDown' || reason === 'noFrontEndInTable',
      ),
    });
    this.#tell(followed, outcome, end, latencyUs < 0 ? null : latencyUs);
  }

  settled(row: number, visit: number): void {
    this.#book.settled(row, visit);
  }

  finish(): void {
    this.#book.finish();
  }

  /** `null` where no question asks for it. */
  #follow(row: number): FollowedProxied | null {
    const nothingYet = { noWay: null, sentOnAt: null, isThrownAway: false, decidedAt: null, establishedAt: null };
    return this.#book.begin(row, (tried) => {
      return { ...tried, ...nothingYet, backends: [], otherwise: [], legs: NO_LEGS, workUs: 0 };
    });
  }

  #edgeSteps(network: number): TrailStep[] {
    const { world, routes } = this.#parts;
    const path = routes.pathOf(network);
    const ingress = routes.paths.ingressPop[path]!;
    const serving = routes.paths.servingPop[path]!;
    const metro = world.networks[network]!.metroIndex;
    return [
      ingressStep(world, routes, network, ingress),
      servingStep(world, routes, metro, ingress, serving, this.#pathKmOf(metro)),
    ];
  }

  #pathKmOf(metro: number): Float64Array {
    const { world } = this.#parts;
    const known = this.#pathKm.get(metro);
    const { pathKm } = known ?? metroGeographies([world.metros[metro]!], world.pops)[0]!;
    if (known === undefined) this.#pathKm.set(metro, { pathKm });
    return pathKm;
  }

  #legs(row: number, backend: number, edgeUs: number): Legs {
    const { routes, sites, gfes, ways, connections } = this.#parts;
    const gfe = connections.secondLayerGfe(row);
    const site = gfes.siteOf(gfe);
    const pop = routes.paths.servingPop[connections.path(row)]!;
    return {
      edgeUs,
      backboneUs: sites.popRttUs[pop * sites.regions.length + site]!,
      spillUs: ways.spillRttUs(gfe, backend),
      zoneUs: ways.zoneRttUs(gfe, backend),
    };
  }

  #tell(followed: FollowedProxied, outcome: number, end: End, latencyUs: number | null): void {
    const { now } = this.#parts.kernel;
    const { triedAt, backends, otherwise, legs, workUs, sentOnAt, decidedAt, establishedAt } = followed;
    const instants = {
      offered: triedAt,
      sentOn: sentOnAt,
      decided: decidedAt,
      established: establishedAt,
      ended: now,
      latency: this.#book.latencyOfTry(followed, latencyUs),
    };
    const timeline = timelineOf(instants, legs, this.#tlsTrips, OUTCOMES[outcome]!);
    const latency = latencyParts(instants, legs, this.#tlsTrips, workUs);
    this.#book.end(followed, { outcome, end, latencyUs, backends, otherwise, timeline, latency });
  }
}
