/**
 * Goal: a labelled grid of designs is printed as its matrix, with the numbers of the report, and only some of
 * its designs beside one another.
 * Method: the text for a result of twelve designs whose breaks follow from their numbers.
 */
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { breakTables } from '../../../cli/text/break-tables.ts';
import { comparisonTable } from '../../../cli/text/comparison-table.ts';
import { whereTables } from '../../../cli/text/where-tables.ts';
import { labelGrid } from '../../../viz/data/label-axes.ts';
import { gridResult } from '../../viz/sample-grid.ts';

const PLAIN = pc.createColors(false);
const result = gridResult();

describe('a labelled grid', () => {
  it('is one table for each panel', () => {
    const text = breakTables(result, labelGrid(result.designs)!, PLAIN);
    expect(text.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['open connections rehashed (+ broken otherwise), by front ends, table: on'],
      ['machines', 'no change', '5 of 100 fail', '5 at half weight'],
      ['no change', '0%', '1% + 4%', '3%'],
      ['one of 8 lost', '5%', '7% + 4%', '9%'],
      [''],
      ['open connections rehashed (+ broken otherwise), by front ends, table: off'],
      ['machines', 'no change', '5 of 100 fail', '5 at half weight'],
      ['no change', '0%', '2% + 4%', '4%'],
      ['one of 8 lost', '6%', '8% + 4%', '10%'],
    ]);
  });

  it('has a dash where no design is, or none was open', () => {
    const some = {
      ...result,
      designs: result.designs.slice(1),
      breaks: result.breaks.map((row) => ({ ...row, open: 0 })),
    };
    expect(breakTables(some, labelGrid(some.designs)!, PLAIN).match(/(?<= )-(?= |\n|$)/g)).toHaveLength(12);
  });

  it('stands before the baseline and the worst designs side by side', () => {
    const text = comparisonTable(result, PLAIN);
    expect(text).toContain('d0 (baseline)');
    expect(text).toContain('9 more designs are in the matrix and in the files');
    expect(text).not.toContain('d1 ');
    expect(text.indexOf('rehashed')).toBeLessThan(text.indexOf('d0 (baseline)'));
    expect(whereTables(result, PLAIN)).toMatch(/\bd8\b/);
    expect(whereTables(result, PLAIN)).not.toMatch(/\bd1\b/);
  });

  it('is not printed where designs have no labels', () => {
    const plain = { ...result, designs: result.designs.slice(0, 2).map((design) => ({ ...design, labels: {} })) };
    expect(comparisonTable(plain, PLAIN)).not.toContain('rehashed');
  });
});
