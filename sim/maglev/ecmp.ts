/**
 * Equal-cost multi-path: how a router spreads flows over the machines that announce an address, and
 * what a change of their set moves.
 *
 * `modulo`: hash mod N over the machines that are up, in their order: a change of N moves nearly every flow (Eisenbud
 * et al., NSDI 2016, section 3.3). `resilient`: a hash picks one of a fixed number of buckets and a bucket names its
 * machine; only the buckets of a machine that is lost are given to others, in turn, and it gets them back when it
 * returns (Linux, "Resilient Next-hop Groups"; switches do the same in hardware). Assumptions: buckets go back at once
 * (Linux waits until a bucket is idle, unless it is told to rebalance).
 */
import { remainder32 } from './remainder32.ts';

export const ECMP_KINDS = ['modulo', 'resilient'] as const;
export type EcmpKind = (typeof ECMP_KINDS)[number];

/**
 * Cumulus Linux, `resilient_hash_entries_ecmp`: 64 to 4,096 by switch; assumption: the
 * most that all its switches offer.
 */
const RESILIENT_BUCKETS = 1_024;

/**
 * The machines behind one router. State: which are up, and the bucket table that follows
 * from how they went up and down.
 */
export class EcmpGroup {
  readonly #kind: EcmpKind;
  readonly #isUp: Uint8Array;
  #upCount: number;
  /** Bucket -> machine; of `modulo`, one bucket for each machine that is up. */
  #buckets: Int16Array;

  constructor(kind: EcmpKind, machineCount: number) {
    this.#kind = kind;
    this.#isUp = new Uint8Array(machineCount).fill(1);
    this.#upCount = machineCount;
    const bucketCount = kind === 'modulo' ? machineCount : RESILIENT_BUCKETS;
    this.#buckets = Int16Array.from({ length: bucketCount }, (_, bucket) => bucket % machineCount);
  }

  get upCount(): number {
    return this.#upCount;
  }

  isUp(machine: number): boolean {
    return this.#isUp[machine] === 1;
  }

  get bucketCount(): number {
    return this.#buckets.length;
  }

  bucketOf(flowHash: number): number {
    return remainder32(flowHash, this.#buckets.length);
  }

  /** Machine of a flow; one must be up. Hot. */
  machineOf(flowHash: number): number {
    return this.#buckets[remainder32(flowHash, this.#buckets.length)]!;
  }

  /** A machine that was up stops announcing the address. */
  lose(machine: number): void {
    this.#isUp[machine] = 0;
    this.#upCount--;
    if (this.#kind === 'modulo') this.#renumber();
    else if (this.#upCount > 0) this.#giveAway(machine);
  }

  /** A machine that was down announces the address again. */
  regain(machine: number): void {
    this.#isUp[machine] = 1;
    this.#upCount++;
    if (this.#kind === 'modulo') this.#renumber();
    else this.#giveBack(machine);
  }

  #renumber(): void {
    this.#buckets = Int16Array.from(this.#machinesUp());
  }

  #giveAway(lost: number): void {
    const heirs = this.#machinesUp();
    let turn = 0;
    this.#buckets.forEach((machine, bucket) => {
      if (machine === lost) this.#buckets[bucket] = heirs[turn++ % heirs.length]!;
    });
  }

  /** Its own buckets, and those of whoever is still down where it is the only machine up. */
  #giveBack(machine: number): void {
    const machineCount = this.#isUp.length;
    this.#buckets.forEach((holder, bucket) => {
      if (bucket % machineCount === machine || this.#isUp[holder] === 0) this.#buckets[bucket] = machine;
    });
  }

  #machinesUp(): number[] {
    return Array.from(this.#isUp.keys()).filter((machine) => this.#isUp[machine] === 1);
  }
}
