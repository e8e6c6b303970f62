/**
 * Goal: streams of similar names, runs and seeds have nothing to do with one another; the
 * same name gives the same stream.
 * Method: the test that tells good seeding from bad: first draws over 20,000 similar names are uniform (chi-square,
 * 99 degrees of freedom) and neighbours do not correlate (lag 1); generators that fold the seed in
 * linearly fail it by 15 to 70 sigma.
 */
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { chiSquareUniform, chiSquareZ, correlationZ } from '../../support/statistics.ts';

const STREAM_COUNT = 20_000;
const CELLS = 100;

interface FirstDraws {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

function firstDraws(streamOf: (number: number) => { uniform(): number }): FirstDraws {
  const first = new Float64Array(STREAM_COUNT);
  const second = new Float64Array(STREAM_COUNT);
  for (let number = 0; number < STREAM_COUNT; number++) {
    const stream = streamOf(number);
    first[number] = stream.uniform();
    second[number] = stream.uniform();
  }
  return { first, second };
}

function uniformityZ(draws: Float64Array): number {
  const counts = new Int32Array(CELLS);
  for (const draw of draws) counts[Math.floor(draw * CELLS)]!++;
  return chiSquareZ(chiSquareUniform(counts), CELLS - 1);
}

const FAMILIES: readonly [string, (number: number) => { uniform(): number }][] = [
  ['names that end in a number', (number) => new RandomStreams('42', 0).stream(`arrivals/metro-${number}`)],
  ['names that are a number', (number) => new RandomStreams('42', 0).stream(`${number}`)],
  ['names that begin with a number', (number) => new RandomStreams('42', 0).stream(`${number}/service`)],
  ['runs', (number) => new RandomStreams('42', number).stream('arrivals/seoul')],
  ['seeds', (number) => new RandomStreams(`${number}`, 0).stream('arrivals/seoul')],
];

describe.each(FAMILIES)('streams of similar %s', (_, streamOf) => {
  const { first, second } = firstDraws(streamOf);

  it('have uniform first and second draws', () => {
    expect(Math.abs(uniformityZ(first))).toBeLessThan(4);
    expect(Math.abs(uniformityZ(second))).toBeLessThan(4);
  });

  it('do not correlate with their neighbours, nor draws within them', () => {
    expect(Math.abs(correlationZ(first.subarray(1), first.subarray(0, -1)))).toBeLessThan(4);
    expect(Math.abs(correlationZ(first, second))).toBeLessThan(4);
  });
});

describe('a stream', () => {
  const draw = (seed: string, run: number, name: string): number[] => {
    const stream = new RandomStreams(seed, run).stream(name);
    return Array.from({ length: 20 }, () => stream.uint32());
  };

  it('is the same each time it is asked for', () => {
    expect(draw('seed', 3, 'holds')).toEqual(draw('seed', 3, 'holds'));
  });

  it('does not depend on which streams were made before it', () => {
    const streams = new RandomStreams('seed', 3);
    for (const other of ['a', 'b', 'holds', 'c']) streams.stream(other).uint32();
    const stream = streams.stream('holds');
    expect(Array.from({ length: 20 }, () => stream.uint32())).toEqual(draw('seed', 3, 'holds'));
  });

  it('cannot be reached by shifting characters between seed, run and name', () => {
    const all = [draw('1', 23, 'x'), draw('12', 3, 'x'), draw('1', 2, '3x'), draw('123', 0, 'x'), draw('1', 23, '0x')];
    expect(new Set(all.map((draws) => draws[0])).size).toBe(all.length);
  });

  it('needs a seed: an empty one would let seedrandom take the clock', () => {
    expect(() => new RandomStreams('', 0)).toThrow(RangeError);
  });
});
