/** A table as runs of slots with the same owner: short enough to read, exact enough to diff. */

export interface SlotRun {
  /** Index of the backend, or `UNCLAIMED`. */
  readonly owner: number;
  readonly firstSlot: number;
  readonly length: number;
}

export function slotRuns(table: Int32Array): SlotRun[] {
  const runs: SlotRun[] = [];
  let firstSlot = 0;
  for (let slot = 1; slot <= table.length; slot++) {
    if (slot < table.length && table[slot] === table[firstSlot]) continue;
    runs.push({ owner: table[firstSlot]!, firstSlot, length: slot - firstSlot });
    firstSlot = slot;
  }
  return runs;
}

/** `owner(length)` for every run, joined by commas. */
export function runLengthText(table: Int32Array): string {
  return slotRuns(table)
    .map(({ owner, length }) => `${owner}(${length})`)
    .join(',');
}
