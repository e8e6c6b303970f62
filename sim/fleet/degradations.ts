/**
 * Members that are bad but not down: they take connections, break a share of them before the first
 * byte, and serve the rest slowly.
 *
 * What several degradations do to one member at a time multiplies: the shares that go through, and the times. Whether
 * a connection breaks follows from its flow hash alone, so the same ones break in every design. State: the
 * degradations in force at each member.
 */
import { avalanche } from '../kernel/avalanche.ts';
import { TWO_POW_32 } from '../kernel/powers-of-two.ts';

export interface Degradation {
  /** Of the connections that the member accepts: reset before their first byte. */
  readonly errorShare: number;
  /** Factor on the work of an answer that begins from now on. */
  readonly slowdown: number;
  /** Whether probes still pass. */
  readonly passesProbes: boolean;
}

/** Sets the draw apart from what Maglev makes of the same hash. */
const SALT = 0x5bd1e995;

export class Degradations {
  /** Of the members that have any. */
  readonly #inForce = new Map<number, readonly Degradation[]>();
  /** [slotCount] */
  readonly #errorShare: Float64Array;
  readonly #slowdown: Float64Array;
  readonly #failsProbes: Uint8Array;

  constructor(slotCount: number) {
    this.#errorShare = new Float64Array(slotCount);
    this.#slowdown = new Float64Array(slotCount).fill(1);
    this.#failsProbes = new Uint8Array(slotCount);
  }

  add(member: number, degradation: Degradation): void {
    this.#set(member, [...(this.#inForce.get(member) ?? []), degradation]);
  }

  /** Ends one; others that are alike stay. */
  remove(member: number, degradation: Degradation): void {
    const inForce = this.#inForce.get(member) ?? [];
    const at = inForce.indexOf(degradation);
    this.#set(
      member,
      inForce.filter((_, index) => index !== at),
    );
  }

  /** Factor on the work of an answer. Hot. */
  slowdownOf(member: number): number {
    return this.#slowdown[member]!;
  }

  /** Whether the member breaks this connection before its first byte. Hot. */
  breaks(member: number, flowHash: number): boolean {
    const share = this.#errorShare[member]!;
    return share > 0 && (avalanche(flowHash ^ SALT) >>> 0) / TWO_POW_32 < share;
  }

  failsProbes(member: number): boolean {
    return this.#failsProbes[member] === 1;
  }

  #set(member: number, inForce: readonly Degradation[]): void {
    if (inForce.length === 0) this.#inForce.delete(member);
    else this.#inForce.set(member, inForce);
    this.#errorShare[member] = 1 - inForce.reduce((through, { errorShare }) => through * (1 - errorShare), 1);
    this.#slowdown[member] = inForce.reduce((factor, { slowdown }) => factor * slowdown, 1);
    this.#failsProbes[member] = inForce.every(({ passesProbes }) => passesProbes) ? 0 : 1;
  }
}
