/**
 * An IP literal as the bytes that go over the wire: IPv4 in dotted quads, IPv6 as RFC 4291 section
 * 2.2 writes it (`::`, IPv4 tail).
 *
 * Zone indices (`%eth0`) are not addresses of backends and are refused.
 */

/** The 4 or 16 bytes of `literal` in network order, or null where it is neither an IPv4 nor an IPv6 address. */
export function ipBytes(literal: string): Uint8Array | null {
  return literal.includes(':') ? ipv6Bytes(literal) : ipv4Bytes(literal);
}

function ipv4Bytes(literal: string): Uint8Array | null {
  const parts = literal.split('.');
  if (parts.length !== 4) return null;
  const bytes = new Uint8Array(4);
  for (const [at, part] of parts.entries()) {
    // A leading zero would be octal to some parsers and decimal to others: inet_pton refuses it, and so does this.
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null;
    bytes[at] = Number(part);
  }
  return bytes;
}

function ipv6Bytes(literal: string): Uint8Array | null {
  const halves = literal.split('::');
  if (halves.length > 2) return null;
  const head = groups(halves[0]!, halves.length === 1);
  const tail = halves.length === 2 ? groups(halves[1]!, true) : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const words = [...head, ...new Array<number>(missing).fill(0), ...tail];
  const bytes = new Uint8Array(16);
  for (const [at, word] of words.entries()) {
    bytes[at * 2] = word >> 8;
    bytes[at * 2 + 1] = word & 0xff;
  }
  return bytes;
}

/** The 16-bit groups of one side of `::`; only the last group of the address may be an IPv4 address. */
function groups(text: string, isEndOfAddress: boolean): number[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const words: number[] = [];
  for (const [at, part] of parts.entries()) {
    if (isEndOfAddress && at === parts.length - 1 && part.includes('.')) {
      const quad = ipv4Bytes(part);
      if (quad === null) return null;
      words.push((quad[0]! << 8) | quad[1]!, (quad[2]! << 8) | quad[3]!);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return null;
      words.push(Number.parseInt(part, 16));
    }
  }
  return words;
}

/** The big-endian 32-bit word of `bytes` at `at`, unsigned. */
export function readUint32Be(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
