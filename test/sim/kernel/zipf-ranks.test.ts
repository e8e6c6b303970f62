/**
 * Goal: ranks come as often as Zipf's law says, for every exponent and number of ranks, one included.
 * Method: chi-square of many draws against the exact probabilities (rare ranks pooled by octaves); frequencies of a
 * rank in ten million against its probability; a draw of every extreme of the uniform.
 */
import { describe, expect, it } from 'vitest';
import type { RandomStream } from '../../../sim/kernel/random-stream.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { ZipfRanks } from '../../../sim/kernel/zipf-ranks.ts';
import { chiSquareZ } from '../../support/statistics.ts';

/** The class of a rank: the first 32 on their own, then by octaves. */
function classOf(rank: number): number {
  return rank <= 32 ? rank - 1 : 27 + Math.floor(Math.log2(rank));
}

function chiSquareAgainstZipf(count: number, exponent: number, draws: number): { statistic: number; classes: number } {
  const ranks = new ZipfRanks(count, exponent);
  const stream = new RandomStreams('zipf', 0).stream(`${count} ${exponent}`);
  const seen = new Float64Array(64);
  for (let draw = 0; draw < draws; draw++) seen[classOf(ranks.pick(stream))]!++;
  const weights = new Float64Array(64);
  let total = 0;
  for (let rank = 1; rank <= count; rank++) {
    weights[classOf(rank)]! += rank ** -exponent;
    total += rank ** -exponent;
  }
  let statistic = 0;
  let classes = 0;
  for (let index = 0; index < 64; index++) {
    const expected = (weights[index]! / total) * draws;
    if (expected < 10) continue;
    statistic += (seen[index]! - expected) ** 2 / expected;
    classes++;
  }
  return { statistic, classes };
}

describe('frequencies', () => {
  it.each([
    [100, 1],
    [1_000, 0.5],
    [1_000, 1],
    [1_000, 1.2],
    [50_000, 0.8],
    [50_000, 1],
    [50_000, 0.99999999],
    [50_000, 1.00000001],
    [300, 0.01],
    [300, 2.5],
  ])('of %i ranks with exponent %f', (count, exponent) => {
    const { statistic, classes } = chiSquareAgainstZipf(count, exponent, 1_000_000);
    expect(classes).toBeGreaterThan(8);
    expect(Math.abs(chiSquareZ(statistic, classes - 1))).toBeLessThan(4);
  });

  it('of the last tenth of ten million ranks', () => {
    const count = 10_000_000;
    const ranks = new ZipfRanks(count, 1);
    const stream = new RandomStreams('zipf', 0).stream('last tenth');
    const draws = 2_000_000;
    let seen = 0;
    let odd = 0;
    for (let draw = 0; draw < draws; draw++) {
      const rank = ranks.pick(stream);
      if (rank <= 0.9 * count) continue;
      seen++;
      odd += rank & 1;
    }
    // H(n) = ln n + 0.5772 + 1 / 2n; the last tenth has ln(1 / 0.9).
    const expected = (draws * Math.log(1 / 0.9)) / (Math.log(count) + 0.5772156649);
    expect(Math.abs(seen - expected)).toBeLessThan(4 * Math.sqrt(expected));
    // A uniform of 32 bits has some twenty values for each of these ranks, one of 52 bits twenty million.
    expect(Math.abs(odd - seen / 2)).toBeLessThan(2 * Math.sqrt(seen));
  });
});

describe('extremes', () => {
  const fixed = (u: number): RandomStream => ({ fineUniform: () => u }) as unknown as RandomStream;

  it.each([0.5, 1, 1.5, 4])('of the uniform give the first and the last rank, with exponent %f', (exponent) => {
    const ranks = new ZipfRanks(1_000, exponent);
    expect(ranks.pick(fixed(2 ** -53))).toBe(1_000);
    expect(ranks.pick(fixed(1 - 2 ** -53))).toBe(1);
  });

  it('one rank is the only one', () => {
    const ranks = new ZipfRanks(1, 1);
    const stream = new RandomStreams('zipf', 0).stream('one');
    for (let draw = 0; draw < 1_000; draw++) expect(ranks.pick(stream)).toBe(1);
  });
});
