/** Random statements that the language can say, each with the parts that its grammar allows. */
import fc from 'fast-check';
import { isBreak } from '../../../../sim/metrics/window-breaks.ts';
import type { Measure, Quantity, Selector, Series, Statement } from '../../../../sim/scenario/expectation.ts';
import { type Dimension, dimensionOf, dimensionOfSeries } from '../../../../sim/scenario/expression/dimension.ts';
import { EVERYWHERE, type Names } from '../../../../sim/scenario/expression/parse-selector.ts';
import {
  COUNTABLES,
  GAUGES,
  intervalKeysOf,
  type SelectorKey,
  SPREAD_OVER,
  SPREADS,
  selectorKeysOf,
} from '../../../../sim/scenario/expression/vocabulary.ts';

type Arbitrary<T> = fc.Arbitrary<T>;

const comparison = fc.constantFrom('<', '<=', '==', '!=', '>=', '>');
const statistic = fc.oneof(
  fc.constantFrom({ kind: 'min' } as const, { kind: 'mean' } as const, { kind: 'max' } as const),
  fc.integer({ min: 1, max: 9_999 }).map((n) => ({ kind: 'quantile' as const, p: n / 10_000 })),
);

export function arbitraryStatement(names: Names): Arbitrary<Statement> {
  const quantity = arbitraryQuantity(names);
  const ofKind = (dimension: Dimension): Arbitrary<Quantity> => {
    return quantity.filter(({ measure }) => dimensionOf(measure) === dimension);
  };
  return quantity.chain((left) => {
    const dimension = dimensionOf(left.measure);
    const subject = fc.oneof(
      fc.constant({ kind: 'single' as const, quantity: left }),
      fc.record({
        kind: fc.constantFrom('ratio' as const, 'difference' as const),
        left: fc.constant(left),
        right: ofKind(dimension),
      }),
    );
    return fc.tuple(subject, comparison).chain(([chosen, mark]) => {
      const ofBound = chosen.kind === 'ratio' ? 'ratio' : dimension;
      const designs = chosen.kind === 'single' ? [left.designId] : [chosen.left.designId, chosen.right.designId];
      const isUnnamed = designs.every((id) => id === null);
      const measured: Arbitrary<'baseline' | Quantity> = fc.oneof(
        ...(isUnnamed ? [fc.constant('baseline' as const)] : []),
        ofKind(ofBound),
      );
      const operand = fc.oneof(
        arbitraryNumber(ofBound).chain((value) => {
          const offset =
            chosen.kind === 'difference' ? fc.constantFrom(value, value === 0 ? 0 : -value) : fc.constant(value);
          return offset.map((number) => ({ of: null, factor: 0, offset: number }));
        }),
        fc.record({ of: measured, factor: arbitraryFactor, offset: arbitraryNumber(ofBound) }),
      );
      return fc.tuple(operand, arbitraryTolerance(ofBound)).map(([bound, tolerance]) => ({
        subject: chosen,
        comparison: mark,
        bound: { ...bound, tolerance: mark === '==' || mark === '!=' ? tolerance : null },
      }));
    });
  });
}

const arbitraryFactor = fc.integer({ min: 0, max: 100_000 }).map((n) => n / 1_000);

/** In the base unit, of the decimals that its text has. */
function arbitraryNumber(dimension: Dimension): Arbitrary<number> {
  switch (dimension) {
    case 'share':
      return fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100_000);
    case 'connections':
    case 'members':
    case 'latency':
    case 'duration':
    case 'bytes':
      return fc.integer({ min: 0, max: 10_000_000_000 });
    default:
      return arbitraryFactor;
  }
}

function arbitraryTolerance(dimension: Dimension): Arbitrary<Statement['bound']['tolerance']> {
  const absolute = arbitraryNumber(dimension)
    .filter((value) => value > 0)
    .map((value) => ({ value, isRelative: false }));
  if (dimension === 'share' || dimension === 'utilisation') return fc.option(absolute);
  const relative = fc.integer({ min: 1, max: 1_000 }).map((n) => ({ value: n / 1_000, isRelative: true }));
  return fc.option(fc.oneof(absolute, relative));
}

function arbitraryQuantity(names: Names): Arbitrary<Quantity> {
  const selected = (keys: readonly SelectorKey[]): Arbitrary<Selector> => arbitrarySelector(keys, names);
  const counted = fc.constantFrom(...COUNTABLES).chain((of) => {
    return fc.record({
      kind: fc.constantFrom('count' as const, 'share' as const, 'rate' as const),
      of: fc.constant(of),
      selector: selected(selectorKeysOf(of)),
    });
  });
  const latency = fc.oneof(selected(['metro', 'home', 'region']), selected(['region', 'zone', 'backend']));
  const measure: Arbitrary<Measure> = fc.oneof(
    counted.filter(({ kind, of, selector }) => {
      const isAtPlace = selector.zone !== null || selector.backend !== null;
      return kind !== 'share' || !isAtPlace || of === 'established' || isBreak(of);
    }),
    fc.record({ kind: fc.constant('moved' as const), selector: selected(['region', 'zone', 'backend']) }),
    fc.record({ kind: fc.constant('latency' as const), statistic, selector: latency }),
    fc.record({ kind: fc.constant('series' as const), statistic, series: arbitrarySeries(names) }),
    fc.record({
      kind: fc.constant('spread' as const),
      spread: fc.constantFrom(...SPREADS),
      over: fc.constantFrom(...SPREAD_OVER),
      selector: selected(['region', 'zone', 'backend']),
    }),
    fc.record({ kind: fc.constant('timeTo' as const), condition: arbitraryCondition(names), isSettled: fc.boolean() }),
  );
  return fc.record({ measure, designId: fc.option(fc.constantFrom(...names.design!.ids)) });
}

function arbitrarySeries(names: Names): Arbitrary<Series> {
  const gauge = fc.record({
    kind: fc.constant('gauge' as const),
    of: fc.constantFrom(...GAUGES),
    selector: arbitrarySelector(['region', 'zone', 'backend'], names),
  });
  const known = COUNTABLES.filter((word) => intervalKeysOf(word) !== null);
  const counted = fc.constantFrom(...known).chain((of) => {
    const hasShare = !['spilled', 'broken'].includes(of);
    return fc
      .record({
        kind: fc.constantFrom('rate' as const, ...(hasShare ? ['share' as const] : [])),
        of: fc.constant(of),
        selector: arbitrarySelector(intervalKeysOf(of)!, names),
      })
      .filter(({ kind, selector }) => {
        return kind === 'rate' || of !== 'established' || selector.zone !== null || selector.backend !== null;
      });
  });
  return fc.oneof(gauge, counted);
}

function arbitraryCondition(names: Names): Arbitrary<Extract<Measure, { kind: 'timeTo' }>['condition']> {
  const series = arbitrarySeries(names);
  return series.chain((left) => {
    const dimension = dimensionOfSeries(left);
    const other = series.filter((candidate) => dimensionOfSeries(candidate) === dimension);
    return fc.oneof(
      arbitraryNumber(dimension).chain((factor) =>
        fc.record({ series: fc.constant(left), comparison, factor: fc.constant(factor), of: fc.constant(null) }),
      ),
      fc.record({ series: fc.constant(left), comparison, factor: arbitraryFactor, of: other }),
    );
  });
}

function arbitrarySelector(keys: readonly SelectorKey[], names: Names): Arbitrary<Selector> {
  const chosen = Object.fromEntries(
    keys.map((key) => [
      key,
      fc.option(fc.uniqueArray(fc.constantFrom(...names[key]!.ids), { minLength: 1, maxLength: 3 })),
    ]),
  );
  return fc.record(chosen).map((ids) => ({ ...EVERYWHERE, ...ids }));
}
