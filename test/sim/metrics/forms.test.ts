/**
 * Goal: accounting by form of request and chain. Method: a tally over overlapping windows, then
 * rows of runs with known counts.
 */
import { describe, expect, it } from 'vitest';
import { formRows } from '../../../cli/results/tables/form-rows.ts';
import { type FormIdentity, FormTally } from '../../../sim/metrics/form-tally.ts';
import { mergeRuns } from '../../../sim/metrics/merge-runs.ts';
import { COMPLETED, OUTCOME_COUNT, REJECTED } from '../../../sim/metrics/outcome.ts';
import { TimeSegments } from '../../../sim/metrics/time-segments.ts';
import { sampleContext, sampleRecord } from './sample-record.ts';

const OLD: FormIdentity = { form: 'plain', side: 'old', status: 200, meaning: 'a' };
const NEW: FormIdentity = { ...OLD, side: 'new' };

describe('tally of forms', () => {
  it('counts a connection in every window that its offer falls into, and in none besides', () => {
    const segments = new TimeSegments([
      { start: 10, end: 50 },
      { start: 30, end: 40 },
    ]);
    const tally = new FormTally([OLD, NEW], segments);
    for (const at of [5, 10, 35, 49, 50]) tally.ended(0, at, COMPLETED);
    tally.ended(1, 39, REJECTED);
    const [old, moved] = tally.records();
    expect([old!.outcomes[COMPLETED], old!.outcomes[OUTCOME_COUNT + COMPLETED]]).toEqual([3, 1]);
    expect([moved!.outcomes[REJECTED], moved!.outcomes[OUTCOME_COUNT + REJECTED]]).toEqual([1, 1]);
    expect(moved).toMatchObject(NEW);
  });
});

describe('rows of forms', () => {
  /** Two windows; a form of so many completed and rejected in each. */
  function record(identity: FormIdentity, completed: number, rejected: number) {
    const outcomes = new Uint32Array(2 * OUTCOME_COUNT);
    for (const window of [0, 1]) {
      outcomes[window * OUTCOME_COUNT + COMPLETED] = completed;
      outcomes[window * OUTCOME_COUNT + REJECTED] = rejected;
    }
    return { ...identity, outcomes };
  }

  function rowsOf(designs: Readonly<Record<string, readonly ReturnType<typeof record>[]>>) {
    const records = Object.entries(designs).map(([designId, forms]) => sampleRecord([], { designId, forms }));
    return formRows(mergeRuns(sampleContext(), records)).filter(({ window }) => window === 'all');
  }

  it('holds a new chain against the old one of its design', () => {
    const rows = rowsOf({
      waterfall: [
        record(OLD, 90, 0),
        record({ ...NEW, meaning: 'b' }, 7, 1),
        record({ ...OLD, form: 'odd' }, 5, 0),
        record({ ...NEW, form: 'odd', status: 404 }, 0, 3),
      ],
    });
    expect(
      rows.map(({ form, side, status, change, offered, completed, rejected, silentlyOther }) => [
        form,
        side,
        status,
        change,
        offered,
        completed,
        rejected,
        silentlyOther,
      ]),
    ).toEqual([
      ['plain', 'old', 200, 'none', 90, 90, 0, 0],
      ['plain', 'new', 200, 'meaning', 8, 7, 1, 7],
      ['odd', 'old', 200, 'none', 5, 5, 0, 0],
      ['odd', 'new', 404, 'status', 3, 0, 3, 0],
    ]);
  });

  it('holds an old chain against that of the baseline', () => {
    const rows = rowsOf({
      waterfall: [record(OLD, 90, 0)],
      spray: [record({ ...OLD, meaning: 'b' }, 80, 0), record({ ...OLD, form: 'own' }, 1, 0)],
    });
    const spray = rows.filter(({ design }) => design === 'spray');
    expect(spray.map(({ form, change, silentlyOther }) => [form, change, silentlyOther])).toEqual([
      ['plain', 'meaning', 80],
      ['own', null, 0],
    ]);
  });

  it('finds no other meaning where nobody is served anything', () => {
    const refused = { ...OLD, status: 404 };
    const rows = rowsOf({
      waterfall: [record(refused, 0, 4), record({ ...refused, side: 'new', meaning: 'b' }, 0, 2)],
    });
    expect(rows.map(({ change }) => change)).toEqual(['none', 'none']);
  });

  it('has no rows for designs whose requests have no form', () => {
    expect(rowsOf({ waterfall: [] })).toEqual([]);
  });
});
