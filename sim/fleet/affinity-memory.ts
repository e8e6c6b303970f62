/**
 * Which member each client met last: what session affinity has to be measured against.
 *
 * A fixed table of sets of four, by the client's hash; within a set the client not seen for longest is forgotten, and a
 * client that is forgotten counts as new: too few are counted then, never too many. With 2^20 places a million clients
 * fit for the most part; a hundred thousand lose one in a thousand. Two clients of one 32-bit hash are one to affinity
 * too. Allocates nothing after it is made.
 */
const WAYS = 4;
const SET_COUNT = 2 ** 18;
const NOBODY = -1;

/** What became of a client's affinity. */
export const NEW_CLIENT = 0;
export const KEPT = 1;
export const BROKEN = 2;
/** It met another member, and the one before could not have been met again. */
export const EXCUSED = 3;

export class AffinityMemory {
  /** [SET_COUNT][WAYS] in each set the client seen last first. */
  readonly #client = new Uint32Array(SET_COUNT * WAYS);
  /** [SET_COUNT][WAYS] member, or NOBODY. */
  readonly #member = new Int32Array(SET_COUNT * WAYS).fill(NOBODY);
  /** [SET_COUNT][WAYS] how many members the slot had held before that one. */
  readonly #generation = new Uint32Array(SET_COUNT * WAYS);
  readonly #generationOf: (member: number) => number;
  readonly #isThere: (member: number) => boolean;

  /**
   * @param generationOf how many members a member's slot has held before it
   * @param isThere whether a member is in its backend and held to be healthy
   */
  constructor(generationOf: (member: number) => number, isThere: (member: number) => boolean) {
    this.#generationOf = generationOf;
    this.#isThere = isThere;
  }

  /** A client meets a member: NEW_CLIENT, KEPT, BROKEN or EXCUSED. Hot. */
  meet(client: number, member: number): number {
    const first = (client & (SET_COUNT - 1)) * WAYS;
    let way = 0;
    while (way < WAYS && !(this.#member[first + way] !== NOBODY && this.#client[first + way] === client >>> 0)) way++;
    const isKnown = way < WAYS;
    const before = isKnown ? this.#member[first + way]! : NOBODY;
    const generation = isKnown ? this.#generation[first + way]! : 0;
    for (let from = isKnown ? way : WAYS - 1; from > 0; from--) this.#move(first + from - 1, first + from);
    this.#client[first] = client;
    this.#member[first] = member;
    this.#generation[first] = this.#generationOf(member);
    if (!isKnown) return NEW_CLIENT;
    const isSameSlot = generation === this.#generationOf(before);
    if (isSameSlot && before === member) return KEPT;
    return isSameSlot && this.#isThere(before) ? BROKEN : EXCUSED;
  }

  #move(from: number, to: number): void {
    this.#client[to] = this.#client[from]!;
    this.#member[to] = this.#member[from]!;
    this.#generation[to] = this.#generation[from]!;
  }
}
