/**
 * Goal: rows are reused, none is handed out twice, and what they hold survives growth; what connections are set up with
 * is theirs alone, for as long as it is asked for, and its room is used again.
 * Method: random allocations and releases beside a set; a fill far beyond the first size; random lives beside a
 * plain Map of all that was written.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FREE_ROW, HELD, IN_SERVICE, SETTING_UP } from '../../../sim/fleet/connection-state.ts';
import { ConnectionStore } from '../../../sim/fleet/connection-store.ts';
import type { RandomStream } from '../../../sim/kernel/random-stream.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';

describe('connection store', () => {
  it('hands out every row to one connection at a time and knows how many are open', () => {
    const stream = new RandomStreams('store', 0).stream('program');
    const store = new ConnectionStore();
    const open: number[] = [];
    for (let step = 0; step < 50_000; step++) {
      if (stream.uniform() < 0.52 || open.length === 0) {
        const row = store.allocate();
        expect(store.state(row)).toBe(SETTING_UP);
        open.push(row);
      } else {
        const [row] = open.splice(stream.below(open.length), 1);
        store.free(row!);
        expect(store.state(row!)).toBe(FREE_ROW);
      }
      if (store.openCount !== open.length) throw new Error('the store lost count');
    }
    expect(new Set(open).size).toBe(open.length);
    expect(store.rowCount).toBeLessThan(open.length + 3_000);
  });

  it('keeps everything that a row holds while it grows, each thing apart from its neighbours', () => {
    const store = new ConnectionStore();
    for (let number = 0; number < 5_000; number++) write(store, store.allocate(), number);
    for (let row = 0; row < 5_000; row++) expect(read(store, row)).toEqual(written(row));
  });

  it('takes more than were expected, and expects no more than there is memory for', () => {
    const store = new ConnectionStore(2_000);
    for (let number = 0; number < 5_000; number++) write(store, store.allocate(), number);
    for (let row = 0; row < 5_000; row++) expect(read(store, row)).toEqual(written(row));
    const vast = new ConnectionStore(1e15);
    expect(vast.member(vast.allocate())).toBe(-1);
  });

  it.each([0, 8_000])('keeps everything to the end where that is asked for, with room for %i', (expected) => {
    const store = new ConnectionStore(expected);
    store.keepSetups();
    for (let number = 0; number < 5_000; number++) {
      write(store, store.allocate(), number);
      store.endSetup(number);
    }
    for (let row = 0; row < 5_000; row++) expect(read(store, row)).toEqual(written(row));
    expect(store.setupCount).toBe(5_000);
  });

  it('keeps the rest of a row whose setup has ended', () => {
    const store = new ConnectionStore();
    const rows = Array.from({ length: 3_000 }, () => store.allocate());
    for (const row of rows) write(store, row, row);
    for (const row of rows) if (row % 3 !== 0) store.endSetup(row);
    for (let number = 3_000; number < 4_500; number++) write(store, store.allocate(), number);
    for (const row of rows) {
      if (row % 3 === 0) expect(read(store, row)).toEqual(written(row));
      else expect(readServed(store, row)).toEqual(servedOf(written(row)));
    }
    expect(store.setupCount).toBe(3_000);
  });

  it('changes one thing at a time', () => {
    const store = new ConnectionStore();
    const row = store.allocate();
    write(store, row, 1);
    write(store, row, 0);
    expect(read(store, row)).toEqual(written(0));
    store.setState(row, HELD);
    expect(read(store, row)).toEqual({ ...written(0), state: HELD });
    store.setLostSyns(row, 9);
    expect(read(store, row)).toEqual({ ...written(0), state: HELD, lostSyns: 9 });
    store.setRemembered(row, false);
    expect(read(store, row)).toEqual({ ...written(0), state: HELD, lostSyns: 9, isRemembered: false });
  });

  it('clears what a row must not inherit', () => {
    const store = new ConnectionStore();
    const row = store.allocate();
    write(store, row, 7);
    store.setCutIdle(row);
    store.setAbandoned(row);
    store.free(row);
    expect(store.allocate()).toBe(row);
    expect([store.member(row), store.event(row), store.lostSyns(row)]).toEqual([-1, -1, 0]);
    expect([store.isRemembered(row), store.isCutIdle(row), store.isAbandoned(row)]).toEqual([false, false, false]);
  });
});

describe('setups', () => {
  it.each([false, true])('are what was written, whatever else begins and ends; kept to the end: %s', (isKept) => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.35, max: 0.6, noNaN: true }), (seed, arrivalShare) => {
        new Lives(seed, isKept).live(2_000, arrivalShare);
      }),
      { numRuns: 100 },
    );
  });

  it('take as much room as connections are set up at a time, and not as are open', () => {
    const store = new ConnectionStore();
    for (let opened = 0; opened < 20_000; opened++) {
      const row = store.allocate();
      if (opened >= 50) store.endSetup(row - 50);
    }
    expect([store.openCount, store.setupCount]).toEqual([20_000, 51]);
  });
});

const SETTERS = ['setHold', 'setService', 'setNetwork', 'setClientHash', 'setChoice', 'follow'] as const;
const GETTERS = ['hold', 'service', 'network', 'clientHash', 'choice', 'following'] as const;

/** A store and a plain Map of what its rows were set up with, side by side; throws at the first difference. */
class Lives {
  readonly #store = new ConnectionStore();
  readonly #stream: RandomStream;
  readonly #isKept: boolean;
  /** By row; `null` once it is not asked for any more. */
  readonly #model = new Map<number, number[] | null>();

  constructor(seed: number, isKept: boolean) {
    this.#stream = new RandomStreams(`lives-${seed}`, 0).stream('program');
    this.#isKept = isKept;
    if (isKept) this.#store.keepSetups();
  }

  live(steps: number, arrivalShare: number): void {
    for (let step = 0; step < steps; step++) {
      if (this.#model.size === 0 || this.#stream.uniform() < arrivalShare) this.#begin();
      else this.#goOn(this.#anyRow());
      const row = this.#model.size === 0 ? null : this.#anyRow();
      if (row !== null) this.#compare(row);
    }
    for (const row of this.#model.keys()) this.#compare(row);
  }

  #begin(): void {
    const row = this.#store.allocate();
    if (this.#model.has(row)) throw new Error(`row ${row} was handed out twice`);
    const values = GETTERS.map(() => this.#stream.uint32() >>> 1);
    SETTERS.forEach((set, index) => {
      this.#store[set](row, values[index]!);
    });
    this.#model.set(row, values);
  }

  /** One thing of its setup changes, the setup ends, or all of it. */
  #goOn(row: number): void {
    const store = this.#store;
    const values = this.#model.get(row)!;
    const u = this.#stream.uniform();
    if (u < 0.4) {
      store.free(row);
      this.#model.delete(row);
    } else if (values === null || (this.#isKept && u < 0.5)) {
      store.setLatencyOffset(row, u);
      store.setFirstByteAt(row, u);
    } else if (u < 0.7) {
      const index = this.#stream.below(SETTERS.length);
      values[index] = this.#stream.uint32() >>> 1;
      store[SETTERS[index]!](row, values[index]!);
    } else {
      store.endSetup(row);
      if (!this.#isKept) this.#model.set(row, null);
    }
  }

  #compare(row: number): void {
    const values = this.#model.get(row)!;
    if (values === null) return;
    GETTERS.forEach((get, index) => {
      const found = this.#store[get](row);
      if (found !== values[index]) throw new Error(`${get} of row ${row} is ${found}, not ${values[index]}`);
    });
  }

  #anyRow(): number {
    return [...this.#model.keys()][this.#stream.below(this.#model.size)]!;
  }
}

/** What is left of a row whose setup has ended. */
function servedOf(row: Record<string, number | boolean>): Record<string, number | boolean> {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !(GETTERS as readonly string[]).includes(key)));
}

/** What row `number` is to hold: no two things alike, at the ends of their ranges. */
function written(number: number): Record<string, number | boolean> {
  return {
    offeredAt: number * 1e9,
    firstByteAt: number + 0.25,
    latencyOffset: -number - 0.75,
    hold: number + 0.5,
    service: number * 1e6,
    event: number + 1,
    member: number + 2,
    following: number - 3,
    path: number * 3,
    secondLayerGfe: number % 1_000,
    network: number + 4,
    client: 2 ** 31 - 1 - number,
    visit: number - 1,
    clientHash: 0xffffffff - number,
    flowHash: 0x80000000 + number,
    choice: number,
    maglevMachine: 32_767 - number,
    firstLayerGfe: number - 1,
    state: IN_SERVICE,
    isRemembered: number % 2 === 0,
    lostSyns: number % 256,
  };
}

function write(store: ConnectionStore, row: number, number: number): void {
  store.setLostSyns(row, number % 256);
  store.setOfferedAt(row, number * 1e9);
  store.setFirstByteAt(row, number + 0.25);
  store.setLatencyOffset(row, -number - 0.75);
  store.setHold(row, number + 0.5);
  store.setService(row, number * 1e6);
  store.setEvent(row, number + 1);
  store.setMember(row, number + 2);
  store.follow(row, number - 3);
  store.setPath(row, number * 3);
  store.setSecondLayerGfe(row, number % 1_000);
  store.setNetwork(row, number + 4);
  store.setClient(row, 2 ** 31 - 1 - number);
  store.setVisit(row, number - 1);
  store.setClientHash(row, 0xffffffff - number);
  store.setFlowHash(row, 0x80000000 + number);
  store.setChoice(row, number);
  store.setFirstLayer(row, 32_767 - number, number - 1);
  store.setRemembered(row, number % 2 === 0);
  store.setState(row, IN_SERVICE);
}

function read(store: ConnectionStore, row: number): Record<string, number | boolean> {
  return { ...readServed(store, row), ...Object.fromEntries(GETTERS.map((get) => [get, store[get](row)])) };
}

function readServed(store: ConnectionStore, row: number): Record<string, number | boolean> {
  return {
    offeredAt: store.offeredAt(row),
    firstByteAt: store.firstByteAt(row),
    latencyOffset: store.latencyOffset(row),
    event: store.event(row),
    member: store.member(row),
    path: store.path(row),
    secondLayerGfe: store.secondLayerGfe(row),
    client: store.client(row),
    visit: store.visit(row),
    flowHash: store.flowHash(row),
    maglevMachine: store.maglevMachine(row),
    firstLayerGfe: store.firstLayerGfe(row),
    state: store.state(row),
    isRemembered: store.isRemembered(row),
    lostSyns: store.lostSyns(row),
  };
}
