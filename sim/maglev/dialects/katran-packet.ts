/**
 * Which ring position Katran's data path looks up for a packet: lookup3 over source address and ports;
 * the destination is not hashed.
 *
 * Source: facebookincubator/katran, lib/bpf/balancer_kern.c, `get_packet_hash`, and the defaults of
 * lib/bpf/balancer_consts.h. Every VIP owns a ring of its own, so the position is within the VIP's ring.
 */
import { jhash, jhash2Words } from '../hash/jhash.ts';
import { readUint32Le } from '../hash/word64.ts';
import { KATRAN_DEFAULT_RING_SIZE } from './katran.ts';

/** Most VIPs of one Katran, and the seed of the fold of IPv6 sources. */
const VIPS_MAX = 512;

/**
 * @param source 4 or 16 bytes in network order
 * @param ports source port and destination port, 4 bytes in network order; zeros where the VIP hashes no ports
 */
export function katranRingPosition(source: Uint8Array, ports: Uint8Array): number {
  const seed = VIPS_MAX * KATRAN_DEFAULT_RING_SIZE;
  // The program reads the packet's words as they lie in memory, on little-endian machines.
  const sourceWord = source.length === 16 ? jhash(source, VIPS_MAX) : readUint32Le(source, 0);
  return jhash2Words(sourceWord, readUint32Le(ports, 0), seed) % KATRAN_DEFAULT_RING_SIZE;
}
