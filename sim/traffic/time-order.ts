/**
 * Puts the rows of a block in order of time in linear expected time: a counting sort into as many
 * cells as rows, then insertion.
 */

/**
 * Fills `order[0 .. count - 1]` with row numbers by (time, row). Times lie in [startUs, endUs).
 *
 * @param places scratch of at least `count` words
 */
export function fillInOrderOfTime(
  at: Float64Array,
  count: number,
  startUs: number,
  endUs: number,
  order: Int32Array,
  places: Int32Array,
): void {
  const cellsPerUs = count / Math.max(1, endUs - startUs);
  // First how many rows a cell has, then where the next of them goes. A cell is a whole number below `count`: `| 0`
  // takes the whole part for less than Math.floor.
  places.fill(0, 0, count);
  for (let row = 0; row < count; row++) places[((at[row]! - startUs) * cellsPerUs) | 0]!++;
  for (let cell = 0, place = 0; cell < count; cell++) {
    const rowCount = places[cell]!;
    places[cell] = place;
    place += rowCount;
  }
  for (let row = 0; row < count; row++) order[places[((at[row]! - startUs) * cellsPerUs) | 0]!++] = row;
  for (let i = 0, before = startUs; i < count; i++) {
    const time = at[order[i]!]!;
    if (time < before) sinkTo(i, time, at, order);
    else before = time;
  }
}

/** Moves the row at a place to before those that are later than its instant. */
function sinkTo(from: number, time: number, at: Float64Array, order: Int32Array): void {
  const row = order[from]!;
  let place = from;
  for (; place > 0 && at[order[place - 1]!]! > time; place--) order[place] = order[place - 1]!;
  order[place] = row;
}
