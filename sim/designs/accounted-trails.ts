/**
 * Trails of designs that tell time in one account: whatever passes is put down to what it passed with, so that
 * the parts of the latency add up.
 *
 * A connection is followed through all its tries, to the end of the last; what the tries before took is one
 * part of the account. A design says what else time goes to (`spend`), what happens (`line`), and why a try
 * ended. State: the `TrailBook`.
 */
import type { ConnectionStore } from '../fleet/connection-store.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { toMs } from '../kernel/time.ts';
import { OUTCOMES, UNFINISHED } from '../metrics/outcome.ts';
import type { Trail } from '../metrics/trail/trail.ts';
import type { TrailAsk, TrailList } from '../metrics/trail/trail-ask.ts';
import type { World } from '../world/world.ts';
import type { VisitFollower } from './parts/visits.ts';
import { EARLIER, type End, type Followed, TrailBook } from './trail-book.ts';

export interface Accounted extends Followed {
  /** What the time up to the present try, and in it, went to, us. */
  readonly spent: Map<string, number>;
  /** Until when it is accounted for, us. */
  accountedUntil: number;
  /** What happened, and when, us. */
  readonly line: { readonly at: number; readonly what: string }[];
}

/** A part of the latency, us. */
export type LatencyPart = readonly [name: string, us: number];

/** What rounding to whole microseconds can leave of a part that took no time. */
const ROUNDING_US = 4;

export abstract class AccountedTrails<T extends Accounted> implements TrailList, VisitFollower {
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

  ended(row: number, outcome: number, latencyUs: number): void {
    const followed = this.followed(row);
    if (followed === undefined) return;
    const end = this.endOf(row, followed, outcome);
    followed.ended = { outcome, end, latencyUs: latencyUs < 0 ? null : latencyUs };
  }

  settled(row: number, visit: number): void {
    const over = this.#book.settled(row, visit);
    if (over !== null) this.#write(over);
  }

  /** The run ends: those between two tries end with it. */
  finish(): void {
    for (const followed of this.#book.cutShort()) {
      followed.ended = { outcome: UNFINISHED, end: { reason: 'runEnded', facts: {} }, latencyUs: null };
      this.#write(followed);
    }
  }

  /** A try begins: its connection, which this row stands for from now on; `null` where nobody asks for it. */
  protected takeUp(row: number): T | null {
    const { now } = this.#kernel;
    return this.#book.takeUp(
      this.#connections,
      row,
      now,
      (begun) => this.fresh({ ...begun, spent: new Map(), accountedUntil: now, line: [] }),
      (last) =>
        this.fresh({ ...last, spent: new Map([[EARLIER, now - last.offeredAt]]), accountedUntil: now, ended: null }),
    );
  }

  protected followed(row: number): T | undefined {
    return this.#book.followed(row);
  }

  protected spend(followed: T, part: string, until: number = this.#kernel.now): void {
    followed.spent.set(part, (followed.spent.get(part) ?? 0) + until - followed.accountedUntil);
    followed.accountedUntil = until;
  }

  /** What a design keeps of a try that has met nothing yet. */
  protected abstract fresh(accounted: Accounted): T;

  /** Why a try ends; its row is still as it was. */
  protected abstract endOf(row: number, followed: T, outcome: number): End;

  /** The last try has ended, with a first byte at its client: all that the time until then went to. */
  protected abstract closeAccount(followed: T, firstByteAt: number): readonly LatencyPart[];

  #write(followed: T): void {
    const { now } = this.#kernel;
    const { offeredAt, line } = followed;
    const { outcome, end, latencyUs } = followed.ended!;
    const parts = latencyUs === null ? [] : this.closeAccount(followed, offeredAt + latencyUs);
    const timeline = [...line, { at: now, what: OUTCOMES[outcome]! }]
      .filter(({ at }) => at <= now)
      .map(({ at, what }) => ({ atMs: toMs(at), what }));
    const latency = parts.filter(([, us]) => us > ROUNDING_US).map(([part, us]) => ({ part, ms: toMs(us) }));
    this.#book.finish(followed, { outcome, end, latencyUs, backends: [], otherwise: [], timeline, latency }, now);
  }
}
