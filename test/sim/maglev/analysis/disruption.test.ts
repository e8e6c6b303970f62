/**
 * Goal: moved, minimum and extra are what their names say. Method: small assignments counted by hand, published
 * disruptions of real dialects, and the minimum against a closed form.
 */
import { describe, expect, it } from 'vitest';
import { disruptionOfChange, measureDisruption } from '../../../../sim/maglev/analysis/disruption.ts';
import { type Backend, backend } from '../../../../sim/maglev/backend.ts';
import { DEFAULT_METHOD_OPTIONS, hashMethod } from '../../../../sim/maglev/methods.ts';

const pool = (weights: Record<string, number>): Backend[] =>
  Object.entries(weights).map(([name, weight], at) => backend(name, { weight, address: `10.0.0.${at + 1}`, port: 80 }));

describe('measureDisruption', () => {
  it('counts keys by the name of their backend, not by its index', () => {
    const before = pool({ a: 1, b: 1, c: 1 });
    const after = pool({ c: 1, a: 1 });
    // a a b b c c  ->  a c c a c a
    const measured = measureDisruption(Int32Array.of(0, 0, 1, 1, 2, 2), before, Int32Array.of(1, 0, 0, 1, 0, 1), after);
    expect(measured).toEqual({ keyCount: 6, movedShare: 4 / 6, minimumShare: 1 / 3, extraShare: 2 / 6 });
  });

  it('a backend whose weight falls to 0 has left: its keys are no extra', () => {
    const before = pool({ a: 1, b: 1 });
    const after = pool({ a: 1, b: 0 });
    const measured = measureDisruption(Int32Array.of(0, 1), before, Int32Array.of(0, 0), after);
    expect(measured).toEqual({ keyCount: 2, movedShare: 0.5, minimumShare: 0.5, extraShare: 0 });
  });

  it('what a newcomer takes is needed; what moves between those who were there is not', () => {
    const before = pool({ a: 1, b: 1 });
    const after = pool({ a: 1, b: 1, c: 2 });
    // a a b b  ->  a c a c: one of a's and one of b's to c, one of b's to a, whose share shrank too.
    const measured = measureDisruption(Int32Array.of(0, 0, 1, 1), before, Int32Array.of(0, 2, 0, 2), after);
    expect(measured).toEqual({ keyCount: 4, movedShare: 3 / 4, minimumShare: 1 / 2, extraShare: 1 / 4 });
  });

  it('weight moves keys to who gained and from who lost, and any other way is extra', () => {
    const before = pool({ a: 1, b: 1, c: 2 });
    const after = pool({ a: 2, b: 1, c: 2 });
    // a b c c  ->  b a a c: from b and c to a is needed, from a to b is the wrong way.
    const measured = measureDisruption(Int32Array.of(0, 1, 2, 2), before, Int32Array.of(1, 0, 0, 2), after);
    expect(measured).toMatchObject({ movedShare: 3 / 4, extraShare: 1 / 4 });
  });

  it('a key whose backend left had to move, wherever it went', () => {
    const before = pool({ a: 1, b: 1 });
    const after = pool({ a: 1, c: 1 });
    const measured = measureDisruption(Int32Array.of(0, 1), before, Int32Array.of(0, 0), after);
    expect(measured).toMatchObject({ movedShare: 1 / 2, extraShare: 0 });
  });

  it('keys nobody owned move when somebody does', () => {
    const measured = measureDisruption(Int32Array.of(-1, -1), [], Int32Array.of(0, 0), pool({ a: 1 }));
    expect(measured).toEqual({ keyCount: 2, movedShare: 1, minimumShare: 0, extraShare: 0 });
  });

  it('the minimum of a change of weights is what fair shares lose', () => {
    // 25 of 500 hosts from 1 to 127: they go from 5% to 3175 / 3650.
    const names = Array.from({ length: 500 }, (_, at) => `b${at}`);
    const weigh = (weight: number): Backend[] =>
      names.map((name, at) => backend(name, { weight: at < 25 ? weight : 1 }));
    const owners = new Int32Array(1);
    expect(measureDisruption(owners, weigh(1), owners, weigh(127)).minimumShare).toBeCloseTo(0.819863, 6);
  });

  it('refuses to compare assignments of different keys', () => {
    expect(() => measureDisruption(new Int32Array(2), [], new Int32Array(3), [])).toThrow(RangeError);
  });
});

describe('disruptionOfChange', () => {
  it('PacketBalance\u2019s figures: weights 1:1:2:4, weight 2 removed 25%, weight 1 added 11.11%, modulo far more', () => {
    const before = pool({ a: 1, b: 1, c: 2, d: 4 });
    const without = before.filter(({ name }) => name !== 'c');
    const added = [...before, backend('e', { address: '10.0.0.5', port: 80 })];
    const change = (id: string, after: readonly Backend[]) =>
      disruptionOfChange(hashMethod(id), before, after, DEFAULT_METHOD_OPTIONS, 100_000);
    expect(change('katran-v2', without).minimumShare).toBe(0.25);
    expect(change('katran-v2', without).movedShare).toBeCloseTo(0.25, 2);
    expect(change('katran-v2', added).minimumShare).toBeCloseTo(1 / 9, 12);
    expect(change('katran-v2', added).movedShare).toBeCloseTo(0.1111, 2);
    expect(change('modulo', without).movedShare).toBeGreaterThan(0.58);
  });

  it('a table that Envoy shrinks to one entry is compared slot by slot', () => {
    const change = disruptionOfChange(
      hashMethod('envoy'),
      pool({ a: 1, b: 1 }),
      pool({ a: 1 }),
      DEFAULT_METHOD_OPTIONS,
      1,
    );
    expect(change.keyCount).toBe(65_537);
    expect(change.extraShare).toBe(0);
    expect(change.movedShare).toBeCloseTo(0.5, 4);
  });

  it('AnchorHash gives a name that joins the bucket that was left', () => {
    const method = hashMethod('anchor-hash');
    const before = pool({ a: 1, b: 1, c: 1 });
    const replaced = disruptionOfChange(method, before, pool({ a: 1, x: 1, c: 1 }), DEFAULT_METHOD_OPTIONS, 3000);
    expect(replaced.extraShare).toBe(0);
    const many = Array.from({ length: 8 }, (_, at) => backend(`n${at}`));
    expect(() => disruptionOfChange(method, before, many, DEFAULT_METHOD_OPTIONS, 10)).toThrow('8 more do not fit');
  });
});
