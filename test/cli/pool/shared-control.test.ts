/**
 * Goal: workers see the stop flag and the main thread sees their progress, each run its own.
 * Method: two views of the same memory, as two threads have them.
 */
import { describe, expect, test } from 'vitest';
import { SharedControl } from '../../../cli/pool/shared-control.ts';

describe('shared control', () => {
  test('one side writes, the other reads', () => {
    const main = SharedControl.forRuns(3);
    const worker = new SharedControl(main.buffer);
    expect(worker.isStopRequested).toBe(false);
    main.requestStop();
    expect(worker.isStopRequested).toBe(true);
    worker.report(1, 5_000_000, 2 ** 40);
    expect([0, 1, 2].map((run) => main.simulatedUs(run))).toEqual([0, 5_000_000, 0]);
    expect([0, 1, 2].map((run) => main.eventCount(run))).toEqual([0, 2 ** 40, 0]);
  });
});
