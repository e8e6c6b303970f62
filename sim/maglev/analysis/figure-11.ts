/**
 * Figure 11 of the Maglev paper: the most and the fewest entries of 1000 backends in one lookup
 * table, by method of filling it.
 *
 * Eisenbud et al., NSDI 2016, section 5.3. The paper does not say how it turned Karger's method into a
 * table. Its figures fit "views claim slots, first come" (our inference), and not a lookup of each slot's
 * successor on a ring; both are here.
 */
import { avalanche } from '../../kernel/avalanche.ts';
import { mix64 } from '../hash/mix64.ts';
import { Word64 } from '../hash/word64.ts';
import { buildPaperTable } from '../paper.ts';
import { UNCLAIMED } from '../slot-claimer.ts';

export type Figure11Method = 'maglev' | 'rendezvous' | 'karger-first-come' | 'karger-successor';

/** Backend -> number of entries, in a table of `tableSize`. */
export function figure11Table(
  method: Figure11Method,
  backendCount: number,
  tableSize: number,
  viewCount: number,
  seed: number,
): Int32Array {
  switch (method) {
    case 'maglev':
      return buildPaperTable(
        Array.from({ length: backendCount }, (_, backend) => `backend-${seed}-${backend}`),
        tableSize,
      );
    case 'rendezvous':
      return rendezvousTable(backendCount, tableSize, seed);
    case 'karger-first-come':
      return kargerFirstCome(backendCount, tableSize, viewCount, seed);
    case 'karger-successor':
      return kargerSuccessor(backendCount, tableSize, viewCount, seed);
  }
}

/** Every slot goes to the backend of the greatest score there. Costs tableSize * backendCount. */
function rendezvousTable(backendCount: number, tableSize: number, seed: number): Int32Array {
  const table = new Int32Array(tableSize);
  const salts = Int32Array.from({ length: backendCount }, (_, backend) => pointHash(seed, 0, backend));
  const steps = Int32Array.from({ length: backendCount }, (_, backend) => pointHash(seed, 1, backend));
  for (let slot = 0; slot < tableSize; slot++) {
    const slotHash = pointHash(seed, 2, slot);
    let best = -1;
    for (let backend = 0; backend < backendCount; backend++) {
      // Two rounds with different salts: after one, the scores of two backends would be tied by
      // the difference of their salts.
      const score = avalanche(avalanche(slotHash ^ salts[backend]!) + steps[backend]!) >>> 0;
      if (score > best) {
        best = score;
        table[slot] = backend;
      }
    }
  }
  return table;
}

/**
 * View by view, every backend claims the slot its hash falls on, if it is free; what stays free goes to
 * the next claimed slot's owner.
 */
function kargerFirstCome(backendCount: number, tableSize: number, viewCount: number, seed: number): Int32Array {
  const table = new Int32Array(tableSize).fill(UNCLAIMED);
  for (let view = 0; view < viewCount; view++) {
    for (let backend = 0; backend < backendCount; backend++) {
      const slot = pointHash(seed, view, backend) % tableSize;
      if (table[slot] === UNCLAIMED) table[slot] = backend;
    }
  }
  giveFreeSlotsToNext(table);
  return table;
}

/** Points on a ring; a slot, evenly spaced on the same ring, goes to the owner of the first point at or after it. */
function kargerSuccessor(backendCount: number, tableSize: number, viewCount: number, seed: number): Int32Array {
  const table = new Int32Array(tableSize).fill(UNCLAIMED);
  // The last slot before each point, and of the points that share a slot the nearest.
  const nearest = new Float64Array(tableSize).fill(2 ** 32);
  for (let view = 0; view < viewCount; view++) {
    for (let backend = 0; backend < backendCount; backend++) {
      const position = pointHash(seed, view, backend);
      const slot = Math.floor((position * tableSize) / 2 ** 32);
      if (position >= nearest[slot]!) continue;
      nearest[slot] = position;
      table[slot] = backend;
    }
  }
  giveFreeSlotsToNext(table);
  return table;
}

/** Two rounds backwards: the first finds the owner that the slots at the end wrap to. */
function giveFreeSlotsToNext(table: Int32Array): void {
  let next = UNCLAIMED;
  for (let step = 2 * table.length - 1; step >= 0; step--) {
    const slot = step % table.length;
    if (table[slot] === UNCLAIMED) table[slot] = next;
    else next = table[slot]!;
  }
}

/** Where a backend's point of one view falls, uniform over 0 .. 2^32 - 1. */
function pointHash(seed: number, view: number, backend: number): number {
  return mix64(mix64(new Word64(seed, view)).addHalves(0, backend)).hi >>> 0;
}
