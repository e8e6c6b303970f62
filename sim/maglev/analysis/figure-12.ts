/**
 * Figure 12 of the Maglev paper: the share of table entries that change when some of 1000 backends fail, by table size.
 *
 * Eisenbud et al., NSDI 2016, section 5.3: remove k backends at random, rebuild, count changed entries;
 * 200 times, averaged. Karger's and rendezvous tables change nothing but the entries of the failed ones,
 * so the paper measures Maglev alone.
 */
import { type Estimate, studentInterval } from '../../stats/student-interval.ts';
import { fillByEqualTurns } from '../lookup-table.ts';
import { paperPermutations } from '../paper.ts';
import { drawIndices } from './change-draws.ts';

export interface Figure12Setup {
  readonly tableSize: number;
  readonly backendCount: number;
  readonly removedCount: number;
  readonly drawCount: number;
  readonly seed: string;
}

export interface Figure12Point {
  /** Changed entries, as a fraction of the table; 95% interval over the draws. */
  readonly changed: Estimate;
  /** Changed entries whose backend had not failed. */
  readonly extra: Estimate;
}

export function figure12Point({
  tableSize,
  backendCount,
  removedCount,
  drawCount,
  seed,
}: Figure12Setup): Figure12Point {
  const names = Array.from({ length: backendCount }, (_, index) => `${seed}-${index}`);
  const { offsets, skips } = paperPermutations(names, tableSize);
  const before = fillByEqualTurns({ offsets, skips }, tableSize);
  const changed: number[] = [];
  const extra: number[] = [];
  for (let draw = 0; draw < drawCount; draw++) {
    const removed = drawIndices(backendCount, removedCount, seed, draw);
    const kept = Int32Array.from([...offsets.keys()].filter((index) => !removed.has(index)));
    const permutations = { offsets: kept.map((index) => offsets[index]!), skips: kept.map((index) => skips[index]!) };
    const after = fillByEqualTurns(permutations, tableSize);
    let changedCount = 0;
    let extraCount = 0;
    for (let slot = 0; slot < tableSize; slot++) {
      const owner = before[slot]!;
      if (kept[after[slot]!] === owner) continue;
      changedCount++;
      if (!removed.has(owner)) extraCount++;
    }
    changed.push(changedCount / tableSize);
    extra.push(extraCount / tableSize);
  }
  return { changed: studentInterval(changed, 0.95)!, extra: studentInterval(extra, 0.95)! };
}
