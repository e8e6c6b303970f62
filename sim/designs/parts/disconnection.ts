/**
 * Cutting off connections that are in flight: which outcome each one has, and what is counted.
 *
 * One that is established at a member is reset. One that is still being set up goes on and finds out, times out because
 * what it waits for is gone, or is reset by a front end that does not know it or is to end what it has.
 */
import { FREE_ROW, isAtMember, WAITING } from '../../fleet/connection-state.ts';
import { type ConnectionStore, NO_MEMBER } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import { cancelPending } from '../../fleet/pending-event.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { IDLE_CLOSED, MEMBER_LOST, REHASHED, SERVER_ERROR } from '../../metrics/break-cause.ts';
import type { Collector } from '../../metrics/collector.ts';
import { NO_REGION } from '../../metrics/flow-table.ts';
import { RESET, TIMED_OUT } from '../../metrics/outcome.ts';

/** No first byte reached the client. */
export const NO_LATENCY = -1;

/** What becomes of connections that are hit while they are being set up. */
export type WhileSettingUp = 'goOn' | 'timeOut' | 'reset';

export class Disconnection {
  readonly #connections: ConnectionStore;
  readonly #fleet: Fleet;
  readonly #regionOfMember: (member: number) => number;
  readonly #kernel: Kernel;
  readonly #collector: Collector;
  readonly #end: (row: number, region: number, outcome: number, latencyUs: number) => void;
  /** Cause of the break going on or the last one. */
  #cause = MEMBER_LOST;

  /** @param end counts a connection's outcome and forgets it */
  constructor(
    connections: ConnectionStore,
    fleet: Fleet,
    regionOfMember: (member: number) => number,
    kernel: Kernel,
    collector: Collector,
    end: (row: number, region: number, outcome: number, latencyUs: number) => void,
  ) {
    this.#connections = connections;
    this.#fleet = fleet;
    this.#regionOfMember = regionOfMember;
    this.#kernel = kernel;
    this.#collector = collector;
    this.#end = end;
  }

  /** Breaks the connections that are hit. Rare: scans all rows. Returns how many established ones broke. */
  breakWhere(isHit: (row: number) => boolean, whileSettingUp: WhileSettingUp, cause: number): number {
    const connections = this.#connections;
    let brokenCount = 0;
    for (let row = 0; row < connections.rowCount; row++) {
      if (connections.state(row) === FREE_ROW || !isHit(row)) continue;
      if (this.#isEstablished(row)) {
        brokenCount += connections.isAbandoned(row) ? 0 : 1;
        this.#reset(row, cause);
      } else if (whileSettingUp === 'timeOut') {
        cancelPending(this.#kernel, connections, row);
        this.#end(row, this.regionOf(row), TIMED_OUT, NO_LATENCY);
      } else if (whileSettingUp === 'reset') this.#resetUnestablished(row);
    }
    return brokenCount;
  }

  /** Breaks a connection whose packets reach a front end that does not know it. Returns whether it was established. */
  breakRehashed(row: number): boolean {
    const isEstablished = this.#isEstablished(row);
    if (isEstablished) this.#reset(row, REHASHED);
    else this.#resetUnestablished(row);
    return isEstablished;
  }

  /** Why the connection that is being reset, or was last, broke. */
  get cause(): number {
    return this.#cause;
  }

  /** A degraded member breaks a connection that it has just accepted. */
  breakByServer(row: number): void {
    this.#reset(row, SERVER_ERROR);
  }

  /** The proxy's idle timeout ends a connection, as it leaves its member. */
  countClosedIdle(row: number): void {
    const backend = this.#fleet.backendOf[this.#connections.member(row)]!;
    this.#cause = IDLE_CLOSED;
    this.#collector.broken(this.#kernel.now, backend, IDLE_CLOSED);
  }

  /** Region of the connection's member, or NO_REGION before it has one. */
  regionOf(row: number): number {
    const member = this.#connections.member(row);
    return member === NO_MEMBER ? NO_REGION : this.#regionOfMember(member);
  }

  /**
   * Time to first byte of a connection that is cut off now, if its answer was ready before; NO_LATENCY
   * otherwise. What becomes ready at this very instant does not get out: it may have been given a worker only
   * because its member is being emptied.
   */
  latencySoFar(row: number): number {
    const connections = this.#connections;
    const isAnswered =
      this.#isEstablished(row) && connections.state(row) !== WAITING && connections.firstByteAt(row) < this.#kernel.now;
    return isAnswered ? connections.firstByteAt(row) + connections.latencyOffset(row) : NO_LATENCY;
  }

  #isEstablished(row: number): boolean {
    return isAtMember(this.#connections.state(row));
  }

  /** It was established nowhere, so no region counts it. */
  #resetUnestablished(row: number): void {
    cancelPending(this.#kernel, this.#connections, row);
    this.#end(row, NO_REGION, RESET, NO_LATENCY);
  }

  #reset(row: number, cause: number): void {
    const member = this.#connections.member(row);
    const latencyUs = this.latencySoFar(row);
    this.#fleet.evict(row);
    this.#cause = cause;
    if (!this.#connections.isAbandoned(row)) {
      this.#collector.broken(this.#kernel.now, this.#fleet.backendOf[member]!, cause);
    }
    this.#end(row, this.#regionOfMember(member), RESET, latencyUs);
  }
}
