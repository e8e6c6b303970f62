/**
 * Ranges of IP addresses, as a network and the length of its prefix; addresses are their bytes in
 * network order, 4 or 16 of them.
 */

export interface AddressRange {
  /** As written: `130.211.0.0/22`. */
  readonly text: string;
  /** The first address of the range. */
  readonly network: readonly number[];
  /** Bits that all its addresses share: 0 to 32, or 0 to 128. */
  readonly prefixLength: number;
}

/** Whether a range holds an address; one of the other family it never does. */
export function holdsAddress({ network, prefixLength }: AddressRange, address: readonly number[]): boolean {
  if (address.length !== network.length) return false;
  return network.every((byte, at) => {
    const mask = maskOf(prefixLength, at);
    return (address[at]! & mask) === (byte & mask);
  });
}

/** The bits of byte `at` that a prefix fixes. */
export function maskOf(prefixLength: number, at: number): number {
  const bits = Math.min(8, Math.max(0, prefixLength - 8 * at));
  return (0xff << (8 - bits)) & 0xff;
}

/** The address at `offset` from the start of a range; only the low 32 bits of a host part are used. */
export function addressAt({ network, prefixLength }: AddressRange, offset: number): number[] {
  const last = network.length - 1;
  return network.map((byte, at) => {
    const fromRight = last - at;
    const hostBits = fromRight < 4 ? (offset >>> (8 * fromRight)) & 0xff : 0;
    return byte | (hostBits & ~maskOf(prefixLength, at) & 0xff);
  });
}

/** Dotted quads, or groups of four hex digits. */
export function addressText(address: readonly number[]): string {
  if (address.length === 4) return address.join('.');
  const groups = Array.from({ length: 8 }, (_, group) =>
    ((address[2 * group]! << 8) | address[2 * group + 1]!).toString(16),
  );
  return groups.join(':');
}
