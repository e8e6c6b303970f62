/**
 * The connections that a run is asked to explain, each through all its tries to the end of the last, for designs whose trails tell one try at a time.
 *
 * State: connections on their way by the row of their try (in the book), or between two tries by the number of the visit.
 */
import type { ConnectionStore } from '../fleet/connection-store.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { toMs } from '../kernel/time.ts';
import { OUTCOMES, UNFINISHED } from '../metrics/outcome.ts';
import type { Trail } from '../metrics/trail/trail.ts';
import type { TrailAsk, TrailList } from '../metrics/trail/trail-ask.ts';
import { FIRST_TRY } from '../traffic/arrival-block.ts';
import type { World } from '../world/world.ts';
import { type Ended, type Followed, TrailBook } from './trail-book.ts';

export interface Tried extends Followed {
  /** When its present try began, us. */
  triedAt: number;
  /** What happened in the tries before. */
  before: Trail['timeline'];
  /** How its present try ended; `null` while that goes on. */
  ended: Ended | null;
}

const EARLIER = 'earlier tries and waits between them';

export class TriedBook<T extends Tried> implements TrailList {
  readonly #book: TrailBook<T>;
  readonly #connections: ConnectionStore;
  readonly #kernel: Kernel;
  /** By visit. */
  readonly #between = new Map<number, T>();

  constructor(asks: readonly TrailAsk[], world: World, designId: string, connections: ConnectionStore, kernel: Kernel) {
    this.#book = new TrailBook(asks, world, designId);
    this.#connections = connections;
    this.#kernel = kernel;
  }

  get trails(): readonly Trail[] {
    return this.#book.trails;
  }

  isAnswered(nowUs: number): boolean {
    return this.#between.size === 0 && this.#book.isAnswered(nowUs);
  }

  /** The connection whose try is in a row and is followed. */
  followed(row: number): T | undefined {
    return this.#book.followed.get(row);
  }

  /**
   * A try begins, and with it what a design keeps of it; `null` where no question asks for the connection.
   *
   * @param fresh what a design keeps of a try that has not met anything
   */
  begin(row: number, fresh: (tried: Tried) => T): T | null {
    const connections = this.#connections;
    const { now } = this.#kernel;
    let tried: Tried | null;
    if (connections.visit(row) === FIRST_TRY) {
      const begun = this.#book.begin(connections, row, now);
      tried = begun === null ? null : { ...begun, triedAt: now, before: [], ended: null };
    } else tried = this.#goOn(connections.visit(row));
    if (tried === null) return null;
    const followed = fresh(tried);
    this.#book.followed.set(row, followed);
    return followed;
  }

  /** Time to first byte within the present try, us; `null` without one. */
  latencyOfTry({ offeredAt, triedAt }: Tried, latencyUs: number | null): number | null {
    return latencyUs === null ? null : latencyUs - (triedAt - offeredAt);
  }

  /** A try has ended, which is told with its own time line and its own parts of the latency. */
  end(followed: T, ended: Ended): void {
    const { triedAt, offeredAt, before } = followed;
    const isFirst = triedAt === offeredAt || ended.latencyUs === null;
    followed.ended = {
      ...ended,
      timeline: [...before, ...ended.timeline],
      latency: isFirst ? ended.latency : [{ part: EARLIER, ms: toMs(triedAt - offeredAt) }, ...ended.latency],
    };
  }

  /** Whether the client tries once more is settled: as which visit, or FIRST_TRY for none. */
  settled(row: number, visit: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    this.#book.followed.delete(row);
    if (visit === FIRST_TRY) this.#book.finish(followed, followed.ended!, this.#kernel.now);
    else this.#between.set(visit, followed);
  }

  /** The run ends: those between two tries end with it. */
  finish(): void {
    const { now } = this.#kernel;
    for (const followed of this.#between.values()) {
      const end = { reason: 'runEnded', facts: {} } as const;
      const timeline = [...followed.ended!.timeline, { atMs: toMs(now), what: OUTCOMES[UNFINISHED]! }];
      this.#book.finish(followed, { ...followed.ended!, outcome: UNFINISHED, end, latencyUs: null, timeline }, now);
    }
    this.#between.clear();
  }

  #goOn(visit: number): Tried | null {
    const followed = this.#between.get(visit);
    if (followed === undefined) return null;
    this.#between.delete(visit);
    const { now } = this.#kernel;
    const { outcome, end, timeline } = followed.ended!;
    followed.steps.push({ stage: 'try', chosen: OUTCOMES[outcome]!, ...end, passedOver: [], leftOutCount: 0 });
    return {
      ...followed,
      triedAt: now,
      before: [...timeline, { atMs: toMs(now), what: 'the client tries again' }],
      ended: null,
    };
  }
}
