/**
 * A string as UTF-8 bytes (RFC 3629), which is what the balancers written in C, C++ and Go hash.
 *
 * The simulator's core has no ambient types, hence no TextEncoder. A lone surrogate
 * becomes U+FFFD, as TextEncoder does.
 */

const REPLACEMENT = 0xfffd;

/** The bytes of `text`, in an array of their own. */
export function utf8Bytes(text: string): Uint8Array {
  const encoder = new Utf8Encoder();
  const length = encoder.encode(text);
  return encoder.bytes.slice(0, length);
}

/** Encodes one string after another into the same bytes: hashing a thousand names allocates nothing for each. */
export class Utf8Encoder {
  /** The last string's bytes, and after them anything. Replaced when a string is longer than any before. */
  bytes = new Uint8Array(64);

  /** Writes `text` to `bytes`; how many bytes it took. */
  encode(text: string): number {
    // One UTF-16 unit takes at most three bytes; a surrogate pair takes four for its two units.
    if (this.bytes.length < text.length * 3) this.bytes = new Uint8Array(text.length * 6);
    const bytes = this.bytes;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= 0x80) return encodeFrom(text, at, bytes);
      bytes[at] = code;
    }
    return text.length;
  }
}

/** Goes on at the first unit that is not ASCII: every unit before took one byte. */
function encodeFrom(text: string, from: number, bytes: Uint8Array): number {
  let length = from;
  for (let at = from; at < text.length; at++) {
    const code = wellFormed(text.codePointAt(at)!);
    if (code > 0xffff) at++;
    if (code < 0x80) {
      bytes[length++] = code;
    } else if (code < 0x800) {
      bytes[length++] = 0xc0 | (code >> 6);
      bytes[length++] = 0x80 | (code & 63);
    } else {
      if (code < 0x10000) {
        bytes[length++] = 0xe0 | (code >> 12);
      } else {
        bytes[length++] = 0xf0 | (code >> 18);
        bytes[length++] = 0x80 | ((code >> 12) & 63);
      }
      bytes[length++] = 0x80 | ((code >> 6) & 63);
      bytes[length++] = 0x80 | (code & 63);
    }
  }
  return length;
}

function wellFormed(code: number): number {
  return code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : code;
}

/** Order of two byte strings as `memcmp` has it: the first differing byte decides, then the shorter comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const difference = a[at]! - b[at]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
