/**
 * Envoy's Maglev table: xxHash64 with seeds 0 and 1 over the host's key, turns in byte order of
 * the keys, weights in IEEE double.
 *
 * Source: envoyproxy/envoy, maglev_lb.cc as of 2026. A pool of one host has a table of one entry (pull request 44478);
 * hosts were taken in discovery order before pull request 28055 (2023), which `turnOrder: 'asListed'` reproduces.
 */
import { MaglevInputError } from '../backend.ts';
import { compareBytes, utf8Bytes } from '../hash/utf8.ts';
import { moduloHalves, Word64 } from '../hash/word64.ts';
import { xxHash64 } from '../hash/xxhash64.ts';
import { isPrime, primeHint } from '../prime.ts';
import { SlotClaimer, UNCLAIMED } from '../slot-claimer.ts';

export const ENVOY_DEFAULT_TABLE_SIZE = 65_537;

/** Upper bound of `table_size` in the configuration (api/envoy/extensions/load_balancing_policies/maglev/v3). */
const ENVOY_TABLE_SIZE_MAX = 5_000_011;

const SEED_OFFSET = new Word64(0, 0);
const SEED_SKIP = new Word64(0, 1);

export interface EnvoyHost {
  /** `ip:port`, the host name, or the `hash_key` of the host's metadata. */
  readonly hashKey: string;
  /** Normalised weight, > 0; those of all hosts add up to 1. */
  readonly weight: number;
}

export type EnvoyTurnOrder = 'byKey' | 'asListed';

export function envoyTableSizeFault(tableSize: number): string | null {
  if (!isPrime(tableSize))
    return `The table size of maglev must be prime number: ${tableSize} is none (${primeHint(tableSize)})`;
  return tableSize > ENVOY_TABLE_SIZE_MAX ? `the table size of maglev is at most ${ENVOY_TABLE_SIZE_MAX}` : null;
}

/**
 * Slot -> index in `hosts`; one entry for a single host; all `UNCLAIMED` for none.
 *
 * @throws MaglevInputError where Envoy refuses the table size, in Envoy's words
 */
export function buildEnvoyTable(
  hosts: readonly EnvoyHost[],
  tableSize: number,
  turnOrder: EnvoyTurnOrder = 'byKey',
): Int32Array {
  const fault = envoyTableSizeFault(tableSize);
  if (fault !== null) throw new MaglevInputError(fault);
  if (hosts.length === 1) return Int32Array.of(0);
  const keys = hosts.map((host) => utf8Bytes(host.hashKey));
  const order = [...hosts.keys()];
  // Equal keys keep their listed order; Envoy orders them by the host's address in memory.
  if (turnOrder === 'byKey') order.sort((a, b) => compareBytes(keys[a]!, keys[b]!) || a - b);

  const offsets = new Int32Array(hosts.length);
  const skips = new Int32Array(hosts.length);
  for (const [host, key] of keys.entries()) {
    offsets[host] = xxHash64(key, SEED_OFFSET).modulo(tableSize);
    skips[host] = xxHash64(key, SEED_SKIP).modulo(tableSize - 1) + 1;
  }
  const claimer = new SlotClaimer(offsets, skips, tableSize);
  takeEnvoyTurns(claimer, order, hosts);
  return claimer.slots;
}

/**
 * A host of the greatest weight takes a turn every round; the others once iteration * weight
 * has caught up with their target.
 */
function takeEnvoyTurns(claimer: SlotClaimer, order: readonly number[], hosts: readonly EnvoyHost[]): void {
  const weights = Float64Array.from(order, (host) => hosts[host]!.weight);
  const targets = new Float64Array(order.length);
  const turns = new Int32Array(order.length);
  let maximum = 0;
  for (const weight of weights) maximum = Math.max(maximum, weight);
  if (maximum === 0) return;
  for (let iteration = 1; claimer.remaining > 0; iteration++) {
    let count = 0;
    for (let at = 0; at < order.length; at++) {
      if (iteration * weights[at]! < targets[at]!) continue;
      targets[at]! += maximum;
      turns[count++] = order[at]!;
    }
    claimer.claimRound(turns, count);
  }
}

/**
 * The slot of a request's hash (hi, lo) in a table of `tableSize` entries. A retry flips the hash by 2^64 - attempt, so
 * that most bits change. Allocates nothing.
 */
export function envoySlot(hashHi: number, hashLo: number, attempt: number, tableSize: number): number {
  return moduloHalves(attempt === 0 ? hashHi : ~hashHi, hashLo ^ -attempt, tableSize);
}

/** The host of a request's hash, `UNCLAIMED` where the table has none. */
export function pickEnvoyHost(table: Int32Array, hashHi: number, hashLo: number, attempt: number): number {
  return table.length === 0 ? UNCLAIMED : table[envoySlot(hashHi, hashLo, attempt, table.length)]!;
}
