/**
 * Goal: rules as people write them are taken for targets as long as people send, and the same rule is refused only
 * for a target that is too long.
 * Method: the shortest file with one rule and one target of a given length; what is refused is in
 * ../bad/requests.ts with its place.
 */
import { describe, expect, it } from 'vitest';
import { loadRequests } from '../../../../sim/scenario/load-requests.ts';

/** Characters by which the longest variant of a target without a query and with one slash is longer. */
const VARIANT_CHARACTERS = 21;

function isTaken(pattern: string, length: number): boolean {
  const lines = [
    'version: 1',
    'name: rules',
    'requests:',
    `  form: { target: "/${'a'.repeat(length - 1)}" }`,
    'chains:',
    `  c: [{ preset: nginx, rewrites: [{ match: '${pattern}', replace: /b }] }, backend]`,
  ];
  const loaded = loadRequests([{ file: 's.yaml', text: `${lines.join('\n')}\n` }]);
  if (loaded.ok) return true;
  expect(loaded.problems.map(({ message }) => message.slice(0, 48))).toEqual([
    'the pattern can take time that grows as the leng',
  ]);
  return false;
}

describe('a pattern and the length of the targets', () => {
  it.each([
    ['^/(.*)/(.*)/(.*)/(.*)$', 200],
    ['^/(.*)//+(.*)$', 1_000],
    ['^(.*?)//+(.*)$', 1_000],
    ['^/{2,}(.*)$', 2_000],
    ['^([^?]*)\\?(.*)$', 2_000],
    ['^/api/v[0-9]+/([^/]+)/([^/]+)/(.*)$', 2_000],
    ['\\.(?:css|js|png)$', 2_000],
    ['^/(?!static/|media/)(.*)$', 2_000],
    ['^(.*)/index\\.(?:php|html)$', 2_000],
  ])('%s is taken for %i characters', (pattern, length) => {
    expect(isTaken(pattern, length)).toBe(true);
  });

  it.each([
    ['^.*.*.*x$', 1_214],
    ['^/(.*)/(.*)/(.*)/(.*)$', 288],
    ['.*.*.*x$', 288],
    ['^.*.*.*.*.*x$', 126],
  ])('%s is taken for %i characters, with the variants of the target, and no more', (pattern, length) => {
    expect(isTaken(pattern, length - VARIANT_CHARACTERS)).toBe(true);
    expect(isTaken(pattern, length - VARIANT_CHARACTERS + 1)).toBe(false);
  });

  it('bounded or told apart, the same rule takes the longest target that there is', () => {
    expect(isTaken('^.*.*.*x$', 2_048)).toBe(false);
    expect(isTaken('^/[^/]*/[^/]*/[^/]*x$', 2_048)).toBe(true);
    expect(isTaken('^.{0,9}.{0,9}.*x$', 2_048)).toBe(true);
  });
});
