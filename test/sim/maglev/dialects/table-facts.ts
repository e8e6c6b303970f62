/**
 * What several dialect tests ask of a table: its digest, its counts, and how many slots two tables disagree on.
 */
import { createHash } from 'node:crypto';
import { countSlots } from '../../../../sim/maglev/lookup-table.ts';

/** SHA-256 of the table as little-endian 32-bit words. */
export function tableDigest(table: Int32Array): string {
  const bytes = new Uint8Array(table.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [slot, owner] of table.entries()) view.setInt32(slot * 4, owner, true);
  return createHash('sha256').update(bytes).digest('hex');
}

export function slotCounts(table: Int32Array, backendCount: number): number[] {
  return [...countSlots(table, backendCount)];
}

export function changedSlots(before: Int32Array, after: Int32Array): number {
  return before.reduce((count, owner, slot) => count + (owner === after[slot] ? 0 : 1), 0);
}
