/**
 * Linux IPVS `mh`: hsiphash of address and port as one 32-bit word, turns in the kernel's list
 * order, several in a row by weight.
 *
 * Source: Linux net/netfilter/ipvs/ip_vs_mh.c. The kernel adds a destination at the head of its list, so two directors
 * that learned of the same servers in different orders disagree: the order here is the list's, newest first.
 */
import { MaglevInputError } from '../backend.ts';
import { hsipHash, SipHasher, type SipKey } from '../hash/siphash.ts';
import { Word64 } from '../hash/word64.ts';
import { readUint32Be } from '../ip-address.ts';
import { claimRounds } from '../lookup-table.ts';
import { SlotClaimer, UNCLAIMED } from '../slot-claimer.ts';

/** `CONFIG_IP_VS_MH_TAB_INDEX` 8 .. 17; the default is 12. */
export const IPVS_TABLE_SIZES: readonly number[] = [251, 509, 1021, 2039, 4093, 8191, 16_381, 32_749, 65_521, 131_071];

export const IPVS_DEFAULT_TABLE_SIZE = 4093;

/** Both words of the two keys (`generate_hash_secret`). */
const KEY_OFFSET: SipKey = { k0: new Word64(0, 2_654_435_761), k1: new Word64(0, 2_654_435_761) };
const KEY_SKIP: SipKey = { k0: new Word64(0, 2_654_446_892), k1: new Word64(0, 2_654_446_892) };

export interface IpvsDestination {
  /** 4 or 16 bytes in network order. */
  readonly address: Uint8Array;
  readonly port: number;
  /** The weight that turns are counted from: the last one that was not 0 (`last_weight`). A whole number >= 0. */
  readonly lastWeight: number;
}

/** What decides at the moment of scheduling. */
export interface IpvsAvailability {
  /** Weight now, per destination: at 0 the destination keeps its slots and is not scheduled. */
  readonly weights: ArrayLike<number>;
  /** 1 where the destination is over its upper threshold. */
  readonly overloaded: ArrayLike<number>;
}

export interface IpvsFlags {
  /** `mh-port`: the client's port counts. */
  readonly port: boolean;
  /** `mh-fallback`: an unavailable destination is replaced by hashing on. */
  readonly fallback: boolean;
}

/** Hash of a destination: of one word, in the byte order of a little-endian machine. */
function destinationHash({ address, port }: IpvsDestination, key: SipKey): number {
  const bytes = new Uint8Array(4);
  writeWord(ipvsWord(address, port, 0), bytes);
  return hsipHash(key, bytes);
}

/**
 * What is hashed: offset, port and address added up; an IPv6 address is first folded by exclusive or of its four words.
 */
function ipvsWord(address: Uint8Array, port: number, offset: number): number {
  let folded = 0;
  for (let at = 0; at < address.length; at += 4) folded ^= readUint32Be(address, at);
  return (offset + port + folded) | 0;
}

function writeWord(word: number, out: Uint8Array): void {
  out[0] = word;
  out[1] = word >>> 8;
  out[2] = word >>> 16;
  out[3] = word >>> 24;
}

/**
 * Slot -> index in `destinations` (kernel list order); all `UNCLAIMED` where none was ever weighted.
 *
 * @throws MaglevInputError where the kernel has no such table size, or more destinations than slots
 */
export function buildIpvsTable(destinations: readonly IpvsDestination[], tableSize: number): Int32Array {
  const tableIndex = IPVS_TABLE_SIZES.indexOf(tableSize);
  if (tableIndex < 0) {
    throw new MaglevInputError(
      `the table sizes of IPVS mh are ${IPVS_TABLE_SIZES.join(', ')}; ${tableSize} is none of them`,
    );
  }
  if (destinations.length > tableSize)
    throw new MaglevInputError(`IPVS mh takes at most ${tableSize} destinations here`);
  const turns = ipvsTurns(destinations, tableIndex);
  const offsets = new Int32Array(destinations.length);
  const skips = new Int32Array(destinations.length);
  for (const [at, destination] of destinations.entries()) {
    offsets[at] = destinationHash(destination, KEY_OFFSET) % tableSize;
    skips[at] = (destinationHash(destination, KEY_SKIP) % (tableSize - 1)) + 1;
  }
  const claimer = new SlotClaimer(offsets, skips, tableSize);
  claimRounds(claimer, Int32Array.from(turns.flatMap((count, at) => new Array<number>(count).fill(at))));
  return claimer.slots;
}

/**
 * Consecutive slots a round: the weight over the common divisor, shifted right until the largest fits the table's bits.
 */
function ipvsTurns(destinations: readonly IpvsDestination[], tableIndex: number): number[] {
  let divisor = 0;
  let maximum = 0;
  for (const { lastWeight } of destinations) {
    divisor = greatestCommonDivisor(lastWeight, divisor);
    maximum = Math.max(maximum, lastWeight);
  }
  if (divisor === 0) return destinations.map(() => 0);
  const tableBits = Math.floor((tableIndex + 8) / 2);
  const shift = Math.max(0, 32 - Math.clz32(maximum / divisor) - tableBits);
  return destinations.map(({ lastWeight }) => (lastWeight / divisor) >> shift || (lastWeight === 0 ? 0 : 1));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Schedules clients by a table. Scratch state only: the table is given, and a pick allocates nothing. */
export class IpvsScheduler {
  readonly #table: Int32Array;
  readonly #flags: IpvsFlags;
  readonly #hasher = new SipHasher(1, 3);
  readonly #word = new Uint8Array(4);
  readonly #hash = new Word64();

  constructor(table: Int32Array, flags: IpvsFlags) {
    this.#table = table;
    this.#flags = flags;
  }

  /** The slot that a client's packet hashes to, `offset` added to the hashed word. */
  slot(client: Uint8Array, port: number, offset: number): number {
    const word = ipvsWord(client, this.#flags.port ? port : 0, offset);
    writeWord(word, this.#word);
    return (this.#hasher.hash(KEY_OFFSET, this.#word, this.#hash).lo >>> 0) % this.#table.length;
  }

  /**
   * The destination for a client's packet, or `UNCLAIMED` where it is not scheduled.
   *
   * @param client 4 or 16 bytes in network order
   */
  pick(client: Uint8Array, port: number, availability: IpvsAvailability): number {
    const table = this.#table;
    const slot = this.slot(client, port, 0);
    const first = table[slot]!;
    if (first < 0 || isAvailable(first, availability)) return first;
    if (!this.#flags.fallback) return UNCLAIMED;
    for (let step = 0; step < table.length; step++) {
      const destination = table[this.slot(client, port, (slot + step) % table.length)]!;
      if (destination < 0) break;
      if (isAvailable(destination, availability)) return destination;
    }
    return UNCLAIMED;
  }
}

function isAvailable(destination: number, { weights, overloaded }: IpvsAvailability): boolean {
  return weights[destination]! > 0 && overloaded[destination] !== 1;
}
