/**
 * Goal: the degree of a pattern says how fast the work of matching grows, and the estimate
 * made of it is of the right size.
 * Method: degrees by hand from the definition; each is held against a matcher that counts its steps on texts made
 * to be hard, of n and 2n bytes.
 */
import { describe, expect, it } from 'vitest';
import { degreeOf, matchingSteps } from '../../../../sim/requests/regex/degree.ts';
import { parsePcre } from '../../../../sim/requests/regex/parse-pcre.ts';
import type { RegexNode } from '../../../../sim/requests/regex/regex-node.ts';
import { stepsOf } from './counting-matcher.ts';

function parsed(pattern: string): RegexNode {
  return parsePcre(pattern, { server: 'nginx', ignoresCase: false }).root;
}

type HardText = (length: number) => string;

const same: HardText = (length) => 'a'.repeat(length);
const slashes: HardText = (length) => `${'/'.repeat(length)}\n\n`;
const halves: HardText = (length) => `${'a'.repeat(length / 2)}${'b'.repeat(length / 2)}!`;
const segments: HardText = (length) => '/a'.repeat(length / 2);

const HARD: readonly (readonly [pattern: string, degree: number, text: HardText])[] = [
  ['^/a/[^/]*$', 0, (length) => `/a/${'b'.repeat(length)}/`],
  ['^/([^/]+)/([^/]+)/(.*)x$', 0, (length) => `/a/b/${'c'.repeat(length)}`],
  ['^(?:/[^/]+)*x$', 0, segments],
  ['^a*b*c$', 0, halves],
  ['^(?=.*x)a*$', 0, same],
  ['^(?:a.*|b.*)x$', 0, same],
  ['aaax', 0, same],
  ['^.*a.*$', 1, (length) => `${same(length)}\n\n`],
  ['^.*.*x$', 1, same],
  ['.*x$', 1, same],
  ['^(?:ab)*a(?:ba)*x$', 1, (length) => 'ab'.repeat(length / 2)],
  ['^a*(?=a*x)', 1, same],
  ['^(a*)\\1x$', 1, same],
  ['^a*a*b*b*c$', 2, halves],
  ['^.*.*.*x$', 2, same],
  ['.*.*x$', 2, same],
  ['^/(.*)/(.*)/(.*)/(.*)$', 3, slashes],
];

describe('the degree of a pattern', () => {
  it.each(HARD)('%s: %i', (pattern, degree) => {
    expect(degreeOf(parsed(pattern))).toBe(degree);
  });

  it.each(HARD)('%s: the work grows as n to the power %i + 1', (pattern, degree, text) => {
    const root = parsed(pattern);
    const [once, twice] = [64, 128].map((length) => stepsOf(root, text(length)));
    const growth = Math.log2(twice! / once!);
    expect(growth).toBeGreaterThan(degree + 0.6);
    expect(growth).toBeLessThan(degree + 1.1);
  });

  it.each([
    ['^.{1,9}.{1,9}x$', 0],
    ['^.{1,10}.{1,10}x$', 1],
    ['\\Aa*', 0],
    ['(?:^a|^b)c*', 0],
    ['(?:^a|b)c*d', 0],
    ['(?:^a|c)c*d', 1],
    ['\\n[^\\n]*$', 0],
    ['(?<!/)/(.*)$', 1],
  ])('%s: %i', (pattern, degree) => {
    expect(degreeOf(parsed(pattern))).toBe(degree);
  });

  it('a lookbehind that reads far back adds what it reads', () => {
    expect(degreeOf(parsed('^a*b'))).toBe(0);
    expect(degreeOf(parsed('^a*(?<=a*)b'))).toBe(1);
  });

  it('many circles in a row count all of them', () => {
    expect(degreeOf(parsed(`^${'.*'.repeat(200)}x`))).toBe(199);
  });

  it('circles too large to be told apart are taken for one step up', () => {
    const circles = (size: number): string => `^(?:${'[ab]'.repeat(size)}c)*(?:${'[ab]'.repeat(size)}d)*$`;
    expect(degreeOf(parsed(circles(3)))).toBe(0);
    expect(degreeOf(parsed(circles(110)))).toBe(1);
  });
});

describe('the steps of a match', () => {
  it('is the number of ways to place degree + 1 borders', () => {
    expect(matchingSteps(0, 10)).toBe(11);
    expect(matchingSteps(1, 10)).toBeCloseTo(66, 9);
    expect(matchingSteps(2, 2_000)).toBeCloseTo((2_001 * 2_002 * 2_003) / 6, 0);
  });

  it.each(['^.*x$', '^.*.*x$', '^.*.*.*x$', '^.*.*.*.*x$'])(
    '%s takes about that many, within a factor of three',
    (pattern) => {
      const root = parsed(pattern);
      const ratio = stepsOf(root, same(60)) / matchingSteps(degreeOf(root), 60);
      expect(ratio).toBeGreaterThan(1 / 3);
      expect(ratio).toBeLessThan(3);
    },
  );
});
