/**
 * Members that are chains of their own: tiers in series (`sim/tiers`, as of a design of kind
 * chain) before the application.
 *
 * A connection that a member is given waits for a thread or a slot of its first tier; the thread is held while the
 * tiers behind and the application work, and on while the client leaves the connection open. A member whose first queue
 * is full, or that has no slot left, refuses. What goes wrong further in breaks the connection before its first byte.
 * What a member has in hand when it fails, or when its client has gone, its tiers work off for nobody.
 * State: the tiers'; for each connection the journey through them.
 */
import { grownInt32 } from '../kernel/grow-array.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import type { ResolvedServers } from '../scenario/resolved-chain.ts';
import { EstablishedFront } from '../tiers/established-front.ts';
import { ANSWERED } from '../tiers/hop.ts';
import { NO_ROW } from '../tiers/wait-queues.ts';
import { HELD, IN_SERVICE } from './connection-state.ts';
import type { ConnectionStore } from './connection-store.ts';
import type { FleetPlan, ZonalBackend } from './fleet-plan.ts';
import type { LevelMeter } from './level-meter.ts';
import { ProcessorSharing } from './processor-sharing.ts';
import { ADMITTED, type ClosedListener, REFUSED, type ServiceDiscipline } from './service-discipline.ts';
import { Journeys, NOBODY, OUTSIDE } from './tiers/journeys.ts';
import { MemberCores } from './tiers/member-cores.ts';
import { OwnApplication } from './tiers/own-application.ts';
import { HANDS_ON } from './tiers/tier-exit.ts';
import type { TierServers } from './tiers/tier-servers.ts';
import { type PlacedTier, placeTiers } from './tiers/tiers-in-series.ts';
import { Workers } from './workers.ts';

const INITIAL_ROWS = 1_024;
/** Its requests have one form, which every tier hands on. */
const NO_OWN_ANSWERS = Uint8Array.of(HANDS_ON);

/** The tiers of a zonal backend's members; a site is a member. */
interface Chain {
  readonly firstMember: number;
  readonly front: EstablishedFront;
  readonly servers: TierServers;
  readonly application: OwnApplication;
  readonly tiers: readonly PlacedTier<EstablishedFront>[];
}

export interface TieredParts {
  readonly plan: FleetPlan;
  readonly kernel: Kernel;
  readonly streams: RandomStreams;
  readonly connections: ConnectionStore;
  /** [slotCount] the zonal backend that it belongs to; workers, or cores, and queue of its application. */
  readonly backendOf: Int32Array;
  readonly workers: Int32Array;
  readonly backlog: Int32Array;
  readonly meter: LevelMeter | null;
  /** Told when a connection comes to its own end; frees the row. */
  readonly closed: ClosedListener;
  /** Told when a member breaks a connection; frees the row. */
  readonly failed: ClosedListener;
}

export class TieredMembers implements ServiceDiscipline {
  readonly #parts: TieredParts;
  readonly #journeys = new Journeys();
  readonly #applications: ServiceDiscipline;
  readonly #sharedApplications: ServiceDiscipline;
  readonly #cores: MemberCores | null;
  /** [backendCount] `null` for backends without tiers. */
  readonly #chains: readonly (Chain | null)[];
  /** [row] journey of a connection, or OUTSIDE. */
  #journeyOf = new Int32Array(INITIAL_ROWS).fill(OUTSIDE);

  constructor(parts: TieredParts) {
    const { plan, kernel, workers, backlog, meter } = parts;
    this.#parts = parts;
    const { work } = this.#journeys;
    const complete = (journey: number): void => this.#chainOf(work.member(journey)).application.complete(journey);
    this.#cores = meter === null ? null : new MemberCores(meter, plan.slotCount);
    const cores = this.#cores?.ofServers(plan.slotCount, 1, 0) ?? null;
    this.#applications = new Workers(kernel, work, workers, backlog, null, complete, 'applications.workers');
    this.#sharedApplications = new ProcessorSharing(
      kernel,
      work,
      workers,
      backlog,
      cores,
      complete,
      'applications.cores',
    );
    this.#chains = plan.backends.map((backend) => {
      const { tiers } = backend.member;
      return tiers === undefined ? null : this.#place(backend, tiers);
    });
  }

  /** Of all members. */
  get tiers(): readonly PlacedTier<EstablishedFront>[] {
    return this.#chains.flatMap((chain) => chain?.tiers ?? []);
  }

  /** Whether a member turns the next connection away for want of room. */
  isFull(member: number): boolean {
    const { front, servers, firstMember } = this.#chainOf(member);
    const first = (member - firstMember) * servers.perSite;
    for (let server = first; server < first + servers.perSite; server++) if (!front.isFull(server)) return false;
    return true;
  }

  admit(row: number, member: number): number {
    const { connections } = this.#parts;
    const journeys = this.#journeys;
    const { front, servers, firstMember } = this.#chainOf(member);
    const server = servers.ofHash(member - firstMember, connections.flowHash(row));
    if (front.isFull(server)) return REFUSED;
    const journey = journeys.begin(row);
    journeys.work.setService(journey, connections.service(row));
    journeys.hold(journey);
    front.connections.nextOrigin = journey;
    const tierRow = front.open(journey, server, true, false, connections.hold(row));
    if (tierRow === NO_ROW) {
      journeys.clientLeft(journey);
      return REFUSED;
    }
    journeys.setHandle(journey, tierRow);
    if (row >= this.#journeyOf.length) this.#grow(row);
    this.#journeyOf[row] = journey;
    connections.setState(row, IN_SERVICE);
    // Not before it is answered; then the true instant.
    connections.setFirstByteAt(row, Number.MAX_VALUE);
    connections.endSetup(row);
    return ADMITTED;
  }

  abandon(row: number): void {
    const { front } = this.#chainOf(this.#parts.connections.member(row));
    front.leave(this.#journeys.handle(this.#journeyOf[row]!));
  }

  evict(row: number, member: number): void {
    const journey = this.#journeyOf[row]!;
    // It has failed, and its end is what is being told.
    if (journey === OUTSIDE) return;
    const tierRow = this.#journeys.handle(journey);
    this.#forget(row, journey);
    this.#chainOf(member).front.leave(tierRow);
  }

  readonly #answered = (journey: number): void => {
    const { connections, kernel } = this.#parts;
    const row = this.#journeys.client(journey);
    connections.setState(row, HELD);
    connections.setFirstByteAt(row, kernel.now);
  };

  readonly #ended = (journey: number, outcome: number): void => {
    const { connections, closed, failed } = this.#parts;
    const row = this.#journeys.client(journey);
    if (row === NOBODY) return;
    this.#forget(row, journey);
    if (outcome === ANSWERED || connections.isAbandoned(row)) closed(row);
    else failed(row);
  };

  #forget(row: number, journey: number): void {
    this.#journeyOf[row] = OUTSIDE;
    this.#journeys.setHandle(journey, OUTSIDE);
    this.#journeys.clientLeft(journey);
  }

  #chainOf(member: number): Chain {
    return this.#chains[this.#parts.backendOf[member]!]!;
  }

  #place({ id, firstMember, slotCount, member }: ZonalBackend, tiers: readonly ResolvedServers[]): Chain {
    const { kernel, streams } = this.#parts;
    const name = `members/${id}`;
    const discipline = member.discipline === 'workers' ? this.#applications : this.#sharedApplications;
    let front!: EstablishedFront;
    let application!: OwnApplication;
    const placed: readonly PlacedTier<EstablishedFront>[] = placeTiers(
      {
        kernel,
        streams,
        tiers,
        namePrefix: `${name}/`,
        siteCount: slotCount,
        journeys: this.#journeys,
        ownAnswersOf: () => NO_OWN_ANSWERS,
        connectTimeout: null,
        coresOf: (serverCount, perSite) => this.#cores?.ofServers(serverCount, perSite, firstMember) ?? null,
      },
      (frontName, tier, serverCount) => {
        const listener = { answered: this.#answered, ended: this.#ended };
        front = new EstablishedFront(kernel, frontName, serverCount, tier.backlog, listener);
        return front;
      },
      (caller) => {
        const usage = () => placed.at(-1)!.usage;
        application = new OwnApplication({
          kernel,
          name,
          journeys: this.#journeys,
          discipline,
          firstMember,
          caller,
          usage,
        });
        return application;
      },
    );
    front.connections.origins = this.#journeys;
    return { firstMember, front, servers: placed[0]!.servers, application, tiers: placed };
  }

  #grow(row: number): void {
    const before = this.#journeyOf.length;
    this.#journeyOf = grownInt32(this.#journeyOf, 2 ** Math.ceil(Math.log2(row + 1))).fill(OUTSIDE, before);
  }
}
