/**
 * A DNS record as whoever is responsible for it has it: the addresses of a name, now and at each change before,
 * because copies outlive changes.
 *
 * Addresses are numbers, each in a region. An answer is what was said at some time, of all addresses or of those in
 * one region; it has a number, too.
 */

/** An answer with addresses of all regions. */
export const EVERYWHERE = -1;

export class NameRecord {
  readonly #regionOf: Int16Array;
  /** [addressCount] 1 for those that the record has now. */
  readonly #isListed: Uint8Array;
  /** [answerCount] addresses of each, ascending. */
  readonly #answers: Int32Array[] = [];
  /** Answers of the present, by region + 1 (so EVERYWHERE is first); a region's is made when first asked for. */
  #present: (number | undefined)[] = [];

  /** @param regionOf [addressCount] */
  constructor(regionOf: Int16Array) {
    this.#regionOf = regionOf;
    this.#isListed = new Uint8Array(regionOf.length);
  }

  /** Of all that it may ever have. */
  get addressCount(): number {
    return this.#regionOf.length;
  }

  isListed(address: number): boolean {
    return this.#isListed[address] === 1;
  }

  /** The record has these addresses from now on, ascending; with the same ones nothing changes. */
  publish(addresses: Int32Array): void {
    const [everywhere] = this.#present;
    const before = everywhere === undefined ? null : this.#answers[everywhere]!;
    if (before?.length === addresses.length && before.every((address, k) => address === addresses[k])) return;
    this.#present = [this.#add(addresses)];
    this.#isListed.fill(0);
    for (const address of addresses) this.#isListed[address] = 1;
  }

  /** What is answered now, of a region or EVERYWHERE: the number of an answer, which keeps its addresses for ever. */
  answerNow(region: number): number {
    const made = this.#present[region + 1];
    if (made !== undefined) return made;
    const all = this.#answers[this.#present[0]!]!;
    const answer = this.#add(all.filter((address) => this.#regionOf[address] === region));
    this.#present[region + 1] = answer;
    return answer;
  }

  /** Ascending. Hot. */
  addressesOf(answer: number): Int32Array {
    return this.#answers[answer]!;
  }

  /** Whether the record has an address in a region now. */
  hasIn(region: number): boolean {
    return this.addressesOf(this.answerNow(region)).length > 0;
  }

  #add(addresses: Int32Array): number {
    return this.#answers.push(addresses) - 1;
  }
}
