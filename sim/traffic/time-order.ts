/**
 * Puts the rows of a block in order of time in linear expected time: a counting sort into as many cells as rows, then insertion.
 */

/** Fills `order[0 .. count - 1]` with row numbers by (time, row). Times lie in [startUs, endUs). */
export function fillInOrderOfTime(
  at: Float64Array,
  count: number,
  startUs: number,
  endUs: number,
  order: Int32Array,
): void {
  const cellOf = count / Math.max(1, endUs - startUs);
  const starts = new Int32Array(count + 1);
  for (let row = 0; row < count; row++) starts[Math.floor((at[row]! - startUs) * cellOf) + 1]!++;
  for (let cell = 0; cell < count; cell++) starts[cell + 1]! += starts[cell]!;
  for (let row = 0; row < count; row++) order[starts[Math.floor((at[row]! - startUs) * cellOf)]!++] = row;
  for (let i = 1; i < count; i++) {
    const row = order[i]!;
    const time = at[row]!;
    let slot = i;
    while (slot > 0 && at[order[slot - 1]!]! > time) {
      order[slot] = order[slot - 1]!;
      slot--;
    }
    order[slot] = row;
  }
}
