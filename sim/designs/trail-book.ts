/**
 * The connections that a run is asked to explain, for designs alike: which ones are followed, each through all its
 * tries, and the trails of those that have ended.
 *
 * `Followed` is what a design keeps of a connection on its way. State: connections on their way, by the row of their
 * try, or between two tries, by the number of the visit.
 */
import type { ConnectionStore } from '../fleet/connection-store.ts';
import { toMs } from '../kernel/time.ts';
import { OUTCOMES } from '../metrics/outcome.ts';
import type { Trail, TrailStep } from '../metrics/trail/trail.ts';
import type { TrailAsk, TrailList } from '../metrics/trail/trail-ask.ts';
import { FIRST_TRY } from '../traffic/arrival-block.ts';
import type { World } from '../world/world.ts';

/** Part of the latency of a connection that was tried before. */
export const EARLIER = 'earlier tries and waits between them';

/** Why and with what figures something ended. */
export type End = Pick<Trail['outcome'], 'reason' | 'facts'>;

/** How a try ended. */
export interface TryEnd {
  readonly outcome: number;
  readonly end: End;
  /** Time to first byte since the connection was offered, us; `null` without one. */
  readonly latencyUs: number | null;
}

/** What every design keeps. */
export interface Followed {
  /** Questions that it answers, as indexes. */
  readonly asks: readonly number[];
  readonly number: number;
  readonly client: Trail['client'];
  readonly metro: string;
  readonly offeredAt: number;
  readonly steps: TrailStep[];
  /** How its present try ended; `null` while that goes on. */
  ended: TryEnd | null;
}

interface Answer {
  readonly ask: number;
  readonly number: number;
  readonly trail: Trail;
}

/** What a design says of a connection at its end. */
export interface Ended extends TryEnd, Pick<Trail, 'backends' | 'otherwise' | 'timeline' | 'latency'> {}

export class TrailBook<T extends Followed> implements TrailList {
  readonly #asks: readonly TrailAsk[];
  readonly #world: World;
  readonly #designId: string;
  /** [askCount] connections that were found for each. */
  readonly #foundCount: Int32Array;
  /** By row. */
  readonly #onTheirWay = new Map<number, T>();
  /** By visit. */
  readonly #betweenTries = new Map<number, T>();
  readonly #answers: Answer[] = [];
  #number = 0;

  constructor(asks: readonly TrailAsk[], world: World, designId: string) {
    this.#asks = asks;
    this.#world = world;
    this.#designId = designId;
    this.#foundCount = new Int32Array(asks.length);
  }

  get trails(): readonly Trail[] {
    return this.#answers.toSorted((a, b) => a.ask - b.ask || a.number - b.number).map(({ trail }) => trail);
  }

  isAnswered(nowUs: number): boolean {
    return (
      this.#onTheirWay.size === 0 &&
      this.#betweenTries.size === 0 &&
      this.#asks.every(({ toUs, count }, ask) => nowUs >= toUs || this.#foundCount[ask]! >= count)
    );
  }

  /** The connection whose try is in a row and is followed. */
  followed(row: number): T | undefined {
    return this.#onTheirWay.get(row);
  }

  /**
   * A try begins in a row: what a design keeps of its connection from now on; `null` where no question asks for that.
   *
   * @param first of a connection that is offered
   * @param again of one that has tried before
   */
  takeUp(
    connections: ConnectionStore,
    row: number,
    now: number,
    first: (begun: Followed) => T,
    again: (before: T) => T,
  ): T | null {
    const visit = connections.visit(row);
    let followed: T | null;
    if (visit === FIRST_TRY) {
      const begun = this.#begin(connections, row, now);
      followed = begun === null ? null : first(begun);
    } else {
      const before = this.#goOn(visit);
      followed = before === undefined ? null : again(before);
    }
    if (followed !== null) this.#onTheirWay.set(row, followed);
    return followed;
  }

  /**
   * Whether the client tries once more is settled: as which visit, or FIRST_TRY for none.
   * Returns a connection that is over.
   */
  settled(row: number, visit: number): T | null {
    const followed = this.followed(row);
    if (followed === undefined) return null;
    this.#onTheirWay.delete(row);
    if (visit === FIRST_TRY) return followed;
    this.#betweenTries.set(visit, followed);
    return null;
  }

  /** The run ends: those between two tries, which end with it. */
  cutShort(): readonly T[] {
    const followed = [...this.#betweenTries.values()];
    this.#betweenTries.clear();
    return followed;
  }

  /** Writes the trail of a connection that is over. */
  finish({ asks, number, client, metro, offeredAt, steps }: Followed, ended: Ended, now: number): void {
    const { outcome, end, latencyUs, backends, otherwise, timeline, latency } = ended;
    for (const ask of asks) {
      const trail: Trail = {
        ask: this.#asks[ask]!.id,
        designId: this.#designId,
        replication: 0,
        metro,
        atMs: toMs(offeredAt),
        client,
        inForce: [],
        steps,
        backends,
        otherwise,
        timeline,
        latency,
        outcome: {
          name: OUTCOMES[outcome]!,
          ...end,
          atMs: toMs(now),
          latencyMs: latencyUs === null ? null : toMs(latencyUs),
        },
      };
      this.#answers.push({ ask, number, trail });
    }
  }

  /** A connection is offered; `null` where no question asks for it. */
  #begin(connections: ConnectionStore, row: number, now: number): Followed | null {
    const { id, kind, metroIndex } = this.#world.networks[connections.network(row)]!;
    const asks = this.#asks.flatMap(({ metroIndex: metro, fromUs, toUs, count }, ask) =>
      metro === metroIndex && now >= fromUs && now < toUs && this.#foundCount[ask]! < count ? [ask] : [],
    );
    if (asks.length === 0) return null;
    for (const ask of asks) this.#foundCount[ask]!++;
    return {
      asks,
      number: this.#number++,
      client: {
        network: id,
        access: kind,
        addressHash: hex(connections.clientHash(row)),
        flowHash: hex(connections.flowHash(row)),
      },
      metro: this.#world.metros[metroIndex]!.id,
      offeredAt: now,
      steps: [],
      ended: null,
    };
  }

  /** A client tries again; `undefined` where no question asks for it. */
  #goOn(visit: number): T | undefined {
    const before = this.#betweenTries.get(visit);
    if (before === undefined) return undefined;
    this.#betweenTries.delete(visit);
    const { outcome, end } = before.ended!;
    before.steps.push({ stage: 'try', chosen: OUTCOMES[outcome]!, ...end, passedOver: [], leftOutCount: 0 });
    return before;
  }
}

function hex(hash: number): string {
  return hash.toString(16).padStart(8, '0');
}
