/**
 * Connections in flight: a record of words for each, rows reused. A row holds what is needed until the connection ends.
 *
 * 64 bytes a connection, and 32 until it is served (`endSetup`), or to its end where anybody asks later (`keepSetups`);
 * laid out in `connection-layout.ts`. There is room at once for as many as are expected, because growing doubles it and
 * for a moment keeps both; memory that was never used costs nothing. All methods by row are hot.
 */
import { grownInt32 } from '../kernel/grow-array.ts';
import {
  ABANDONED,
  CHOICE,
  CLIENT,
  CLIENT_HASH,
  CUT_IDLE,
  EVENT,
  FIRST_BYTE_AT,
  FIRST_LAYER,
  FLOW_HASH,
  FOLLOWING,
  HOLD,
  INSTANT_SHIFT,
  LATENCY_OFFSET,
  LOST_SYNS_SHIFT,
  MEMBER,
  NETWORK,
  OFFERED_AT,
  PATH,
  RECORD_SHIFT,
  REMEMBERED,
  rowsAtFirst,
  SECOND_LAYER_GFE,
  SERVICE,
  SETUP,
  SETUP_SHIFT,
  STATE_MASK,
  STATUS,
  VISIT,
} from './connection-layout.ts';
import { FREE_ROW, SETTING_UP } from './connection-state.ts';

/** As a connection's member: nobody has picked one yet. */
export const NO_MEMBER = -1;

const NO_ROW = -1;
const NO_SETUP = -1;

export class ConnectionStore {
  /** [rows][16], and the same memory as [rows][8]. */
  #record: Int32Array<ArrayBuffer>;
  #instants: Float64Array;
  /** [setups][8], and the same memory as [setups][4]: room for as many as rows, most of which is never touched. */
  #setup: Int32Array<ArrayBuffer>;
  #spans: Float64Array;
  #keepsSetups = false;
  /** Words of setups ever used, and place of the first setup that is free again. */
  #setupEnd = 0;
  #freeSetup = NO_SETUP;
  #freeHead = NO_ROW;
  #usedCount = 0;
  #openCount = 0;

  /** @param expected how many are expected to be open at a time; there may be more */
  constructor(expected = 0) {
    const rows = rowsAtFirst(expected);
    this.#record = new Int32Array(rows << RECORD_SHIFT);
    this.#instants = new Float64Array(this.#record.buffer);
    this.#setup = new Int32Array(rows << SETUP_SHIFT);
    this.#spans = new Float64Array(this.#setup.buffer);
  }

  /** What connections are set up with is asked for until they end. To be called before the first. */
  keepSetups(): void {
    this.#keepsSetups = true;
  }

  /** Rows ever used: the bound for a scan over all connections in flight. */
  get rowCount(): number {
    return this.#usedCount;
  }

  /** Setups ever used: how many were needed at a time. */
  get setupCount(): number {
    return this.#setupEnd >> SETUP_SHIFT;
  }

  /** Connections in flight. */
  get openCount(): number {
    return this.#openCount;
  }

  /** Takes a free row; its state is SETTING_UP, without marks, event or member. */
  allocate(): number {
    this.#openCount++;
    let row = this.#freeHead;
    if (row !== NO_ROW) this.#freeHead = this.#record[(row << RECORD_SHIFT) | SETUP]!;
    else {
      if (this.#usedCount << RECORD_SHIFT === this.#record.length) this.#grow();
      row = this.#usedCount++;
    }
    const record = this.#record;
    record[(row << RECORD_SHIFT) | SETUP] = this.#takeSetup();
    record[(row << RECORD_SHIFT) | STATUS] = SETTING_UP;
    record[(row << RECORD_SHIFT) | EVENT] = NO_ROW;
    record[(row << RECORD_SHIFT) | MEMBER] = NO_MEMBER;
    return row;
  }

  /** Gives a row back. */
  free(row: number): void {
    this.#openCount--;
    this.setState(row, FREE_ROW);
    const setup = this.#setupOf(row);
    if (setup !== NO_SETUP) this.#giveBack(setup);
    this.#record[(row << RECORD_SHIFT) | SETUP] = this.#freeHead;
    this.#freeHead = row;
  }

  /**
   * Its member needs nothing more of what it was set up with: hold, service, network, hash, choice and place in the
   * queue. Who asks later gets nothing of use and is not told, because a look would cost each connection; that nobody
   * asks is tested (`test/sim/rows-in-use.contract.test.ts`).
   */
  endSetup(row: number): void {
    if (this.#keepsSetups) return;
    this.#giveBack(this.#setupOf(row));
    this.#record[(row << RECORD_SHIFT) | SETUP] = NO_SETUP;
  }

  /** All that it is set up with, in one go; `clientHash` and `choice` are 32 bits, signed or not. */
  setUp(row: number, holdUs: number, serviceUs: number, network: number, clientHash: number, choice: number): void {
    const setup = this.#setupOf(row);
    const spans = this.#spans;
    const words = this.#setup;
    spans[(setup >> 1) | HOLD] = holdUs;
    spans[(setup >> 1) | SERVICE] = serviceUs;
    words[setup | NETWORK] = network;
    words[setup | CLIENT_HASH] = clientHash;
    words[setup | CHOICE] = choice;
  }

  /** Instant of the client's SYN, us. */
  offeredAt(row: number): number {
    return this.#instants[(row << INSTANT_SHIFT) | OFFERED_AT]!;
  }

  setOfferedAt(row: number, us: number): void {
    this.#instants[(row << INSTANT_SHIFT) | OFFERED_AT] = us;
  }

  /** Instant at which the member has its first byte ready, us; meaningful from IN_SERVICE on. */
  firstByteAt(row: number): number {
    return this.#instants[(row << INSTANT_SHIFT) | FIRST_BYTE_AT]!;
  }

  setFirstByteAt(row: number, us: number): void {
    this.#instants[(row << INSTANT_SHIFT) | FIRST_BYTE_AT] = us;
  }

  /** Until the member answers: round trip from the client to where it has come, us. In the place of `latencyOffset`. */
  rttSoFar(row: number): number {
    return this.#instants[(row << INSTANT_SHIFT) | LATENCY_OFFSET]!;
  }

  setRttSoFar(row: number, us: number): void {
    this.#instants[(row << INSTANT_SHIFT) | LATENCY_OFFSET] = us;
  }

  /**
   * Add to the instant of the member's first byte: the client's time to first byte, us. Known once the member answers.
   */
  latencyOffset(row: number): number {
    return this.#instants[(row << INSTANT_SHIFT) | LATENCY_OFFSET]!;
  }

  setLatencyOffset(row: number, us: number): void {
    this.#instants[(row << INSTANT_SHIFT) | LATENCY_OFFSET] = us;
  }

  /** How long it stays open after its first answer, us. */
  hold(row: number): number {
    return this.#spans[(this.#setupOf(row) >> 1) | HOLD]!;
  }

  setHold(row: number, us: number): void {
    this.#spans[(this.#setupOf(row) >> 1) | HOLD] = us;
  }

  /** Work of its first answer, us. */
  service(row: number): number {
    return this.#spans[(this.#setupOf(row) >> 1) | SERVICE]!;
  }

  setService(row: number, us: number): void {
    this.#spans[(this.#setupOf(row) >> 1) | SERVICE] = us;
  }

  /** The connection's one pending event, or -1. */
  event(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | EVENT]!;
  }

  setEvent(row: number, event: number): void {
    this.#record[(row << RECORD_SHIFT) | EVENT] = event;
  }

  member(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | MEMBER]!;
  }

  setMember(row: number, member: number): void {
    this.#record[(row << RECORD_SHIFT) | MEMBER] = member;
  }

  /** Next in the member's accept queue. */
  following(row: number): number {
    return this.#setup[this.#setupOf(row) | FOLLOWING]!;
  }

  follow(row: number, following: number): void {
    this.#setup[this.#setupOf(row) | FOLLOWING] = following;
  }

  /** Way from the client's network to the serving PoP: an index into the design's paths. */
  path(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | PATH]!;
  }

  setPath(row: number, path: number): void {
    this.#record[(row << RECORD_SHIFT) | PATH] = path;
  }

  /** Who offers it: client network, and client among all. */
  network(row: number): number {
    return this.#setup[this.#setupOf(row) | NETWORK]!;
  }

  setNetwork(row: number, network: number): void {
    this.#setup[this.#setupOf(row) | NETWORK] = network;
  }

  client(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | CLIENT]!;
  }

  setClient(row: number, client: number): void {
    this.#record[(row << RECORD_SHIFT) | CLIENT] = client;
  }

  /** Where a connection that is tried again is kept between its tries, or -1 at the first. */
  visit(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | VISIT]!;
  }

  setVisit(row: number, visit: number): void {
    this.#record[(row << RECORD_SHIFT) | VISIT] = visit;
  }

  /** 32 bits, unsigned. */
  clientHash(row: number): number {
    return this.#setup[this.#setupOf(row) | CLIENT_HASH]! >>> 0;
  }

  setClientHash(row: number, hash: number): void {
    this.#setup[this.#setupOf(row) | CLIENT_HASH] = hash;
  }

  /** 32 bits, unsigned. */
  flowHash(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | FLOW_HASH]! >>> 0;
  }

  setFlowHash(row: number, hash: number): void {
    this.#record[(row << RECORD_SHIFT) | FLOW_HASH] = hash;
  }

  /** 32 bits, unsigned. */
  choice(row: number): number {
    return this.#setup[this.#setupOf(row) | CHOICE]! >>> 0;
  }

  setChoice(row: number, choice: number): void {
    this.#setup[this.#setupOf(row) | CHOICE] = choice;
  }

  /** Its three words of 32 bits, each into a column: half of them would be boxed if a call handed them back. */
  copyWords(row: number, at: number, clientHashes: Uint32Array, flowHashes: Uint32Array, choices: Uint32Array): void {
    clientHashes[at] = this.#setup[this.#setupOf(row) | CLIENT_HASH]!;
    flowHashes[at] = this.#record[(row << RECORD_SHIFT) | FLOW_HASH]!;
    choices[at] = this.#setup[this.#setupOf(row) | CHOICE]!;
  }

  /** Number of the machine within the serving PoP. */
  maglevMachine(row: number): number {
    return (this.#record[(row << RECORD_SHIFT) | FIRST_LAYER]! << 16) >> 16;
  }

  /** Number of the GFE within the serving PoP. */
  firstLayerGfe(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | FIRST_LAYER]! >> 16;
  }

  setFirstLayer(row: number, machine: number, gfe: number): void {
    this.#record[(row << RECORD_SHIFT) | FIRST_LAYER] = (gfe << 16) | (machine & 0xffff);
  }

  /** The second-layer GFE that routes it. */
  secondLayerGfe(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | SECOND_LAYER_GFE]!;
  }

  setSecondLayerGfe(row: number, gfe: number): void {
    this.#record[(row << RECORD_SHIFT) | SECOND_LAYER_GFE] = gfe;
  }

  state(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | STATUS]! & STATE_MASK;
  }

  setState(row: number, state: number): void {
    const at = (row << RECORD_SHIFT) | STATUS;
    this.#record[at] = (this.#record[at]! & ~STATE_MASK) | state;
  }

  /** Whether the Maglev machine's connection table remembers it. */
  isRemembered(row: number): boolean {
    return (this.#record[(row << RECORD_SHIFT) | STATUS]! & REMEMBERED) !== 0;
  }

  setRemembered(row: number, isRemembered: boolean): void {
    this.#mark(row, REMEMBERED, isRemembered);
  }

  /** Whether the proxy's idle timeout is what ends it. */
  isCutIdle(row: number): boolean {
    return (this.#record[(row << RECORD_SHIFT) | STATUS]! & CUT_IDLE) !== 0;
  }

  setCutIdle(row: number): void {
    this.#mark(row, CUT_IDLE, true);
  }

  /** Whether its client has left: its member works on, and nobody waits. */
  isAbandoned(row: number): boolean {
    return (this.#record[(row << RECORD_SHIFT) | STATUS]! & ABANDONED) !== 0;
  }

  setAbandoned(row: number): void {
    this.#mark(row, ABANDONED, true);
  }

  /** SYNs of its that got lost in a row, at a machine with more packets than it can take. */
  lostSyns(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | STATUS]! >> LOST_SYNS_SHIFT;
  }

  setLostSyns(row: number, count: number): void {
    const at = (row << RECORD_SHIFT) | STATUS;
    this.#record[at] = (this.#record[at]! & 0xffff) | (count << LOST_SYNS_SHIFT);
  }

  #mark(row: number, mark: number, isSet: boolean): void {
    const at = (row << RECORD_SHIFT) | STATUS;
    this.#record[at] = isSet ? this.#record[at]! | mark : this.#record[at]! & ~mark;
  }

  #setupOf(row: number): number {
    return this.#record[(row << RECORD_SHIFT) | SETUP]!;
  }

  #takeSetup(): number {
    const free = this.#freeSetup;
    if (free !== NO_SETUP) {
      this.#freeSetup = this.#setup[free | FOLLOWING]!;
      return free;
    }
    const unused = this.#setupEnd;
    if (unused === this.#setup.length) this.#growSetups();
    this.#setupEnd = unused + (1 << SETUP_SHIFT);
    return unused;
  }

  #giveBack(setup: number): void {
    this.#setup[setup | FOLLOWING] = this.#freeSetup;
    this.#freeSetup = setup;
  }

  #grow(): void {
    this.#record = grownInt32(this.#record, this.#record.length * 2);
    this.#instants = new Float64Array(this.#record.buffer);
  }

  #growSetups(): void {
    this.#setup = grownInt32(this.#setup, this.#setup.length * 2);
    this.#spans = new Float64Array(this.#setup.buffer);
  }
}
