/**
 * The faults that hold members down, and what a member answers because of them.
 *
 * A process that is gone refuses (the host sends a RST); a host that is gone is silent, and wins where both are so. A
 * member answers while it has no fault. State: how many faults of each way a member has.
 */
import { ANSWERS, type FaultWay, IS_SILENT, REFUSES } from './answer.ts';

export class MemberFaults {
  readonly #count: Readonly<Record<FaultWay, Uint8Array>>;
  /** [slotCount] ANSWERS, REFUSES or IS_SILENT. */
  readonly answer: Uint8Array;

  constructor(slotCount: number) {
    this.#count = { silent: new Uint8Array(slotCount), refusing: new Uint8Array(slotCount) };
    this.answer = new Uint8Array(slotCount);
  }

  /** Returns whether the member's answer changed. */
  add(member: number, way: FaultWay): boolean {
    this.#count[way][member]!++;
    return this.#review(member);
  }

  /**
   * Ends one fault of a way, or with `null` all of them; one that is not there is not ended. Returns
   * whether the member's answer changed.
   */
  remove(member: number, way: FaultWay | null): boolean {
    const { silent, refusing } = this.#count;
    if (way === null) {
      silent[member] = 0;
      refusing[member] = 0;
    } else if (this.#count[way][member] !== 0) this.#count[way][member]!--;
    return this.#review(member);
  }

  #review(member: number): boolean {
    const answer =
      this.#count.silent[member] !== 0 ? IS_SILENT : this.#count.refusing[member] !== 0 ? REFUSES : ANSWERS;
    const hasChanged = answer !== this.answer[member];
    this.answer[member] = answer;
    return hasChanged;
  }
}
