/**
 * Goal: statements of the expectation language mean what they say, whatever the blanks, and a fault is pointed at.
 * Method: tables of statements with their parsed form; random statements printed and parsed again; every word in a
 * statement of its own; random text never throws.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BREAK_CAUSES } from '../../../../sim/metrics/break-cause.ts';
import { OUTCOMES } from '../../../../sim/metrics/outcome.ts';
import type { Measure, Selector, Statement } from '../../../../sim/scenario/expectation.ts';
import { parseExpectation } from '../../../../sim/scenario/expression/parse-expectation.ts';
import { EVERYWHERE, type Names } from '../../../../sim/scenario/expression/parse-selector.ts';
import { ExpressionFault } from '../../../../sim/scenario/expression/scanner.ts';
import {
  COUNTABLES,
  FUNCTIONS,
  GAUGES,
  SELECTOR_KEYS,
  SPREAD_OVER,
  SPREADS,
  selectorKeysOf,
} from '../../../../sim/scenario/expression/vocabulary.ts';
import { arbitraryStatement } from './arbitrary-statement.ts';
import { printStatement } from './print-statement.ts';

const REGIONS = { what: 'region', ids: ['asia-northeast1', 'asia-northeast3', 'us-central1'] };
const NAMES: Names = {
  metro: { what: 'metro', ids: ['seoul', 'busan', 'new-york', 's.2'] },
  home: REGIONS,
  region: REGIONS,
  zone: { what: 'zone', ids: ['asia-northeast3-a', 'asia-northeast3-b'] },
  backend: { what: 'backend', ids: ['web-seoul', 'web.tokyo-2'] },
  outcome: { what: 'outcome', ids: OUTCOMES },
  cause: { what: 'cause of a break', ids: BREAK_CAUSES },
  design: { what: 'compared design', ids: ['waterfall', 'spray-v1.2'] },
};

function parsed(text: string): Statement {
  const statement = parseExpectation(text, NAMES);
  if (statement instanceof ExpressionFault) throw new Error(statement.message);
  return statement;
}

const of = (selector: Partial<Selector>): Selector => ({ ...EVERYWHERE, ...selector });
const SEOUL = of({ region: ['asia-northeast3'] });
const active = { kind: 'gauge', of: 'active', selector: EVERYWHERE } as const;

const MEASURES: readonly (readonly [text: string, measure: Measure, bound: string])[] = [
  ['dropped', { kind: 'count', of: 'dropped', selector: EVERYWHERE }, '0'],
  [
    'spilled{metro: [seoul, new-york]}',
    { kind: 'count', of: 'spilled', selector: of({ metro: ['seoul', 'new-york'] }) },
    '10k',
  ],
  ['failed{home: us-central1}', { kind: 'count', of: 'failed', selector: of({ home: ['us-central1'] }) }, '1.5k'],
  [
    'offered{outcome: [dropped, *ed*Out]}',
    { kind: 'count', of: 'offered', selector: of({ outcome: ['dropped', 'timedOut'] }) },
    '7',
  ],
  ['share(dropped)', { kind: 'share', of: 'dropped', selector: EVERYWHERE }, '5%'],
  [
    'share(established{metro: seoul, region: asia-northeast1})',
    { kind: 'share', of: 'established', selector: of({ metro: ['seoul'], region: ['asia-northeast1'] }) },
    '0.5',
  ],
  [
    'established{zone: asia-northeast3-?, backend: web.tokyo-2}',
    {
      kind: 'count',
      of: 'established',
      selector: of({ zone: ['asia-northeast3-a', 'asia-northeast3-b'], backend: ['web.tokyo-2'] }),
    },
    '9',
  ],
  ['rate(completed)', { kind: 'rate', of: 'completed', selector: EVERYWHERE }, '40/s'],
  [
    'p50(latency{metro: s.2})',
    { kind: 'latency', statistic: { kind: 'quantile', p: 0.5 }, selector: of({ metro: ['s.2'] }) },
    '250ms',
  ],
  ['p99.9(latency)', { kind: 'latency', statistic: { kind: 'quantile', p: 0.999 }, selector: EVERYWHERE }, '1h30m'],
  [
    'mean(latency{region: asia-*})',
    { kind: 'latency', statistic: { kind: 'mean' }, selector: of({ region: ['asia-northeast1', 'asia-northeast3'] }) },
    '250 ms',
  ],
  [
    'max(latency{zone: asia-northeast3-b})',
    { kind: 'latency', statistic: { kind: 'max' }, selector: of({ zone: ['asia-northeast3-b'] }) },
    '1s',
  ],
  [
    'max(utilisation{region: us-central1})',
    {
      kind: 'series',
      statistic: { kind: 'max' },
      series: { kind: 'gauge', of: 'utilisation', selector: of({ region: ['us-central1'] }) },
    },
    '120%',
  ],
  ['p95(active)', { kind: 'series', statistic: { kind: 'quantile', p: 0.95 }, series: active }, '300'],
  [
    'min(rate(established{region: asia-northeast3}))',
    { kind: 'series', statistic: { kind: 'min' }, series: { kind: 'rate', of: 'established', selector: SEOUL } },
    '2 k/s',
  ],
  [
    'max(share(failed{home: asia-northeast3}))',
    {
      kind: 'series',
      statistic: { kind: 'max' },
      series: { kind: 'share', of: 'failed', selector: of({ home: ['asia-northeast3'] }) },
    },
    '2%',
  ],
  ['moved(established)', { kind: 'moved', selector: EVERYWHERE }, '0'],
  ['moved(established{region: asia-northeast3})', { kind: 'moved', selector: SEOUL }, '0'],
  ['rehashed', { kind: 'count', of: 'rehashed', selector: EVERYWHERE }, '0'],
  [
    'share(broken{cause: [popLost, drained]})',
    { kind: 'share', of: 'broken', selector: of({ cause: ['popLost', 'drained'] }) },
    '5%',
  ],
  [
    'imbalance(zones{region: asia-northeast3})',
    { kind: 'spread', spread: 'imbalance', over: 'zones', selector: SEOUL },
    '10%',
  ],
  ['peakToMean(members)', { kind: 'spread', spread: 'peakToMean', over: 'members', selector: EVERYWHERE }, '1.5x'],
  [
    'time_to(active == 0)',
    { kind: 'timeTo', condition: { series: active, comparison: '==', factor: 0, of: null }, isSettled: false },
    '30s',
  ],
  [
    'time_to(active > 1.5 * capacity, settled)',
    {
      kind: 'timeTo',
      condition: { series: active, comparison: '>', factor: 1.5, of: { ...active, of: 'capacity' } },
      isSettled: true,
    },
    '2m',
  ],
  [
    'time_to(active < capacity)',
    {
      kind: 'timeTo',
      condition: { series: active, comparison: '<', factor: 1, of: { ...active, of: 'capacity' } },
      isSettled: false,
    },
    '2m',
  ],
];

describe('quantities', () => {
  it.each(MEASURES)('%s', (text, measure, bound) => {
    expect(parsed(`${text} < ${bound}`).subject).toEqual({ kind: 'single', quantity: { measure, designId: null } });
  });

  it.each(MEASURES)('%s with blanks', (text, measure, bound) => {
    const spread = ` ${text.replace(/([(){}[\],:])/g, ' $1 ')}   >=   ${bound} `;
    expect(parsed(spread)).toMatchObject({ subject: { quantity: { measure } }, comparison: '>=' });
  });

  it('may name their design, dots and dashes and all', () => {
    const { subject, bound } = parsed(
      'p9(latency{design: spray-v1.2}) <= 2 * p9(latency{metro: seoul, design: waterfall})',
    );
    expect(subject).toMatchObject({ quantity: { designId: 'spray-v1.2' } });
    expect(bound).toMatchObject({ factor: 2, offset: 0, of: { designId: 'waterfall' } });
  });

  it('are divided and subtracted two at a time', () => {
    const quantity = (word: string) => ({ measure: { kind: 'count', of: word, selector: EVERYWHERE }, designId: null });
    expect(parsed('refused / sent < 5%')).toMatchObject({
      subject: { kind: 'ratio', left: quantity('refused'), right: quantity('sent') },
      bound: { of: null, offset: 0.05 },
    });
    expect(parsed('established - spilled > -3')).toMatchObject({
      subject: { kind: 'difference', left: quantity('established'), right: quantity('spilled') },
      bound: { of: null, offset: -3 },
    });
  });
});

describe('bounds', () => {
  it.each([
    ['dropped < 12', 12],
    ['dropped < 1.5k', 1_500],
    ['share(dropped) < 0.1%', 0.001],
    ['share(dropped) < 1', 1],
    ['rate(dropped) < 120/min', 2],
    ['rate(dropped) < 2 k/s', 2_000],
    ['mean(latency) < 250ms', 250_000],
    ['mean(latency) < 1 min', 60_000_000],
    ['mean(latency) < 0', 0],
    ['rate(dropped) == 0', 0],
    ['max(utilisation) < 110%', 1.1],
    ['max(utilisation) < 1.1', 1.1],
    ['imbalance(members) < 5%', 0.05],
    ['min(seenHealthy) >= 3', 3],
    ['time_to(active > 3) < 1m30s', 90_000_000],
  ])('%s', (text, offset) => expect(parsed(text).bound).toEqual({ of: null, factor: 0, offset, tolerance: null }));

  it.each([
    ['p50(latency) <= baseline', 1, 0],
    ['p50(latency) <= 1.05 * baseline', 1.05, 0],
    ['p50(latency) <= 1.05*baseline', 1.05, 0],
    ['p50(latency) <= 105% * baseline', 1.05, 0],
    ['dropped <= baseline * 2', 2, 0],
    ['dropped <= baseline * 2x + 10', 2, 10],
    ['share(dropped) >= baseline - 5%', 1, -0.05],
    ['p50(latency) <= baseline+10ms', 1, 10_000],
  ])('%s', (text, factor, offset) => {
    expect(parsed(text).bound).toEqual({ of: 'baseline', factor, offset, tolerance: null });
  });

  it.each([
    ['share(established{zone: asia-northeast3-a}) == 50% +- 2%', { value: 0.02, isRelative: false }],
    ['max(utilisation) == 50% ± 2%', { value: 0.02, isRelative: false }],
    ['dropped != 10 +- 2', { value: 2, isRelative: false }],
    ['dropped == 10 +- 20%', { value: 0.2, isRelative: true }],
    ['p50(latency) == 0.5 * baseline + 3ms +- 1ms', { value: 1_000, isRelative: false }],
    ['p50(latency) == baseline +- 5%', { value: 0.05, isRelative: true }],
  ])('%s', (text, tolerance) => expect(parsed(text).bound.tolerance).toEqual(tolerance));

  it.each(['<', '<=', '==', '!=', '>=', '>'] as const)('comparison %s', (comparison) =>
    expect(parsed(`dropped ${comparison} 1`).comparison).toBe(comparison),
  );
});

describe('the whole language', () => {
  it('reads back what it says: print and parse', () => {
    fc.assert(
      fc.property(arbitraryStatement(NAMES), (statement) => {
        expect(parsed(printStatement(statement))).toEqual(statement);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has every word of its vocabulary in a statement', () => {
    const statements = [
      ...COUNTABLES.map((word) => `share(${word}) <= 1`),
      ...GAUGES.map((word) => `max(${word}) >= 0`),
      ...SPREADS.flatMap((spread) => SPREAD_OVER.map((over) => `${spread}(${over}) < 2`)),
    ];
    const words = new Set(statements.flatMap((text) => [printStatement(parsed(text)), text].join(' ').match(/\w+/g)));
    for (const word of [...COUNTABLES, ...GAUGES, ...SPREADS, ...SPREAD_OVER]) expect(words).toContain(word);
    const arguments_: Readonly<Record<string, string>> = {
      time_to: 'active > 1',
      moved: 'established',
      share: 'dropped',
      rate: 'dropped',
      imbalance: 'zones',
      peakToMean: 'zones',
    };
    for (const name of FUNCTIONS) expect(() => parsed(`${name}(${arguments_[name] ?? 'latency'}) == 0`)).not.toThrow();
  });

  it('takes every selector on a word that is known by it, with every name it may have', () => {
    for (const key of SELECTOR_KEYS) {
      const word = COUNTABLES.find((countable) => key === 'design' || selectorKeysOf(countable).includes(key))!;
      for (const id of NAMES[key]!.ids) {
        const { subject } = parsed(`${word}{${key}: ${id}} >= 0`);
        if (subject.kind !== 'single' || subject.quantity.measure.kind !== 'count')
          throw new Error('a count was written');
        const { measure, designId } = subject.quantity;
        expect(key === 'design' ? designId : measure.selector[key]).toEqual(key === 'design' ? id : [id]);
      }
    }
  });
});

describe('faults', () => {
  const caretAt = (text: string): number => {
    const fault = parseExpectation(text, NAMES);
    if (!(fault instanceof ExpressionFault)) throw new Error(`"${text}" was taken`);
    const [, shown, caret] = fault.message.split('\n');
    expect(shown!.slice(4)).toBe(text);
    expect(caret!.indexOf('^') - 4).toBe(fault.offset);
    return fault.offset;
  };

  it.each([
    ['', 0],
    ['  ', 2],
    ['dropped', 7],
    ['dropped <', 9],
    ['dropped < <', 10],
    ['dropped{} == 0', 8],
    ['dropped{metro seoul} == 0', 14],
    ['dropped{metro: [seoul} == 0', 21],
    ['dropped{metro: } == 0', 15],
    ['share(dropped == 0', 14],
    ['share dropped == 0', 6],
    ['p0(latency) < 1s', 0],
    ['pp(latency) < 1s', 0],
    ['mean(dropped) < 1s', 5],
    ['max(utilisation{metro: seoul}) < 1', 16],
    ['dropped == 0 and more', 13],
    ['dropped == -1', 11],
    ['dropped == 1 +-', 15],
    ['dropped / < 1', 10],
    ['time_to() < 1s', 8],
    ['time_to(active >) < 1s', 16],
    ['time_to(active > 1,) < 1s', 19],
    ['max(rate(established) < 1/s', 22],
    ['refused <= 2 *', 14],
  ])('%j points at %i', (text, offset) => expect(caretAt(text)).toBe(offset));

  it('no text throws, and every fault lies within the text', () => {
    const words = [
      ...COUNTABLES,
      ...GAUGES,
      ...FUNCTIONS,
      ...SELECTOR_KEYS,
      ...SPREAD_OVER,
      'latency',
      'baseline',
      'settled',
    ];
    const marks = [
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      ' ',
      '<',
      '==',
      '!=',
      '*',
      '/',
      '-',
      '+',
      '+-',
      '±',
      '5',
      '%',
      'ms',
      'seoul',
      'é',
      '.',
    ];
    const piece = fc.constantFrom(...words, ...marks);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 15 }).map((pieces) => pieces.join('')),
          fc.tuple(arbitraryStatement(NAMES), fc.nat(), piece).map(([statement, at, extra]) => {
            const text = printStatement(statement);
            return text.slice(0, at % text.length) + extra + text.slice((at % text.length) + 1);
          }),
        ),
        (text) => {
          const statement = parseExpectation(text, NAMES);
          if (statement instanceof ExpressionFault) {
            expect(statement.offset).toBeGreaterThanOrEqual(0);
            expect(statement.offset).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
