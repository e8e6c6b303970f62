/**
 * The connections that a run is asked to explain, for designs alike: which ones are followed, and the trails of those that have ended.
 *
 * `Followed` is what a design keeps of a connection on its way.
 */
import type { ConnectionStore } from '../fleet/connection-store.ts';
import { toMs } from '../kernel/time.ts';
import { OUTCOMES } from '../metrics/outcome.ts';
import type { Trail, TrailStep } from '../metrics/trail/trail.ts';
import type { TrailAsk, TrailList } from '../metrics/trail/trail-ask.ts';
import type { World } from '../world/world.ts';

/** What every design keeps. */
export interface Followed {
  /** Questions that it answers, as indexes. */
  readonly asks: readonly number[];
  readonly number: number;
  readonly client: Trail['client'];
  readonly metro: string;
  readonly offeredAt: number;
  readonly steps: TrailStep[];
}

interface Answer {
  readonly ask: number;
  readonly number: number;
  readonly trail: Trail;
}

/** What a design says of a connection at its end. */
export interface Ended extends Pick<Trail, 'backends' | 'otherwise' | 'timeline' | 'latency'> {
  readonly outcome: number;
  readonly end: Pick<Trail['outcome'], 'reason' | 'facts'>;
  /** Time to first byte, us; `null` without one. */
  readonly latencyUs: number | null;
}

export class TrailBook<T extends Followed> implements TrailList {
  readonly #asks: readonly TrailAsk[];
  readonly #world: World;
  readonly #designId: string;
  /** [askCount] connections that were found for each. */
  readonly #foundCount: Int32Array;
  /** Those on their way, by their row in the store. */
  readonly followed = new Map<number, T>();
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
      this.followed.size === 0 &&
      this.#asks.every(({ toUs, count }, ask) => nowUs >= toUs || this.#foundCount[ask]! >= count)
    );
  }

  /** A connection is offered; `null` where no question asks for it. */
  begin(connections: ConnectionStore, row: number, now: number): Followed | null {
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
    };
  }

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
}

function hex(hash: number): string {
  return hash.toString(16).padStart(8, '0');
}
