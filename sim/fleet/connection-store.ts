/**
 * Connections in flight: a struct of typed arrays, one row each, rows reused. A row holds what is needed until the connection ends.
 *
 * About 90 bytes a connection. Grows by doubling, outside the hot path of a steady state. Columns are replaced when they grow, so no one
 * keeps a reference to one across an allocation.
 */
import { grownFloat64, grownInt16, grownInt32, grownUint8, grownUint32 } from '../kernel/grow-array.ts';

/** What a connection is doing; 0 is a free row. */
export const FREE_ROW = 0;
/** Between the client's SYN and the member: handshakes and routing. */
export const SETTING_UP = 1;
/** In a member's accept queue. */
export const WAITING = 2;
/** Being served: holds a worker, or shares the cores. */
export const IN_SERVICE = 3;
/** Answered, open, holds no core (processor sharing only). */
export const HELD = 4;
/** Sent to a member that does not answer. */
export const UNANSWERED = 5;

/** Whether a member has taken the connection: it waits, is served or is held. Hot. */
export function isAtMember(state: number): boolean {
  return state === WAITING || state === IN_SERVICE || state === HELD;
}

/** In the column `member`: nobody has picked one yet. */
export const NO_MEMBER = -1;

const NO_ROW = -1;
const INITIAL_ROWS = 1_024;

export class ConnectionStore {
  /** Instant of the client's SYN, us. */
  offeredAt = new Float64Array(INITIAL_ROWS);
  /** How long it stays open after its first answer, us. */
  hold = new Float64Array(INITIAL_ROWS);
  /** Work of its first answer, us. */
  service = new Float64Array(INITIAL_ROWS);
  /** Add the instant of the first byte at the member to get the client's time to first byte, us. */
  latencyOffset = new Float64Array(INITIAL_ROWS);
  /** Instant at which the member has its first byte ready, us; meaningful from IN_SERVICE on. */
  firstByteAt = new Float64Array(INITIAL_ROWS);
  /** The connection's one pending event, or -1. */
  event = new Int32Array(INITIAL_ROWS);
  member = new Int32Array(INITIAL_ROWS);
  /** Next in the member's accept queue, or next free row. */
  next = new Int32Array(INITIAL_ROWS);
  /** Way from the client's network to the serving PoP: an index into the design's paths. */
  path = new Int32Array(INITIAL_ROWS);
  /** Who offers it: client network, and client among all. */
  network = new Int32Array(INITIAL_ROWS);
  client = new Int32Array(INITIAL_ROWS);
  /** Where a connection that is tried again is kept between its tries, or -1 at the first. */
  visit = new Int32Array(INITIAL_ROWS);
  clientHash = new Uint32Array(INITIAL_ROWS);
  flowHash = new Uint32Array(INITIAL_ROWS);
  choice = new Uint32Array(INITIAL_ROWS);
  /** Machine numbers within the serving PoP. */
  maglevMachine = new Int16Array(INITIAL_ROWS);
  firstLayerGfe = new Int16Array(INITIAL_ROWS);
  /** 1 while the Maglev machine's connection table remembers it. */
  isRemembered = new Uint8Array(INITIAL_ROWS);
  /** The second-layer GFE that routes it. */
  secondLayerGfe = new Int32Array(INITIAL_ROWS);
  /** 1 where the proxy's idle timeout is what ends it. */
  isCutIdle = new Uint8Array(INITIAL_ROWS);
  /** SYNs of its that got lost in a row, at a machine with more packets than it can take. */
  lostSyns = new Uint8Array(INITIAL_ROWS);
  /** 1 when its client has left: its member works on, and nobody waits. */
  isAbandoned = new Uint8Array(INITIAL_ROWS);
  state = new Uint8Array(INITIAL_ROWS);
  #freeHead = NO_ROW;
  #usedCount = 0;
  #openCount = 0;

  /** Rows ever used: the bound for a scan over all connections in flight. */
  get rowCount(): number {
    return this.#usedCount;
  }

  /** Connections in flight. */
  get openCount(): number {
    return this.#openCount;
  }

  /** Takes a free row; its state is SETTING_UP. Hot. */
  allocate(): number {
    this.#openCount++;
    let row = this.#freeHead;
    if (row !== NO_ROW) this.#freeHead = this.next[row]!;
    else {
      if (this.#usedCount === this.state.length) this.#grow();
      row = this.#usedCount++;
    }
    this.state[row] = SETTING_UP;
    this.isCutIdle[row] = 0;
    this.isAbandoned[row] = 0;
    this.lostSyns[row] = 0;
    this.event[row] = NO_ROW;
    this.member[row] = NO_MEMBER;
    return row;
  }

  /** Gives a row back. Hot. */
  free(row: number): void {
    this.#openCount--;
    this.state[row] = FREE_ROW;
    this.next[row] = this.#freeHead;
    this.#freeHead = row;
  }

  /** Links of its queue. Hot. */
  following(row: number): number {
    return this.next[row]!;
  }

  follow(row: number, following: number): void {
    this.next[row] = following;
  }

  #grow(): void {
    const rows = this.state.length * 2;
    this.offeredAt = grownFloat64(this.offeredAt, rows);
    this.hold = grownFloat64(this.hold, rows);
    this.service = grownFloat64(this.service, rows);
    this.latencyOffset = grownFloat64(this.latencyOffset, rows);
    this.firstByteAt = grownFloat64(this.firstByteAt, rows);
    this.event = grownInt32(this.event, rows);
    this.member = grownInt32(this.member, rows);
    this.next = grownInt32(this.next, rows);
    this.path = grownInt32(this.path, rows);
    this.network = grownInt32(this.network, rows);
    this.client = grownInt32(this.client, rows);
    this.visit = grownInt32(this.visit, rows);
    this.clientHash = grownUint32(this.clientHash, rows);
    this.flowHash = grownUint32(this.flowHash, rows);
    this.choice = grownUint32(this.choice, rows);
    this.maglevMachine = grownInt16(this.maglevMachine, rows);
    this.firstLayerGfe = grownInt16(this.firstLayerGfe, rows);
    this.secondLayerGfe = grownInt32(this.secondLayerGfe, rows);
    this.isRemembered = grownUint8(this.isRemembered, rows);
    this.isCutIdle = grownUint8(this.isCutIdle, rows);
    this.lostSyns = grownUint8(this.lostSyns, rows);
    this.isAbandoned = grownUint8(this.isAbandoned, rows);
    this.state = grownUint8(this.state, rows);
  }
}
