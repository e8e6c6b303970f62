/**
 * Goal: a question gets the first connections of its metro from its window, each through all its tries, and is
 * answered when no more can come and none is on its way, in a row or between two tries.
 * Method: the book alone, on a store of connections; tables of when SYNs come, and one connection step by step.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { type Ended, type Followed, TrailBook } from '../../../sim/designs/trail-book.ts';
import { ConnectionStore } from '../../../sim/fleet/connection-store.ts';
import { COMPLETED, REFUSED } from '../../../sim/metrics/outcome.ts';
import type { TrailAsk } from '../../../sim/metrics/trail/trail-ask.ts';
import { FIRST_TRY } from '../../../sim/traffic/arrival-block.ts';
import { modelWith } from '../../support/scenario.ts';

const { world } = modelWith({ world: { clients: { metros: ['seoul', 'busan'], networksPerMetro: 1 } } });
const [SEOUL, BUSAN] = ['seoul', 'busan'].map((metro) => world.metros.findIndex(({ id }) => id === metro)) as [
  number,
  number,
];
const ENDED: Ended = {
  outcome: COMPLETED,
  end: { reason: 'ranItsCourse', facts: {} },
  latencyUs: null,
  backends: [],
  otherwise: [],
  timeline: [],
  latency: [],
};

class Bench {
  readonly #connections = new ConnectionStore();
  readonly book: TrailBook<Followed>;

  constructor(...asks: readonly Partial<TrailAsk>[]) {
    const all = asks.map((ask) => ({ id: 'q', metroIndex: SEOUL, fromUs: 100, toUs: 200, count: 10, ...ask }));
    this.book = new TrailBook(all, world, 'proxy');
  }

  /** A try of a client of a metro begins; its row. */
  try(now: number, metro = SEOUL, visit = FIRST_TRY): number {
    const row = this.#connections.allocate();
    this.#connections.setNetwork(
      row,
      world.networks.findIndex(({ metroIndex }) => metroIndex === metro),
    );
    this.#connections.setVisit(row, visit);
    this.book.takeUp(
      this.#connections,
      row,
      now,
      (begun) => begun,
      (before) => before,
    );
    return row;
  }

  /** Its try ends; as which visit it goes on. */
  end(row: number, visit = FIRST_TRY): void {
    const followed = this.book.followed(row);
    if (followed !== undefined) followed.ended = { ...ENDED, outcome: visit === FIRST_TRY ? COMPLETED : REFUSED };
    const over = this.book.settled(row, visit);
    if (over !== null) this.book.finish(over, ENDED, 1_000);
  }

  /** Connections of a metro that come and go at instants: the questions and instants of their trails. */
  trailsOf(instants: readonly number[], metro = SEOUL): string[] {
    for (const at of instants) this.end(this.try(at, metro));
    return this.book.trails.map(({ ask, atMs }) => `${ask} ${atMs * 1_000}`);
  }
}

describe('a question', () => {
  it('gets connections from the beginning of its window on, and none from its end on', () => {
    expect(new Bench({}).trailsOf([99, 100, 150, 199, 200, 201])).toEqual(['q 100', 'q 150', 'q 199']);
  });

  it('gets the first that come, no more than it asks for', () => {
    expect(new Bench({ count: 2 }).trailsOf([110, 120, 130, 140])).toEqual(['q 110', 'q 120']);
  });

  it('gets none of another metro', () => {
    expect(new Bench({}).trailsOf([150], BUSAN)).toEqual([]);
  });

  it('shares connections with others that ask for them', () => {
    const bench = new Bench({ id: 'wide', count: 3 }, { id: 'late', fromUs: 120, count: 1 });
    expect(bench.trailsOf([110, 120, 130, 140])).toEqual(['wide 110', 'wide 120', 'wide 130', 'late 120']);
  });
});

describe('a book of questions is answered', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench({ count: 2 });
  });

  it('at the end of the window, though fewer came', () => {
    expect([0, 150, 199, 200].map((now) => bench.book.isAnswered(now))).toEqual([false, false, false, true]);
  });

  it('as soon as it has its connections and they are over', () => {
    const [first, second] = [bench.try(110), bench.try(120)];
    bench.end(first);
    expect(bench.book.isAnswered(130)).toBe(false);
    bench.end(second);
    expect(bench.book.isAnswered(130)).toBe(true);
  });

  it('not while a client waits between two tries, nor in the next', () => {
    const visit = 3;
    bench.end(bench.try(110), visit);
    expect(bench.book.isAnswered(250)).toBe(false);
    const again = bench.try(260, SEOUL, visit);
    expect(bench.book.isAnswered(260)).toBe(false);
    bench.end(again);
    expect(bench.book.isAnswered(260)).toBe(true);
    expect(bench.book.trails[0]).toMatchObject({ atMs: 0.11, steps: [{ stage: 'try', chosen: 'refused' }] });
  });

  it('when the run ends between two tries', () => {
    bench.end(bench.try(110), 3);
    expect(bench.book.cutShort()).toHaveLength(1);
    expect(bench.book.isAnswered(250)).toBe(true);
  });

  it('only when all of its questions are', () => {
    const two = new Bench({ count: 1 }, { fromUs: 300, toUs: 400 });
    two.end(two.try(110));
    expect(two.book.isAnswered(300)).toBe(false);
    expect(two.book.isAnswered(400)).toBe(true);
  });
});
