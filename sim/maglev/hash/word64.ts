/**
 * An unsigned 64-bit word as two 32-bit halves, mutable so that a chain of operations allocates nothing.
 *
 * The hash functions of real balancers are defined on 64-bit words. BigInt gives the same bits three times
 * slower and allocates at every step; doubles lose bits beyond 2^53. Halves are kept as signed 32-bit
 * integers, which V8 stores unboxed.
 */

/** The high 32 bits of the product of two unsigned 32-bit words, by 16-bit limbs. */
function multiplyHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const low = Math.imul(a0, b0) >>> 0;
  const middle = (Math.imul(a1, b0) >>> 0) + (low >>> 16);
  const cross = (Math.imul(a0, b1) >>> 0) + (middle & 0xffff);
  return (Math.imul(a1, b1) + (middle >>> 16) + (cross >>> 16)) | 0;
}

export class Word64 {
  /** Upper 32 bits, as a signed integer. */
  hi: number;
  /** Lower 32 bits, as a signed integer. */
  lo: number;

  constructor(hi = 0, lo = 0) {
    this.hi = hi | 0;
    this.lo = lo | 0;
  }

  static fromBigInt(value: bigint): Word64 {
    return new Word64(Number((value >> 32n) & 0xffffffffn), Number(value & 0xffffffffn));
  }

  set(hi: number, lo: number): this {
    this.hi = hi | 0;
    this.lo = lo | 0;
    return this;
  }

  copy(other: Word64): this {
    this.hi = other.hi;
    this.lo = other.lo;
    return this;
  }

  /** Reads eight little-endian bytes. */
  readLe(bytes: Uint8Array, at: number): this {
    this.lo = readUint32Le(bytes, at);
    this.hi = readUint32Le(bytes, at + 4);
    return this;
  }

  /** Reads the bytes from `at` up to `end`, at most eight, as if zeros followed. */
  readLeTail(bytes: Uint8Array, at: number, end: number): this {
    let lo = 0;
    let hi = 0;
    for (let from = end - 1; from >= at; from--) {
      hi = (hi << 8) | (lo >>> 24);
      lo = (lo << 8) | bytes[from]!;
    }
    this.hi = hi;
    this.lo = lo;
    return this;
  }

  add(other: Word64): this {
    return this.addHalves(other.hi, other.lo);
  }

  addHalves(hi: number, lo: number): this {
    const sum = (this.lo >>> 0) + (lo >>> 0);
    this.hi = (this.hi + hi + (sum > 0xffffffff ? 1 : 0)) | 0;
    this.lo = sum | 0;
    return this;
  }

  subtract(other: Word64): this {
    const borrow = this.lo >>> 0 < other.lo >>> 0 ? 1 : 0;
    this.hi = (this.hi - other.hi - borrow) | 0;
    this.lo = (this.lo - other.lo) | 0;
    return this;
  }

  multiply(other: Word64): this {
    const { hi, lo } = this;
    this.hi = (multiplyHigh(lo, other.lo) + Math.imul(hi, other.lo) + Math.imul(lo, other.hi)) | 0;
    this.lo = Math.imul(lo, other.lo);
    return this;
  }

  xor(other: Word64): this {
    this.hi ^= other.hi;
    this.lo ^= other.lo;
    return this;
  }

  /** Rotates left by 1 .. 63 bits. */
  rotateLeft(bits: number): this {
    const { hi, lo } = this;
    if (bits === 32) return this.set(lo, hi);
    const upper = bits < 32 ? hi : lo;
    const lower = bits < 32 ? lo : hi;
    const shift = bits & 31;
    this.hi = (upper << shift) | (lower >>> (32 - shift));
    this.lo = (lower << shift) | (upper >>> (32 - shift));
    return this;
  }

  /** `this ^= this >>> bits` for 1 .. 63 bits: the step that every finaliser repeats. */
  xorShiftRight(bits: number): this {
    const { hi, lo } = this;
    if (bits < 32) {
      this.hi = hi ^ (hi >>> bits);
      this.lo = lo ^ ((lo >>> bits) | (hi << (32 - bits)));
    } else {
      this.lo = lo ^ (hi >>> (bits - 32));
    }
    return this;
  }

  /** The remainder by a divisor of at most 2^26, so that every intermediate stays below 2^53. */
  modulo(divisor: number): number {
    return moduloHalves(this.hi, this.lo, divisor);
  }

  toBigInt(): bigint {
    return (BigInt(this.hi >>> 0) << 32n) | BigInt(this.lo >>> 0);
  }
}

/** The remainder of the unsigned 64-bit word (hi, lo) by `divisor`, at most 2^26. Hot; allocates nothing. */
export function moduloHalves(hi: number, lo: number, divisor: number): number {
  return remainder(remainder(hi >>> 0, divisor) * remainder(0x100000000, divisor) + (lo >>> 0), divisor);
}

/**
 * `value % divisor` for whole numbers below 2^53, some three times as fast as the operator on doubles. The quotient's
 * rounding error is less than 1 / divisor, so it never reaches the next whole number.
 */
function remainder(value: number, divisor: number): number {
  return value - Math.floor(value / divisor) * divisor;
}

/** Four little-endian bytes as a signed 32-bit integer. */
export function readUint32Le(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}
