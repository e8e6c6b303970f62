/** CIDR notation: `130.211.0.0/22`, `2600:2d00:1:1::/64`. */
import { type AddressRange, addressText, maskOf } from '../kernel/address-range.ts';
import { ipBytes } from '../maglev/ip-address.ts';

export type CidrResult = { readonly range: AddressRange } | { readonly range: null; readonly fault: string };

/** Reads a range; like Google Cloud, takes no address with bits set behind its prefix. */
export function parseCidr(text: string): CidrResult {
  const parts = text.split('/');
  const bytes = ipBytes(parts[0]!);
  if (bytes === null) return fault(`"${parts[0]}" is no IP address; a range is written like 130.211.0.0/22`);
  const bits = bytes.length * 8;
  if (parts.length !== 2 || !/^(0|[1-9]\d{0,2})$/.test(parts[1]!) || Number(parts[1]) > bits) {
    return fault(`"${text}" is no range: after the address comes a slash and a prefix from 0 to ${bits}`);
  }
  const prefixLength = Number(parts[1]);
  const network = [...bytes].map((byte, at) => byte & maskOf(prefixLength, at));
  if (network.some((byte, at) => byte !== bytes[at])) {
    return fault(`${parts[0]} is not the first address of its range: ${addressText(network)}/${prefixLength}`);
  }
  return { range: { text, network, prefixLength } };
}

function fault(message: string): CidrResult {
  return { range: null, fault: message };
}
