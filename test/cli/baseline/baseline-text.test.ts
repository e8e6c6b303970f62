/**
 * Goal: a baseline is the same bytes for the same figures, reads back to the same figures, and is refused
 * with its line where it is damaged.
 * Method: a readable golden text; round trips of random figures; one fault at a time.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baselineText } from '../../../cli/baseline/baseline-text.ts';
import { parseBaseline } from '../../../cli/baseline/parse-baseline.ts';
import { UserError } from '../../../cli/user-error.ts';
import { roundFigure } from '../../../sim/metrics/comparison/figure-set.ts';
import { sampleFigures } from '../../sim/metrics/comparison/figures.ts';

const FIGURES = sampleFigures({
  waterfall: {
    metrics: {
      offered: [565_269, 566_241, 565_398],
      completedShare: [1, 1, 1],
      droppedShare: [0, 0, 0.00000176],
      latencyP50: [50.1234, 49.9876, 50.0001],
      latencyP99: [null, null, null],
      memberImbalance: [0.001, null, 0.00123],
    },
  },
  spray: { metrics: { offered: [565_269, 566_241, 565_398] } },
});

const TEXT = baselineText(FIGURES);

describe('the text', () => {
  test('has a line for each metric: name, mean with its interval, replications', () => {
    expect(
      TEXT,
    ).toBe(`# Written by \`spillway check --update\`: name, mean with its 95% interval, and after = the value of each replication.
baseline            1
scenario            sample
setup               cdcdcdcd traffic
setup               abababab design a
seed                "42"
replications        3
version             0.1.0
fingerprint         0123456789abcdef

design waterfall
traffic             00000000 00000001 00000002
routing             00000000 00000001 00000002
outcomes            00000000 00000001 00000002
events              00000000 00000001 00000002
offered             565,636 ±1,311         = 565269 566241 565398
completedShare      100%                   = 1
droppedShare        <0.001% ±0.000252      = 0 0 0.00000176
latencyP50          50 ms ±0.186           = 50.1234 49.9876 50.0001
latencyP99          none                   = -
memberImbalance     0.00112 ±0.00146       = 0.001 - 0.00123

design spray
traffic             00000000 00000001 00000002
routing             00000000 00000001 00000002
outcomes            00000000 00000001 00000002
events              00000000 00000001 00000002
offered             565,636 ±1,311         = 565269 566241 565398
`);
  });

  test('reads back to the same figures, with either line end', () => {
    expect(parseBaseline(TEXT, 'a.txt')).toEqual(FIGURES);
    expect(parseBaseline(TEXT.replaceAll('\n', '\r\n'), 'a.txt')).toEqual(FIGURES);
  });

  test('round trip, whatever the figures and the seed', () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.constant(0),
      fc.integer({ min: 0, max: 1e12 }),
      fc.double({ min: 1e-9, max: 1e9, noNaN: true }).map(roundFigure),
    );
    fc.assert(
      fc.property(fc.string(), fc.array(value, { minLength: 1, maxLength: 6 }), (seed, values) => {
        const figures = sampleFigures({ a: { metrics: { latencyP50: values, unheardOf: values } } }, { seed });
        const text = baselineText(figures);
        const back = parseBaseline(text, 'a.txt');
        expect(back).toEqual(figures);
        expect(baselineText(back)).toBe(text);
      }),
    );
  });

  test('a change of one metric changes one line', () => {
    const [waterfall, spray] = FIGURES.designs;
    const metrics = waterfall!.metrics.map((metric) =>
      metric.name === 'latencyP50' ? { ...metric, values: [1_250.5, 1_260.25, 1_240.75] } : metric,
    );
    const changed = baselineText({ ...FIGURES, designs: [{ ...waterfall!, metrics }, spray!] }).split('\n');
    expect(changed.filter((line, index) => line !== TEXT.split('\n')[index])).toHaveLength(1);
  });
});

describe('a damaged baseline', () => {
  test.each([
    [
      'is another file',
      () => 'hello: world\n',
      'a.txt:1: this is no baseline: baseline should stand here, not "hello:"',
    ],
    ['is empty', () => '', 'a.txt:1: this is no baseline'],
    [
      'has another format',
      (text: string) => text.replace(/^baseline +1$/m, 'baseline 9'),
      'a.txt:2: baseline format 9; this version reads 1',
    ],
    [
      'was merged by half',
      (text: string) => text.replace('design spray', '<<<<<<< HEAD\ndesign spray'),
      'a.txt has conflict markers',
    ],
    [
      'misses a line of the head',
      (text: string) => text.replace(/^seed.*\n/m, ''),
      'a.txt:6: this is no baseline: seed should stand here, not "replications"',
    ],
    [
      'has a seed that is none',
      (text: string) => text.replace('"42"', '42'),
      'a.txt:6: seed should be a text in double quotes, not 42',
    ],
    [
      'has no replications',
      (text: string) => text.replace(/^(replications +)3/m, '$10'),
      'a.txt:7: replications should be a whole number, not "0"',
    ],
    [
      'has a part without a hash',
      (text: string) => text.replace('cdcdcdcd traffic', 'traffic'),
      'a.txt:4: setup should be eight hex digits',
    ],
    [
      'has too few values',
      (text: string) => text.replace(' 566241 565398', ' 566241'),
      'a.txt:16: offered should end in "= " and one number, or one for each of 3',
    ],
    ['has no values', (text: string) => text.replace('= 565269 566241 565398', '='), 'a.txt:16: offered should end in'],
    ['has a value that is none', (text: string) => text.replace('566241', '566k'), 'a.txt:16: offered should end in'],
    [
      'has too few hashes',
      (text: string) => text.replace(' 00000002', ''),
      'a.txt:12: expected eight hex digits for each of 3',
    ],
    [
      'misses an ingredient',
      (text: string) => text.replace(/^routing.*\n/m, ''),
      'a.txt:11: design waterfall has no line routing',
    ],
    ['has no design', (text: string) => text.slice(0, text.indexOf('\ndesign')), 'a.txt:9: there is no design in it'],
    [
      'has a metric outside of a design',
      (text: string) => text.replace('\ndesign waterfall', '\noffered 1 = 1'),
      'a.txt:11: a design should begin here, not "offered"',
    ],
  ])('that %s is refused with its place', (_what, spoil, message) => {
    expect(() => parseBaseline(spoil(TEXT), 'a.txt')).toThrow(UserError);
    expect(() => parseBaseline(spoil(TEXT), 'a.txt')).toThrow(message);
  });
});
