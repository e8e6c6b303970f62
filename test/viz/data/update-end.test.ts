/**
 * Goal: the report shades a rolling update up to the instant at which the last run was through with it,
 * and to the end where one was not.
 * Method: logs written by hand.
 */
import { describe, expect, it } from 'vitest';
import type { LogRow } from '../../../sim/metrics/experiment-result.ts';
import { updateEndMs } from '../../../viz/data/update-end.ts';

const row = (replication: number, atMs: number, what: string, eventId = 'roll'): LogRow => {
  return { designId: 'a', replication, atMs, eventId, what, brokenCount: 0 };
};
const BEGUN = [0, 1].map((replication) => row(replication, 100, 'rollingUpdate backend web'));

describe('the end of a rolling update', () => {
  it('is the latest of all runs', () => {
    const done = [row(0, 900, 'rollingUpdate: done'), row(1, 700, 'rollingUpdate: done')];
    expect(updateEndMs('roll', [...BEGUN, ...done])).toBe(900);
  });

  it('is not known where a run was not through, or none tells of it', () => {
    const other = row(1, 700, 'rollingUpdate: done', 'other');
    expect(updateEndMs('roll', [...BEGUN, row(0, 900, 'rollingUpdate: done'), other])).toBeNull();
    expect(updateEndMs('roll', [])).toBeNull();
  });
});
