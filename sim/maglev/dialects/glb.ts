/**
 * GitHub's GLB director: a table of rendezvous hashes. Every row ranks the proxies; the first is its
 * primary, the second its secondary, to which a packet of a connection that the primary does not know
 * is passed on ("second chance").
 *
 * Source: github/glb-director, docs/development/glb-hashing.md and src/glb-director. Rows
 * are a power of two, not a prime.
 */
import { MaglevInputError } from '../backend.ts';
import { SipHasher, type SipKey, sipHash24 } from '../hash/siphash.ts';
import { Word64 } from '../hash/word64.ts';
import { UNCLAIMED } from '../slot-claimer.ts';

export const GLB_ROWS = 65_536;

/** Most proxies of one table in glb-director. */
const GLB_BACKENDS_MAX = 256;

export interface GlbTable {
  /** Row -> index of the proxy that ranks first, or `UNCLAIMED`. */
  readonly primary: Int32Array;
  /** Row -> index of the proxy that ranks second, or `UNCLAIMED` where there is one proxy only. */
  readonly secondary: Int32Array;
}

/** SipHash digest of a row's number: the 8 bytes that precede every address hashed for the row. */
export function glbRowSeed(seed: SipKey, row: number): Uint8Array {
  return littleEndianBytes(sipHash24(seed, Uint8Array.of(row >>> 24, row >>> 16, row >>> 8, row)));
}

/** Rank of an address in a row: the digest read as a big-endian number. Lower ranks first. */
export function glbRank(seed: SipKey, rowSeed: Uint8Array, address: Uint8Array): bigint {
  const digest = sipHash24(seed, Uint8Array.of(...rowSeed, ...address));
  const swapped = new Word64(swapBytes(digest.lo), swapBytes(digest.hi));
  return swapped.toBigInt();
}

/**
 * The first two proxies of every row.
 *
 * @param seed the table's 16-byte seed
 * @param addresses 4 or 16 bytes each, in network order; at most 256
 * @param rows a power of two; the director uses 65,536
 * @throws MaglevInputError at more than 256 proxies
 */
export function buildGlbTable(seed: SipKey, addresses: readonly Uint8Array[], rows: number): GlbTable {
  if (addresses.length > GLB_BACKENDS_MAX) {
    throw new MaglevInputError(`a GLB table takes at most ${GLB_BACKENDS_MAX} proxies, not ${addresses.length}`);
  }
  const primary = new Int32Array(rows).fill(UNCLAIMED);
  const secondary = new Int32Array(rows).fill(UNCLAIMED);
  const inputs = addresses.map((address) => Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, ...address));
  const hasher = new SipHasher(2, 4);
  const digest = new Word64();
  for (let row = 0; row < rows; row++) {
    const rowSeed = glbRowSeed(seed, row);
    let firstHi = 0;
    let firstLo = 0;
    let secondHi = 0;
    let secondLo = 0;
    for (let at = 0; at < inputs.length; at++) {
      inputs[at]!.set(rowSeed);
      hasher.hash(seed, inputs[at]!, digest);
      const hi = swapBytes(digest.lo) >>> 0;
      const lo = swapBytes(digest.hi) >>> 0;
      if (primary[row] === UNCLAIMED || hi < firstHi || (hi === firstHi && lo < firstLo)) {
        secondary[row] = primary[row]!;
        secondHi = firstHi;
        secondLo = firstLo;
        primary[row] = at;
        firstHi = hi;
        firstLo = lo;
      } else if (secondary[row] === UNCLAIMED || hi < secondHi || (hi === secondHi && lo < secondLo)) {
        secondary[row] = at;
        secondHi = hi;
        secondLo = lo;
      }
    }
  }
  return { primary, secondary };
}

/** The row of a flow: SipHash of the hashed header fields, low bits first. */
export function glbFlowRow(hashKey: SipKey, fields: Uint8Array, rows: number): number {
  return sipHash24(hashKey, fields).lo & (rows - 1);
}

/**
 * Primary and secondary of a row while at most one proxy is impaired (draining or failing its health checks): the
 * impaired one goes second, so that new connections open on the other and old ones are still found.
 */
export function glbRoute({ primary, secondary }: GlbTable, row: number, impaired: number | null): [number, number] {
  const first = primary[row]!;
  const second = secondary[row]!;
  return first === impaired && second !== UNCLAIMED ? [second, first] : [first, second];
}

function littleEndianBytes({ hi, lo }: Word64): Uint8Array {
  return Uint8Array.of(lo, lo >>> 8, lo >>> 16, lo >>> 24, hi, hi >>> 8, hi >>> 16, hi >>> 24);
}

function swapBytes(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
