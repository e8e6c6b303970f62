/**
 * What every figure called a peak is: the highest reading at the end of any interval of the measured time in each
 * replication, and of those the mean over replications. The highest point of a mean curve lies below it, the
 * highest of all replications above.
 */

/** @param readings [replication][reading]; null where no replication has one */
export function peakOf(readings: readonly (readonly number[])[]): number | null {
  const highest = readings.flatMap((ofRun) => (ofRun.length === 0 ? [] : [ofRun.reduce((a, b) => Math.max(a, b))]));
  return highest.length === 0 ? null : highest.reduce((sum, value) => sum + value, 0) / highest.length;
}
