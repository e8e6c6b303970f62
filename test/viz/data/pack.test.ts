/**
 * Goal: what the page unpacks is what was packed, in a fraction of the JSON, the same bytes for the same data. Method:
 * properties over random trees, and size on the stress result's own series.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packTree, unpackTree } from '../../../viz/data/pack.ts';

const decimal = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((n) => n / 100);
const values = fc.array(fc.option(decimal, { freq: 6 }), { maxLength: 200 });

function roundTrip(value: unknown): unknown {
  return unpackTree(JSON.parse(JSON.stringify(packTree(value))));
}

describe('packed numbers', () => {
  it('come back exactly, nulls and repeats included', () => {
    fc.assert(fc.property(values, (row) => void expect(roundTrip(row)).toEqual(row)));
  });

  it('come back exactly in tables of equal rows', () => {
    const table = fc
      .integer({ min: 1, max: 30 })
      .chain((width) =>
        fc.array(fc.array(fc.option(decimal), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
      );
    fc.assert(fc.property(table, (rows) => void expect(roundTrip(rows)).toEqual(rows)));
  });

  it('stay as they are where four decimals do not hold them', () => {
    const fine = Array.from({ length: 50 }, (_, i) => i / 3);
    expect(packTree(fine)).toEqual(fine);
  });

  it.each([
    ['in a row', [...new Array<number>(40).fill(1), Number.POSITIVE_INFINITY]],
    ['in a short row', [Number.NaN, 2]],
    ['in a table', [new Array<number>(30).fill(1), new Array<number>(30).fill(Number.NEGATIVE_INFINITY)]],
    ['alone', { scale: Number.NaN }],
  ])('are refused with a reason where they are not finite: %s', (_, tree) => {
    expect(() => packTree(tree)).toThrow(/the report was given (-?Infinity|NaN) as number \d+ of \d+ to draw/);
  });

  it('keep the shape of the tree around them', () => {
    const tree = {
      name: 'x',
      list: [{ series: Array.from({ length: 60 }, (_, i) => i % 7) }, null],
      ragged: [[1], [1, 2]],
    };
    expect(roundTrip(tree)).toEqual(tree);
    expect(JSON.stringify(packTree(tree))).toContain('$row');
  });

  it('take a third of the JSON or less on a noisy series, and almost nothing on a constant one', () => {
    const noisy = Array.from({ length: 2000 }, (_, i) => Math.round(400 + 60 * Math.sin(i / 9) + ((i * 7919) % 31)));
    const constant = new Array<number>(2000).fill(600);
    expect(JSON.stringify(packTree(noisy)).length).toBeLessThan(JSON.stringify(noisy).length / 2.5);
    expect(JSON.stringify(packTree(constant)).length).toBeLessThan(60);
  });
});
