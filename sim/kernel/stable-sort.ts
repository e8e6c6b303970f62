/**
 * Stable bottom-up merge sort of parallel arrays by time, latest first: for the rare bucket that holds many events.
 *
 * Stable with respect to the input order, so a list given latest-scheduled first keeps its equals latest-scheduled first. O(n log n);
 * allocates two scratch arrays.
 */

/** Sorts `times[0 .. count - 1]` descending and `handles` with it. */
export function stableSortByTime(times: Float64Array, handles: Int32Array, count: number): void {
  let fromTimes = times.slice(0, count);
  let fromHandles = handles.slice(0, count);
  let toTimes = new Float64Array(count);
  let toHandles = new Int32Array(count);
  for (let run = 1; run < count; run *= 2) {
    for (let start = 0; start < count; start += 2 * run) {
      mergeRuns(
        fromTimes,
        fromHandles,
        toTimes,
        toHandles,
        start,
        Math.min(start + run, count),
        Math.min(start + 2 * run, count),
      );
    }
    [fromTimes, toTimes] = [toTimes, fromTimes];
    [fromHandles, toHandles] = [toHandles, fromHandles];
  }
  times.set(fromTimes);
  handles.set(fromHandles);
}

function mergeRuns(
  fromTimes: Float64Array,
  fromHandles: Int32Array,
  toTimes: Float64Array,
  toHandles: Int32Array,
  start: number,
  middle: number,
  end: number,
): void {
  let left = start;
  let right = middle;
  for (let out = start; out < end; out++) {
    const takesLeft = left < middle && (right >= end || fromTimes[left]! >= fromTimes[right]!);
    const from = takesLeft ? left++ : right++;
    toTimes[out] = fromTimes[from]!;
    toHandles[out] = fromHandles[from]!;
  }
}
