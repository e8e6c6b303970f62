/**
 * Goal: the column table is fit to be the only definition of what result files hold.
 * Method: rules over every table; what the files of one design promise each other.
 */
import { describe, expect, it } from 'vitest';
import { type Column, OUTCOME_MEANINGS, RESULT_COLUMNS } from '../../../sim/metrics/columns.ts';
import { OUTCOMES } from '../../../sim/metrics/outcome.ts';
import { SUMMARY_METRICS } from '../../../sim/metrics/summary-metrics.ts';

const tables = Object.entries<readonly Column[]>(RESULT_COLUMNS);

describe.each(tables)('%s', (_, columns) => {
  it('names every column once, in camelCase, with a meaning', () => {
    const names = columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, meaning } of columns) {
      expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
      expect(meaning.length).toBeGreaterThan(5);
    }
  });

  it('says in the name what unit a time has', () => {
    for (const { name, unit } of columns) {
      if (unit === 'ms') expect(name).toMatch(/Ms$/);
      if (unit === 's') expect(name).toMatch(/Seconds$/);
    }
  });

  it('begins with the design', () => {
    expect(columns[0]!.name).toBe('design');
  });
});

it('lists the outcomes in their own order wherever offered stands', () => {
  const outcomes: readonly string[] = OUTCOMES;
  for (const [, columns] of tables) {
    const names = columns.map(({ name }) => name);
    if (!names.includes('offered')) continue;
    const first = names.indexOf('offered') + 1;
    expect(names.slice(first, first + outcomes.length)).toEqual(outcomes);
  }
});

it('has summary metrics that read like columns', () => {
  for (const { name, meaning } of SUMMARY_METRICS) {
    expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
    expect(meaning.length).toBeGreaterThan(5);
  }
});

it.each(Object.entries(OUTCOME_MEANINGS))('%s completes "connections that …" with a verb: %s', (_, meaning) => {
  expect(meaning).toMatch(/^(ended|met|got|found|were) /);
});
