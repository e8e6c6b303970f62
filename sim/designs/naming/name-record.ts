/**
 * A DNS record as whoever is responsible for it has it: the addresses of a name, now and at each change before, because copies outlive changes.
 *
 * Addresses are numbers, each in a region. A version is what the record said from one change to the next.
 */

/** An answer with addresses of all regions. */
export const EVERYWHERE = -1;

export class NameRecord {
  readonly #regionOf: Int16Array;
  /** [addressCount] 1 for those that the record has now. */
  readonly #isListed: Uint8Array;
  /** [versionCount] addresses, ascending. */
  readonly #versions: Int32Array[] = [];
  /** [versionCount] by region, made when first asked for. */
  readonly #byRegion: (Int32Array | undefined)[][] = [];

  /** @param regionOf [addressCount] */
  constructor(regionOf: Int16Array) {
    this.#regionOf = regionOf;
    this.#isListed = new Uint8Array(regionOf.length);
  }

  get version(): number {
    return this.#versions.length - 1;
  }

  isListed(address: number): boolean {
    return this.#isListed[address] === 1;
  }

  /** The record has these addresses from now on, ascending; the same ones make no new version. */
  publish(addresses: Int32Array): void {
    const current = this.#versions.at(-1);
    if (current?.length === addresses.length && current.every((address, k) => address === addresses[k])) return;
    this.#versions.push(addresses);
    this.#byRegion.push([]);
    this.#isListed.fill(0);
    for (const address of addresses) this.#isListed[address] = 1;
  }

  /** Addresses that a version has in a region, or EVERYWHERE, ascending. Hot. */
  addressesOf(version: number, region: number): Int32Array {
    const all = this.#versions[version]!;
    if (region === EVERYWHERE) return all;
    const own = this.#byRegion[version]![region];
    if (own !== undefined) return own;
    const there = all.filter((address) => this.#regionOf[address] === region);
    this.#byRegion[version]![region] = there;
    return there;
  }

  /** Whether the record has an address in a region now. */
  hasIn(region: number): boolean {
    return this.addressesOf(this.version, region).length > 0;
  }
}
