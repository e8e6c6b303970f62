/**
 * Addresses from which the backends see probes and connections come: those of Google's front ends,
 * never the client's or the VIP.
 *
 * Source: Google Cloud, "TCP proxy load balancing overview", firewall rules: 130.211.0.0/22 and 35.191.0.0/16,
 * for health checks and traffic alike; over IPv6 2600:2d00:1:1::/64 ("VPC routes"). Which prober or GFE has
 * which address is not published. Assumption: they take turns over the ranges by their numbers, each at an
 * address drawn from its number.
 */
import { type AddressRange, addressAt } from '../kernel/address-range.ts';
import { avalanche } from '../kernel/avalanche.ts';

export type IpFamily = 'IPV4' | 'IPV6';

export const FRONT_END_RANGES: Readonly<Record<IpFamily, readonly AddressRange[]>> = {
  IPV4: [
    { text: '130.211.0.0/22', network: [130, 211, 0, 0], prefixLength: 22 },
    { text: '35.191.0.0/16', network: [35, 191, 0, 0], prefixLength: 16 },
  ],
  IPV6: [
    {
      text: '2600:2d00:1:1::/64',
      network: [0x26, 0, 0x2d, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
      prefixLength: 64,
    },
  ],
};

const PROBER_SALT = 0x70726f62;
const GFE_SALT = 0x67666573;

/** Of a prober, by its number among the probers of a member: all members meet the same ones. */
export function proberAddress(prober: number, family: IpFamily): number[] {
  return addressOf(prober, PROBER_SALT, family);
}

/** Of a second-layer GFE, by its number. */
export function gfeAddress(gfe: number, family: IpFamily): number[] {
  return addressOf(gfe, GFE_SALT, family);
}

function addressOf(number: number, salt: number, family: IpFamily): number[] {
  const ranges = FRONT_END_RANGES[family];
  return addressAt(ranges[number % ranges.length]!, avalanche(number ^ salt) >>> 0);
}
