/**
 * The connections that a run is asked to explain, for designs whose trails tell one try at a time: what the tries
 * before were like is put in front.
 *
 * State: all in the `TrailBook`.
 */
import type { ConnectionStore } from '../fleet/connection-store.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { toMs } from '../kernel/time.ts';
import { OUTCOMES, UNFINISHED } from '../metrics/outcome.ts';
import type { Trail } from '../metrics/trail/trail.ts';
import type { TrailAsk, TrailList } from '../metrics/trail/trail-ask.ts';
import type { World } from '../world/world.ts';
import { EARLIER, type Ended, type Followed, TrailBook } from './trail-book.ts';

export interface Tried extends Followed {
  /** When its present try began, us. */
  triedAt: number;
  /** What happened in the tries before. */
  before: Trail['timeline'];
  ended: Ended | null;
}

export class TriedBook<T extends Tried> implements TrailList {
  readonly #book: TrailBook<T>;
  readonly #connections: ConnectionStore;
  readonly #kernel: Kernel;

  constructor(asks: readonly TrailAsk[], world: World, designId: string, connections: ConnectionStore, kernel: Kernel) {
    this.#book = new TrailBook(asks, world, designId);
    this.#connections = connections;
    this.#kernel = kernel;
  }

  get trails(): readonly Trail[] {
    return this.#book.trails;
  }

  isAnswered(nowUs: number): boolean {
    return this.#book.isAnswered(nowUs);
  }

  /** The connection whose try is in a row and is followed. */
  followed(row: number): T | undefined {
    return this.#book.followed(row);
  }

  /**
   * A try begins, and with it what a design keeps of it; `null` where no question asks for the connection.
   *
   * @param fresh what a design keeps of a try that has not met anything
   */
  begin(row: number, fresh: (tried: Tried) => T): T | null {
    const { now } = this.#kernel;
    return this.#book.takeUp(
      this.#connections,
      row,
      now,
      (begun) => fresh({ ...begun, triedAt: now, before: [], ended: null }),
      (last) => {
        const before = [...last.ended!.timeline, { atMs: toMs(now), what: 'the client tries again' }];
        return fresh({ ...last, triedAt: now, before, ended: null });
      },
    );
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
    const over = this.#book.settled(row, visit);
    if (over !== null) this.#book.finish(over, over.ended!, this.#kernel.now);
  }

  /** The run ends: those between two tries end with it. */
  finish(): void {
    const { now } = this.#kernel;
    for (const followed of this.#book.cutShort()) {
      const end = { reason: 'runEnded', facts: {} } as const;
      const timeline = [...followed.ended!.timeline, { atMs: toMs(now), what: OUTCOMES[UNFINISHED]! }];
      this.#book.finish(followed, { ...followed.ended!, outcome: UNFINISHED, end, latencyUs: null, timeline }, now);
    }
  }
}
