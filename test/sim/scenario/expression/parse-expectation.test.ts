/**
 * Goal: statements of the expectation language mean what they say, whatever the blanks, and a fault is pointed at.
 * Method: a table of statements with their parsed form; random statements built from the grammar; random text never throws.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quantity, Selector } from '../../../../sim/scenario/expectation.ts';
import { parseExpectation } from '../../../../sim/scenario/expression/parse-expectation.ts';
import type { Places } from '../../../../sim/scenario/expression/parse-selector.ts';
import { ExpressionFault } from '../../../../sim/scenario/expression/scanner.ts';

const PLACES: Places = {
  metro: { what: 'metro', ids: ['seoul', 'busan', 'new-york', 's.2'] },
  region: { what: 'region', ids: ['asia-northeast1', 'asia-northeast3', 'us-central1'] },
  backend: { what: 'backend', ids: ['web-seoul', 'web-tokyo'] },
};

const ALL: Selector = { metro: null, region: null, backend: null };

function parsed(text: string) {
  const statement = parseExpectation(text, PLACES);
  if (statement instanceof ExpressionFault) throw new Error(statement.message);
  return statement;
}

const QUANTITIES: readonly (readonly [text: string, quantity: Quantity, bound: string])[] = [
  ['dropped', { kind: 'count', of: 'dropped', selector: ALL }, '0'],
  [
    'spilled{metro: [seoul, new-york]}',
    { kind: 'count', of: 'spilled', selector: { ...ALL, metro: ['seoul', 'new-york'] } },
    '10k',
  ],
  ['share(dropped)', { kind: 'share', of: 'dropped', selector: ALL, within: ALL }, '5%'],
  [
    'share(established{metro: seoul, region: asia-northeast1})',
    {
      kind: 'share',
      of: 'established',
      selector: { ...ALL, metro: ['seoul'], region: ['asia-northeast1'] },
      within: { ...ALL, metro: ['seoul'] },
    },
    '0.5',
  ],
  ['rate(completed)', { kind: 'rate', of: 'completed', selector: ALL }, '40/s'],
  [
    'p50(latency{metro: s.2})',
    { kind: 'latencyQuantile', quantile: 0.5, selector: { ...ALL, metro: ['s.2'] } },
    '250ms',
  ],
  ['p99.9(latency)', { kind: 'latencyQuantile', quantile: 0.999, selector: ALL }, '1h30m'],
  [
    'mean(latency{region: asia-*})',
    { kind: 'latencyMean', selector: { ...ALL, region: ['asia-northeast1', 'asia-northeast3'] } },
    '250 ms',
  ],
  [
    'max(utilisation{region: us-central1})',
    { kind: 'utilisation', statistic: 'max', selector: { ...ALL, region: ['us-central1'] } },
    '120%',
  ],
  [
    'mean(utilisation{backend: web-*})',
    { kind: 'utilisation', statistic: 'mean', selector: { ...ALL, backend: ['web-seoul', 'web-tokyo'] } },
    '0.8',
  ],
  ['moved(established)', { kind: 'movedEstablished' }, '0'],
  ['rehashed', { kind: 'count', of: 'rehashed', selector: ALL }, '0'],
  ['share(frontEndLost)', { kind: 'share', of: 'frontEndLost', selector: ALL, within: ALL }, '5%'],
  ['rate(broken)', { kind: 'rate', of: 'broken', selector: ALL }, '2/s'],
];

describe('quantities', () => {
  it.each(QUANTITIES)('%s', (text, quantity, bound) => {
    expect(parsed(`${text} < ${bound}`).quantity).toEqual(quantity);
  });

  it('do not mind blanks', () => {
    for (const [text, quantity, bound] of QUANTITIES) {
      const spread = ` ${text.replace(/([(){}[\],:])/g, ' $1 ')}   >=   ${bound} `;
      expect(parsed(spread)).toMatchObject({ quantity, comparison: '>=' });
    }
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
  ])('%s', (text, bound) => expect(parsed(text)).toMatchObject({ bound, timesBaseline: false }));

  it.each([
    ['p50(latency) <= baseline', 1],
    ['p50(latency) <= 1.05 * baseline', 1.05],
    ['p50(latency) <= 1.05*baseline', 1.05],
    ['dropped <= baseline * 2', 2],
  ])('%s', (text, bound) => expect(parsed(text)).toMatchObject({ bound, timesBaseline: true }));

  it.each(['<', '<=', '==', '!=', '>=', '>'] as const)('comparison %s', (comparison) =>
    expect(parsed(`dropped ${comparison} 1`).comparison).toBe(comparison),
  );
});

describe('faults', () => {
  const caretAt = (text: string): number => {
    const fault = parseExpectation(text, PLACES);
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
  ])('%j points at %i', (text, offset) => expect(caretAt(text)).toBe(offset));

  it('no text throws, and every fault lies within the text', () => {
    const piece = fc.constantFrom(
      'dropped',
      'share',
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      'metro',
      'seoul',
      'p99',
      'latency',
      ' ',
      '<',
      '==',
      '5',
      '%',
      'ms',
      '*',
      'baseline',
      'é',
      '.',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
        ),
        (text) => {
          const statement = parseExpectation(text, PLACES);
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
