/**
 * Goal: rows are reused, none is handed out twice, and what they hold survives growth.
 * Method: random allocations and releases beside a set; a fill far beyond the first size.
 */
import { describe, expect, it } from 'vitest';
import { ConnectionStore, FREE_ROW, HELD, IN_SERVICE, SETTING_UP } from '../../../sim/fleet/connection-store.ts';
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
  return {
    offeredAt: store.offeredAt(row),
    firstByteAt: store.firstByteAt(row),
    latencyOffset: store.latencyOffset(row),
    hold: store.hold(row),
    service: store.service(row),
    event: store.event(row),
    member: store.member(row),
    following: store.following(row),
    path: store.path(row),
    secondLayerGfe: store.secondLayerGfe(row),
    network: store.network(row),
    client: store.client(row),
    visit: store.visit(row),
    clientHash: store.clientHash(row),
    flowHash: store.flowHash(row),
    choice: store.choice(row),
    maglevMachine: store.maglevMachine(row),
    firstLayerGfe: store.firstLayerGfe(row),
    state: store.state(row),
    isRemembered: store.isRemembered(row),
    lostSyns: store.lostSyns(row),
  };
}
